import type { Evaluation } from '../../records/index.ts'
import { readDate } from '../../text/dates.ts'
import { blank, filled, is, some } from '../condition.ts'
import { type Facts, itemAt, itemsAt, type Scope } from '../facts.ts'
import { notBefore, orderOfDates } from '../kinds/dates.ts'
import { implies } from '../kinds/implies.ts'
import type { Contradiction, Rule } from '../rule.ts'
import { lengthOf } from '../texts.ts'
import { BLANK, cut, dayOf, FILLED, isDenial, isFilled, shown, textOf } from '../values.ts'

const PUBLISHED = 'cover.publication_date'
const BASIC = 'procedure.basic_assessment.date'
const APPROVED = 'cover.ppc_approval_date'
const COMMENT = 'procedure.public_comment'
const REVIEW = 'procedure.third_party_review'
const FULL = ['様式3', '様式4'] as const

/** 評価実施手続, and the dates of an evaluation. */
export const procedureRules: readonly Rule[] = [
  orderOfDates({
    id: 'basic-before-publication',
    guide: [40],
    severity: 'error',
    forms: FULL,
    per: 'evaluation',
    earlier: [BASIC],
    later: PUBLISHED,
    ja: '基礎項目評価の実施日（{found}）が公表日より後である（{expected}のはず）。',
    en: 'The basic assessment was made on {found}, after publication (expected {expected}).',
  }),
  orderOfDates({
    id: 'procedure-before-publication',
    guide: [49],
    severity: 'warning',
    forms: FULL,
    per: 'evaluation',
    earlier: [`${REVIEW}.date`, 'procedure.ppc_approval.submission_date', APPROVED],
    later: PUBLISHED,
    ja: '評価実施手続の日（{found}）が公表日より後である（{expected}のはず）。',
    en: 'A step of the procedure is dated {found}, after publication (expected {expected}).',
  }),
  {
    id: 'comment-before-publication',
    guide: [49],
    severity: 'warning',
    forms: FULL,
    keys: [`${COMMENT}.period`, PUBLISHED],
    ja: '意見聴取の期間（{found}）が公表日より後に始まっている（{expected}のはず）。',
    en: 'The period of public comment ({found}) began after publication (expected {expected}).',
    run: ({ scopes }) => commentBeforePublication(scopes.evaluation[0]!),
  },
  {
    id: 'mark-before-publication',
    guide: [40],
    severity: 'warning',
    keys: ['cover.form_version', PUBLISHED],
    ja: '様式の版（{found}）が公表日より新しい（{expected}のはず）。',
    en: 'The mark of the form ({found}) is later than the publication (expected {expected}).',
    run: markBeforePublication,
  },
  notBefore({
    id: 'before-the-law',
    guide: [],
    severity: 'error',
    keys: [PUBLISHED, BASIC, APPROVED],
    day: '2014-04-01',
    ja: '特定個人情報保護評価が始まる前の日である（{found}）。',
    en: 'The date ({found}) is before such assessments began (平成26年4月).',
  }),
  {
    id: 'date-impossible',
    guide: [],
    severity: 'error',
    keys: [],
    ja: '存在しない日である（{found}）。',
    en: 'There is no such day ({found}).',
    run: ({ evaluation }) =>
      evaluation.items.flatMap((item) =>
        item.kind === 'date' && item.status === 'ambiguous' && item.reasonCode === 'impossible-date'
          ? [{ items: [item], expected: '実在する日', found: shown(item) }]
          : [],
      ),
  },
  implies({
    id: 'comment-complete',
    guide: [49],
    severity: 'warning',
    forms: ['様式3'],
    per: 'evaluation',
    only: (scope) => someFilled(scope, `${COMMENT}.*`),
    when: some({ kind: 'filled', key: `${COMMENT}.*` }),
    must: [filled(`${COMMENT}.*`)],
    ja: '意見の聴取の一部の項目だけが記載されている。',
    en: 'Of the items on public comment only some are filled.',
  }),
  implies({
    id: 'review-complete',
    guide: [49],
    severity: 'warning',
    forms: ['様式3'],
    per: 'evaluation',
    only: (scope) => someFilled(scope, `${REVIEW}.*`),
    when: some({ kind: 'filled', key: `${REVIEW}.*` }),
    must: [filled(`${REVIEW}.*`)],
    ja: '第三者点検の一部の項目だけが記載されている。',
    en: 'Of the items on third-party review only some are filled.',
  }),
  {
    id: 'comment-short',
    guide: [47],
    severity: 'error',
    forms: ['様式4'],
    keys: [`${COMMENT}.period`, `${COMMENT}.shortening_reason`],
    ja: '意見聴取の期間（{found}）が30日に満たないのに、短縮した理由が空欄である。',
    en: 'Public comment lasted less than 30 days ({found}), but the reason is blank.',
    note: 'Where the length is printed (26日間), or a first and a last day.',
    run: ({ scopes }) => shortComment(scopes.evaluation[0]!),
  },
  implies({
    id: 'comment-reflection',
    guide: [47],
    severity: 'error',
    forms: ['様式4'],
    per: 'evaluation',
    only: (scope) => {
      const opinions = itemAt(scope, `${COMMENT}.main_opinions`)
      return !isDenial(textOf(opinions)?.slice(0, 40) ?? '')
    },
    when: filled(`${COMMENT}.main_opinions`),
    must: [filled(`${COMMENT}.reflection`)],
    ja: '主な意見の内容があるのに、評価書への反映が空欄である。',
    en: 'There are opinions, but whether they were reflected is blank.',
  }),
  forLocalBodies(
    implies({
      id: 'approval-local',
      guide: [48],
      severity: 'warning',
      forms: ['様式4'],
      per: 'evaluation',
      must: [blank(APPROVED), blank('procedure.ppc_approval.*')],
      ja: '地方公共団体なのに、個人情報保護委員会の承認について記載されている（{found}）。',
      en: 'It is a local body, but an approval of the commission is given ({found}).',
    }),
  ),
  implies({
    id: 'approval-or-review',
    guide: [48],
    severity: 'warning',
    forms: ['様式4'],
    per: 'evaluation',
    when: filled(APPROVED),
    must: [blank(`${REVIEW}.*`)],
    ja: '個人情報保護委員会の承認日があるのに、第三者点検が記載されている（{found}）。',
    en: 'The commission approved it, but a third-party review is given as well ({found}).',
  }),
  forLocalBodies(
    implies({
      id: 'local-procedure',
      guide: [48],
      severity: 'warning',
      forms: ['様式4'],
      per: 'evaluation',
      when: is('procedure.threshold_result', 1),
      must: [
        filled(`${COMMENT}.method`),
        filled(`${COMMENT}.period`),
        filled(`${REVIEW}.date`),
        filled(`${REVIEW}.method`),
        filled(`${REVIEW}.result`),
      ],
      ja: '全項目評価が義務付けられる地方公共団体なのに、意見聴取又は第三者点検が空欄である。',
      en: 'A local body must make a full assessment, but public comment or third-party review is blank.',
    }),
  ),
  forLocalBodies(
    implies({
      id: 'local-security-standards',
      guide: [48],
      severity: 'warning',
      forms: ['様式4'],
      per: 'evaluation',
      must: [is('risks[].storage.leakage.government_security_standards', '政府機関ではない')],
      ja: '地方公共団体なのに、政府機関統一基準群の答えが「{found}」である。',
      en: 'It is a local body, but answers 「{found}」 on the standards of the national government.',
    }),
  ),
]

