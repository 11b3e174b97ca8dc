import type { Item } from '../../records/index.ts'
import { any, filled, marked } from '../condition.ts'
import { type Facts, itemAt, itemsAt, type Scope } from '../facts.ts'
import { bandAt, bandsFit } from '../kinds/bands.ts'
import { numbersRun } from '../kinds/counts.ts'
import { orderOfDates } from '../kinds/dates.ts'
import { implies } from '../kinds/implies.ts'
import type { Contradiction, Rule } from '../rule.ts'
import { contains, likeness, nameKey, shareUnit } from '../texts.ts'
import { cut, shown, textOf } from '../values.ts'

const FULL = ['様式3', '様式4'] as const
const SUBJECTS = 'files[].subject_count'
const RECORDED = 'files[].recorded_items'

const smaller = [
  ['provision', '提供先', 'files[].provision.recipients[].subject_count', '提供する情報'],
  ['transfer', '移転先', 'files[].transfer.recipients[].subject_count', '移転する情報'],
  ['contract', '委託事項', 'files[].outsourcing.contracts[].subject_count', '委託するファイル'],
] as const

/** Ⅱ within itself and against Ⅰ and Ⅲ: names, sizes, dates, departments, recorded items. */
export const fileRules: readonly Rule[] = [
  {
    id: 'file-names',
    guide: [27],
    severity: 'warning',
    forms: FULL,
    keys: ['file_names', 'files[].name', 'risks[].file_name'],
    ja: 'Ⅰ.3、Ⅱ.1、Ⅲ.1 の特定個人情報ファイル名が合わない（「{found}」と「{expected}」）。',
    en: 'The names of the files in Ⅰ.3, Ⅱ.1 and Ⅲ.1 do not agree (「{found}」 and 「{expected}」).',
    note: 'A name that holds the other, or is spelt nearly alike, agrees: bodies merge files, and number them.',
    run: fileNames,
  },
  bandsFit({
    id: 'file-subjects',
    guide: [28],
    severity: 'warning',
    forms: FULL,
    per: 'file',
    of: SUBJECTS,
    within: 'operation.subject_count',
    fits: (file, operation) => file.min <= operation.max,
    ja: 'ファイルの対象となる本人の数（{found}）が、事務の対象人数（{expected}）より多い。',
    en: 'The file holds more people ({found}) than the operation concerns ({expected}).',
  }),
  ...smaller.map(([id, per, of, what]) =>
    bandsFit({
      id: `${id}-subjects`,
      guide: [29],
      severity: 'warning',
      forms: id === 'contract' ? ['様式4'] : FULL,
      per,
      of,
      within: SUBJECTS,
      fits: (part, whole) => part.min <= whole.min,
      ja: `${what}の対象となる本人の数（{found}）が、ファイルのそれ（{expected}）より多い。`,
      en: `More people ({found}) are concerned than the file holds ({expected}).`,
    }),
  ),
  bandsFit({
    id: 'contract-whole-file',
    guide: [30],
    severity: 'warning',
    forms: ['様式4'],
    per: '委託事項',
    when: { key: 'files[].outsourcing.contracts[].file_scope', option: 1 },
    of: 'files[].outsourcing.contracts[].subject_count',
    within: SUBJECTS,
    fits: (part, whole) => part.min >= whole.min,
    ja: 'ファイルの全体を委託しているのに、対象となる本人の数（{found}）がファイルのそれ（{expected}）より少ない。',
    en: 'The whole file is handed over, but fewer people ({found}) are concerned than it holds ({expected}).',
  }),
  implies({
    id: 'recorded-items-none',
    guide: [31],
    severity: 'warning',
    forms: FULL,
    per: 'file',
    must: [filled(RECORDED)],
    ja: '主な記録項目のどれにも印がない。',
    en: 'None of the main recorded items is marked.',
  }),
  implies({
    id: 'recorded-items-number',
    guide: [31],
    severity: 'warning',
    forms: FULL,
    per: 'file',
    when: filled(RECORDED),
    must: [any(marked(RECORDED, '個人番号'), marked(RECORDED, '個人番号対応符号'))],
    ja: '主な記録項目に個人番号も個人番号対応符号もない。',
    en: 'Neither 個人番号 nor 個人番号対応符号 is among the main recorded items.',
  }),
  {
    id: 'annex-items',
    guide: [32],
    severity: 'warning',
    forms: FULL,
    keys: ['files[].recorded_item_count', 'annex.recorded_items'],
    ja: '記録される項目の数（{expected}）と、別添の記録項目の数（およそ{found}）がかけ離れている。',
    en: 'The number of recorded items ({expected}) is far from that of the annex (about {found}).',
    note: 'For one file only, and only where the annex, a free text, has less than half or more than twice as many items.',
    run: annexItems,
  },
  {
    id: 'annex-blank',
    guide: [32],
    severity: 'warning',
    forms: FULL,
    keys: ['files[].all_recorded_items', 'annex.recorded_items'],
    ja: '全ての記録項目は別添を参照とあるのに、別添が空欄である。',
    en: 'The recorded items are said to be in the annex, which is blank.',
    run: ({ scopes }) => {
      const annex = itemAt(scopes.evaluation[0]!, 'annex.recorded_items')
      if (annex?.status !== 'blank') return []
      return itemsAt(scopes.evaluation[0]!, 'files[].all_recorded_items')
        .filter((item) => /別添/u.test(textOf(item) ?? ''))
        .map((item) => ({ items: [item, annex], expected: '記載あり', found: '空欄' }))
    },
  },
  orderOfDates({
    id: 'holding-before-use',
    guide: [41],
    severity: 'warning',
    forms: FULL,
    per: 'file',
    earlier: ['files[].holding_start_date'],
    later: 'files[].use_start_date',
    ja: '保有開始日（{found}）が使用開始日より後である（{expected}のはず）。',
    en: 'The file is held only from {found}, after its use began (expected {expected}).',
  }),
  {
    id: 'departments',
    guide: [42],
    severity: 'warning',
    forms: FULL,
    keys: ['department.name', 'files[].department', 'files[].user_department'],
    ja: '担当部署（{expected}）と、ファイルの事務担当部署又は使用部署（{found}）に共通の部署がない。',
    en: 'The department in charge ({expected}) and that of the file ({found}) have no part in common.',
    run: ({ scopes }) => {
      const own = itemAt(scopes.evaluation[0]!, 'department.name')
      return ['files[].department', 'files[].user_department'].flatMap((key) =>
        itemsAt(scopes.evaluation[0]!, key).flatMap((item) => {
          const [a, b] = [textOf(own), textOf(item)]
          if (!own || a === undefined || b === undefined || shareUnit(a, b) !== false) return []
          return contains(a, b) ? [] : [{ items: [own, item], expected: cut(a), found: cut(b) }]
        }),
      )
    },
  },
  numbersRun({
    id: 'repeat-numbers',
    guide: [44],
    severity: 'error',
    forms: FULL,
    repeats: [
      { per: 'evaluation', repeat: 'システム', block: 'systems[].name' },
      { per: 'file', repeat: '委託事項', block: 'files[].outsourcing.contracts[].name' },
      { per: 'file', repeat: '提供先', block: 'files[].provision.recipients[].name' },
      { per: 'file', repeat: '移転先', block: 'files[].transfer.recipients[].name' },
    ],
    ja: '番号が1から順に続いていない（{found}、{expected}のはず）。',
    en: 'The numbers do not run from 1 on ({found}; expected {expected}).',
  }),
]

