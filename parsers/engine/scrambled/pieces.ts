import { oncePerSpec } from '../../forms/index.ts'
import { foldGlyphForms, matchKey } from '../../text/characters.ts'
import { BOX_MARKS } from '../values/brackets.ts'
import type { Line, TextPage } from './pages.ts'
import type { Spot } from './spots.ts'

/** What a part of a line is; `at` is the line's index on the page, `block` the run it stands in, `spot` the label whose line it stands on. */
export type Piece = { readonly at: number; readonly block: number; readonly spot: Spot | undefined } & (
  | { readonly kind: 'label'; readonly label: Spot }
  | { readonly kind: 'open'; readonly tight?: boolean }
  | { readonly kind: 'close' | 'mark' | 'caption' | 'parenOpen' | 'parenClose' | 'cases' }
  | { readonly kind: 'option'; readonly number: number; readonly label: string }
  | { readonly kind: 'box'; readonly label: string }
  | { readonly kind: 'value'; readonly label: string; readonly to: number }
  | { readonly kind: 'count'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
)
type Bare = Piece extends infer P ? (P extends Piece ? Omit<P, 'at' | 'block' | 'spot'> : never) : never

/** The words that a form prints into its places: options, boxes. */
export type Vocabulary = {
  readonly options: readonly { readonly number: number; readonly label: string; readonly pattern: RegExp }[]
  readonly boxes: readonly { readonly label: string; readonly pattern: RegExp }[]
  /** Options by their match key. */
  readonly values: ReadonlyMap<string, string>
  /** Options as they stand selected, with nothing of a sentence behind them. */
  readonly answers: readonly { readonly label: string; readonly pattern: RegExp }[]
  readonly furniture: readonly RegExp[]
  /** What the form prints in sentences, lines of which may stand apart. */
  readonly sentences: readonly string[]
}

export const CIRCLES = '○〇◯⚪●'
/** A circle anywhere in its bracket or torn from it; other marks only right behind the bracket that opens: `[ レ ]`. */
const CIRCLE = new RegExp(`[${CIRCLES}](?=\\s*(?:$|[\\]］[［○（(]))`, 'uy')
const MARK = new RegExp(`[${BOX_MARKS}](?=\\s*(?:$|[\\]］]))`, 'uy')
const MAX_VALUE_LINES = 3
/** So long is what the form prints in sentences, and a part of it that no other text has. */
const MIN_SENTENCE = 50
const MIN_PART = 12
/** The number of a label, in a cell of its own. */
const LONE_NUMBER = /^[①-⑳]$/u

/** A wording as a pattern at a place: white space between its characters, any width. */
function loose(wording: string): string {
  return [...wording.normalize('NFKC').replace(/\s/gu, '')]
    .map((character) => {
      const code = character.codePointAt(0)!
      const wide = code > 0x20 && code < 0x7f ? String.fromCodePoint(code + 0xfee0) : ''
      return wide === ''
        ? character.replace(/[・･]/u, '[・･·]')
        : `[${character.replace(/[\]\\^-]/u, '\\$&')}${wide}]`
    })
    .join('\\s*')
}

export const vocabularyOf = oncePerSpec((spec): Vocabulary => {
  const options = new Map<string, { number: number; label: string }>()
  const boxes = new Set<string>()
  const values = new Map<string, string>()
  for (const item of spec.items) {
    if (item.kind === 'choice') {
      for (const { number, label } of item.options!) {
        values.set(matchKey(label), label)
        if (number !== undefined) options.set(`${number} ${label}`, { number, label })
      }
    }
    if (item.kind === 'checkboxes') for (const { label } of item.options!) boxes.add(label)
    if (item.kind === 'checkbox') boxes.add(item.label)
  }
  const longestFirst = <T extends { label: string }>(list: T[]) =>
    list.sort((a, b) => b.label.length - a.label.length)
  return {
    options: longestFirst([...options.values()]).map((option) => ({
      ...option,
      pattern: new RegExp(`${loose(`${option.number})`)}\\s*${loose(option.label)}`, 'uy'),
    })),
    boxes: longestFirst([...boxes].map((label) => ({ label, pattern: new RegExp(loose(label), 'uy') }))),
    values,
    answers: longestFirst([...new Set(values.values())].map((label) => ({ label }))).map(({ label }) => ({
      label,
      pattern: new RegExp(`${loose(label)}(?=\\s*$|[\\s　]|[[［\\]］<＜])`, 'uy'),
    })),
    furniture: [
      ...spec.frame.furniture,
      '^[再委託]{1,3}$',
      '^再委$',
      '^※$',
      '^\\(.{1,12}を除く。\\)$',
      '^2\\)又は3\\)を選択した評価実施機関',
      '^※\\(7\\..{1,6}を除く',
    ].map((pattern) => new RegExp(pattern, 'u')),
    sentences: spec.frame.furniture
      .map((pattern) => pattern.replace(/[\\^$]/gu, ''))
      .filter((sentence) => sentence.length >= MIN_SENTENCE),
  }
})

