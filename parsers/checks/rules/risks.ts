import { blank, filled, is, marked, not } from '../condition.ts'
import { itemAt, itemsAt, type Scope } from '../facts.ts'
import { iff, implies } from '../kinds/implies.ts'
import type { Contradiction, Rule } from '../rule.ts'
import { isFilled, isOption, shown, textOf } from '../values.ts'

const FULL = ['様式3', '様式4'] as const
const LEAKAGE = 'risks[].storage.leakage'
const UNAUTHORIZED = 'risks[].use.unauthorized_use'
const MISUSE = 'risks[].outsourcing.misuse'
const IMPROPER = 'risks[].provision_transfer.improper'

/** A choice in Ⅲ.3–5 and the text that must say how, where its first option is chosen. */
const details: readonly (readonly [choice: string, ...texts: string[]])[] = [
  [`${UNAUTHORIZED}.user_authentication`, `${UNAUTHORIZED}.user_authentication_method`],
  [`${UNAUTHORIZED}.access_right_lifecycle`, `${UNAUTHORIZED}.access_right_lifecycle_method`],
  [`${UNAUTHORIZED}.access_right_management`, `${UNAUTHORIZED}.access_right_management_method`],
  [`${UNAUTHORIZED}.use_log`, `${UNAUTHORIZED}.use_log_method`],
  [`${MISUSE}.access_restriction`, `${MISUSE}.access_restriction_method`],
  [`${MISUSE}.handling_log`, `${MISUSE}.handling_log_method`],
  [
    `${MISUSE}.provision_rules`,
    `${MISUSE}.provision_rules_to_third_parties`,
    `${MISUSE}.provision_rules_between_parties`,
  ],
  [`${MISUSE}.deletion_rules`, `${MISUSE}.deletion_rules_content`],
  [`${MISUSE}.contract_provisions`, `${MISUSE}.contract_provisions_content`],
  [`${MISUSE}.subcontractor_assurance`, `${MISUSE}.subcontractor_assurance_method`],
  [`${IMPROPER}.log`, `${IMPROPER}.log_method`],
  [`${IMPROPER}.rules`, `${IMPROPER}.rules_content`],
]

