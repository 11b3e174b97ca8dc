import type {
  BlankKind,
  Evidence,
  Inference,
  Item,
  ItemStatus,
  ItemValue,
  ReasonCode,
} from '../../parsers/records/index.ts'
import type { Store } from '../open.ts'
import { prepared } from '../prepared.ts'
import { present } from './present.ts'
import { sharedTexts } from './shared-texts.ts'

type ValueRow = {
  id: number
  path: string
  key: string
  kind: Item['kind']
  status: ItemStatus
  blank_kind: BlankKind | null
  reason: string | null
  reason_code: ReasonCode | null
  value_text: string | null
  value_iso: string | null
  value_number: number | null
  option_number: number | null
  option_label: string | null
}
type ItemRow = ValueRow & { raw: string; confidence: number; evidence: string }
type InferenceRow = {
  item_id: number
  box: string
  value: string
  rule: string
  confidence: number
  sources: string
}
type BoxRow = { item_id: number; label: string; state: string; detail: string | null }

/** The items of an evaluation as the parser gave them, in document order: all, or those at the paths. */
export function readItems({ database }: Store, evaluation: string, paths?: readonly string[]): Item[] {
  const chosen = paths === undefined ? ALL : AT_PATHS
  const values = paths === undefined ? [evaluation] : [evaluation, JSON.stringify(paths)]
  const boxes = Map.groupBy(
    prepared<string[], BoxRow>(
      database,
      `SELECT b.item_id, b.label, b.state, b.detail FROM boxes AS b JOIN items AS i ON i.id = b.item_id
         WHERE ${chosen} ORDER BY b.item_id, b.position`,
    ).all(...values),
    (box) => box.item_id,
  )
  const inferred = inferencesOf(
    prepared<string[], InferenceRow>(
      database,
      `SELECT f.* FROM inferences AS f JOIN items AS i ON i.id = f.item_id
         WHERE ${chosen} ORDER BY f.item_id, f.position`,
    ).all(...values),
  )
  return prepared<string[], ItemRow>(
    database,
    `SELECT i.* FROM items AS i WHERE ${chosen} ORDER BY i.position`,
  )
    .all(...values)
    .map((row) => itemFrom(row, boxes.get(row.id) ?? [], inferred.get(row.id)))
}

const ALL = 'i.evaluation_id = ?'
const AT_PATHS = `${ALL} AND i.path IN (SELECT value FROM json_each(?))`

/** What is inferred, by the number of the item. */
function inferencesOf(rows: readonly InferenceRow[]): Map<number, Inference[]> {
  const inferred = new Map<number, Inference[]>()
  for (const { item_id, box, value, rule, confidence, sources } of rows) {
    const from = JSON.parse(sources) as Inference['from']
    const own = inferred.get(item_id) ?? []
    inferred.set(item_id, [...own, { rule, ...(box === '' ? {} : { box }), value, confidence, from }])
  }
  return inferred
}

/** Gives what the items of these keys say, evaluation by evaluation, in document order. */
export function valueReader(
  { database }: Store,
  keys: Iterable<string>,
): (evaluation: string) => ItemValue[] {
  const wanted = JSON.stringify([...keys])
  const items = database.prepare<[string, string], ValueRow>(
    `SELECT id, path, key, kind, status, blank_kind, reason, reason_code, value_text, value_iso, value_number,
       option_number, option_label
     FROM items WHERE evaluation_id = ? AND key IN (SELECT value FROM json_each(?)) ORDER BY position`,
  )
  const boxes = database.prepare<[number], BoxRow>(
    'SELECT item_id, label, state, detail FROM boxes WHERE item_id = ? ORDER BY position',
  )
  const shared = sharedTexts()
  return (evaluation) =>
    items
      .all(evaluation, wanted)
      .map((row) => valueFrom(shared(row), row.kind.startsWith('checkbox') ? boxes.all(row.id) : []))
}

function itemFrom(row: ItemRow, boxes: readonly BoxRow[], inferred: Inference[] | undefined): Item {
  const { confidence, raw } = row
  const evidence = JSON.parse(row.evidence) as Evidence[]
  return { ...valueFrom(row, boxes), confidence, evidence, raw, ...(inferred && { inferred }) } as Item
}

function valueFrom(row: ValueRow, boxes: readonly BoxRow[]): ItemValue {
  const { path, key, status, blank_kind: blankKind, reason, reason_code: reasonCode } = row
  const common = { path, key, status, ...present({ blankKind, reason, reasonCode }) }
  switch (row.kind) {
    case 'text':
    case 'longtext':
      return { ...common, kind: row.kind, ...present({ value: row.value_text }) }
    case 'date':
      return { ...common, kind: row.kind, ...present({ value: row.value_text, iso: row.value_iso }) }
    case 'number':
      return { ...common, kind: row.kind, ...present({ value: row.value_number }) }
    case 'choice':
      return { ...common, kind: row.kind, ...present({ option: row.option_number, label: row.option_label }) }
    case 'checkbox': {
      const state = boxes[0]?.state
      return {
        ...common,
        kind: row.kind,
        ...present({ checked: state === 'unknown' ? null : state === 'checked' }),
      }
    }
    case 'checkboxes': {
      const labels = (state: string) => boxes.filter((box) => box.state === state).map((box) => box.label)
      const details = boxes.flatMap(({ label, detail }) => (detail === null ? [] : [[label, detail]]))
      return {
        ...common,
        kind: row.kind,
        checked: labels('checked'),
        unchecked: labels('unchecked'),
        unknown: labels('unknown'),
        details: Object.fromEntries(details),
      }
    }
  }
}