/** Takes a page apart into its labels and the pieces between them, in the order of the text. */
export function toPieces({ lines }: TextPage, spots: readonly Spot[], vocabulary: Vocabulary): Piece[] {
  const pieces: Piece[] = []
  const byLine = new Map(spots.map((spot) => [spot.from, spot]))
  const torn = new Set(spots.flatMap(({ rest = [] }) => rest))
  for (let at = 0; at < lines.length; at++) {
    if (torn.has(at)) continue
    const { block } = lines[at]!
    const spot = byLine.get(at)
    if (spot) {
      const before = spot.before === '' ? [] : cut(spot.before, vocabulary)
      const reversed = leftwards(before)
      if (!reversed) pieces.push(...before.map((piece) => ({ ...piece, at, block, spot }) as Piece))
      pieces.push({ kind: 'label', label: spot, at, block, spot })
      if (reversed) pieces.push(...reversed.map((piece) => ({ ...piece, at, block, spot }) as Piece))
      at = spot.to
      if (spot.behind !== '' && !isFurniture(matchKey(spot.behind), vocabulary))
        pieces.push(...cut(spot.behind, vocabulary).map((piece) => ({ ...piece, at, block, spot }) as Piece))
      continue
    }
    const wrapped = wrappedValue(lines, at, vocabulary)
    if (wrapped) {
      for (const piece of wrapped.pieces) pieces.push({ ...piece, at, block, spot: undefined } as Piece)
      at = wrapped.to
      continue
    }
    if (isFurniture(lines[at]!.key, vocabulary) || LONE_NUMBER.test(lines[at]!.text)) continue
    const own = cut(lines[at]!.text, vocabulary)
    const boxes = isText(own) ? wrappedBoxes(lines, at, vocabulary) : undefined
    for (const piece of boxes ?? own) pieces.push({ ...piece, at, block, spot: undefined } as Piece)
    if (boxes) at++
  }
  return pieces
}

const isFurniture = (key: string, { furniture, sentences }: Vocabulary): boolean =>
  key !== '<選択肢>' &&
  key !== '件' &&
  (furniture.some((pattern) => pattern.test(key)) ||
    (key.length >= MIN_PART && sentences.some((sentence) => sentence.includes(key))))

