import type { Item } from '../../parsers/records/index.ts'
import type { Store } from '../open.ts'
import { prepared } from '../prepared.ts'

type BoxRow = { readonly label: string; readonly state: string; readonly detail: string | null }

/** Writes the items of an evaluation, and a row for each of their boxes and of what is inferred. */
export function writeItems({ database }: Store, evaluation: string, items: readonly Item[]): void {
  const insertItem = prepared(
    database,
    `INSERT INTO items (evaluation_id, position, path, key, kind, status, blank_kind, reason, reason_code, value_text,
       value_iso, value_number, option_number, option_label, raw, confidence, evidence)
     VALUES (:evaluation, :position, :path, :key, :kind, :status, :blankKind, :reason, :reasonCode, :text, :iso,
       :number, :option, :label, :raw, :confidence, :evidence)`,
  )
  const insertBox = prepared(
    database,
    'INSERT INTO boxes (item_id, position, label, state, detail) VALUES (?, ?, ?, ?, ?)',
  )
  const insertInference = prepared(
    database,
    `INSERT INTO inferences (item_id, position, box, value, rule, confidence, sources)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  )
  items.forEach((item, index) => {
    const { lastInsertRowid } = insertItem.run({
      evaluation,
      position: index + 1,
      path: item.path,
      key: item.key,
      kind: item.kind,
      status: item.status,
      blankKind: item.blankKind ?? null,
      reason: item.reason ?? null,
      reasonCode: item.reasonCode ?? null,
      ...valueColumns(item),
      raw: item.raw,
      confidence: item.confidence,
      evidence: JSON.stringify(item.evidence),
    })
    item.inferred?.forEach(({ box, value, rule, confidence, from }, place) => {
      insertInference.run(
        lastInsertRowid,
        place + 1,
        box ?? '',
        value,
        rule,
        confidence,
        JSON.stringify(from),
      )
    })
    boxRows(item).forEach((box, place) => {
      insertBox.run(lastInsertRowid, place + 1, box.label, box.state, box.detail)
    })
  })
  const insertCount = prepared(database, 'INSERT INTO status_counts VALUES (?, ?, ?)')
  for (const [status, each] of Map.groupBy(items, (item) => item.status))
    insertCount.run(evaluation, status, each.length)
}

const noValue = { text: null, iso: null, number: null, option: null, label: null }

function valueColumns(item: Item): Record<keyof typeof noValue, string | number | null> {
  switch (item.kind) {
    case 'text':
    case 'longtext':
      return { ...noValue, text: item.value ?? null }
    case 'date':
      return { ...noValue, text: item.value ?? null, iso: item.iso ?? null }
    case 'number':
      return { ...noValue, number: item.value ?? null }
    case 'choice':
      return { ...noValue, option: item.option ?? null, label: item.label ?? null }
    case 'checkbox':
    case 'checkboxes':
      return noValue
  }
}

function boxRows(item: Item): readonly BoxRow[] {
  if (item.kind === 'checkbox') {
    const state = item.checked === undefined ? 'unknown' : item.checked ? 'checked' : 'unchecked'
    return [{ label: '', state, detail: null }]
  }
  if (item.kind !== 'checkboxes') return []
  const details = new Map(Object.entries(item.details))
  const listed = new Set([...item.checked, ...item.unchecked, ...item.unknown])
  const rows = (labels: readonly string[], state: string): BoxRow[] =>
    labels.map((label) => ({ label, state, detail: details.get(label) ?? null }))
  return [
    ...rows(item.checked, 'checked'),
    ...rows(item.unchecked, 'unchecked'),
    ...rows(item.unknown, 'unknown'),
    ...rows(
      [...details.keys()].filter((label) => !listed.has(label)),
      'unlisted',
    ),
  ]
}
