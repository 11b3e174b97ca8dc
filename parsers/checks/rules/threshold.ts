import { is } from '../condition.ts'
import { itemAt, type Scope } from '../facts.ts'
import { implies } from '../kinds/implies.ts'
import type { Contradiction, Rule } from '../rule.ts'
import { isOption, shown } from '../values.ts'

const SUBJECTS = 'operation.subject_count'
const HANDLERS = 'threshold.handler_count'
const INCIDENT = 'threshold.serious_incident'
const RESULT = 'procedure.threshold_result'
const TYPE = 'submitted_assessment_type'

/** しきい値判断結果 of 様式3 and 4, by option: the numbers of subjects (options of 対象人数) that it may come from. */
const allowed = [
  { form: '様式3', result: 1, subjects: [3, 4] },
  { form: '様式3', result: 2, subjects: [2, 3] },
  { form: '様式3', result: 3, subjects: [1] },
  { form: '様式4', result: 1, subjects: [4, 5] },
  { form: '様式4', result: 2, subjects: [3, 4] },
  { form: '様式4', result: 3, subjects: [2, 3] },
  { form: '様式4', result: 4, subjects: [1] },
] as const

const BASIC = '基礎項目評価の実施が義務付けられる'
const KEY_ITEMS = '基礎項目評価及び重点項目評価の実施が義務付けられる'
const ALL_ITEMS = '基礎項目評価及び全項目評価の実施が義務付けられる'
const NOTHING = '特定個人情報保護評価の実施が義務付けられない'

/** しきい値判断: by option of 対象人数, for fewer than 500 handlers without and with an incident, and for 500 or more. */
const TABLE: Readonly<Record<number, readonly [string, string, string]>> = {
  1: [NOTHING, NOTHING, NOTHING],
  2: [BASIC, BASIC, BASIC],
  3: [BASIC, KEY_ITEMS, KEY_ITEMS],
  4: [KEY_ITEMS, ALL_ITEMS, ALL_ITEMS],
  5: [ALL_ITEMS, ALL_ITEMS, ALL_ITEMS],
}

export const thresholdRules: readonly Rule[] = [
  {
    id: 'threshold-subjects',
    guide: [21],
    severity: 'error',
    forms: ['様式3', '様式4'],
    keys: [RESULT, SUBJECTS],
    ja: 'しきい値判断結果に合わない対象人数である（{found}、{expected}のはず）。',
    en: 'The number of subjects does not fit the threshold result ({found}; expected {expected}).',
    run: ({ evaluation, scopes }) => {
      const [result, subjects] = [
        itemAt(scopes.evaluation[0]!, RESULT),
        itemAt(scopes.evaluation[0]!, SUBJECTS),
      ]
      if (!result || !subjects) return []
      return allowed.flatMap((row): Contradiction[] => {
        if (row.form !== evaluation.form || isOption(result, [row.result]) !== true) return []
        if (isOption(subjects, row.subjects) !== false) return []
        const expected = row.subjects.map((option) => `${option})`).join(' 又は ')
        return [{ items: [result, subjects], expected, found: shown(subjects) }]
      })
    },
  },
  {
    id: 'threshold-result',
    guide: [22],
    severity: 'error',
    forms: ['様式2'],
    keys: [SUBJECTS, HANDLERS, INCIDENT, RESULT],
    ja: '対象人数、取扱者数及び重大事故から導かれるしきい値判断結果は「{expected}」だが、「{found}」とある。',
    en: 'From subjects, handlers and incidents follows 「{expected}」, but the threshold result is 「{found}」.',
    run: ({ scopes }) => thresholdResult(scopes.evaluation[0]!),
  },
  ...(
    [
      ['key-items', KEY_ITEMS, [2, 3]],
      ['all-items', ALL_ITEMS, [3]],
    ] as const
  ).map(([id, result, types]) =>
    implies({
      id: `threshold-type-${id}`,
      guide: [23],
      severity: 'warning',
      forms: ['様式2'],
      per: 'evaluation',
      when: is(RESULT, result),
      must: [is(TYPE, ...types)],
      ja: `しきい値判断結果は「${result}」だが、提出する評価書の種類は「{found}」である。`,
      en: `The threshold result is 「${result}」, but the kind of assessment submitted is 「{found}」.`,
    }),
  ),
]

function thresholdResult(scope: Scope): Contradiction[] {
  const [subjects, handlers, incident, result] = [SUBJECTS, HANDLERS, INCIDENT, RESULT].map((key) =>
    itemAt(scope, key),
  )
  if (!subjects || !handlers || !incident || !result) return []
  if (subjects.kind !== 'choice' || subjects.status !== 'found' || subjects.option === undefined) return []
  const many = isOption(handlers, ['500人以上'])
  const few = isOption(handlers, ['500人未満'])
  const happened = isOption(incident, ['発生あり'])
  const none = isOption(incident, ['発生なし'])
  const column = many ? 2 : few && happened ? 1 : few && none ? 0 : undefined
  const row = TABLE[subjects.option]
  // Where the columns agree, the others need not be known.
  const expected =
    column === undefined ? (row && new Set(row).size === 1 ? row[0] : undefined) : row?.[column]
  if (expected === undefined || isOption(result, [expected]) !== false) return []
  return [{ items: [subjects, handlers, incident, result], expected, found: shown(result) }]
}