/** Rules for local governments, as far as the agency's name tells. */
function forLocalBodies(rule: Rule): Rule {
  return { ...rule, run: (facts) => (isLocal(facts.evaluation) ? rule.run(facts) : []) }
}

const isLocal = ({ agency }: Evaluation): boolean =>
  agency !== undefined && (agency.code !== undefined || agency.municipality !== undefined)

function someFilled(scope: Scope, key: string): boolean {
  return itemsAt(scope, key).some((item) => isFilled(item) === true && !isDenial(textOf(item) ?? ''))
}

function shortComment(scope: Scope): Contradiction[] {
  const [period, reason] = [itemAt(scope, `${COMMENT}.period`), itemAt(scope, `${COMMENT}.shortening_reason`)]
  const days = lengthOf(textOf(period) ?? '')
  if (!period || !reason || days === undefined || days >= 30 || isFilled(reason) !== false) return []
  return [{ items: [period, reason], expected: FILLED, found: shown(period) }]
}

function commentBeforePublication(scope: Scope): Contradiction[] {
  const [period, published] = [itemAt(scope, `${COMMENT}.period`), itemAt(scope, PUBLISHED)]
  const text = textOf(period)
  const start = text === undefined ? undefined : readDate(text)
  const end = dayOf(published)
  if (!period || !published || start?.kind !== 'day' || end === undefined || start.iso <= end) return []
  return [{ items: [period, published], expected: `${shown(published)} 以前`, found: cut(text ?? BLANK) }]
}

/** 令和6年10月 様式3 on an evaluation of 令和5年. */
function markBeforePublication({ scopes }: Facts): Contradiction[] {
  const [mark, published] = [
    itemAt(scopes.evaluation[0]!, 'cover.form_version'),
    itemAt(scopes.evaluation[0]!, PUBLISHED),
  ]
  const [text, day] = [textOf(mark), dayOf(published)]
  const printed = text === undefined ? undefined : /.*?月/u.exec(text)?.[0]
  const date = printed === undefined ? undefined : readDate(printed)
  if (!mark || !published || day === undefined || date?.kind !== 'month') return []
  const month = `${date.year}-${String(date.month).padStart(2, '0')}`
  if (month <= day.slice(0, 7)) return []
  return [{ items: [mark, published], expected: `${shown(published)} 以前`, found: shown(mark) }]
}
