import { carriesValue, type FormSpec, oncePerSpec, type SpecItem } from '../../forms/index.ts'
import { alignCandidates, type Candidate, type Placed, withSharedLabels } from '../align.ts'
import { foldHabits } from '../fuzzy.ts'
import { type Bid, labelIndex } from '../labels.ts'
import type { Cell, Row } from './grid.ts'

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
/** No assessment prints as many labels as this; a text that does is nonsense. */
const MAX_CANDIDATES = 12_000
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
