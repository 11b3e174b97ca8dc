import { withResolvedChanges } from '../../parsers/changes/index.ts'
import { type Edition, formSpec, type SpecItem } from '../../parsers/forms/index.ts'
import { type Evaluation, type FormName, type Item, NOT_RESOLVED } from '../../parsers/records/index.ts'
import { identifyAgency } from '../../parsers/text/agency.ts'
import { blankKind } from '../../parsers/text/characters.ts'
import { type Change, type Filling, instancesOf, type Slots, type Value } from './fillings.ts'
import { editionMark } from './form-writer-tables.ts'

export type Planted = {
  readonly form: FormName
  readonly edition?: Edition
  readonly slots?: Slots
  /** By address, in place of what makes the evaluation sound. */
  readonly values?: Readonly<Record<string, Value>>
  readonly changes?: readonly Change[]
}

export const text = (value: string): Value => ({ kind: 'text', text: value })
export const option = (number?: number): Value => ({
  kind: 'choice',
  ...(number === undefined ? {} : { option: number }),
})
export const boxes = (checked: readonly string[], details: Readonly<Record<string, string>> = {}): Value => ({
  kind: 'checkboxes',
  checked,
  details,
})
export const box = (checked: boolean): Value => ({ kind: 'checkbox', checked })
export const date = (printed: string, iso?: string): Value => ({
  kind: 'date',
  text: printed,
  ...(iso === undefined ? {} : { iso }),
})
export const count = (value?: number): Value => ({
  kind: 'number',
  ...(value === undefined ? {} : { value }),
})

const NETWORK = '情報提供ネットワークシステム'
const TITLES: Readonly<Record<FormName, string>> = { 様式2: '基礎項目', 様式3: '重点項目', 様式4: '全項目' }
const published = date('令和6年12月1日', '2024-12-01')
const none = text('－')

/** What a body without contradictions says, by key; everything else is some option, text or day. */
const SOUND: Readonly<Record<string, Value>> = {
  'cover.evaluation_number': text('7'),
  'cover.declaration': text('架空市は、架空税に関する事務で特定個人情報を守ることを宣言する。'),
  'cover.special_notes': none,
  'cover.implementing_body': text('架空県架空市長'),
  'cover.publication_date': published,
  'cover.ppc_approval_date': date(''),
  'operation.name': text('架空税に関する事務'),
  'operation.subject_count': option(3),
  'systems[].connections': boxes([NETWORK, '宛名システム等']),
  file_names: text('架空税台帳ファイル'),
  'files[].name': text('架空税台帳ファイル'),
  'risks[].file_name': text('架空税台帳ファイル'),
  'network_linkage.performed': option(1),
  'department.name': text('市民部　架空税課'),
  'files[].department': text('架空税課'),
  'files[].user_department': text('架空税課'),
  'files[].subject_count': option(2),
  'files[].recorded_item_count': option(1),
  'files[].recorded_items': boxes(['個人番号', '地方税関係情報']),
  'files[].all_recorded_items': text('別添１を参照。'),
  'annex.recorded_items': text('個人番号、氏名、住所、税額'),
  'files[].sources': boxes(['本人又は本人の代理人', '評価実施機関内の他部署'], {
    評価実施機関内の他部署: '市民課',
  }),
  'files[].acquisition_methods': boxes(['紙', NETWORK]),
  'files[].holding_start_date': date('平成27年10月5日', '2015-10-05'),
  'files[].use_start_date': date('平成28年1月1日', '2016-01-01'),
  'files[].outsourcing.count': count(1),
  'files[].outsourcing.contracts[].file_scope': option(1),
  'files[].outsourcing.contracts[].subject_count': option(2),
  'files[].outsourcing.contracts[].delivery_methods': boxes(['紙']),
  'files[].provision_transfer.exists': boxes(['提供を行っている', '移転を行っている']),
  'files[].provision.count': count(1),
  'files[].transfer.count': count(1),
  'files[].provision.recipients[].subject_count': option(2),
  'files[].transfer.recipients[].subject_count': option(2),
  'files[].provision.recipients[].methods': boxes([NETWORK]),
  'files[].transfer.recipients[].methods': boxes(['庁内連携システム']),
  'risks[].outsourcing.misuse.subcontractor_assurance': option(2),
  'risks[].storage.leakage.government_security_standards': option(4),
  'risks[].storage.leakage.serious_incident': option(2),
  'risks[].storage.leakage.serious_incident_content': none,
  'risks[].storage.leakage.serious_incident_prevention': none,
  'audit.performed': boxes(['自己点検']),
  'disclosure.fee': option(2),
  'disclosure.fee_details': none,
  'procedure.basic_assessment.date': date('令和6年11月1日', '2024-11-01'),
  'procedure.threshold_result': option(1),
  'procedure.public_comment.method': none,
  'procedure.public_comment.period': none,
  'procedure.public_comment.main_opinions': none,
  'procedure.third_party_review.date': date(''),
  'procedure.third_party_review.method': none,
  'procedure.third_party_review.result': none,
  'threshold.handler_count': option(2),
  'threshold.serious_incident': option(2),
  'priority_measure.selected': option(2),
  'emergency_exception.reason': none,
}

