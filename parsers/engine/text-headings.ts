import { formFrames, formItems } from '../forms/index.ts'
import type { FormName } from '../records/index.ts'
import { matchKey } from '../text/characters.ts'
import { splitLabel } from './labels.ts'
import type { Segment } from './text-segments.ts'

/** One wrong heading may be a slip of the pen; this many different ones rule a form out. */
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

/** A form, and the lines of the headings that rule the other forms out. */
export type FormByHeadings = { readonly form: FormName; readonly headings: readonly Segment[] }

/**
 * The form that all headings of a text allow, if they rule out every other one: Ⅴ 評価実施手続 and （別添２）変更箇所
 * are not of 様式4, Ⅱ 特定個人情報ファイルの概要 and Ⅴ 評価実施手続 not of 様式2.
 */
export function formByHeadings(segments: readonly Segment[]): FormByHeadings | undefined {
  const headings = new Map<string, Segment>()
  for (const segment of segments) {
    const heading = address(splitLabel(segment.text))
    if (segment.kind === 'heading' && !headings.has(heading)) headings.set(heading, segment)
  }
  const against = (form: FormName) =>
    [...headings].filter(([heading]) => sections.get(heading)?.has(form) === false)
  const forms = formFrames.map(({ form }) => form)
  const [form, ...more] = forms.filter((candidate) => against(candidate).length === 0)
  const others = forms.filter((other) => other !== form).map(against)
  if (!form || more.length > 0 || others.some((ruling) => ruling.length < MIN_HEADINGS)) return undefined
  return { form, headings: [...new Map(others.flat()).values()] }
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
