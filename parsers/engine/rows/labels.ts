import { carriesValue, type FormSpec, oncePerSpec, type SpecItem } from '../../forms/index.ts'
import { matchKey } from '../../text/characters.ts'
import { readDate } from '../../text/dates.ts'
import { alignCandidates, type Candidate, type Placed, withSharedLabels } from '../align.ts'
import { foldHabits } from '../fuzzy.ts'
import { type Bid, labelIndex } from '../labels.ts'
import { type Cell, joined, numberRows, type Row } from './grid.ts'

/** A cell, or its beginning, that may be a label; `rest` is what stands behind the label in the same cell. */
export type LabelPlace = { readonly cell: Cell; readonly rest: string }
export type RowLabel = Placed<LabelPlace>

/** A label is never longer than this (characters of its match key). */
export const MAX_LABEL_LENGTH = 160
/** Heads of extension sheets and captions are shorter than this. */
const MAX_FURNITURE = 24
/** The last cell of a row holds a value, seldom a label. */
const COST_LAST_IN_ROW = 2
/** A line of its own that is a short word of the form without the form's number may stand in any text. */
const COST_BARE_WORD = 1.2
const SHORT_WORD = 6
/** A label that is cut from the beginning of a cell. */
const COST_CUT = 0.4
/** A label in other words that OCR and local habit are known to make of the form's. */
const COST_HABIT = 0.05
/** What begins like a label where a value stands, or names an item of another section than its heading says. */
const COST_QUOTED = 2
/** From here on a label's wording is only like the form's. */
const COST_LIKE = 0.5
/** The same label within this many rows is printed again, not the next of a repeat. */
const AGAIN_WITHIN = 3
/** A label is broken over this many lines at most. */
const MAX_BROKEN = 8
/** No assessment prints as many labels as this; a text that does is nonsense. */
const MAX_CANDIDATES = 12_000
/** 令和　３年１２月３１日, characters. */
const LONGEST_DATE = 12
/** The forms' sheets have room for this many of a repeat, five to a sheet. */
const SLOTS = 20
const SHEETS = ['2~5', '6~10', '11~15', '16~20']
const SEPARATOR = /[\s　:：]/u
/** White space within a word is noise. */
const INNER_SPACE =
  /(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー])[ 　]+(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー])/gu
const NUMERALS: ReadonlyMap<string, string> = new Map(
  ['Ⅰ', 'Ⅱ', 'Ⅲ', 'Ⅳ', 'Ⅴ', 'Ⅵ'].map((numeral) => [numeral.normalize('NFKC'), numeral]),
)
/** What an OCR may make of Ⅰ and of １． */
const FIRST_SECTION = /^1(?=[\s　]*\p{Script=Han})/u
const BULLET = /^[-*+・]\s*/u
const LEADING_BOX = /^\s*[[［][^\]］]{0,6}[\]］]/u

/** Finds the labels of a form among the rows. `cost` is the whole path's; the cheapest form is the document's. */
export function rowLabels(
  rows: readonly Row[],
  spec: FormSpec,
): { labels: readonly RowLabel[]; cost: number } {
  const contest = candidates(rows, spec)
  const { labels, cost } = alignCandidates(contest, spec, goesOn)
  return { labels: withSharedLabels(labels, spec), cost }
}

const goesOn = (from: LabelPlace, to: LabelPlace): boolean =>
  to.cell.row - from.cell.row <= AGAIN_WITHIN && from.cell.key === to.cell.key

