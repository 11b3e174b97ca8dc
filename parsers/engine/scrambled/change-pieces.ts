import { matchKey } from '../../text/characters.ts'
import type { Addresses } from './change-addresses.ts'
import { type Measure, measureOf } from './change-measure.ts'
import type { Line, TextPage } from './pages.ts'

/** The columns of a change table, from left to right. */
export const COLUMNS = ['変更日', '項目', '変更前', '変更後', '提出時期', '説明'] as const
export type Column = (typeof COLUMNS)[number]

/** What one cell, or a part of it, holds in a block of the text; `text` is of 変更前 or 変更後. */
export type Piece = {
  readonly column: Column | 'text'
  readonly lines: readonly string[]
  /** First and last line, in the document. */
  readonly at: readonly [number, number]
  /** The block on the page, in the order of the text. */
  readonly block: number
  readonly isHead: boolean
  /** Of its longest line, in widths of a 漢字. */
  readonly width: number
  /** （下段に続く）, （上段からの続き）: the cell is cut into two. */
  readonly isBreak: boolean
}

const BREAK = /^\((?:下段に続く|上段からの続き)\)$/u
const HEADS: readonly (readonly [Column, RegExp])[] = [
  ['変更日', /^変更日$/u],
  ['項目', /^項目$/u],
  ['変更前', /^変更前(?:の記載)?$/u],
  ['変更後', /^変更後(?:の記載)?$/u],
  ['説明', /^提出時期に係る説?明?$|^説?明$|^期?に係る説?明?$/u],
  ['提出時期', /^提出(?:時期?)?$|^時?期$/u],
]
/** 変更箇所 and the heads of its columns, of one or several. */
export const isHeadLine = ({ key }: Line): boolean =>
  /変更箇所$/u.test(key) ||
  /^(?:変更日|項目|変更前(?:の記載)?|変更後(?:の記載)?|提出時期(?:に係る説明?)?|提出時|期|明)+$/u.test(key)

const FULL_DATE = /^(?:令和|平成|昭和)(?:元|\d{1,2})年\d{1,2}月\d{1,2}日/u
const DATE_BEGINS = /^(?:令和|平成|昭和)(?:元|\d{1,2})?年?(?:\d{1,2})?月?(?:\d{1,2})?$/u
const TIMING = /^(事前|事後)(?:[\s　]+(\S.*))?$/u
/** What 提出時期に係る説明 speaks of. */
const EXPLAINS =
  /変更|修正|整理|追加|拡大|による|対象外|該当|伴う|時点|更新|誤記|訂正|改正|移行|見直し|評価指針|重要な|任意|様式/u
const MAX_EXPLANATION = 130

/** How wide the lines of the columns get, in characters. */
export type Widths = {
  readonly 項目: number
  readonly 説明: number
  readonly text: number
  readonly measure: Measure
}

/** Columns of items and explanations are at least so wide, as shares of the texts'. */
const LEAST = 0.45
/** A column narrower than the texts: its lines are at most this share of theirs. */
const NARROW = 0.75
/** An item or explanation may be a little wider than the widest that were seen. */
const SLACK = 1

const widestOf =
  (measure: Measure) =>
  (lines: readonly string[]): number =>
    Math.max(...lines.map(measure))

/** The widths of a table: items begin with an address, explanations follow 事前 or 事後. */
export function widthsOf(pages: readonly TextPage[], addresses: Addresses): Widths {
  const blocks = pages.flatMap(({ lines }) => [...Map.groupBy(lines, ({ block }) => block).values()])
  const texts = blocks.map((lines) => lines.map(({ text }) => text))
  const measure = measureOf(texts)
  const widest = widestOf(measure)
  const text = Math.max(1, ...texts.map(widest))
  const narrow = (lines: readonly (readonly string[])[]) =>
    Math.max(LEAST * text, ...lines.map(widest).filter((width) => width < NARROW * text))
  return {
    measure,
    text,
    項目: narrow(
      texts.filter(
        (lines, index) =>
          addresses.begins(lines[0]!) || (endsInAddress(texts[index - 1]?.at(-1)) && addresses.goesOn(lines)),
      ),
    ),
    説明: narrow(
      texts.filter(
        (lines, index) =>
          lines.length > 1 && /^事[前後]$/u.test(blocks[index - 1]?.at(-1)?.key ?? '') && explains(lines),
      ),
    ),
  }
}