const ALIKE = 0.75
const agree = (one: string, other: string): boolean => contains(one, other) || likeness(one, other) >= ALIKE

/** Each file of Ⅱ is named in Ⅰ.3, and each Ⅲ is about a file of Ⅱ. */
function fileNames({ scopes }: Facts): Contradiction[] {
  const all = scopes.evaluation[0]!
  const named = itemAt(all, 'file_names')
  const outlines = itemsAt(all, 'files[].name')
  const pairs: (readonly [Item | undefined, readonly (Item | undefined)[]])[] = [
    ...outlines.map((item) => [item, [named]] as const),
    ...itemsAt(all, 'risks[].file_name').map((item) => [item, outlines] as const),
  ]
  return pairs.flatMap(([item, candidates]) => {
    const text = textOf(item)
    const texts = candidates.map(textOf)
    if (!item || text === undefined || texts.length === 0 || texts.includes(undefined)) return []
    if (/別[紙表添]|参照|同上|上記/u.test([text, ...texts].join(''))) return []
    const fits = texts.some(
      (other) => agree(text, other!) || other!.split('\n').some((line) => agree(text, line)),
    )
    if (fits || nameKey(text) === '') return []
    return [
      {
        items: [item, ...candidates.filter((one) => one !== undefined)],
        expected: cut(texts.join('、')),
        found: cut(text),
      },
    ]
  })
}

/** Items of the annex, which is a free text: those that commas and lines part, or that are numbered. */
function annexItems({ scopes }: Facts): Contradiction[] {
  const all: Scope = scopes.evaluation[0]!
  const [count, annex] = [itemAt(all, 'files[].recorded_item_count'), itemAt(all, 'annex.recorded_items')]
  const [band, text] = [bandAt(count), textOf(annex)]
  if (!count || !annex || !band || text === undefined || /別[紙表]|参照|とおり/u.test(text)) return []
  const parted = text
    .split(/[、，,;；\n]+/u)
    .filter((part) => /[\p{L}\p{N}]/u.test(part) && !CAPTION.test(part.trim()))
  const number = Math.max(parted.length, numbered(text))
  // Where items are parted in a way of their own, the length of the text says how many there can be at most.
  const most = Math.max(number, [...text].length / SHORTEST_ITEM)
  if (2 * most >= band.min && number <= 2 * band.max) return []
  return [{ items: [count, annex], expected: shown(count), found: `${number}項目` }]
}

const CAPTION = /^[<＜【〈《［[].*[>＞】〉》］\]]$/u
/** Characters of an item with what parts it from the next. */
const SHORTEST_ITEM = 3

/** How far a text counts: 1 氏名 2 住所 3 … */
function numbered(text: string): number {
  let last = 0
  for (const [number] of text.normalize('NFKC').matchAll(/\d+/gu)) if (Number(number) === last + 1) last++
  return last
}
