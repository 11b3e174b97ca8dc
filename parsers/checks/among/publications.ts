import type { ItemValue } from '../../records/index.ts'
import { matchKey } from '../../text/characters.ts'
import { contains, likeness, nameKey } from '../texts.ts'
import { cut, shown, textOf } from '../values.ts'
import { type CorpusRule, type Disagreement, type Entry, itemOf, numberKey, operationOf } from './entry.ts'

const NUMBER = 'cover.evaluation_number'
const TITLE = 'cover.evaluation_name'
const ALIKE = 0.75
/** Below this two titles, and two operations, have next to nothing in common. */
const UNLIKE = 0.4

export const publicationRules: readonly CorpusRule[] = [
  {
    id: 'published-twice',
    guide: [],
    severity: 'warning',
    keys: [NUMBER, TITLE, 'cover.publication_date'],
    ja: '同じ評価書（{other}）が同じ日付で、内容を変えて公表されている（{found}が異なる）。',
    en: 'The same evaluation ({other}) was published with the same date and other content ({found} differ).',
    run: (entries) => grouped(entries, samePublication).flatMap(differingContent),
  },
  {
    id: 'number-reused',
    guide: [],
    severity: 'warning',
    keys: [NUMBER, TITLE, 'operation.name'],
    ja: '同じ評価書番号が別の事務（{other}「{expected}」）にも使われている（「{found}」）。',
    en: 'The same number is used for another operation ({other}: 「{expected}」), too; here it is 「{found}」.',
    run: (entries) =>
      grouped(entries, ({ evaluation }) => {
        const operation = operationOf(evaluation)
        return operation && `${operation} ${evaluation.form}`
      }).flatMap(otherOperations),
  },
  ...(
    [
      ['number', NUMBER, '評価書番号', (said, item) => numberKey(textOf(item) ?? said) === numberKey(said)],
      [
        'title',
        TITLE,
        '評価書名',
        (said, item) => contains(textOf(item) ?? said, said) || likeness(textOf(item) ?? said, said) >= ALIKE,
      ],
      [
        'date',
        'cover.publication_date',
        '公表日',
        (said, item) => item.kind !== 'date' || item.iso === undefined || item.iso === said,
      ],
    ] as const satisfies readonly (readonly [
      'number' | 'title' | 'date',
      string,
      string,
      (said: string, item: ItemValue) => boolean,
    ])[]
  ).map(
    ([field, key, label, agrees]): CorpusRule => ({
      id: `listing-${field}`,
      guide: [],
      severity: 'warning',
      keys: [key],
      ja: `一覧のページの${label}（{expected}）と表紙のそれ（{found}）が合わない。`,
      en: `The page that lists it says 「{expected}」 (${label}), its cover 「{found}」.`,
      note: 'Silent where one of several pages agrees, or another evaluation of the same file does.',
      run: (entries) =>
        [...Map.groupBy(entries, ({ document }) => document).values()].flatMap((file) => {
          const told = file.flatMap((entry) => {
            const item = itemOf(entry, key)
            return item?.status === 'found' ? [{ entry, item }] : []
          })
          const said = file[0]!.listings.flatMap((listing) => listing[field] ?? [])
          const [first] = said
          if (first === undefined || said.some((one) => told.some(({ item }) => agrees(one, item)))) return []
          return told.map(({ entry, item }) => ({
            entry,
            items: [item],
            expected: cut(first),
            found: shown(item),
          }))
        }),
    }),
  ),
  {
    id: 'listing-form',
    guide: [],
    severity: 'warning',
    keys: ['cover'],
    ja: '一覧のページには{expected}とあるが、評価書は{found}である。',
    en: 'The page that lists it says {expected}, but the evaluation is on {found}.',
    note: 'Silent where one of several pages agrees, or another evaluation of the same file does.',
    run: (entries) =>
      [...Map.groupBy(entries, ({ document }) => document).values()].flatMap((file) => {
        const said = file[0]!.listings.flatMap(({ form }) => form ?? [])
        const [first] = said
        if (first === undefined || file.some(({ evaluation }) => said.includes(evaluation.form))) return []
        return file.map((entry) => {
          const title = itemOf(entry, TITLE)
          return { entry, items: title ? [title] : [], expected: first, found: entry.evaluation.form }
        })
      }),
  },
]

function grouped(entries: readonly Entry[], by: (entry: Entry) => string | undefined): Entry[][] {
  const known = entries.filter((entry) => by(entry) !== undefined)
  return [...Map.groupBy(known, by).values()].filter((group) => group.length > 1)
}

function samePublication({ evaluation }: Entry): string | undefined {
  const operation = operationOf(evaluation)
  const { title, publicationDate, form } = evaluation
  if (operation === undefined || title === undefined || publicationDate?.iso === undefined) return undefined
  return [operation, form, nameKey(title), publicationDate.iso].join(' ')
}

/** Each content against the first one; the same content as PDF and as workbook is one. */
function differingContent([first, ...others]: readonly Entry[]): Disagreement[] {
  if (!first) return []
  const there = new Map(first.content().items.map((item) => [item.path, item]))
  return others.flatMap((entry) => {
    if (entry.document === first.document) return []
    const differing = entry.content().items.filter((item) => {
      const other = there.get(item.path)
      return other && isTold(item) && isTold(other) && saidBy(item) !== saidBy(other)
    })
    if (differing.length === 0) return []
    const same = differing.map(({ path }) => there.get(path)!)
    return [
      {
        entry,
        items: differing,
        other: { entry: first, items: same },
        expected: '同じ内容',
        found: `${differing.length}項目`,
      },
    ]
  })
}

const isTold = ({ status }: ItemValue): boolean => status === 'found' || status === 'blank'

function saidBy(item: ItemValue): string {
  if (item.status === 'blank') return ''
  if (item.kind === 'checkboxes') return [...item.checked].sort().join('、')
  return matchKey(
    item.kind === 'choice'
      ? String(item.option)
      : item.kind === 'checkbox'
        ? String(item.checked)
        : String(item.value ?? ''),
  )
}

function otherOperations([first, ...others]: readonly Entry[]): Disagreement[] {
  return others.flatMap((entry) => {
    if (!first) return []
    const [one, other] = [itemOf(entry, TITLE), itemOf(first, TITLE)]
    const [name, otherName] = [entry, first].map((each) => textOf(itemOf(each, 'operation.name')))
    const [title, otherTitle] = [one, other].map(textOf)
    if (!one || !other || title === undefined || otherTitle === undefined) return []
    if (name === undefined || otherName === undefined) return []
    const unlike = (a: string, b: string) => !contains(a, b) && likeness(a, b) < UNLIKE
    if (!unlike(name, otherName) || !unlike(core(title), core(otherTitle))) return []
    return [
      {
        entry,
        items: [one],
        other: { entry: first, items: [other] },
        expected: shown(other),
        found: shown(one),
      },
    ]
  })
}

/** What all titles of an agency have in common says nothing. */
export const core = (title: string): string =>
  title.replace(/^.*?[都道府県市区町村]|に関する事務|(?:基礎|重点|全)項目評価書/gu, '')
