import { type FormSpec, oncePerSpec } from '../../forms/index.ts'
import { matchKey } from '../../text/characters.ts'
import { splitLabel } from '../labels.ts'
import { hasLabel } from './slots.ts'

/** Shorter beginnings of labels, and shorter options, are words that a text may use. */
const MIN_BEGINNING = 9
const MIN_OPTION = 4
/** A text refers to other places of the form by their labels: 「２．③対象となる本人の範囲」と同じ */
const QUOTED = /[「『][^「」『』]*(?:[」』]|$)|^[^「」『』]*[」』]/gu
/** リスク2： · Ⅳ · 再 委 託 down the side · 【行政機関等のみ】 · ＜選択肢＞ */
const PRINTED_LINE =
  /^(?:リスク[\s　]*[0-9０-９]*[\s　]*[:：]|[ⅠⅡⅢⅣⅤⅥ]|III|II|IV|VI|V|I|[再委託](?:[\s　]*[再委託])*|[再委託][\s　]+\S.*|【(?:行政機関等のみ|任意)】|.*[<＜][\s　]*選択肢[\s　]*[>＞].*|[\]］].*|[[［][\s　]*[○〇◯]?[\s　]*(?:$|[(（[［\]］]).*)$/u

/** Whether a line of a value is, or holds, what the form prints: a label's beginning, an option, a bracket, a section's numeral. */
export const printedTest = oncePerSpec((spec): ((line: string) => boolean) => {
  const sections = new Set(sectionHeads(spec))
  const labels = spec.items.filter(hasLabel).flatMap(({ number, label, aliases = [] }) =>
    [label, ...aliases].flatMap((printed) => {
      const { wording } = splitLabel(printed)
      const own = matchKey(number ?? '')
      return own === '' || wording.length < MIN_BEGINNING ? [] : [own + wording.slice(0, MIN_BEGINNING)]
    }),
  )
  const options = spec.items
    .filter(({ kind }) => kind === 'choice')
    .flatMap((item) => item.options ?? [])
    .filter(({ label }) => label.length >= MIN_OPTION)
    .flatMap(({ number, label }) => {
      const key = matchKey(label)
      return [`[${key}]`, ...(number === undefined ? [] : [`${number})${key}`])]
    })
  return (line) => {
    if (PRINTED_LINE.test(line.trim())) return true
    const key = matchKey(line.replace(QUOTED, ''))
    return (
      sections.has(key) ||
      options.some((option) => key.includes(option)) ||
      labels.some((label) => startsAtNumber(key, label))
    )
  }
})

const sectionHeads = (spec: FormSpec): string[] =>
  spec.items
    .filter(({ parent, path }) => parent === undefined && path !== '表紙')
    .map(({ number = '', label }) => matchKey(number + label))

/** ①法令上の根拠 in a line, but not the 1 of 11. */
function startsAtNumber(key: string, label: string): boolean {
  const at = key.indexOf(label)
  return at >= 0 && !/[\d第]$/u.test(key.slice(0, at))
}
