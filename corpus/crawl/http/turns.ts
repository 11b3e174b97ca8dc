import PQueue from 'p-queue'

/** Time, handed in so that a test need not wait. Milliseconds; `sleep` ends early, and without an error, when stopped. */
export type Clock = {
  readonly now: () => number
  readonly sleep: (ms: number, stop: AbortSignal) => Promise<void>
}

/**
 * Turns of asking a host: one at a time, and after each answer a pause before the next question. `pauseUntil` keeps a
 * host in peace for longer, as it asked by Retry-After.
 */
export type HostTurns = {
  readonly take: <Result>(host: string, pauseMs: number, task: () => Promise<Result>) => Promise<Result>
  readonly pauseUntil: (host: string, time: number) => void
}

export function openTurns(clock: Clock, stop: AbortSignal): HostTurns {
  const hosts = new Map<string, { readonly queue: PQueue; freeAt: number }>()
  const stateOf = (host: string) => {
    const known = hosts.get(host)
    if (known) return known
    const state = { queue: new PQueue({ concurrency: 1 }), freeAt: 0 }
    hosts.set(host, state)
    return state
  }
  return {
    async take(host, pauseMs, task) {
      const state = stateOf(host)
      return state.queue.add(async () => {
        const wait = state.freeAt - clock.now()
        if (wait > 0) await clock.sleep(wait, stop)
        try {
          return await task()
        } finally {
          state.freeAt = Math.max(state.freeAt, clock.now() + pauseMs)
        }
      })
    },
    pauseUntil(host, time) {
      const state = stateOf(host)
      state.freeAt = Math.max(state.freeAt, time)
    },
  }
}
