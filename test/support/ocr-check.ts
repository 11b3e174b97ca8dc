import { formSpec } from '../../parsers/forms/index.ts'
import { parseDocument } from '../../parsers/index.ts'
import type { FormName } from '../../parsers/records/index.ts'
import { compareDocument } from '../../src/accuracy/compare-document.ts'
import type { Finding } from '../../src/accuracy/finding.ts'
import { readTruth } from '../../src/accuracy/truth.ts'
import { makeChanges, makeFilling, type Value, type Wanted } from './fillings.ts'
import type { Dialect } from './ocr-dialect.ts'
import { writeOcr } from './ocr-writer.ts'

/** Ⅲ is paired with Ⅱ by the file's name. */
const fileNames: Readonly<Record<string, Value>> = Object.fromEntries(
  ['架空台帳', '見本台帳'].flatMap((text, index) =>
    ['II', 'III'].map((part) => [`${part}[${index + 1}].1`, { kind: 'text', text } as const]),
  ),
)

const whole = (form: FormName, edition: 'H30' | 'H31' | 'R6'): Wanted => ({
  form,
  edition,
  parts: formSpec(form, edition)
    .items.filter(({ parent }) => parent === undefined)
    .map(({ path }) => path),
  values: fileNames,
})

/** Whole evaluations on each form, with change tables. */
export const wholeForms: readonly Wanted[] = [
  { ...whole('様式2', 'H31'), changes: makeChanges(2, 8) },
  { ...whole('様式2', 'R6'), changes: makeChanges(2, 18) },
  { ...whole('様式3', 'H30'), slots: { システム: 2, 委託事項: 2, 提供先: 2 }, changes: makeChanges(7, 3) },
  { ...whole('様式3', 'R6'), slots: { file: 2, 委託事項: 0, 移転先: 0 }, changes: makeChanges(3, 9) },
  {
    ...whole('様式4', 'H30'),
    slots: { システム: 2, 委託事項: 2, 移転先: 0 },
    changes: makeChanges(4, 4),
  },
]

/** Writes an evaluation in a dialect, reads it, and holds what is read against what was written. */
export async function findingsIn(wanted: Wanted, dialect: Dialect): Promise<readonly Finding[]> {
  const { lines, expected } = writeOcr(makeFilling(wanted), dialect)
  const { evaluations } = await parseDocument(new TextEncoder().encode(lines.join('\n')))
  const truth = readTruth(JSON.stringify({ evaluations: [expected] }))
  return compareDocument(truth.evaluations, evaluations).findings
}
