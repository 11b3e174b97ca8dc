import type { FormName, ItemValue } from '../../records/index.ts'
import { contains, likeness } from '../texts.ts'
import { dayOf, isOption, shown, textOf } from '../values.ts'
import { type CorpusRule, type Disagreement, daysBetween, type Entry, itemOf, operationOf } from './entry.ts'

const BASIC_DATE = 'procedure.basic_assessment.date'
const TYPE = 'submitted_assessment_type'
const INCIDENT = 'risks[].storage.leakage.serious_incident'

/** 様式2 and the fuller evaluation of the same operation, published at about the same time. */
type Pair = { readonly basic: Entry; readonly fuller: Entry }

/** Published further apart than this, one may say what was changed in between. */
const NEAR_DAYS = 31
const YEAR_DAYS = 366
const ALIKE = 0.75

export const companionRules: readonly CorpusRule[] = [
  comparing({
    id: 'companion-choices',
    severity: 'error',
    keys: ['operation.subject_count', 'network_linkage.performed'],
    differ: (one, other) =>
      one.kind === 'choice' && one.option !== undefined && isOption(other, [one.option]) === false,
  }),
  comparing({
    id: 'companion-texts',
    severity: 'warning',
    keys: ['operation.name', 'file_names', 'department.name', 'department.head_title'],
    differ: (one, other) => {
      const [a, b] = [textOf(one), textOf(other)]
      return a !== undefined && b !== undefined && !contains(a, b) && likeness(a, b) < ALIKE
    },
    note: 'A text that holds the other, or is spelt nearly alike, agrees.',
  }),
  {
    id: 'companion-basic-date',
    guide: [24],
    severity: 'warning',
    keys: [BASIC_DATE, 'cover.publication_date'],
    ja: '基礎項目評価の実施日（{found}）が、様式2（{other}）の公表日（{expected}）とかけ離れている。',
    en: 'The basic assessment was made on {found}, far from the publication of 様式2 ({other}: {expected}).',
    note: 'Silent within a year before, and a month after, the publication of the 様式2.',
    run: (entries) =>
      pairsOf(entries).flatMap(({ basic, fuller }) => {
        const [made, published] = [itemOf(fuller, BASIC_DATE), itemOf(basic, 'cover.publication_date')]
        const [from, to] = [dayOf(made), dayOf(published)]
        if (!made || !published || from === undefined || to === undefined) return []
        const days = daysBetween(from, to)
        if (days >= -NEAR_DAYS && days <= YEAR_DAYS) return []
        return [disagreement(fuller, made, basic, published)]
      }),
  },
  {
    id: 'companion-incident',
    guide: [25],
    severity: 'warning',
    keys: ['threshold.serious_incident', INCIDENT],
    ja: '様式2（{other}）では重大事故が「{expected}」だが、「{found}」とある。',
    en: 'The 様式2 ({other}) says 「{expected}」 of serious incidents, but here it is 「{found}」.',
    run: (entries) =>
      pairsOf(entries).flatMap(({ basic, fuller }) => {
        const happened = itemOf(basic, 'threshold.serious_incident')
        if (!happened || isOption(happened, ['発生あり']) !== true) return []
        return fuller.evaluation.items
          .filter((item) => item.key === INCIDENT && isOption(item, ['発生なし']) === true)
          .map((item) => disagreement(fuller, item, basic, happened))
      }),
  },
  {
    id: 'companion-form',
    guide: [23],
    severity: 'warning',
    keys: [TYPE],
    ja: '提出する評価書の種類は「{found}」だが、{expected}（{other}）がある。',
    en: 'The kind of assessment submitted is 「{found}」, but there is a {expected} ({other}).',
    note: 'A companion that is not in the corpus is not missed: the corpus may be incomplete.',
    run: (entries) =>
      pairsOf(entries).flatMap(({ basic, fuller }) => {
        const type = itemOf(basic, TYPE)
        if (!type || isOption(type, [fuller.evaluation.form === '様式3' ? 2 : 3]) !== false) return []
        return [
          {
            entry: basic,
            items: [type],
            other: { entry: fuller, items: [] },
            expected: fuller.evaluation.form,
            found: shown(type),
          },
        ]
      }),
  },
]

function comparing({
  keys,
  differ,
  ...head
}: Pick<CorpusRule, 'id' | 'severity' | 'keys' | 'note'> & {
  readonly differ: (one: ItemValue, other: ItemValue) => boolean
}): CorpusRule {
  return {
    ...head,
    keys,
    guide: [24],
    ja: '様式2（{other}）と合わない（「{found}」、様式2では「{expected}」）。',
    en: 'It does not agree with the 様式2 ({other}): 「{found}」, there 「{expected}」.',
    run: (entries) =>
      pairsOf(entries).flatMap(({ basic, fuller }) =>
        keys.flatMap((key) => {
          const [one, other] = [itemOf(fuller, key), itemOf(basic, key)]
          return one && other && differ(one, other) ? [disagreement(fuller, one, basic, other)] : []
        }),
      ),
  }
}

const disagreement = (entry: Entry, item: ItemValue, other: Entry, otherItem: ItemValue): Disagreement => ({
  entry,
  items: [item],
  other: { entry: other, items: [otherItem] },
  expected: shown(otherItem),
  found: shown(item),
})

const FULLER: readonly FormName[] = ['様式3', '様式4']

function pairsOf(entries: readonly Entry[]): Pair[] {
  const byOperation = Map.groupBy(
    entries.filter(({ evaluation }) => operationOf(evaluation) !== undefined),
    ({ evaluation }) => operationOf(evaluation),
  )
  return [...byOperation.values()].flatMap((group) => {
    const basics = group.filter(({ evaluation }) => evaluation.form === '様式2')
    const others = group.filter(({ evaluation }) => FULLER.includes(evaluation.form))
    return others.flatMap((fuller) => {
      const near = basics.filter((basic) => isNear(basic, fuller))
      // The same 様式2 may be there as PDF and as workbook; one of them will do.
      return near[0] ? [{ basic: near[0], fuller }] : []
    })
  })
}

function isNear(one: Entry, other: Entry): boolean {
  const [from, to] = [one, other].map(({ evaluation }) => evaluation.publicationDate?.iso)
  if (from === undefined || to === undefined) return one.document === other.document
  return Math.abs(daysBetween(from, to)) <= NEAR_DAYS
}
