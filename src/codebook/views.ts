import {
  agenciesView,
  boxView,
  changeView,
  coverageView,
  evaluationColumns,
  identityView,
  inferredView,
  riskView,
} from './fixed-views.ts'
import { columnName, type FormKey, formKeys, itemColumns } from './item-columns.ts'
import { quoted, type ViewColumn, type ViewSpec, view } from './view-spec.ts'

/** The views of the database, in an order in which they can be made. */
export function viewSpecs(): readonly ViewSpec[] {
  const keys = formKeys()
  return [
    identityView,
    agenciesView,
    evaluationsView(keys),
    repeatView(keys, {
      name: 'personal_information_files',
      description: 'one row per 特定個人情報ファイル (Ⅱ) of 様式3 and 様式4',
      base: 'files[].name',
      root: 'II[f]',
      within: 'files[].',
    }),
    repeatView(keys, {
      name: 'file_risks',
      description:
        'one row per Ⅲ リスク対策 of 様式3 and 様式4: all its measures and judgements, for one file',
      base: 'risks[].file_name',
      root: 'III[f]',
      within: 'risks[].',
    }),
    repeatView(keys, {
      name: 'systems',
      description: 'one row per system (システム)',
      base: 'systems[].name',
      root: 'I.2.システム[n]',
      within: 'systems[].',
    }),
    repeatView(keys, {
      name: 'outsourcing_contracts',
      description: 'one row per outsourcing contract (委託事項)',
      base: 'files[].outsourcing.contracts[].name',
      root: 'II[f].4.委託事項[n]',
      within: 'files[].outsourcing.contracts[].',
    }),
    recipientsView(keys),
    riskView,
    boxView,
    inferredView,
    changeView,
    coverageView,
  ]
}

/** 様式3 prints some items of the whole evaluation once for each file: those of the first are taken. */
function evaluationsView(keys: readonly FormKey[]): ViewSpec {
  const own = keys.filter(({ key }) => !key.includes('[]'))
  const columns = own.flatMap((entry) => {
    const paths = [...new Set([...entry.paths.values()].flat())].map((path) =>
      quoted(path.replace('[f]', '[1]')),
    )
    const where = `i.evaluation_id = e.evaluation_id AND i.path ${paths.length === 1 ? `= ${paths[0]}` : `IN (${paths.join(', ')})`}`
    return itemColumns(entry, columnName(entry.key, ''), where)
  })
  return view(
    'evaluations_wide',
    'one row per evaluation, with a column for each item that the form prints once',
    [...evaluationColumns, ...columns],
    'FROM evaluation_identity AS e',
  )
}

type Repeat = {
  readonly name: string
  readonly description: string
  /** The key of the item that every block has. */
  readonly base: string
  /** The path of the block. */
  readonly root: string
  /** What the keys of the block begin with. */
  readonly within: string
}

function repeatView(keys: readonly FormKey[], repeat: Repeat): ViewSpec {
  return view(
    repeat.name,
    repeat.description,
    [...evaluationColumns, ...placeColumns(repeat), ...blockColumns(keys, repeat)],
    `${baseOf(repeat)}`,
  )
}

const baseOf = ({ base }: Repeat): string =>
  `FROM items AS base JOIN evaluation_identity AS e ON e.evaluation_id = base.evaluation_id\nWHERE base.key = ${quoted(base)}`

/** Number of the file, number of the block, and where its first item stands. */
function placeColumns({ root }: Repeat): ViewColumn[] {
  const numbered = root.slice(0, root.indexOf('[n]') + 1)
  const files = root.startsWith('II[f]') ? 4 : root.startsWith('III[f]') ? 5 : undefined
  return [
    ...(files === undefined
      ? []
      : [
          {
            name: 'file_number',
            sql: `CAST(substr(base.path, ${files}) AS INTEGER)`,
            description: 'number of the 特定個人情報ファイル, from 1',
          },
        ]),
    ...(root.includes('[n]')
      ? [
          {
            name: 'block_number',
            sql: `CAST(substr(base.path, instr(base.path, ${quoted(lastSegment(numbered))}) + ${lastSegment(numbered).length}) AS INTEGER)`,
            description: 'number of the block within its section, from 1',
          },
        ]
      : []),
    { name: 'item_id', sql: 'base.id', description: 'the first item of the block in `items`' },
    { name: 'path', sql: 'base.path', description: 'its address on the form' },
    {
      name: 'page',
      sql: "base.evidence ->> '$[0].page'",
      description: 'page where it stands, from 1; NULL in workbooks and text',
    },
    {
      name: 'confidence',
      sql: 'base.confidence',
      description: 'how sure the reading of that item is, 0 to 1',
    },
  ]
}

const lastSegment = (path: string): string => path.slice(path.lastIndexOf('.') + 1)

function blockColumns(keys: readonly FormKey[], { base, root, within }: Repeat): ViewColumn[] {
  const first = keys.find(({ key }) => key === base)!
  const cut = first.item.path.length - root.length
  const block = cut === 0 ? 'base.path' : `substr(base.path, 1, length(base.path) - ${cut})`
  return keys
    .filter(({ key }) => key.startsWith(within) && !key.slice(within.length).includes('[]'))
    .flatMap((entry) => {
      const ends = [...entry.paths].flatMap(([form, paths]) =>
        paths.filter((path) => path.startsWith(root)).map((path) => [form, path.slice(root.length)] as const),
      )
      const [[, end] = ['', '']] = ends
      if (ends.length === 0) return []
      const suffix = ends.every(([, other]) => other === end)
        ? quoted(end)
        : `CASE e.form ${ends.map(([form, own]) => `WHEN ${quoted(form)} THEN ${quoted(own)}`).join(' ')} END`
      const address = end === '' && suffix === quoted(end) ? block : `${block} || ${suffix}`
      const where = `i.evaluation_id = base.evaluation_id AND i.path = ${address}`
      return itemColumns(entry, columnName(entry.key, within), where)
    })
}

/** 提供先 and 移転先 have the same items. */
function recipientsView(keys: readonly FormKey[]): ViewSpec {
  const half = (kind: string, within: string, root: string) => {
    const repeat = { name: 'recipients', description: '', base: `${within}name`, root, within }
    return {
      columns: [
        ...evaluationColumns,
        {
          name: 'recipient_kind',
          sql: quoted(kind),
          description: '提供先 (another body) or 移転先 (another office of the same body)',
        },
        ...placeColumns(repeat),
        ...blockColumns(keys, repeat),
      ],
      source: baseOf(repeat),
    }
  }
  const provision = half('提供先', 'files[].provision.recipients[].', 'II[f].5.提供先[n]')
  const transfer = half('移転先', 'files[].transfer.recipients[].', 'II[f].5.移転先[n]')
  const first = view(
    'recipients',
    'one row per recipient (提供先, 移転先)',
    provision.columns,
    provision.source,
  )
  const second = view('recipients', '', transfer.columns, transfer.source)
  return {
    ...first,
    sql: `${first.sql}\nUNION ALL\n${second.sql.slice(second.sql.indexOf('SELECT'))}`,
    columns: first.columns.map(({ key: _, ...column }) => column),
  }
}
