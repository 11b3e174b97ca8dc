import { type ChangeRow, NOT_RESOLVED, type Unplaced } from '../../records/index.ts'
import { foldGlyphForms, matchKey } from '../../text/characters.ts'
import { readDate } from '../../text/dates.ts'
import { COLUMNS, type Column } from './changes.ts'
import { evidenceOf } from './items.ts'

type Line = { readonly text: string; readonly number: number }
/** Lines that no empty line sets apart. */
type Block = readonly Line[]
type Draft = {
  readonly columns: Map<Column, string>
  readonly lines: readonly [number, number]
  /** Text that stands in one of 変更前 and 変更後. */
  readonly loose: Block[]
}

const HEADS = '変更日項目変更前の記載変更後の記載提出時期'
const DATE =
  /^((?:令\s*和|平\s*成|西\s*暦)?\s*(?:元|[0-9０-９](?:\s*[0-9０-９]){0,3})\s*年\s*[0-9０-９]\s*[0-9０-９]?\s*月\s*[0-9０-９]\s*[0-9０-９]?\s*日)(?:[\s　]+(\S.*))?$/u
/** How an address in the form begins, or what stands for one. */
const ADDRESS =
  /^(?:[ⅠⅡⅢⅣⅤⅥ]|(?:I\s*I\s*I|I\s*I|I\s*V|V\s*I|V|I)(?=[\s　.．－-])|同\s*上|〃|表\s*紙|[（(]\s*(?:別\s*添|別\s*紙|続\s*き|上\s*段))/u
const SAME = /^(?:同\s*上|〃)/u
const TIMING = /^(?:(.*?)[\s　]+)?(事\s*前|事\s*後)$/u
/** Where more of the addresses than this share do not end as an item does, they run on into the next column. */
const RUN_ON_SHARE = 0.05
const GOES_ON = /[（(]下段(?:に|へ)続く[)）]$/u
const FROM_ABOVE = /^[（(]上段(?:から|より)の?続き[)）]/u
/** Two texts of one item begin alike. */
const ALIKE = 0.5
const CLEARLY_BEST = 0.15
const BEGINNING = 24
/** A line this near (characters) to the column's width was broken by it. */
const FULL_LINE = 1
/** Columns of texts are at least this wide (characters). */
const SHORTEST_COLUMN = 15
const LIST_MARK = /^[・\-*＜<【〈①-⑳0-9０-９（(]/u
const SURE = 0.88
const IN_DOUBT = 0.7

/** Whether a text is a change table and nothing else: its heads come first, and rows with dates follow. */
export function isPlainChangeTable(lines: readonly string[]): boolean {
  const inked = lines.map((line) => line.replaceAll('\f', '').trim()).filter((line) => line !== '')
  const head = inked.slice(0, 6).findIndex((line) => matchKey(line).startsWith(HEADS))
  return head >= 0 && inked.slice(head).some((line) => DATE.test(line)) && !inked[head]!.includes('\t')
}

/**
 * Reads a change table from plain text in which columns follow one another, set apart by empty lines:
 * a date, an address, the text before, the text after, 事前 or 事後, an explanation. A text that may stand in either
 * column is given to neither, unless a continuation mark of the row before says which column goes on. Where empty lines
 * are dropped, only date and 提出時期 are asserted; `isAddress` says whether a text (as match key) ends as an item does.
 */
export function readPlainChanges(
  lines: readonly string[],
  isAddress: (key: string) => boolean,
): { changes: ChangeRow[]; unplaced: Unplaced[] } {
  const width = columnWidth(lines)
  const chunks = rowChunks(lines)
  const drafts = chunks.map((chunk) => toDraft(chunk, width))
  if (isSetApart(drafts, isAddress)) continueColumns(drafts)
  else for (const [index, draft] of drafts.entries()) leaveOpen(draft, chunks[index]!)
  return {
    changes: drafts.map(toChange),
    unplaced: drafts.flatMap(({ loose }) =>
      loose.map((block) => ({
        text: joinedText(block),
        evidence: { lines: [block[0]!.number, block.at(-1)!.number] as [number, number] },
      })),
    ),
  }
}

/** Whether empty lines still set the columns apart: an address ends where its item does, so nothing runs on into it. */
function isSetApart(drafts: readonly Draft[], isAddress: (key: string) => boolean): boolean {
  const addresses = drafts.map(({ columns }) => matchKey(columns.get('項目') ?? ''))
  const runOn = addresses.filter(
    (key) => !/^(?:同上|〃)$/u.test(key) && !isAddress(key.replace(/[0-9]+$/u, '')),
  )
  return runOn.length <= addresses.length * RUN_ON_SHARE
}

/** Takes back what rests on empty lines alone. */
function leaveOpen({ columns, loose }: Draft, [, ...blocks]: readonly Block[]): void {
  for (const column of ['項目', '変更前', '変更後', '説明'] as const) columns.delete(column)
  loose.splice(0, loose.length, ...blocks)
}

/** How wide the columns of 変更前 and 変更後 are, in full-width characters: the commonest length of long lines. */
function columnWidth(lines: readonly string[]): number {
  const counts = new Map<number, number>()
  for (const line of lines) {
    const width = Math.floor(widthOf(line.trim()))
    if (width >= SHORTEST_COLUMN) counts.set(width, (counts.get(width) ?? 0) + 1)
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? Infinity
}

/** Half-width characters take half the room. */
const widthOf = (line: string): number =>
  [...line].reduce(
    (sum, character) => sum + (character <= '\u00ff' || /[\uff61-\uff9f]/u.test(character) ? 0.5 : 1),
    0,
  )

/** A row begins at a date that an address follows, in its line or the next. */
function rowChunks(lines: readonly string[]): Block[][] {
  const all = lines.map(
    (text, index): Line => ({ text: text.replaceAll('\f', '').trim(), number: index + 1 }),
  )
  const chunks: Block[][] = []
  let block: Line[] = []
  const flush = () => {
    if (block.length > 0) chunks.at(-1)?.push(block)
    block = []
  }
  for (const [index, line] of all.entries()) {
    if (line.text === '' || matchKey(line.text).startsWith(HEADS)) {
      flush()
      continue
    }
    const date = DATE.exec(line.text)
    const following = date?.[2] ?? (date ? nextText(all, index) : '')
    if (date && ADDRESS.test(following)) {
      flush()
      chunks.push([[{ text: date[1]!, number: line.number }]])
      if (date[2] !== undefined) {
        block.push({ text: date[2], number: line.number })
        if (SAME.test(date[2])) flush()
      }
    } else if (chunks.length > 0) {
      block.push(line)
    }
  }
  flush()
  return chunks
}

function nextText(lines: readonly Line[], index: number): string {
  for (let at = index + 1; at < lines.length; at++) if (lines[at]!.text !== '') return lines[at]!.text
  return ''
}

function toDraft([dateBlock, ...blocks]: readonly Block[], width: number): Draft {
  const columns = new Map<Column, string>([['変更日', dateBlock![0]!.text]])
  const last = blocks.at(-1)?.at(-1)?.number ?? dateBlock![0]!.number
  const draft: Draft = { columns, lines: [dateBlock![0]!.number, last], loose: [] }
  let body = [...blocks]
  if (body[0] && ADDRESS.test(body[0][0]!.text)) columns.set('項目', addressText(body.shift()!))
  const at = body.findLastIndex((block) => block.some(({ text }) => TIMING.test(text)))
  let pieces: Line[] = []
  if (at >= 0) {
    const block = body[at]!
    const line = block.findLastIndex(({ text }) => TIMING.test(text))
    const [, before = '', timing = ''] = TIMING.exec(block[line]!.text)!
    columns.set('提出時期', matchKey(timing))
    columns.set(
      '説明',
      [...block.slice(line + 1), ...body.slice(at + 1).flat()].map(({ text }) => text).join(''),
    )
    pieces = before === '' ? [] : before.split(/ +/u).map((text) => ({ text, number: block[line]!.number }))
    const head = block.slice(0, line)
    body = [...body.slice(0, at), ...(head.length > 0 ? [head] : [])]
    // 変更前 and 変更後 on the line of 提出時期; a line of more pieces is a sentence with spaces in it.
    if (body.length > 0 || pieces.length !== 2)
      body.push(...(pieces.length > 0 ? [[{ text: before, number: block[line]!.number }]] : []))
    else body = pieces.map((piece) => [piece])
  }
  divide(withMarks(body), draft, width)
  return draft
}

/** Gives （上段からの続き） and （下段に続く） to the text that they belong to. */
function withMarks(blocks: readonly Block[]): Block[] {
  const found: Block[] = []
  for (const block of blocks) {
    const last = found.at(-1)
    const isEnd =
      block.length === 1 && GOES_ON.test(compact(block[0]!.text)) && matchKey(block[0]!.text).length < 10
    const opens =
      last &&
      last.length === 1 &&
      FROM_ABOVE.test(compact(last[0]!.text)) &&
      matchKey(last[0]!.text).length < 12
    if (last && (isEnd || opens)) found[found.length - 1] = [...last, ...block]
    else found.push(block)
  }
  return found
}

/** Finds where 変更前 ends and 変更後 begins. */
function divide(blocks: readonly Block[], { columns, loose }: Draft, width: number): void {
  const take = (before: readonly Block[], after: readonly Block[]) => {
    columns.set('変更前', joinedText(before.flat()))
    columns.set('変更後', joinedText(after.flat()))
  }
  if (blocks.length === 0) return
  if (blocks.length === 1) {
    const [only] = blocks
    // A column of one line beside one of two lines: nothing sets them apart but the short first line.
    const [first, second] = only!
    const isFull = (line: Line) => widthOf(line.text) >= width - FULL_LINE
    const beside =
      only!.length === 3 &&
      !isFull(first!) &&
      isFull(second!) &&
      !only!.some(({ text }) => LIST_MARK.test(text) || text.endsWith('。'))
    if (beside) take([[first!]], [only!.slice(1)])
    else loose.push(only!)
    return
  }
  const marked = blocks.flatMap((block, index) => {
    const next = blocks[index + 1]
    return next && (GOES_ON.test(compact(block.at(-1)!.text)) || FROM_ABOVE.test(compact(next[0]!.text)))
      ? [index + 1]
      : []
  })
  const at = marked.length === 1 ? marked[0]! : splitByLikeness(blocks)
  if (at === undefined) loose.push(...blocks)
  else take(blocks.slice(0, at), blocks.slice(at))
}

/** The text after begins as the text before does, or there are only two. */
function splitByLikeness(blocks: readonly Block[]): number | undefined {
  const beginning = (block: Block) => matchKey(joinedText(block)).slice(0, BEGINNING)
  const first = beginning(blocks[0]!)
  const ranked = blocks
    .slice(1)
    .map((block, index) => ({ at: index + 1, likeness: dice(first, beginning(block)) }))
    .sort((a, b) => b.likeness - a.likeness)
  const [best, next] = ranked
  if (best!.likeness >= ALIKE && best!.likeness - (next?.likeness ?? 0) >= CLEARLY_BEST) return best!.at
  return blocks.length === 2 ? 1 : undefined
}

function dice(a: string, b: string): number {
  const pairs = (text: string) => new Set([...text].slice(1).map((_, index) => text.slice(index, index + 2)))
  const [left, right] = [pairs(a), pairs(b)]
  const both = [...left].filter((pair) => right.has(pair)).length
  return left.size + right.size === 0 ? 0 : (2 * both) / (left.size + right.size)
}

/**
 * 同上 with one text that goes on from the row above: it stands in the column that goes on there. Rows may be out of
 * order on a page, so the row that it continues is the nearest before it, else behind it, with one column open.
 */
function continueColumns(drafts: readonly Draft[]): void {
  const open = new Map<Draft, Column>()
  for (const draft of drafts) {
    const going = (['変更前', '変更後'] as const).filter((column) =>
      GOES_ON.test(compact(draft.columns.get(column) ?? '')),
    )
    if (going.length === 1) open.set(draft, going[0]!)
  }
  drafts.forEach((draft, index) => {
    const [first] = draft.loose
    if (!first || !SAME.test(draft.columns.get('項目') ?? '') || !FROM_ABOVE.test(compact(first[0]!.text)))
      return
    const before = drafts.slice(0, index).findLast((other) => open.has(other))
    const source = before ?? drafts.slice(index + 1).find((other) => open.has(other))
    if (!source) return
    const column = open.get(source)!
    open.delete(source)
    draft.columns.set(column, joinedText(draft.loose.flat()))
    draft.columns.set(column === '変更前' ? '変更後' : '変更前', '')
    draft.loose.length = 0
  })
}

const compact = (text: string): string => text.replace(/\s+/gu, '')

const joinedText = (block: Block): string => foldGlyphForms(block.map(({ text }) => text).join('\n'))

/** Lines of an address run on; a new level begins a new word. */
const addressText = (block: Block): string =>
  foldGlyphForms(
    block
      .map(({ text }, index) =>
        index > 0 && /^[①-⑳0-9０-９ⅠⅡⅢⅣⅤⅥ]|^(?:リスク|委託事項|提供先|移転先|システム)[0-9０-９]/u.test(text)
          ? ` ${text}`
          : text,
      )
      .join(''),
  )

function toChange({ columns, lines, loose }: Draft): ChangeRow {
  const date = readDate(columns.get('変更日') ?? '')
  const unattributed =
    loose.length > 0
      ? COLUMNS.filter((column) => /^変更[前後]$|^項目$/u.test(column) && !columns.has(column))
      : []
  return {
    ...Object.fromEntries(columns),
    ...(date.kind === 'day' ? { iso: date.iso } : {}),
    ...(unattributed.length > 0 ? { unattributed } : {}),
    ...NOT_RESOLVED,
    confidence: loose.length > 0 ? IN_DOUBT : SURE,
    evidence: evidenceOf([lines]),
  }
}
