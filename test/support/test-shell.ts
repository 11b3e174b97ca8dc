import type { Shell } from '../../src/commands/index.ts'
import { main } from '../../src/program.ts'
import { resolveHere } from './test-fetcher.ts'

export type Said = { readonly code: number; readonly out: string; readonly err: string }

/** Runs a command line in this process; every host name is this machine. */
export async function runHere(
  cwd: string,
  words: readonly string[],
  more: Partial<Shell> = {},
): Promise<Said> {
  const [out, err]: [string[], string[]] = [[], []]
  const code = await main(words, {
    cwd,
    now: () => new Date(),
    out: (data) => out.push(typeof data === 'string' ? data : Buffer.from(data).toString()),
    err: (text) => err.push(text),
    outIsTerminal: false,
    errIsTerminal: false,
    resolve: resolveHere,
    ...more,
  })
  return { code, out: out.join(''), err: err.join('') }
}