function candidates(rows: readonly Row[], spec: FormSpec): Candidate<LabelPlace>[] {
  const headings = new Set(spec.items.filter(({ kind }) => kind === 'heading').map(({ path }) => path))
  // The boxes of a heading are read with it, the numbers in a value's brackets with the value.
  const ownCell = ({ kind, repeat, inside, parent = '' }: SpecItem, n: number | undefined) =>
    kind !== 'number' &&
    !inside &&
    !(kind === 'checkbox' && headings.has(parent)) &&
    (kind !== 'repeat' || repeat === 'file' || n !== undefined)
  const index = labelIndex(spec)
  const folded = labelIndex(withFoldedWordings(spec))
  const bidsOf = withMemory((lines) => {
    const own = index(lines)
    const inHabit = leastCost(own) < COST_LIKE ? [] : folded(lines.map(foldHabits)).map(inOtherWords)
    const bids = leastCost(inHabit) < leastCost(own) ? inHabit : own
    return bids.filter(({ item, n }) => ownCell(spec.items[item]!, n))
  })
  const furniture = spec.frame.furniture.map((pattern) => new RegExp(pattern, 'u'))
  const isFurniture = ({ key }: Cell) =>
    key.length < MAX_FURNITURE && furniture.some((pattern) => pattern.test(key))
  const found: Candidate<LabelPlace>[] = []
  const read = rows.map(({ cells }) => {
    const inked = cells.filter(({ text }) => text !== '')
    const row = inked.map((cell) => ({
      cell,
      ...(isFurniture(cell) ? { bids: [], rest: '' } : labelIn(cell, bidsOf)),
    }))
    const [only] = row
    const alone =
      row.length === 1 && only!.rest === '' ? only!.bids.filter(({ cost }) => cost <= COST_HABIT) : []
    return { cells, inked, row, heads: alone.map(({ item }) => spec.items[item]!) }
  })
  const sections = new Set(read.flatMap(({ heads }) => heads.filter(isSection).map(rootOf)))
  let section: string | undefined
  let isBelowLabel = false
  for (const { cells, inked, row, heads } of read) {
    const isHeadRow = row.every(({ bids }) => bids.some(({ item }) => standsAbove(spec.items[item]!)))
    section = heads.filter(isSection).map(rootOf)[0] ?? section
    const isQuoted = ({ item }: Bid, index: number) => {
      const own = rootOf(spec.items[item]!)
      const isElsewhere = section !== undefined && own !== section && sections.has(own)
      const isBeside = !isHeadRow && (row[index - 1]?.bids ?? []).some((bid) => isPlain(bid, spec))
      const isValue = isBeside || (row.length === 1 && isBelowLabel)
      return (isValue && row[index]!.rest !== '') || (isElsewhere && !isSection(spec.items[item]!))
    }
    for (const [index, { cell, bids, rest }] of row.entries()) {
      if (bids.length === 0) continue
      const isLast =
        index > 0 && index === row.length - 1 && !isHeadRow && !cells.slice(cell.column + 1).length
      const alone = cells.length === 1 || inked.length === 1
      found.push({
        place: { cell, rest },
        bids: bids.map((bid) => ({
          ...bid,
          cost:
            bid.cost +
            (isLast ? COST_LAST_IN_ROW : 0) +
            (alone && isBareWord(cell, spec, bid) ? COST_BARE_WORD : 0) +
            (isQuoted(bid, index) ? COST_QUOTED : 0),
        })),
      })
    }
    if (found.length > MAX_CANDIDATES) return []
    isBelowLabel = heads.some(standsAbove)
  }
  return found
}

const standsAbove = (item: SpecItem): boolean => item.below === true && carriesValue(item)

/** The form's own label of an item that has its value beside it. */
const isPlain = ({ item, cost }: Bid, spec: FormSpec): boolean =>
  cost === 0 && carriesValue(spec.items[item]!)

const isSection = ({ parent, number }: SpecItem): boolean => parent === undefined && number !== undefined