/** Ⅲ within itself: incidents, answers and the texts that must go with them. */
export const riskRules: readonly Rule[] = [
  implies({
    id: 'incident-details',
    guide: [26],
    severity: 'error',
    forms: FULL,
    per: 'file',
    when: is(`${LEAKAGE}.serious_incident`, '発生あり'),
    must: [filled(`${LEAKAGE}.serious_incident_content`), filled(`${LEAKAGE}.serious_incident_prevention`)],
    ja: '重大事故が「発生あり」なのに、その内容又は再発防止策が空欄である。',
    en: 'A serious incident is said to have happened, but its account or what prevents another is blank.',
  }),
  implies({
    id: 'incident-none-details',
    guide: [26],
    severity: 'error',
    forms: FULL,
    per: 'file',
    when: is(`${LEAKAGE}.serious_incident`, '発生なし'),
    must: [blank(`${LEAKAGE}.serious_incident_content`), blank(`${LEAKAGE}.serious_incident_prevention`)],
    ja: '重大事故が「発生なし」なのに、その内容又は再発防止策が記載されている（{found}）。',
    en: 'No serious incident is said to have happened, but one is described ({found}).',
  }),
  ...(
    [
      ['choice-detail', '様式4', 'error'],
      ['choice-detail-form3', '様式3', 'warning'],
    ] as const
  ).map(
    ([id, form, severity]): Rule => ({
      id,
      guide: [51],
      severity,
      forms: [form],
      keys: details.flat(),
      ja: 'Ⅲ.3–5 で措置をしていると答えているのに、その内容が空欄である。',
      en: 'A measure in Ⅲ.3–5 is said to be taken, but what it consists of is blank.',
      run: ({ scopes }) =>
        scopes.file.flatMap((scope) => details.flatMap((row) => withoutDetail(scope, row))),
      ...(form === '様式3' ? { note: 'Beyond the guide, which asks it of 様式4 only; so a warning.' } : {}),
    }),
  ),
  implies({
    id: 'deceased-numbers-method',
    guide: [51],
    severity: 'error',
    forms: ['様式4'],
    per: 'file',
    when: is(`${LEAKAGE}.deceased_individual_numbers`, '保管している'),
    must: [filled(`${LEAKAGE}.deceased_individual_numbers_method`)],
    ja: '死者の個人番号を「保管している」のに、具体的な保管方法が空欄である。',
    en: 'Numbers of the deceased are kept, but how is blank.',
  }),
  implies({
    id: 'deletion-procedure-content',
    guide: [51],
    severity: 'error',
    forms: ['様式4'],
    per: 'file',
    when: is('risks[].storage.never_deleted.deletion_procedure', '定めている'),
    must: [filled('risks[].storage.never_deleted.deletion_procedure_content')],
    ja: '消去手順を「定めている」のに、手順の内容が空欄である。',
    en: 'There is said to be a procedure for deletion, but its content is blank.',
  }),
  {
    id: 'remaining-issues',
    guide: [55],
    severity: 'warning',
    forms: FULL,
    keys: ['risks[].*.sufficiency'],
    ja: 'リスクへの対策に「課題が残されている」とあるが、今後の対応が読み取れない。',
    en: 'Measures are said to leave issues open, but no text beside them says what follows.',
    note: 'Goes by words: a text that names issues, plans or reviews satisfies it.',
    run: ({ scopes }) => scopes.file.flatMap(openIssues),
  },
  implies({
    id: 'audit-performed',
    guide: [45],
    severity: 'error',
    forms: ['様式2', '様式3'],
    per: 'evaluation',
    must: [filled('audit.performed')],
    ja: '監査の実施の有無のどれにも印がない。',
    en: 'None of the boxes on audits is marked.',
  }),
  implies({
    id: 'audit-answered',
    guide: [45],
    severity: 'error',
    forms: ['様式4'],
    per: 'evaluation',
    must: [filled('audit.self_inspection'), filled('audit.audit')],
    ja: '自己点検又は監査の答えが空欄である。',
    en: 'The answer on self-inspection or on audits is blank.',
  }),
  implies({
    id: 'training-answered',
    guide: [45],
    severity: 'error',
    per: 'evaluation',
    must: [filled('training.performed')],
    ja: '従業者に対する教育・啓発の答えが空欄である。',
    en: 'The answer on training is blank.',
  }),
  implies({
    id: 'manual-work-blank',
    guide: [52],
    severity: 'error',
    forms: ['様式2'],
    per: 'evaluation',
    when: marked('risks[].manual_work.not_applicable'),
    must: [blank('risks[].manual_work.human_error.*')],
    ja: '「人手を介在させる作業はない」に印があるのに、人為的ミスのリスク対策が記載されている（{found}）。',
    en: 'There is said to be no manual work, but measures against human error are given ({found}).',
  }),
  implies({
    id: 'manual-work-filled',
    guide: [52],
    severity: 'error',
    forms: ['様式2'],
    per: 'evaluation',
    when: not(marked('risks[].manual_work.not_applicable')),
    must: [filled('risks[].manual_work.human_error.sufficiency')],
    ja: '「人手を介在させる作業はない」に印がないのに、人為的ミスのリスク対策が空欄である。',
    en: 'The box that there is no manual work is not marked, but the measures against human error are blank.',
  }),
  {
    id: 'priority-measure',
    guide: [53],
    severity: 'error',
    forms: ['様式2'],
    keys: ['priority_measure.selected', 'priority_measure.sufficiency'],
    ja: '最も優先度が高い対策の答えは「{found}」だが、その項目の答えは「{expected}」である。',
    en: 'The answer on the measure of highest priority is 「{found}」, but at its own item it is 「{expected}」.',
    run: ({ scopes }) => priorityMeasure(scopes.evaluation[0]!),
  },
  iff({
    id: 'priority-box',
    guide: [53],
    severity: 'warning',
    forms: ['様式2'],
    per: 'evaluation',
    left: is('submitted_assessment_type', 2, 3),
    right: marked('priority_measure.not_applicable'),
    ja: '提出する評価書の種類と「全項目評価又は重点項目評価を実施する」の印が合わない（{found}、{expected}のはず）。',
    en: 'The kind of assessment and the box that a fuller one is made do not agree ({found}; expected {expected}).',
  }),
  implies({
    id: 'priority-blank',
    guide: [53],
    severity: 'warning',
    forms: ['様式2'],
    per: 'evaluation',
    when: marked('priority_measure.not_applicable'),
    must: [
      blank('priority_measure.selected'),
      blank('priority_measure.sufficiency'),
      blank('priority_measure.judgment_basis'),
    ],
    ja: '「全項目評価又は重点項目評価を実施する」に印があるのに、優先度が高い対策が記載されている（{found}）。',
    en: 'A fuller assessment is said to be made, but the measure of highest priority is given ({found}).',
  }),
  iff({
    id: 'emergency-reason',
    guide: [54],
    severity: 'error',
    forms: ['様式2'],
    per: 'evaluation',
    left: marked('emergency_exception.applied'),
    right: filled('emergency_exception.reason'),
    ja: '「適用した」の印と適用した理由が合わない（{found}、{expected}のはず）。',
    en: 'The box 適用した and its reason do not agree ({found}; expected {expected}).',
  }),
  ...(
    [
      ['fee-details', 'disclosure.fee', '有料', ['disclosure.fee_details'], '手数料額、納付方法'],
      [
        'register-details',
        'disclosure.file_register_publication',
        '行っている',
        ['disclosure.file_register_name', 'disclosure.file_register_location'],
        '個人情報ファイル名又は公表場所',
      ],
    ] as const
  ).map(([id, key, option, texts, label]) =>
    implies({
      id,
      guide: [50],
      severity: 'error',
      forms: ['様式4'],
      per: 'evaluation',
      when: is(key, option),
      must: texts.map(filled),
      ja: `「${option}」とあるのに、${label}が空欄である。`,
      en: `The answer is 「${option}」, but ${label} is blank.`,
    }),
  ),
]