/** A value or an option that is broken over lines: `[ その他の電子ファイル（表計算ファ` ⏎ `イル等）`. */
function wrappedValue(
  lines: readonly Line[],
  at: number,
  { values, options }: Vocabulary,
): { pieces: Bare[]; to: number } | undefined {
  const open = /^[[［]/u.test(lines[at]!.text)
  let key = lines[at]!.key.replace(/^\[/u, '')
  const numbered = /^\d{1,2}\)/u.exec(key)?.[0]
  if (key.length < 4 || !/^[\p{L}\d「]/u.test(key)) return undefined
  for (let to = at + 1; to < lines.length && to < at + MAX_VALUE_LINES; to++) {
    if (lines[to]!.block !== lines[at]!.block) return undefined
    key += lines[to]!.key
    const label = values.get(key)
    if (label)
      return { pieces: [...(open ? [{ kind: 'open' } as const] : []), { kind: 'value', label, to }], to }
    const option = numbered && options.find((each) => matchKey(`${each.number})${each.label}`) === key)
    if (option) return { pieces: [{ kind: 'option', number: option.number, label: option.label }], to }
  }
  return undefined
}

/** `] 接続しない（提供）[] 接続しない（入手）○[ ６．…`, where a mark stands before its bracket: the row was drawn leftwards. */
function leftwards(pieces: readonly Bare[]): Bare[] | undefined {
  const kinds = pieces.map(({ kind }) => kind).join(' ')
  if (!/^(?:close box (?:mark )?open ?)+$/u.test(kinds) || !kinds.includes('mark open')) return undefined
  const cells: Bare[][] = []
  for (const piece of pieces) {
    const own = piece.kind === 'open' ? { kind: 'open' as const } : piece
    if (piece.kind === 'box') cells.at(-1)!.push(own)
    else cells.push([own])
  }
  return cells.toReversed().flat()
}

const isText = (pieces: readonly Bare[]): boolean => pieces.length === 1 && pieces[0]!.kind === 'text'

/** A box whose label is broken over two lines: `[ ] フラッシュメモ` ⏎ `リ`. */
function wrappedBoxes(lines: readonly Line[], at: number, vocabulary: Vocabulary): Bare[] | undefined {
  const [line, next] = [lines[at]!, lines[at + 1]]
  if (!/^[[［\]］]/u.test(line.text) || next?.block !== line.block) return undefined
  const joined = cut(line.text + next.text, vocabulary)
  return joined.some(({ kind }) => kind === 'text') ? undefined : joined
}

/** Takes a line apart. A line in which anything remains that the form does not print there is text as a whole. */
function cut(printed: string, vocabulary: Vocabulary): Bare[] {
  const text = foldGlyphForms(printed)
  const value = vocabulary.values.get(matchKey(text))
  if (value) return [{ kind: 'value', label: value, to: 0 }]
  const pieces: Bare[] = []
  let at = 0
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found) at += found[0].length
    return found
  }
  while (at < text.length) {
    if (take(/[\s　]+/uy)) continue
    if (take(/[[［](?=[\]］])/uy)) pieces.push({ kind: 'open', tight: true })
    else if (take(/[[［]/uy)) pieces.push({ kind: 'open' })
    else if (take(/[\]］]/uy)) pieces.push({ kind: 'close' })
    else if (take(CIRCLE) || (pieces.at(-1)?.kind === 'open' && take(MARK))) pieces.push({ kind: 'mark' })
    else if (take(/[<＜]\s*選\s*択\s*肢\s*[>＞]/uy)) pieces.push({ kind: 'caption' })
    else if (at === 0 && take(/[(（][\s　]+(?=[^)）]*[^)）\s　][\s　]*[)）]?[\s　]*$)/uy)) {
      pieces.push({ kind: 'parenOpen' })
      const cases = take(/([\d０-９]{1,3})[\s　]*[)）][\s　]*件/uy)
      if (cases) {
        pieces.push({ kind: 'count', text: cases[1]! }, { kind: 'parenClose' }, { kind: 'cases' })
        continue
      }
      const detail = text.slice(at).trim()
      // The last bracket is the box's, unless one within the detail wants it: （ 医療機関（予診票）
      const own = /[)）]$/u.test(detail) && count(detail, /[(（]/gu) < count(detail, /[)）]/gu)
      return [
        ...pieces,
        { kind: 'text', text: own ? detail.slice(0, -1).trim() : detail },
        ...(own ? [{ kind: 'parenClose' } as const] : []),
      ]
    } else if (
      (at === 0 || pieces.at(-1)?.kind === 'parenOpen') &&
      /^[\d０-９]{1,3}[\s　]*[)）][\s　]*件/u.test(text.slice(at))
    ) {
      pieces.push({ kind: 'count', text: take(/[\d０-９]{1,3}/uy)![0] })
    } else if (take(/[(（]/uy)) pieces.push({ kind: 'parenOpen' })
    else if (take(/[)）]/uy)) pieces.push({ kind: 'parenClose' })
    else if (take(/件(?=[\s　]*(?:$|[[［]))/uy)) pieces.push({ kind: 'cases' })
    else {
      const option = vocabulary.options.find(({ pattern }) => take(pattern))
      if (option) {
        pieces.push({ kind: 'option', number: option.number, label: option.label })
        continue
      }
      const box =
        pieces.at(-1)?.kind === 'close' || at === 0
          ? vocabulary.boxes.find(({ pattern }) => take(pattern))
          : undefined
      if (box && (pieces.at(-1)?.kind === 'close' || at === text.length)) {
        pieces.push({ kind: 'box', label: box.label })
        continue
      }
      if (box) at -= text.slice(0, at).length
      const answer = vocabulary.answers.find(({ pattern }) => take(pattern))
      if (answer) {
        pieces.push({ kind: 'value', label: answer.label, to: 0 })
        continue
      }
      const detail = /^(?:[^()（）]|[（(][^()（）]*[)）])*/u.exec(text.slice(at))![0]
      if (
        pieces.some(({ kind }) => kind === 'box' || kind === 'parenOpen') &&
        !pieces.some(({ kind }) => kind === 'text')
      ) {
        // What stands behind a box's bracket is its detail: （ 閲覧 ）.
        const opened =
          pieces.at(-1)?.kind === 'parenOpen' && (pieces.length > 1 || /[)）][\s　]*$/u.test(text))
        if (
          opened &&
          (pieces.some(({ kind }) => kind === 'box') ||
            pieces.every(({ kind }) => kind === 'open' || kind === 'mark' || kind === 'parenOpen'))
        ) {
          pieces.push(
            /^\s*[\d０-９]+\s*$/u.test(detail)
              ? { kind: 'count', text: detail.trim() }
              : { kind: 'text', text: detail.trim() },
          )
          at += detail.length
          continue
        }
      }
      return [{ kind: 'text', text }]
    }
  }
  // A bracketed remark at the head of a sentence (（注１）…) is text.
  if (
    pieces.some(({ kind }) => kind === 'text') &&
    !pieces.some(({ kind }) => kind === 'box' || kind === 'open') &&
    pieces.length > 2
  ) {
    return [{ kind: 'text', text }]
  }
  return pieces
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0
