import { changesOf } from '../../changes/index.ts'
import type { Change, ChangeRow, Evaluation } from '../../records/index.ts'

/** A change whose rows were read without doubt. */
export type KnownChange = Change & {
  readonly parts: readonly { readonly row: ChangeRow; readonly path: string }[]
}

/** Rows and addresses below this are not counted on. */
const SURE = 0.9
const REPEAT = /(システム|委託事項|提供先|移転先)\[\d+\]/u

/** Changes of which no column is in doubt, in the order of the table. */
export function knownChanges(evaluation: Evaluation): KnownChange[] {
  return changesOf(evaluation)
    .map((change) => ({
      ...change,
      parts: change.rows.map((index) => ({ row: evaluation.changes[index]!, path: `変更[${index + 1}]` })),
    }))
    .filter(({ parts, missing }) => missing.length === 0 && parts.every(({ row }) => row.confidence >= SURE))
}

/** What a contradiction says of a change. */
export const rowsOf = ({ parts }: KnownChange) =>
  parts.map(({ row, path }) => ({ path, evidence: row.evidence, confidence: row.confidence }))

/**
 * The one item that a change is about; undefined where it names several, or where the address may mean another:
 * a file or a block whose number is not printed, of several.
 */
export function itemOf(change: KnownChange, evaluation: Evaluation): string | undefined {
  const [path, ...others] = change.paths
  if (path === undefined || others.length > 0 || change.score < SURE) return undefined
  const count = (pattern: RegExp) =>
    new Set(evaluation.items.flatMap((item) => pattern.exec(item.path)?.[0] ?? [])).size
  const inFile = /^III?\[\d+\]/u.exec(path)?.[0]
  if (inFile && count(new RegExp(`^${inFile.slice(0, inFile.indexOf('['))}\\[\\d+\\]`, 'u')) > 1)
    return undefined
  const block = REPEAT.exec(path)
  if (!block) return path
  const stem = path.slice(0, block.index)
  const numbered = new RegExp(`${block[1]}\\s*\\d`, 'u').test(change.item.normalize('NFKC'))
  return numbered || count(new RegExp(`^${escaped(stem)}${block[1]}\\[\\d+\\]`, 'u')) <= 1 ? path : undefined
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')

/** An item of which the table tells what it became last, and the changes of it before, oldest first. */
export type History = { readonly path: string; readonly changes: readonly KnownChange[] }

/**
 * The items that are named, each with its changes from the oldest on. Left out: items with a change of unknown day or
 * two of one day, and those that may have moved since (a block of their repeat came or went, or their section was changed as a whole).
 */
export function historiesOf(evaluation: Evaluation): History[] {
  const changes = changesOf(evaluation)
  const known = knownChanges(evaluation)
  const named = Map.groupBy(
    known.filter((change) => itemOf(change, evaluation) !== undefined),
    (change) => change.paths[0]!,
  )
  return [...named].flatMap(([path, own]) => {
    const touching = changes.filter((change) =>
      change.paths.some((other) => other === path || isWithin(path, other) || movesBlocks(other, path)),
    )
    const days = own.map(({ iso }) => iso)
    const alone = touching.length === own.length
    const told = days.every((day) => day !== undefined) && new Set(days).size === days.length
    if (!alone || !told) return []
    return [{ path, changes: own.toSorted((a, b) => a.iso!.localeCompare(b.iso!)) }]
  })
}

const isWithin = (path: string, other: string): boolean =>
  path.startsWith(`${other}.`) || path.startsWith(`${other}[`)

/** Whether a change of `other`, a whole block, may have renumbered the blocks that `path` is in. */
function movesBlocks(other: string, path: string): boolean {
  const block = /^(.*(?:システム|委託事項|提供先|移転先))\[\d+\]$/u.exec(other)?.[1]
  return block !== undefined && path.startsWith(`${block}[`)
}
