import { matchKey } from '../../text/characters.ts'
import { historiesOf, itemOf, type KnownChange, knownChanges, rowsOf } from '../changes/known-changes.ts'
import { boxesIn, optionIn, saysNow } from '../changes/said-after.ts'
import type { Facts } from '../facts.ts'
import type { Contradiction, Rule } from '../rule.ts'
import { coverage } from '../texts.ts'
import { BLANK, cut, shown } from '../values.ts'

const GONE = /^[([【<]?(?:全て|全文|項目)?を?削除[)\]】>]?$/u
const isText = (kind: string): boolean => kind === 'text' || kind === 'longtext' || kind === 'date'

/** 変更箇所, against the items that it is about and within itself. */
export const changeRules: readonly Rule[] = [
  {
    id: 'change-answer',
    guide: [35],
    severity: 'error',
    keys: ['changes[].item', 'changes[].after'],
    ja: '最後の変更で「{expected}」となったはずの答えが「{found}」である。',
    en: 'By its last change the answer is 「{expected}」, but it is 「{found}」.',
    run: (facts) => newest(facts, (kind) => !isText(kind)),
  },
  {
    id: 'change-text',
    guide: [35],
    severity: 'warning',
    keys: ['changes[].item', 'changes[].after'],
    ja: '最後の変更後の記載（{expected}）が、今の記載（{found}）にない。',
    en: 'What the item said after its last change ({expected}) is not in what it says now ({found}).',
    note: 'Held by likeness: a text that has most of its words is there. Silent about items whose address is not certain, or whose block may have been renumbered since.',
    run: (facts) => newest(facts, isText),
  },
  {
    id: 'change-removed',
    guide: [36],
    severity: 'warning',
    keys: ['changes[].item', 'changes[].after'],
    ja: '最後の変更で削除されたはずの項目に記載がある（{found}）。',
    en: 'By its last change the item was removed, but it is filled ({found}).',
    note: 'Not of repeated blocks: what follows a removed one takes its number.',
    run: removed,
  },
  {
    id: 'change-chain',
    guide: [36],
    severity: 'warning',
    keys: ['changes[].before', 'changes[].after'],
    ja: '変更前の記載（{found}）が、その前の変更の変更後の記載（{expected}）と合わない。',
    en: 'What an item said before a change ({found}) is not what it said after the one before ({expected}).',
    run: brokenChains,
  },
  {
    id: 'change-same',
    guide: [37],
    severity: 'warning',
    keys: ['changes[].before', 'changes[].after'],
    ja: '変更前と変更後の記載が同じである（{found}）。',
    en: 'The texts before and after a change are the same ({found}).',
    note: 'A change of widths or kinds of characters is a change.',
    run: ({ evaluation }) =>
      knownChanges(evaluation).flatMap((change) => {
        const [before, after] = [change.before, change.after].map((text) => text.replace(/\s+/gu, ''))
        if (change.partial || matchKey(before!).replace(/-/gu, '') === '' || before !== after) return []
        return [{ items: [], rows: rowsOf(change), expected: '異なる記載', found: cut(change.after) }]
      }),
  },
  {
    id: 'change-timing',
    guide: [38],
    severity: 'error',
    keys: ['changes[].submission_timing'],
    ja: '提出時期が事前でも事後でもない（{found}）。',
    en: 'The time of submission is neither 事前 nor 事後 ({found}).',
    run: ({ evaluation }) =>
      knownChanges(evaluation).flatMap((change) => {
        const printed = change.parts.map(({ row }) => row.提出時期 ?? '').join('')
        if (change.timing !== undefined || matchKey(printed).replace(/-/gu, '') === '') return []
        if (/事前|事後/u.test(matchKey(printed))) return []
        return [{ items: [], rows: rowsOf(change), expected: '事前 又は 事後', found: cut(printed) }]
      }),
  },
  {
    id: 'change-important',
    guide: [38],
    severity: 'warning',
    forms: ['様式3', '様式4'],
    keys: ['changes[].submission_timing', 'changes[].explanation'],
    ja: '※の付いた重要な項目の変更が「{found}」だが、その説明がない。',
    en: 'An item with ※ was changed 「{found}」, but nothing is said on why that is allowed.',
    run: important,
  },
  {
    id: 'change-order',
    guide: [39],
    severity: 'warning',
    keys: ['changes[].date'],
    ja: '変更日の順になっていない（{found}）。',
    en: 'The changes are not in the order of their days ({found}).',
    run: outOfOrder,
  },
  {
    id: 'change-after-publication',
    guide: [39],
    severity: 'warning',
    keys: ['changes[].date', 'cover.publication_date'],
    ja: '変更日（{found}）が公表日より後である（{expected}のはず）。',
    en: 'A change is dated {found}, after publication (expected {expected}).',
    note: 'How long before the publication the newest change may be is not asked: many are published again unchanged.',
    run: ({ evaluation }) => {
      const cover = evaluation.items.find(({ key }) => key === 'cover.publication_date')
      const published = cover?.kind === 'date' && cover.status === 'found' ? cover.iso : undefined
      if (!cover || published === undefined) return []
      const late = knownChanges(evaluation).filter(({ iso }) => iso !== undefined && iso > published)
      if (late.length === 0) return []
      const latest = late
        .map(({ iso }) => iso!)
        .toSorted()
        .at(-1)!
      return [{ items: [cover], rows: late.flatMap(rowsOf), expected: `${shown(cover)} 以前`, found: latest }]
    },
  },
]