/** The section that an item is printed in: `II[f].3.1` is in II. */
const rootOf = ({ path }: SpecItem): string => /^[^.[]*/u.exec(path)![0]

const leastCost = (bids: readonly Bid[]): number => Math.min(...bids.map(({ cost }) => cost))

const inOtherWords = (bid: Bid): Bid => ({ ...bid, cost: bid.cost + COST_HABIT })

const withFoldedWordings = oncePerSpec(
  (spec): FormSpec => ({
    ...spec,
    items: spec.items.map((item) => ({
      ...item,
      label: foldHabits(item.label),
      ...(item.aliases ? { aliases: item.aliases.map(foldHabits) } : {}),
    })),
  }),
)

/** Asks for each text only once: the forms' rows repeat. */
function withMemory(bidsOf: (lines: readonly string[]) => Bid[]): (text: string) => Bid[] {
  const known = new Map<string, Bid[]>()
  return (text) => {
    const bids = known.get(text) ?? bidsOf(text.split('\n'))
    known.set(text, bids)
    return bids
  }
}

const isBareWord = (cell: Cell, spec: FormSpec, { item }: Bid): boolean =>
  spec.items[item]!.number !== undefined &&
  spec.items[item]!.parent !== '表紙' &&
  cell.key.length < SHORT_WORD &&
  !/^[\d①-⑳]/u.test(cell.text)

/** The label that a cell is, or begins with: `①部署`, `公表日 令和3年2月3日`, `６．…接続 [ ] 接続しない（入手）`. */
function labelIn(cell: Cell, bidsOf: (text: string) => Bid[]): { bids: Bid[]; rest: string } {
  const none = { bids: [], rest: '' }
  if (LEADING_BOX.test(cell.text)) return none
  const text = withNumeral(cell.text.replace(BULLET, ''))
  const bracket = text.slice(1).search(/[[［〔]/u) + 1
  const head = (bracket > 0 ? text.slice(0, bracket) : text).trimEnd()
  if (head.length <= MAX_LABEL_LENGTH) {
    const whole = bidsOf(head.replace(INNER_SPACE, ''))
    const bids =
      whole.length > 0
        ? whole
        : [
            ...bidsOf(withCircle(head.replace(INNER_SPACE, ''))),
            ...bidsOf(head.replace(FIRST_SECTION, 'Ⅰ')),
          ].filter(({ cost }) => cost < COST_CUT)
    if (bids.length > 0) return { bids, rest: bracket > 0 ? text.slice(bracket) : '' }
  }
  // A label cut from a sentence must have the form's number: 連絡先 and 方法 begin many a line.
  for (const end of separators(head)) {
    const bids = [text.slice(0, end), withCircle(text.slice(0, end))]
      .map((label) => bidsOf(label).filter(({ cost }) => cost === 0))
      .find((own) => own.length > 0)
    const rest = text.slice(end).replace(/^[\s　:：]+/u, '')
    if (bids && rest !== '') {
      return { bids: bids.map((bid) => ({ ...bid, cost: bid.cost + COST_CUT })), rest }
    }
  }
  return none
}

/** `III リスク対策`, `IIIリスク対策` and what an OCR makes of it (lII, 11) with the numeral of the form. */
export const withNumeral = (label: string): string =>
  label.replace(/^([Il1|ⅠⅡⅢⅣⅤⅥVＩＶ]{1,4})(?=[\s　]*[\p{Script=Han}\p{Script=Katakana}])/u, (printed) => {
    const numeral = printed.normalize('NFKC').replace(/[l1|]/gu, 'I')
    return printed === '1' ? printed : (NUMERALS.get(numeral) ?? printed)
  })

/** `3対象人数` and `(3)対象人数`, where the OCR lost the circle of ③. */
export const withCircle = (label: string): string =>
  label.replace(
    /^(?:[(（]([0-9０-９]{1,2})[)）]|([0-9０-９]{1,2}))\s*(?=[^0-9０-９\s.．,，、])/u,
    (whole, inBrackets?: string, bare?: string) => {
      const number = Number((inBrackets ?? bare)!.normalize('NFKC'))
      return number >= 1 && number <= 20 ? String.fromCodePoint(0x2460 + number - 1) : whole
    },
  )

/** Where white space or a colon may end a label, the farthest first. */
function separators(text: string): number[] {
  const head = text.slice(0, MAX_LABEL_LENGTH)
  const ends = [...head].flatMap((character, index) =>
    index > 0 && SEPARATOR.test(character) ? [index] : [],
  )
  return ends.slice(0, 8).reverse()
}

/** Joins labels that a line end broke: `特定個人情報ファイル⏎名` at the end of one row and the beginning of the next. */
export function joinBrokenLabels(
  rows: readonly Row[],
  wordings: ReadonlySet<string>,
  beginnings: ReadonlySet<string>,
): Row[] {
  const found: (readonly Cell[])[] = []
  for (let index = 0; index < rows.length; index++) {
    let cells = rows[index]!.cells
    const brokenOff = (row: readonly Cell[]) => {
      const last = row.at(-1)!
      if (row.length === 1 && isBrokenDate(last, rows[index + 1]?.cells[0])) return 1
      const start = foldedKey(last)
      // Its number may be another than the form's.
      const begun = [start, start.replace(/^\d{1,2}[.,、]/u, '')].find((key) => beginnings.has(key))
      return begun === undefined ? 0 : partsOf(rows, index, begun, wordings)
    }
    for (let parts = brokenOff(cells); parts > 0; parts = brokenOff(cells)) {
      for (let part = 0; part < parts; part++) {
        const [next, ...others] = rows[++index]!.cells
        cells = [...cells.slice(0, -1), joined(cells.at(-1)!, next!), ...others]
      }
    }
    const [first, ...others] = rows[index + 1]?.cells ?? []
    // A line end before the tab: 評価書番号⏎→評価書名.
    if (
      cells.length === 1 &&
      first?.text === '' &&
      [...cells, ...others].every((cell) => wordings.has(foldedKey(cell)))
    ) {
      cells = [...cells, ...others]
      index++
    }
    found.push(cells)
  }
  return numberRows(found)
}

const foldedKey = ({ key, text }: Cell): string =>
  key.length <= MAX_LABEL_LENGTH ? foldHabits(matchKey(withNumeral(text))) : key

/** How many of the next rows begin with the rest of a label that `start` begins; 0 if none. */
function partsOf(rows: readonly Row[], index: number, start: string, wordings: ReadonlySet<string>): number {
  let key = start
  for (let parts = 1; parts < MAX_BROKEN; parts++) {
    const next = rows[index + parts]
    if (!next) return 0
    key = foldHabits(key + next.cells[0]!.key)
    if (wordings.has(key) || wordings.has(key.split('[')[0]!)) return parts
    if (next.cells.length > 1) return 0
  }
  return 0
}

/** `令和4年9⏎月16日`. */
function isBrokenDate({ text }: Cell, next: Cell | undefined): boolean {
  if (
    !next ||
    text.length > LONGEST_DATE ||
    !/^(?:令和?|平成?)/u.test(text) ||
    next.text.length > LONGEST_DATE
  )
    return false
  return readDate(text).kind !== 'day' && readDate(text + next.text).kind === 'day'
}

/** All ways in which a form prints its labels, as match keys with habits folded, and the beginnings of each. */
export const printedLabels = oncePerSpec((spec): { wordings: Set<string>; beginnings: Set<string> } => {
  const wordings = new Set<string>()
  for (const { number = '', label, aliases = [], kind, repeat } of spec.items) {
    if (kind === 'repeat' && repeat !== 'file') {
      for (let n = 1; n <= SLOTS; n++) wordings.add(`${repeat}${n}`)
      for (const sheet of SHEETS) wordings.add(`${repeat}${sheet}`)
    }
    for (const wording of [label, ...aliases]) {
      const key = foldHabits(matchKey(wording))
      // A risk's head is printed リスク１：…, its number a word of its own.
      const colon = /^リスク/u.test(number) ? ':' : ''
      for (const mark of ['', '※']) {
        wordings.add(matchKey(number) + colon + key + mark)
        if (kind !== 'checkbox' && key.length > 5) wordings.add(key + mark)
      }
    }
  }
  return { wordings, beginnings: beginningsOf(wordings) }
})

/** What the forms print outside of their items' places: titles, sections, the cover's labels; as match keys. */
export function frameLabels(specs: readonly FormSpec[]): { wordings: Set<string>; beginnings: Set<string> } {
  const wordings = new Set(
    specs.flatMap(({ frame, items }) => [
      matchKey(frame.title),
      ...Object.keys(frame.editions).flatMap((mark) => {
        const printed = matchKey(`${mark}${frame.form}`)
        return [printed, `[${printed}]`]
      }),
      ...items
        .filter(({ parent }) => parent === undefined || parent === '表紙')
        .map(({ number = '', label }) => foldHabits(matchKey(number + label))),
    ]),
  )
  return { wordings, beginnings: beginningsOf(wordings) }
}

/** The beginnings of wordings; some are wordings themselves (変更前, 変更前の記載). */
function beginningsOf(wordings: ReadonlySet<string>): Set<string> {
  const beginnings = new Set<string>()
  for (const wording of wordings)
    for (let end = 1; end < wording.length; end++) beginnings.add(wording.slice(0, end))
  return beginnings
}