/** 様式4 must be made from 10万人 on, asks for a public comment and a review, and numbers its annexes otherwise. */
const SOUND_FULL: Readonly<Record<string, Value>> = {
  'operation.subject_count': option(4),
  'files[].subject_count': option(3),
  'files[].outsourcing.contracts[].subject_count': option(3),
  'files[].all_recorded_items': text('別添２を参照。'),
  'procedure.public_comment.method': text('市のウェブサイトで意見を求めた。'),
  'procedure.public_comment.period': text('令和6年9月1日から令和6年9月30日まで（30日間）'),
  'procedure.public_comment.shortening_reason': none,
  'procedure.public_comment.reflection': none,
  'procedure.third_party_review.date': date('令和6年10月15日', '2024-10-15'),
  'procedure.third_party_review.method': text('架空市個人情報保護審査会で審議した。'),
  'procedure.third_party_review.result': text('適切であるとの答申を得た。'),
  'procedure.ppc_approval.submission_date': date(''),
  'procedure.ppc_approval.review': none,
}

/** A whole evaluation that keeps every rule, but for what is planted. */
export function plantedFilling({ form, edition, slots, values = {}, changes = [] }: Planted): Filling {
  const spec = formSpec(form, edition ?? (form === '様式2' ? 'R6' : 'H30'))
  const empty: Filling = {
    spec,
    parts: spec.items.map(({ path }) => path),
    slots: { file: 1, システム: 1, 委託事項: 1, 提供先: 1, 移転先: 1, ...slots },
    values: new Map(),
    changes,
  }
  const filled = instancesOf(empty, false).flatMap(({ item, path }) => {
    const value = values[path] ?? soundValue(item, form)
    return value === undefined ? [] : [[path, value] as const]
  })
  return { ...empty, values: new Map(filled) }
}

function soundValue(item: SpecItem, form: FormName): Value | undefined {
  if (item.key === 'cover.evaluation_name') return text(`架空市　架空税に関する事務　${TITLES[form]}評価書`)
  const known = (form === '様式4' ? SOUND_FULL[item.key] : undefined) ?? SOUND[item.key]
  if (known) return known
  switch (item.kind) {
    case 'choice':
      return option(item.key.endsWith('.sufficiency') || item.key.startsWith('training') ? 2 : 1)
    case 'checkboxes':
      return boxes([item.options![0]!.label])
    case 'checkbox':
      return box(false)
    case 'number':
      return count()
    case 'date':
      return date('令和6年4月1日', '2024-04-01')
    case 'repeat':
      return item.key.endsWith('.name') ? text('架空税の帳票に係る作業') : undefined
    case 'text':
      return item.path === '表紙.様式' ? undefined : text('架空税台帳')
    case 'longtext':
      return text('窓口で受け付け、台帳と照らして確かめる。')
    default:
      return undefined
  }
}