/** The newest change of each item that is no removal, against what the item says. */
function newest({ evaluation, specOf }: Facts, wanted: (kind: string) => boolean): Contradiction[] {
  return historiesOf(evaluation).flatMap(({ path, changes }) => {
    const change = changes.at(-1)!
    const item = evaluation.items.find((one) => one.path === path)
    const spec = specOf(path)
    if (!item || !spec || !wanted(item.kind)) return []
    if (['unknown', 'removed', 'unchanged'].includes(change.kind)) return []
    const after = change.partial ? withoutRemarks(change.after) : change.after
    if (after === '' || saysNow(item, after, spec) !== false) return []
    return [
      {
        items: [item],
        rows: rowsOf(change),
        expected: expectedOf(after, item.kind, spec),
        found: shown(item),
      },
    ]
  })
}

function expectedOf(after: string, kind: string, spec: NonNullable<ReturnType<Facts['specOf']>>): string {
  if (kind === 'checkboxes')
    return (
      [...boxesIn(after, spec)].flatMap(([label, marked]) => (marked ? [label] : [])).join('、') || '印なし'
    )
  return cut(after)
}

/** （以下の内容を追記）, 記載省略, ※○を削除: remarks on a text, in brackets or on lines of their own. */
const REMARK =
  /[（(【［[〔][^（）()【】［］〔〕\n]{0,30}(?:省略|追記|追加|削除|新設|変更|略)[^（）()【】［］〔〕\n]{0,10}[）)】］\]〕]|^※.*$|の新設$/gmu

const withoutRemarks = (text: string): string => text.replace(REMARK, '').trim()

function removed({ evaluation, specOf }: Facts): Contradiction[] {
  return historiesOf(evaluation).flatMap(({ path, changes }) => {
    const change = changes.at(-1)!
    const item = evaluation.items.find((one) => one.path === path)
    if (!item || !specOf(path) || item.status !== 'found' || change.partial) return []
    if (/(?:システム|委託事項|提供先|移転先)\[\d+\]/u.test(path)) return []
    if (change.kind !== 'removed' || !GONE.test(matchKey(change.after))) return []
    const stands =
      'checked' in item
        ? item.checked === true || (Array.isArray(item.checked) && item.checked.length > 0)
        : true
    // What was removed may be a part of the text, if another part is what stands there now.
    const value = 'value' in item && typeof item.value === 'string' ? item.value : undefined
    if (!stands || (value !== undefined && coverage(change.before, value) < 0.6)) return []
    return [{ items: [item], rows: rowsOf(change), expected: BLANK, found: shown(item) }]
  })
}

/** Two texts of which neither has even this share of the other are no versions of one text. */
const UNLIKE = 0.4

function brokenChains({ evaluation, specOf }: Facts): Contradiction[] {
  return historiesOf(evaluation).flatMap(({ path, changes }) =>
    changes.slice(1).flatMap((change, index) => {
      const earlier = changes[index]!
      const spec = specOf(path)
      if (
        !spec ||
        earlier.partial ||
        change.partial ||
        [earlier, change].some(({ kind }) => kind === 'unknown')
      )
        return []
      const [after, before] = [earlier.after, change.before]
      const [one, other] = [optionIn(after, spec), optionIn(before, spec)]
      const empty = [after, before].some(
        (text) => matchKey(text).replace(/-/gu, '') === '' || GONE.test(matchKey(text)),
      )
      const unlike =
        one !== undefined && other !== undefined
          ? one !== other
          : !empty && Math.max(coverage(after, before), coverage(before, after)) < UNLIKE
      if (!unlike || spec.kind === 'checkboxes') return []
      return [
        {
          items: [],
          rows: [...rowsOf(earlier), ...rowsOf(change)],
          expected: cut(after),
          found: cut(before),
        },
      ]
    }),
  )
}

function important({ evaluation, specOf }: Facts): Contradiction[] {
  return knownChanges(evaluation).flatMap((change) => {
    const path = itemOf(change, evaluation)
    if (path === undefined || change.timing !== '事後' || specOf(path)?.required !== true) return []
    const told = change.parts.map(({ row }) => row.説明)
    if (told.includes(undefined) || matchKey(told.join('')).replace(/-/gu, '') !== '') return []
    return [{ items: [], rows: rowsOf(change), expected: '説明', found: '事後' }]
  })
}

/** Most tables rise, some fall; the rows that go the other way than most. */
function outOfOrder({ evaluation }: Facts): Contradiction[] {
  const dated = knownChanges(evaluation).filter(({ iso }) => iso !== undefined)
  const steps = dated
    .slice(1)
    .map((change, index) => ({ change, up: change.iso!.localeCompare(dated[index]!.iso!) }))
  const rising = steps.filter(({ up }) => up > 0)
  const falling = steps.filter(({ up }) => up < 0)
  const wrong: readonly { readonly change: KnownChange }[] =
    rising.length >= falling.length ? falling : rising
  if (wrong.length === 0) return []
  const days = wrong.map(({ change }) => change.iso!)
  return [
    {
      items: [],
      rows: wrong.flatMap(({ change }) => rowsOf(change)),
      expected: '日付の順',
      found: days.slice(0, 3).join('、'),
    },
  ]
}
