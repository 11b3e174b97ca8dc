import type { FormSpec } from '../../forms/index.ts'
import { matchKey } from '../../text/characters.ts'
import { splitLabel } from '../labels.ts'

export type Addresses = {
  /** Whether a line begins the address of an item: a section's number with its name or a number behind it, 同上, 表紙. */
  readonly begins: (line: string) => boolean
  /** Whether lines go on with an address: the first is a label of the form, or the beginning of one that the width broke. */
  readonly goesOn: (lines: readonly string[]) => boolean
  /** Whether a text is a label of the form, and nothing else. */
  readonly names: (text: string) => boolean
  /** Whether a text is a section's number and name, or a part of it, and nothing else. */
  readonly isSection: (text: string) => boolean
  /** Whether it is the whole of a section's number and name. */
  readonly isSectionName: (text: string) => boolean
  /** Whether a text begins with the rest of the label that an address ends with the beginning of: （別添２）特定個人 + 情報ファイル記録項目. */
  readonly completes: (address: string, text: string) => boolean
  /** Whether an address ends with a label of an item of its section (or a heading in that item's text). */
  readonly isWhole: (text: string) => boolean
}

const CONTINUED = /^[（(]続き[)）]\s*/u
const SECTION = /^(?:[ⅠⅡⅢⅣⅤⅥ]|[IVX]{1,3}(?![A-Za-z]))/u
/** Ⅰ　２　システム1　② */
const COMPACT = /^(?:[ⅠⅡⅢⅣⅤⅥ]|[IVX]{1,3})[\s　]*(?:[\d０-９①-⑳]|その他)/u
/** Addresses that name no label. */
const ITSELF = /^(?:同上|\(続き\)|表紙|新規(?:作成|策定|追加)?)$/u
/** その他の措置の内容＜物理的対策＞ */
const HEADING = /(?:＜[^＞]*＞|<[^>]*>|【[^】]*】)$/u
/** Of a long label, whose beginning may have another wording, as much must stand at the end. */
const MIN_END = 8
const MIN_WORDING = 2
const MIN_BROKEN = 4

/** III of `III[1].3.リスク2` and of `Ⅲリスク対策…` as a match key. */
const sectionOf = (text: string): string | undefined => /^(?:IV|VI?|I{1,3})(?![A-Za-z])/u.exec(text)?.[0]

/** How the column 項目 of a change table names the items of a form. */
export function addressesOf(spec: FormSpec): Addresses {
  const labels = spec.items
    .filter(({ path }) => !path.startsWith('変更'))
    .flatMap(({ path, number, label, aliases = [] }) =>
      [label, ...aliases].map((each) => ({
        section: sectionOf(path),
        number: number ?? '',
        wording: splitLabel(each).wording,
      })),
    )
  const sections = labels
    .filter(({ number }) => /^[ⅠⅡⅢⅣⅤⅥ]$/u.test(number))
    .map(({ number, wording }) => matchKey(number + wording).slice(0, matchKey(number).length + 3))
  const wordings = labels.map(({ wording }) => wording).filter(({ length }) => length >= MIN_WORDING)
  const whole = new Set(wordings)
  const sectionNames = new Set(
    labels
      .filter(({ number }) => /^[ⅠⅡⅢⅣⅤⅥ]$/u.test(number))
      .map(({ number, wording }) => matchKey(number + wording)),
  )
  return {
    isSectionName: (text) => sectionNames.has(matchKey(text)),
    isSection: (text) => [...sectionNames].some((name) => name.startsWith(matchKey(text))),
    completes: (address, text) => {
      const [above, below] = [matchKey(address), matchKey(text)]
      return wordings.some((wording) => {
        for (let cut = MIN_BROKEN; cut <= wording.length - MIN_WORDING; cut++)
          if (below.startsWith(wording.slice(cut)) && above.endsWith(wording.slice(0, cut))) return true
        return false
      })
    },
    isWhole: (text) => {
      const key = matchKey(text).replace(/※/gu, '').replace(HEADING, '')
      const section = sectionOf(key.replace(/^\(続き\)/u, ''))
      if (ITSELF.test(key) || /(?:システム|委託事項|提供先|移転先|[①-⑳])\d*$/u.test(key)) return true
      return (
        !sectionNames.has(key) &&
        labels.some(
          (label) =>
            label.wording.length >= MIN_WORDING &&
            key.endsWith(label.wording.slice(-MIN_END)) &&
            (section === undefined || label.section === section),
        )
      )
    },
    names: (text) => whole.has(splitLabel(text).wording),
    begins: (line) => {
      const text = line.replace(CONTINUED, '')
      const key = matchKey(text)
      if (key === '' || /^(?:同上|表紙|その他|\(続き\))$/u.test(key) || /^\(?別添\d\)?|^表紙/u.test(key))
        return true
      return SECTION.test(text) && (COMPACT.test(text) || sections.some((section) => key.startsWith(section)))
    },
    goesOn: (lines) => {
      const { number, wording } = splitLabel(lines[0]!)
      if (wording.length < MIN_WORDING || lines.some((line) => line.includes('。'))) return false
      return wordings.some(
        (each) =>
          each === wording || (number !== '' && wording.length >= MIN_BROKEN && each.startsWith(wording)),
      )
    },
  }
}
