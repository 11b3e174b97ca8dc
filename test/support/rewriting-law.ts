import fc from 'fast-check'
import { expect } from 'vitest'
import type { Choose } from './rewritings.ts'

/** Rewrites as often as `numRuns` says; `changed` lists what is asserted otherwise than before. */
export const rewritten = (numRuns: number, changed: (at: Choose) => Promise<unknown[]>) =>
  fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.nat({ max: 1_000_000 })), async (numbers) => {
      expect(await changed((size) => numbers.next().value! % size)).toEqual([])
    }),
    { numRuns, seed: 20231109, endOnFailure: true },
  )
