import type { FormSpec } from '../../forms/index.ts'
import type { ChangeRow, Item, Unplaced } from '../../records/index.ts'
import { matchKey } from '../../text/characters.ts'
import { readDate } from '../../text/dates.ts'
import { changeRows, type DraftRow } from './change-rows.ts'
import { textsByOrder, textsBySimilarity } from './change-texts.ts'
import { addressLines, type ChangeToken, changeTokens } from './change-tokens.ts'
import type { TextPage } from './pages.ts'

/**
 * Reads the change table of a text without positions. Dates, items, timings and explanations are told by their wording,
 * and belong to the rows in order, or to all rows where they are all equal; texts by order, or by what they resemble.
 */
export function readChangeTable(
  pages: readonly TextPage[],
  spec: FormSpec,
  items: readonly Item[],
  ordered: boolean,
): { changes: ChangeRow[]; unplaced: Unplaced[] } {
  const all: DraftRow[] = []
  const unplaced: Unplaced[] = []
  for (const page of pages) {
    const tokens = withoutRest(changeTokens(page, spec, ordered), all.at(-1), spec)
    const { rows, texts } = changeRows(tokens, ordered)
    const left = ordered
      ? textsByOrder(rows, all.at(-1), texts, tokens)
      : textsBySimilarity(rows, texts, tokens, spec, items)
    for (const token of left)
      unplaced.push({ text: token.lines.join('\n'), evidence: { lines: [...token.at] } })
    all.push(...rows)
  }
  return { changes: all.map((row) => toChange(row, ordered)), unplaced }
}

/** An address that goes on over the page end is taken to the row before. */
function withoutRest(
  tokens: readonly ChangeToken[],
  last: DraftRow | undefined,
  spec: FormSpec,
): readonly ChangeToken[] {
  const [first, ...rest] = tokens
  if (!last?.item || first?.kind !== 'text' || !addressLines(spec)(first.lines)) return tokens
  last.item = { ...last.item, lines: [...last.item.lines, ...first.lines] }
  return rest
}

function toChange(row: DraftRow, ordered: boolean): ChangeRow {
  const text = (tokens: readonly ChangeToken[]) => tokens.map(({ lines }) => lines.join('')).join('\n')
  const date = row.date && readDate(row.date.lines.join(''))
  const { item, timing, explanation, unknown } = row
  const parts = [row.date, item, timing, explanation, ...row.before, ...row.after]
  return {
    ...(row.date ? { 変更日: row.date.lines.join('') } : {}),
    ...(date?.kind === 'day' ? { iso: date.iso } : {}),
    ...(item ? { 項目: item.lines.join('') } : {}),
    ...(unknown.has('変更前') ? {} : { 変更前: text(row.before) }),
    ...(unknown.has('変更後') ? {} : { 変更後: text(row.after) }),
    ...(timing ? { 提出時期: matchKey(timing.lines.join('')) } : {}),
    ...(unknown.has('説明') ? {} : { 説明: explanation?.lines.join('') ?? '' }),
    ...(unknown.size === 0 ? {} : { unattributed: [...unknown] }),
    confidence: unknown.size > 0 ? 0.6 : ordered ? 0.85 : 0.8,
    evidence: parts.flatMap((token) =>
      token ? [{ lines: [token.at[0], token.at[1]] as [number, number] }] : [],
    ),
  }
}
