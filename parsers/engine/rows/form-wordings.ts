import { distinctEditions, type FormSpec, formFrames, formSpec } from '../../forms/index.ts'
import { matchKey } from '../../text/characters.ts'
import { foldHabits } from '../fuzzy.ts'
import { splitLabel } from '../labels.ts'
import type { LabelTest, Row } from './grid.ts'
import { withNumeral } from './labels.ts'
import { printedLabels } from './printed-labels.ts'

/** A label without its number, in the words that OCR's confusions are folded into. */
function wordingKey(label: string): string {
  return foldHabits(splitLabel(label).wording)
}

/** The same for a section's heading, whatever an OCR made of its numeral. */
export const headKey = (text: string): string =>
  wordingKey(withNumeral(text).replace(/^[1１](?=[\s　]*\p{Script=Han})/u, 'Ⅰ '))

/** The labels that each form prints. */
export const wordingsOfForms = formFrames.map(({ form }) => printedLabels(formSpec(form, 'R6')).wordings)

const anyWordings = new Set(
  formFrames.flatMap(({ form }) =>
    formSpec(form, 'R6').items.flatMap(({ label, aliases = [] }) => [label, ...aliases].map(wordingKey)),
  ),
)

/** Labels of the forms, with the form's number, with another, or without. */
export const labelsOfForms: LabelTest = {
  isSure: (label) =>
    wordingsOfForms.some((own) => own.has(foldHabits(matchKey(label))) || own.has(wordingKey(label))),
  isAny: (label) => anyWordings.has(wordingKey(label)),
}

/** Whether a text says an item of the form: it ends with one of the labels. */
export function addresses(spec: FormSpec): (key: string) => boolean {
  const wordings = spec.items
    .filter(({ parent, kind }) => parent !== undefined && kind !== 'number')
    .flatMap(({ label, aliases = [] }) => [label, ...aliases])
    .map((wording) => splitLabel(wording).wording)
    .filter((wording) => wording !== '')
  return (key) => wordings.some((wording) => key.endsWith(wording))
}

const addressTests = formFrames.flatMap(({ form }) =>
  distinctEditions(form).map((edition) => addresses(formSpec(form, edition))),
)

/** The same of any form. */
export function isAddressOfForms(key: string): boolean {
  return addressTests.some((test) => test(key))
}

/** A row that is a section's heading alone ends a change table. */
export function isSectionRow(spec: FormSpec): (row: Row) => boolean {
  const titles = new Set([matchKey(spec.frame.title)])
  const heads = spec.items
    .filter(({ parent, path }) => parent === undefined && path !== '表紙')
    .map(({ number = '', label }) => headKey(`${number}${label}`))
  return ({ cells }) => {
    const inked = cells.filter(({ text }) => text !== '')
    return inked.length === 1 && (titles.has(inked[0]!.key) || heads.includes(headKey(inked[0]!.text)))
  }
}