/** 令和2年3月1日 Ⅰ　関連情報: the first line of an item that stands beside its date. */
const endsInAddress = (line: string | undefined): boolean =>
  line !== undefined && /^\S+日[\s　]+(?:[ⅠⅡⅢⅣⅤⅥ]|[IVX]{1,3}[\s　]|表紙|[(（]別添)/u.test(line)

/** Takes the blocks of each page of a change table apart into what each column holds of them. */
export function toPieces(pages: readonly TextPage[], addresses: Addresses, widths: Widths): Piece[][] {
  const all = pages.map((page) => {
    const blocks = [...Map.groupBy(page.lines, ({ block }) => block).values()]
    const seen = new Set<Column>()
    return blocks.flatMap((lines, block) => piecesOf(lines, block, addresses, widths, seen))
  })
  const explanations = new Set(
    all.flat().flatMap(({ column, lines, isHead }) => (column === '説明' && !isHead ? [lines.join('')] : [])),
  )
  let open = ''
  return all.map((pieces) => {
    const items = withWholeItems(withoutPageNumber(pieces), addresses, open)
    open = items.findLast(({ column, isHead }) => column === '項目' && !isHead)?.lines.join('') ?? ''
    return items
      .flatMap((piece) => apart(piece, explanations))
      .flatMap((piece) => (piece.column === 'text' && !piece.isHead ? valuesApart(piece, widths) : [piece]))
      .map((piece) => ({
        ...piece,
        width: widestOf(widths.measure)(piece.lines),
        isBreak: piece.lines.some((line) => BREAK.test(matchKey(line))),
      }))
  })
}

type Bare = Omit<Piece, 'width' | 'isBreak'>

/** `-` `16` `-`: a page number, and the dashes around it. */
function withoutPageNumber(pieces: readonly Bare[]): Bare[] {
  const isAlone = (piece: Bare | undefined, pattern: RegExp) =>
    piece?.column === 'text' && piece.lines.length === 1 && pattern.test(matchKey(piece.lines[0]!))
  const isNumber = (piece: Bare | undefined) => isAlone(piece, /^\d{1,3}$/u)
  return pieces.filter(
    (piece, index) =>
      !isNumber(piece) &&
      !(isAlone(piece, /^-$/u) && (isNumber(pieces[index - 1]) || isNumber(pieces[index + 1]))),
  )
}

/** The rest of an item that stands in a block of its own; `open`: the last item of the page before. */
function withWholeItems(pieces: readonly Bare[], addresses: Addresses, open: string): Bare[] {
  const begun = pieces.flatMap(({ column, isHead, lines }) =>
    column === '項目' && !isHead ? [lines.join('')] : [],
  )
  return pieces.map((piece, index) => {
    if (piece.column !== 'text' || /[[［]|。(?!）)/u.test(piece.lines.join(''))) return piece
    const text = piece.lines.join('')
    const above = pieces[index - 1]
    const isEnd =
      piece.lines.length === 1 &&
      above?.column === '項目' &&
      !above.isHead &&
      addresses.names([...above.lines, ...piece.lines].join(''))
    return isEnd || [open, ...begun].some((item) => addresses.completes(item, text))
      ? { ...piece, column: '項目' as const }
      : piece
  })
}

/** Of so many lines at most are rows so low that a cell touches the one below it. */
const LOW = 3
const LONGEST_VALUE = 60
const STARTS_VALUE = /^(?:\((?:追加|新規|削除)\)|削除$|-$|\[|(?:令和|平成|昭和)(?:元|\d{1,2})年)/u
const BARE = /^(?:<[^<>]+>|【[^【】]+】)$/u

/** [委託する] ⏎ （１）件 ⏎ 令和7年4月1日: a block over cells of low rows is cut where a value ends that no sentence goes on. */
function valuesApart(piece: Bare, { measure, text: width }: Widths): Bare[] {
  const { lines, at } = piece
  const parts: Bare[] = []
  let from = 0
  for (let cut = 1; cut < lines.length; cut++) {
    const isFull = measure(lines[cut - 1]!) + measure(lines[cut]!.slice(0, 2)) > width
    const above = matchKey(lines.slice(from, cut).join(''))
    const below = matchKey(lines[cut]!)
    const isValue =
      above.length <= LONGEST_VALUE &&
      !/。(?!\))|、|^[<【■・]|^\(\d|[はがをにへとでのもやしりて]$/u.test(above) &&
      !/^[①-⑳]/u.test(lines[from]!) &&
      !/^[ぁ-ん、。)」]/u.test(below) &&
      !/^\[[^\]]+\]$/u.test(above)
    const isHeading = BARE.test(above) && /^[<【]/u.test(below)
    if (cut - from > LOW || (!isHeading && (isFull || !(isValue || STARTS_VALUE.test(below))))) continue
    parts.push({ ...piece, lines: lines.slice(from, cut), at: [at[0] + from, at[0] + cut - 1] })
    from = cut
  }
  return [...parts, { ...piece, lines: lines.slice(from), at: [at[0] + from, at[1]] }]
}

/** Explanations of two low rows are one block; each of them stands alone elsewhere. */
function apart(piece: Bare, explanations: ReadonlySet<string>): Bare[] {
  if (piece.column !== '説明' || piece.isHead) return [piece]
  const { lines, at } = piece
  for (let cut = 1; cut < lines.length; cut++) {
    const parts = [lines.slice(0, cut), lines.slice(cut)]
    if (parts.every((part) => explanations.has(part.join('')))) {
      return [
        { ...piece, lines: parts[0]!, at: [at[0], at[0] + cut - 1] },
        { ...piece, lines: parts[1]!, at: [at[0] + cut, at[1]] },
      ]
    }
  }
  return [piece]
}

function piecesOf(
  lines: readonly Line[],
  block: number,
  addresses: Addresses,
  widths: Widths,
  seen: Set<Column>,
): Bare[] {
  const pieces: (Bare & { lines: string[]; at: [number, number] })[] = []
  const push = (column: Piece['column'], text: string, { number }: Line, isHead = false, fresh = false) => {
    const last = pieces.at(-1)
    if (last && !fresh && last.column === column && last.isHead === isHead) {
      last.lines.push(text)
      last.at[1] = number
    } else pieces.push({ column, lines: [text], at: [number, number], block, isHead })
  }
  let at = 0
  let head: Column | undefined
  for (; at < lines.length; at++) {
    const line = lines[at]!
    if (/変更箇所$/u.test(line.key) && at === 0 && lines.length === 1) return []
    const headOf = (part: string) => HEADS.find(([, pattern]) => pattern.test(matchKey(part)))?.[0]
    const texts = headOf(line.text) ? [line.text] : line.text.split(/[\s　]+/u)
    const parts = texts.map(headOf)
    const fresh = parts.every(
      (column) => column && (!seen.has(column) || pieces.some((each) => each.column === column)),
    )
    if (!fresh) break
    texts.forEach((part, index) => {
      head = parts[index]!
      seen.add(head)
      push(head, part, line, true)
    })
  }
  const rest = lines.slice(at)
  if (rest.length === 0) return pieces
  if (head === '変更前' || head === '変更後') {
    for (const line of rest) push(head, line.text, line)
    return pieces
  }
  let column: Piece['column'] = kindOf(rest, addresses, widths)
  for (let index = 0; index < rest.length; index++) {
    const line = rest[index]!
    const next = rest[index + 1]
    const timing = TIMING.exec(line.text)
    if (timing) {
      push('提出時期', timing[1]!, line, false, true)
      column = '説明'
      if (timing[2]) push('説明', timing[2], line, false, true)
      continue
    }
    const two = next && DATE_BEGINS.test(line.key) && line.key.length >= 4 ? line.key + next.key : ''
    const wrapped = FULL_DATE.exec(two)
    if (
      wrapped &&
      wrapped[0].length > line.key.length &&
      (index === 0 || pieces.at(-1)?.column === '変更日')
    ) {
      push('変更日', line.text, line, false, true)
      const cut = cutAt(next!.text, wrapped[0].length - line.key.length)
      push('変更日', cut[0], next!)
      if (cut[1]) push('項目', cut[1], next!, false, true)
      column = cut[1] ? '項目' : column
      index++
      continue
    }
    const date = FULL_DATE.exec(line.key)
    if (date && (index === 0 || pieces.at(-1)?.column === '変更日')) {
      const [day, behind] = cutAt(line.text, date[0].length)
      if (behind === '' || addresses.begins(behind)) {
        push('変更日', day, line, false, true)
        if (behind) {
          push('項目', behind, line, false, true)
          column = '項目'
        } else if (next) column = kindOf(rest.slice(index + 1), addresses, widths)
        continue
      }
    }
    push(column, line.text, line, false, column === '項目' && addresses.begins(line.text))
  }
  return pieces
}

/** Cuts a printed line behind as many characters of its key. */
function cutAt(text: string, length: number): [string, string] {
  let at = 0
  while (at < text.length && matchKey(text.slice(0, at)).length < length) at++
  return [text.slice(0, at), text.slice(at).trim()]
}

function kindOf(lines: readonly Line[], addresses: Addresses, widths: Widths): '項目' | '説明' | 'text' {
  const texts = lines.map(({ text }) => text)
  const isWithin = (column: '項目' | '説明') => widestOf(widths.measure)(texts) <= widths[column] + SLACK
  if (isWithin('項目') && (addresses.begins(texts[0]!) || addresses.goesOn(texts))) return '項目'
  return isWithin('説明') && explains(texts) ? '説明' : 'text'
}

function explains(lines: readonly string[]): boolean {
  const text = matchKey(lines.join(''))
  return (
    text.length <= MAX_EXPLANATION &&
    EXPLAINS.test(text) &&
    !/[。・<【■]|^\(|記載省略|記載内容/u.test(text) &&
    !/^[①-⑳]/u.test(lines[0]!)
  )
}
