import { isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import { z } from 'zod'
import { codebook } from '../../codebook/index.ts'
import { JUDGEMENT, ownFieldsOf, reaches, rowKindNames, rowKinds } from './row-kinds.ts'

const Target = z.union([z.string(), z.number(), z.boolean()])
const Confidence = z.number().min(0).max(1)
const FIELDS = [
  'evaluation_id',
  'agency',
  'number',
  'title',
  'form',
  'publication_date',
  'location',
  'path',
] as const

const Column = z.strictObject({
  key: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
  field: z.enum([...FIELDS, ...rowKindNames.flatMap(ownFieldsOf)]).optional(),
  values: z.record(z.string(), Target).optional(),
  box: z.string().optional(),
  date: z.enum(['iso', 'printed']).optional(),
  blank: Target.optional(),
  minConfidence: Confidence.optional(),
})
export type MappingColumn = z.infer<typeof Column>

const Mapping = z.strictObject({
  row: z.enum(rowKindNames),
  minConfidence: Confidence.optional(),
  columns: z
    .record(z.string().min(1), Column)
    .refine((columns) => Object.keys(columns).length > 0, 'there is no column'),
})
export type Mapping = z.infer<typeof Mapping>

const isField = (name: string): boolean => FIELDS.some((field) => field === name)

/** What is wrong with a mapping file; `line` counts from 1, `place` is the path of the YAML key. */
export type MappingFault = { readonly line: number; readonly place: string; readonly message: string }
type Issue = { readonly path: readonly PropertyKey[]; readonly message: string }

/** The mapping file cannot be followed. */
export class WrongMapping extends Error {
  readonly faults: readonly MappingFault[]
  constructor(faults: readonly MappingFault[]) {
    super(
      faults.map(({ line, place, message }) => `line ${line}: ${place && `${place}: `}${message}`).join('\n'),
    )
    this.faults = faults
  }
}

/** Reads the YAML text of a mapping. Throws WrongMapping, with all that is wrong. */
export function readMapping(text: string): Mapping {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  // What follows the first error of syntax is mostly its consequence.
  const [broken] = document.errors
  if (broken !== undefined)
    throw new WrongMapping([{ line: lines.linePos(broken.pos[0]).line, place: '', message: broken.message }])
  const fail = (issues: readonly Issue[]): never => {
    throw new WrongMapping(
      issues.map(({ path, message }) => ({
        line: lines.linePos(offsetOf(document.contents, path)).line,
        place: z.core.toDotPath([...path]),
        message,
      })),
    )
  }
  const parsed = Mapping.safeParse(dataOf(() => document.toJS()))
  if (!parsed.success)
    return fail(
      parsed.error.issues.flatMap((issue) =>
        issue.code === 'unrecognized_keys'
          ? issue.keys.map((key) => ({ path: [...issue.path, key], message: 'there is no such setting' }))
          : [issue],
      ),
    )
  const issues = Object.entries(parsed.data.columns).flatMap(([name, column]) =>
    columnIssues(parsed.data, column).map(({ path, message }) => ({
      path: ['columns', name, ...path],
      message,
    })),
  )
  return issues.length > 0 ? fail(issues) : parsed.data
}

/** An alias without an anchor comes to light only when the data is made. */
function dataOf(make: () => unknown): unknown {
  try {
    return make()
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error
    throw new WrongMapping([{ line: 1, place: '', message: error.message }])
  }
}

/** Where the key, or the element, at a path begins; of a path that is not there, what comes nearest. */
function offsetOf(contents: Node | null, path: readonly PropertyKey[]): number {
  let node: unknown = contents
  let offset = 0
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part))
      if (pair === undefined) break
      offset = (isNode(pair.key) && pair.key.range?.[0]) || offset
      node = pair.value
    } else if (isSeq(node)) {
      node = node.items[Number(part)]
      offset = (isNode(node) && node.range?.[0]) || offset
    }
  }
  return offset
}

/** The keys of a column; none for a field. */
export const keysOf = ({ key }: MappingColumn): readonly string[] =>
  key === undefined ? [] : typeof key === 'string' ? [key] : key

type Known = {
  readonly kind: string
  readonly options: readonly { readonly number?: number; readonly label: string }[]
}

/** What the forms say of a key, or of several alike, over all of them; undefined where none has it. */
function known(...keys: readonly string[]): Known | undefined {
  const rows = codebook().items.filter((row) => keys.includes(row.key))
  return rows[0] === undefined
    ? undefined
    : { kind: rows[0].kind, options: rows.flatMap(({ options }) => JSON.parse(options ?? '[]')) }
}

function columnIssues({ row }: Mapping, column: MappingColumn): Issue[] {
  const only = (['key', 'field'] as const).filter((name) => column[name] !== undefined)
  if (only.length !== 1) return [{ path: [], message: 'give either key or field' }]
  if (column.field !== undefined) {
    const isOwn = ownFieldsOf(row).includes(column.field)
    return [
      ...(['box', 'date', ...(isOwn ? [] : (['blank', 'minConfidence'] as const))] as const)
        .filter((name) => column[name] !== undefined)
        .map((name) => ({ path: [name], message: 'it goes with key, not with field' })),
      ...(!isOwn && !isField(column.field)
        ? [{ path: ['field'], message: `${column.field} is no field of a row: ${row}` }]
        : []),
      ...(column.field === 'path' && row === 'evaluation'
        ? [{ path: ['field'], message: 'an evaluation has no path' }]
        : []),
      ...(column.field === JUDGEMENT && isOwn ? valueIssues(known(...rowKinds.risk.bases)!, column) : []),
    ]
  }
  return keysOf(column).flatMap((key, index) =>
    keyIssues(row, column, key, typeof column.key === 'string' ? ['key'] : ['key', index]),
  )
}

function keyIssues(row: Mapping['row'], column: MappingColumn, key: string, path: PropertyKey[]): Issue[] {
  const item = known(key)
  if (item === undefined)
    return [{ path, message: `${key}: no form has such an item; the table codebook lists all` }]
  if (!reaches(rowKinds[row], key)) return [{ path, message: `${key} is no item of a row: ${row}` }]
  const issues: Issue[] = []
  const labels = item.options.map(({ label }) => label)
  const { box, date } = column
  if (box !== undefined && (item.kind !== 'checkboxes' || !labels.includes(box)))
    issues.push({ path: ['box'], message: `${key} has no box ${box}` })
  if (date !== undefined && item.kind !== 'date')
    issues.push({ path: ['date'], message: `${key} is no date, but ${item.kind}` })
  return [...issues, ...valueIssues(item, column)]
}

/** What `values` maps must be said by one of the options, and by a number only where that means one option. */
function valueIssues(item: Known, { box, values }: MappingColumn): Issue[] {
  const issues: Issue[] = []
  const labels = item.options.map(({ label }) => label)
  const allowed =
    box !== undefined || item.kind === 'checkbox'
      ? ['checked', 'unchecked']
      : [...labels, ...item.options.flatMap(({ number }) => (number === undefined ? [] : [String(number)]))]
  for (const value of Object.keys(values ?? {})) {
    const meant = new Set(
      item.options.flatMap(({ number, label }) => (String(number) === value ? label : [])),
    )
    if (allowed.length > 0 && !allowed.includes(value))
      issues.push({ path: ['values', value], message: `it is one of ${[...new Set(allowed)].join(', ')}` })
    // Forms and editions number some options differently.
    else if (meant.size > 1)
      issues.push({
        path: ['values', value],
        message: `the number stands for ${[...meant].join(' and for ')}: name the label`,
      })
  }
  return issues
}
