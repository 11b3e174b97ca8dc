import { expect, test } from 'vitest'
import { parseDocument } from '../../parsers/index.ts'
import { makeFilling, type Wanted } from './fillings.ts'
import { type Part, type Written, writeDocument, writeForm } from './form-writer.ts'
import { type Differences, differences } from './form-writer-expectation.ts'
import type { Style } from './form-writer-style.ts'

/** No difference between what is printed and what is said. */
export const exact: Differences = { wrong: [], missing: [], spurious: [] }

/** Reads a generated document and says, all its evaluations together, what is amiss. */
export async function differencesOf({ bytes, expected }: Written): Promise<Differences> {
  const { evaluations } = await parseDocument(bytes)
  const each = expected.map((want, index) => differences(want, evaluations[index]))
  const more = evaluations
    .slice(expected.length)
    .map(({ form, span }) => `${form} on ${JSON.stringify(span)}`)
  return {
    wrong: each.flatMap(({ wrong }) => wrong),
    missing: each.flatMap(({ missing }) => missing),
    spurious: [...each.flatMap(({ spurious }) => spurious), ...more],
  }
}

/** Prints a form in a style and reads it. */
export const readBack = (wanted: Wanted, style: Partial<Style> = {}): Promise<Differences> =>
  differencesOf(writeForm(makeFilling(wanted), style))

/** Prints several parts as one document and reads it. */
export const readBackParts = (parts: readonly Part[], style: Partial<Style> = {}): Promise<Differences> =>
  differencesOf(writeDocument(parts, style))

/** A layout: its name, how it differs from the plain one, and what is printed if not the usual. */
export type Case = readonly [name: string, style: Partial<Style>, wanted?: Wanted]

/** One test a layout: what is read is exactly what is printed. */
export function testLayouts(cases: readonly Case[], usual: Wanted): void {
  test.each(cases.map(([name, style, wanted]) => ({ name, style, wanted: wanted ?? usual })))(
    '$name',
    async ({ style, wanted }) => {
      expect(await readBack(wanted, style)).toEqual(exact)
    },
  )
}