function withoutDetail(scope: Scope, [choice, ...texts]: (typeof details)[number]): Contradiction[] {
  const answer = itemAt(scope, choice)
  if (!answer || isOption(answer, [1]) !== true) return []
  const empty = texts.flatMap((key) => itemsAt(scope, key)).filter((item) => isFilled(item) === false)
  if (empty.length === 0) return []
  return [{ items: [answer, ...empty], expected: '記載あり', found: shown(empty[0]!) }]
}

const FOLLOWS = /課題|今後|予定|検討|改善|見直|引き続き|更なる|さらなる|強化|徹底|努め|図る|図り|進め|対応/u

/** Each answer 課題が残されている, whose risk and section say nothing about what follows. */
function openIssues(scope: Scope): Contradiction[] {
  return itemsAt(scope, 'risks[].*').flatMap((item) => {
    if (!item.key.endsWith('.sufficiency') || isOption(item, ['課題が残されている']) !== true) return []
    const risk = item.key.slice(0, -'.sufficiency'.length)
    const section = risk.slice(0, risk.lastIndexOf('.'))
    const texts = [...itemsAt(scope, `${risk}.*`), ...itemsAt(scope, `${section}.other_risks`)].filter(
      ({ kind }) => kind === 'longtext' || kind === 'text',
    )
    const told = texts.every(({ status }) => status === 'found' || status === 'blank')
    if (texts.length === 0 || !told || texts.some((text) => FOLLOWS.test(textOf(text) ?? ''))) return []
    return [{ items: [item, ...texts], expected: '今後の対応', found: shown(item) }]
  })
}

/** Options of 最も優先度が高いと考えられる対策, and the item whose answer each repeats. */
const PRIORITIES = [
  'risks[].acquisition.out_of_purpose.sufficiency',
  'risks[].use.excessive_linkage.sufficiency',
  'risks[].use.unauthorized_use.sufficiency',
  'risks[].outsourcing.misuse.sufficiency',
  'risks[].provision_transfer.improper.sufficiency',
  'risks[].network.out_of_purpose.sufficiency',
  'risks[].network.improper_provision.sufficiency',
  'risks[].storage.leakage.sufficiency',
  'training.performed',
] as const

function priorityMeasure(scope: Scope): Contradiction[] {
  const [selected, answer] = [
    itemAt(scope, 'priority_measure.selected'),
    itemAt(scope, 'priority_measure.sufficiency'),
  ]
  if (selected?.kind !== 'choice' || selected.status !== 'found' || selected.option === undefined) return []
  if (answer?.kind !== 'choice' || answer.status !== 'found' || answer.option === undefined) return []
  const own = itemAt(scope, PRIORITIES[selected.option - 1] ?? '')
  if (own?.kind !== 'choice' || own.status !== 'found' || own.option === answer.option) return []
  return [{ items: [selected, own, answer], expected: shown(own), found: shown(answer) }]
}
