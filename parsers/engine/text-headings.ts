import { formFrames, formItems } from '../forms/index.ts'
import type { FormName } from '../records/index.ts'
import { matchKey } from '../text/characters.ts'
import { splitLabel } from './labels.ts'
import type { Segment } from './text-segments.ts'

/** One heading of one form may be a slip of the pen; this many different ones are not. */
const MIN_HEADINGS = 2
/** A text without a cover is an assessment only if it shows this many different labels of items. */
const MIN_LABELS = 8
/** 備考, 部署 and the like are words of any text. */
const MIN_LABEL_LENGTH = 5
const SECTION_NUMBER = /^(?:I{1,3}|IV|VI?|別添\d)$/u
const CONTENTS = '項目一覧'
const CHANGE_TABLE_HEAD = ['変更前の記載', '変更後の記載', '提出時期']

const address = ({ number, wording }: { number: string; wording: string }) => `${number} ${wording}`

/** Headings of sections and annexes, with the forms that print them. */
const sections = new Map<string, Set<FormName>>()
/** Wordings of all other labels of items. */
const itemLabels = new Set<string>()
for (const { form } of formFrames) {
  for (const { parent, number = '', label, aliases = [] } of formItems(form)) {
    if (parent === '表紙') continue
    for (const wording of [label, ...aliases]) {
      const own = splitLabel(wording)
      const split = own.number === '' ? splitLabel(`${number}${wording}`) : own
      if (SECTION_NUMBER.test(split.number)) {
        sections.set(address(split), (sections.get(address(split)) ?? new Set()).add(form))
      } else if (split.wording.length >= MIN_LABEL_LENGTH) {
        itemLabels.add(split.wording)
      }
    }
  }
}

/** Whether a line is a heading of a section, an annex, or the table of contents. */
export function isSectionHeading(text: string): boolean {
  return matchKey(text) === CONTENTS || sections.has(address(splitLabel(text)))
}

/** A form, and the lines of the headings that only this form has. */
export type FormByHeadings = { readonly form: FormName; readonly headings: readonly Segment[] }

/** The only form whose own headings (Ⅵ 評価実施手続) stand in a text; nothing where two forms are mixed or too little stands. */
export function formByHeadings(segments: readonly Segment[]): FormByHeadings | undefined {
  const shown = new Map<FormName, Map<string, Segment>>()
  for (const segment of segments.filter(({ kind }) => kind === 'heading')) {
    const heading = address(splitLabel(segment.text))
    const [form, ...others] = sections.get(heading) ?? []
    if (form === undefined || others.length > 0) continue
    const headings = shown.get(form) ?? new Map<string, Segment>()
    shown.set(form, headings.has(heading) ? headings : headings.set(heading, segment))
  }
  const [first, ...others] = shown
  if (first === undefined || others.length > 0 || first[1].size < MIN_HEADINGS) return undefined
  return { form: first[0], headings: [...first[1].values()] }
}

/** The lines that show an assessment without its cover: the head of a change table, or labels of items. */
export function assessmentMarks(segments: readonly Segment[]): readonly Segment[] {
  const head = CHANGE_TABLE_HEAD.map((column) =>
    segments.find(({ text }) => matchKey(text).includes(column)),
  ).filter((segment) => segment !== undefined)
  if (head.length === CHANGE_TABLE_HEAD.length) return [...new Set(head)]
  const found = new Map<string, Segment>()
  for (const segment of segments) {
    const { wording } = splitLabel(segment.text)
    if (itemLabels.has(wording) && !found.has(wording)) found.set(wording, segment)
  }
  return found.size >= MIN_LABELS ? [...found.values()] : []
}