const evidence = [{ page: 1, boxes: [[10, 20, 110, 40] as const] }]

/** The records of a filling as a reading without any doubt gives them. */
export function evaluationOf(filling: Filling): Evaluation {
  const items = instancesOf(filling, false).flatMap(({ item, path }) => {
    const value = path === '表紙.様式' ? text(editionMark(filling)) : filling.values.get(path)
    return value ? [itemOf(item, path, value)] : []
  })
  const said = (key: string) => {
    const item = items.find((one) => one.key === key)
    return item && 'value' in item && typeof item.value === 'string' ? item.value : undefined
  }
  const cover = items.find(({ key }) => key === 'cover.publication_date')
  const body = said('cover.implementing_body')
  const [number, title] = [said('cover.evaluation_number'), said('cover.evaluation_name')]
  return withResolvedChanges({
    form: filling.spec.form,
    edition: { first: filling.spec.edition, last: filling.spec.edition, by: 'mark' },
    ...(number === undefined ? {} : { number }),
    ...(title === undefined ? {} : { title }),
    ...(body === undefined ? {} : { agency: identifyAgency(body).agency }),
    ...(cover?.kind === 'date' && cover.value !== undefined
      ? { publicationDate: { value: cover.value, ...(cover.iso === undefined ? {} : { iso: cover.iso }) } }
      : {}),
    span: { pages: [1, 9] },
    items,
    changes: filling.changes.map((row) => ({ ...row, ...NOT_RESOLVED, confidence: 1, evidence })),
    unplaced: [],
    coverage: { characters: 1000, unplaced: 0 },
    problems: [],
  })
}

function itemOf(item: SpecItem, path: string, value: Value): Item {
  const found = { path, key: item.key, status: 'found' as const, confidence: 1, evidence, raw: '' }
  const blank = (printed: string) => {
    const kind = blankKind(printed)
    return kind === undefined ? undefined : { ...found, status: 'blank' as const, blankKind: kind }
  }
  switch (value.kind) {
    case 'text': {
      const kind = item.kind === 'longtext' ? 'longtext' : 'text'
      const empty = blank(value.text)
      return empty ? { ...empty, kind } : { ...found, kind, value: value.text }
    }
    case 'choice': {
      if (value.option !== undefined)
        return {
          ...found,
          kind: 'choice',
          option: value.option,
          label: item.options![value.option - 1]!.label,
        }
      if (value.printed !== undefined)
        return { ...found, kind: 'choice', status: 'ambiguous', confidence: 0, label: value.printed }
      return { ...found, status: 'blank', blankKind: 'empty', kind: 'choice' }
    }
    case 'checkboxes': {
      const labels = item.options!.map(({ label }) => label)
      const unknown = Object.keys(value.odd ?? {})
      return {
        ...found,
        kind: 'checkboxes',
        checked: [...value.checked],
        unchecked: labels.filter((label) => !value.checked.includes(label) && !unknown.includes(label)),
        unknown,
        details: { ...value.details },
      }
    }
    case 'checkbox':
      return { ...found, kind: 'checkbox', checked: value.checked }
    case 'date': {
      const empty = blank(value.text)
      if (empty) return { ...empty, kind: 'date' }
      if (value.iso === undefined)
        return {
          ...found,
          kind: 'date',
          status: 'ambiguous',
          value: value.text,
          reason: 'impossible-date',
          reasonCode: 'impossible-date',
        }
      return { ...found, kind: 'date', value: value.text, iso: value.iso }
    }
    case 'number':
      return value.value === undefined
        ? { ...found, status: 'blank', blankKind: 'empty', kind: 'number' }
        : { ...found, kind: 'number', value: value.value }
  }
}
