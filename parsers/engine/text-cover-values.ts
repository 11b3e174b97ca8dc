import { blankKind, matchKey } from '../text/characters.ts'
import { readDate } from '../text/dates.ts'
import { looksLike, type TextBlock } from './text-blocks.ts'
import {
  ALONE,
  AMONG,
  APART,
  ambiguous,
  blank,
  blankOr,
  found,
  missing,
  type Outcome,
  oneLine,
  oneOf,
  paragraphs,
} from './text-outcome.ts'
import type { Cover } from './text-region.ts'
import type { Segment } from './text-segments.ts'

/** Keys of the cover's items, as all forms have them. */
export const COVER = {
  number: 'cover.evaluation_number',
  name: 'cover.evaluation_name',
  declaration: 'cover.declaration',
  notes: 'cover.special_notes',
  body: 'cover.implementing_body',
  approval: 'cover.ppc_approval_date',
  publication: 'cover.publication_date',
  version: 'cover.form_version',
} as const
/** [平成30年5月 ⏎ 様式３] */
const BROKEN_MARK = /^[[［]|様式/u
/** Labels whose values do not tell themselves by their looks. */
const FREE_TEXT: ReadonlySet<string> = new Set([COVER.name, COVER.declaration, COVER.notes])

const NO_BODY = 'no line behind the labels looks like a body'
const MAX_NAME_LINES = 5
const MAX_NAME_LENGTH = 150
const DECLARATION_BEGINS = /^[^。、・※*○●■◆(（\d]{1,40}は、/u
const DECLARATION_ENDS = /宣言(?:する|します|いたします|致します|しています|している)。?$/u

/** A cover while it is read: `left` are the texts that are no value yet. */
export type Sheet = {
  readonly cover: Cover
  readonly blocks: readonly TextBlock[]
  readonly left: Set<Segment>
  readonly outcomes: Map<string, Outcome>
}

/** 評価書番号: a line that is only a number. */
export function readNumber({ keys, texts, isLast }: TextBlock): Outcome {
  const numbers = texts.filter(looksLike.number)
  const sure = numbers.filter((text) => !isLast || text !== texts.at(-1))
  if (sure.length > 1) return ambiguous(sure, 'several numbers stand behind its label', 'several-values')
  if (sure[0]) return found(sure, oneLine(sure), texts.length === 1 ? ALONE : AMONG)
  if (numbers.length > 0) return ambiguous(numbers, 'it may be the number of the page')
  if (keys.length === 1 && texts.length > 0)
    return ambiguous(texts, 'what stands behind its label is no number', 'wrong-kind')
  return missing('no number was found behind the labels it may stand behind')
}

/** 評価実施機関名: what stands alone behind its label, or among other values the line that names a head. */
export function readBody({ keys, texts }: TextBlock, { left }: Sheet): Outcome {
  const others = texts.filter((text) => left.has(text) && !looksLike.day(text) && !looksLike.number(text))
  if (keys.some((key) => FREE_TEXT.has(key))) {
    return oneOf(others.filter(looksLike.head), AMONG, NO_BODY)
  }
  const heads = others.filter(looksLike.head)
  // 架空市 may be a running head, and where labels stand together it may be anything.
  const only = others.length === 1 && keys.length === 1 && ![...left].some(looksLike.head)
  if (only && looksLike.body(others[0]!)) return found(others, oneLine(others), ALONE)
  if (heads.length === 0 && keys.length === 1 && others.length > 0)
    return ambiguous(others, 'what stands behind its label does not look like a body', 'wrong-kind')
  if (isBrokenBody(others)) return found(others, oneLine(others), AMONG)
  if (heads.length > 1) return ambiguous(heads, 'several bodies stand behind its label', 'several-values')
  return others.length === 1
    ? oneOf(heads, texts.length === 1 ? ALONE : AMONG, NO_BODY)
    : oneOf(heads, APART, NO_BODY)
}

/** 架空県 ⏎ 架空市長 */
const isBrokenBody = (lines: readonly Segment[]): boolean =>
  lines.length === 2 && isTogether(lines) && /[都道府県]$/u.test(lines[0]!.text) && looksLike.head(lines[1]!)

/** The only line of the cover that names a head. */
export function bodyApart({ left, cover }: Sheet): Outcome {
  if (!cover.startsSure || !cover.endsSure)
    return missing('its label was not found, and the ends of the cover are not seen')
  return oneOf([...left].filter(looksLike.head), APART, 'no line of the cover looks like a body')
}

/** 公表日: the only date behind its label; beside 承認日 only where that cannot be meant. */
export function readPublication({ keys, texts }: TextBlock, sheet: Sheet): Outcome {
  const own = texts.filter((text) => sheet.left.has(text))
  const days = own.filter(looksLike.day)
  if (keys.includes(COVER.approval)) {
    const pair = pairOfDays(keys, days)
    if (pair) return oneDate([pair.publication], texts)
    if (days.length === 1 && !isLocal(sheet))
      return ambiguous(days, 'it may be 承認日 or 公表日: the labels of both stand before it')
  }
  if (days.length === 1) return oneDate(days, texts)
  if (days.length > 1) return ambiguous(days, 'several dates stand behind its label', 'several-values')
  if (own.some(({ text }) => BROKEN_MARK.test(text)))
    return missing('the edition mark stands behind its label')
  const mayBeElsewhere = !isFilled(COVER.notes, sheet) || [...sheet.left].some(looksLike.day)
  const hasDash = own.length === 1 && blankKind(own[0]!.text) !== undefined
  if (keys.length > 1 || own.length === 0 || (hasDash && mayBeElsewhere))
    return missing('no date stands behind the labels it may stand behind')
  return blankOr(own, () => oneDate(own, texts))
}

/** 承認日 is for bodies of the state: of a local one a date that seems to be it is more likely the publication's. */
export function readApproval({ texts }: TextBlock, sheet: Sheet): Outcome {
  const own = texts.filter((text) => sheet.left.has(text))
  const days = own.filter(looksLike.day)
  if (days.length === 0) return missing('no date stands behind its label')
  if (days.length > 1 || isLocal(sheet) || sheet.outcomes.get(COVER.publication)?.status !== 'found')
    return ambiguous(days, 'it may be 公表日')
  return oneDate(days, texts)
}

const isLocal = ({ outcomes }: Sheet): boolean => {
  const body = outcomes.get(COVER.body)
  return body?.status === 'found' && body.texts.some(looksLike.localHead)
}

const isFilled = (key: string, { blocks }: Sheet): boolean =>
  blocks.some(({ keys, texts }) => keys.includes(key) && texts.length > 0)

/** Two dates behind the labels of both, in the order that only this order of labels allows. */
function pairOfDays(keys: readonly string[], days: readonly Segment[]) {
  const [first, second] = days
  const inOrder = keys.indexOf(COVER.approval) < keys.indexOf(COVER.publication)
  if (days.length !== 2 || !inOrder || isoOf(first!) > isoOf(second!)) return undefined
  return { approval: first!, publication: second! }
}

function isoOf({ text }: Segment): string {
  const date = readDate(text)
  return date.kind === 'day' ? date.iso : ''
}

function oneDate(own: readonly Segment[], beside: readonly Segment[], sure = ALONE): Outcome {
  const value = oneLine(own)
  const date = readDate(value)
  if (date.kind === 'unreadable')
    return ambiguous(own, `what stands behind its label is no date (${date.reason})`, 'wrong-kind')
  const outcome = found(own, value, beside.length === 1 ? sure : AMONG)
  return date.kind === 'day' ? { ...outcome, iso: date.iso } : outcome
}

/** A date that stands with other values before or behind their labels; a date alone at the page's edge may be of the print. */
export function publicationApart({ blocks, left, cover }: Sheet): Outcome {
  const days = [...left].filter(looksLike.day)
  if (days.length === 0) return missing('no date stands on the cover')
  const block = blocks.find(({ texts }) => texts.includes(days[0]!))!
  const isAmongValues = block.texts.some(
    (text) => text !== days[0] && (looksLike.head(text) || looksLike.title(text)),
  )
  const isOnPage = cover.startsSure && cover.endsSure
  if (
    days.length === 1 &&
    isOnPage &&
    isAmongValues &&
    !block.keys.some((key) => FREE_TEXT.has(key) || key === COVER.approval)
  )
    return oneDate(days, days, APART)
  return ambiguous(days, 'a date stands on the cover, but not behind the label')
}

/** 評価書名: all lines behind its label, or, where free text may follow, up to the line that ends in 評価書. */
export function readName({ keys, texts }: TextBlock, { left }: Sheet): Outcome {
  const own = texts.filter((text) => left.has(text))
  const names = own.filter(looksLike.title)
  if (keys.some((key) => key !== COVER.name && FREE_TEXT.has(key))) {
    // The name comes first, and its last line says 評価書.
    const end = own.indexOf(names[0]!)
    const lines = own.slice(0, end + 1)
    if (names.length !== 1 || lines.length > MAX_NAME_LINES || !isTogether(lines) || lines.some(endsSentence))
      return missing('it cannot be told from the other texts behind its label')
    return found(lines, oneLine(lines), AMONG)
  }
  if (own.length === 0) return missing('nothing is left for it behind its label')
  if (!own.some(looksLike.name))
    return ambiguous(own, 'what stands behind its label does not look like a name', 'wrong-kind')
  const length = own.reduce((sum, { text }) => sum + [...text].length, 0)
  const beyond = names.length > 0 ? own.slice(own.indexOf(names[0]!) + 1) : []
  if (
    own.length > MAX_NAME_LINES ||
    length > MAX_NAME_LENGTH ||
    own.some(endsSentence) ||
    !beyond.every(isBracketed)
  )
    return ambiguous(own, 'more than a name stands behind its label')
  if (own.length > 1 && !isTogether(own))
    return ambiguous(own, 'the texts behind its label do not stand together')
  return found(own, oneLine(own), keys.length === 1 && texts.length === 1 ? ALONE : AMONG)
}

/** The only line of the cover that ends in 評価書, if it stands by itself. */
export function nameApart({ blocks, left }: Sheet): Outcome {
  const names = [...left].filter(looksLike.title)
  const [name] = names
  if (!name) return missing('no line of the cover looks like a name')
  const { texts } = blocks.find((block) => block.texts.includes(name))!
  const before = texts[texts.indexOf(name) - 1]
  if (names.length > 1 || (before && left.has(before) && isTogether([before, name])))
    return ambiguous(names, 'where it begins cannot be told')
  return found(names, oneLine(names), APART)
}

/** 宣言: the whole text behind its label, from ○○は、 to 宣言する。 */
export function readDeclaration({ keys, texts, closed }: TextBlock, sheet: Sheet): Outcome {
  const own = texts.filter((text) => sheet.left.has(text))
  const isPure =
    own.length === texts.length &&
    !own.some((text) => looksLike.title(text) || looksLike.day(text) || looksLike.head(text))
  if (keys.length !== 1 || own.length === 0 || !isPure || !closed)
    return missing('its text does not stand alone behind its label')
  const next = sheet.blocks[sheet.blocks.findIndex((block) => block.keys.includes(COVER.declaration)) + 1]
  const end = own.findIndex(endsDeclaration)
  if (!beginsDeclaration(own[0]!)) return missing('its beginning cannot be told')
  if (end === own.length - 1) return found(own, paragraphs(own), ALONE)
  const isClosed = end === -1 && endsSentence(own.at(-1)!) && next?.keys[0] === COVER.notes
  if (isClosed && ![...sheet.left].some(endsDeclaration)) return found(own, paragraphs(own), AMONG)
  return ambiguous(own, 'where it ends cannot be told')
}

/** Lines from ○○は、 to 宣言する。, where the texts around them are something else. */
export function declarationApart({ blocks, left }: Sheet): Outcome {
  const reason = 'its text was not found in one piece'
  const pieces = blocks.flatMap(({ texts }) => {
    const own = texts.filter((text) => left.has(text))
    const from = own.findIndex(beginsDeclaration)
    const to = own.findIndex(endsDeclaration)
    return from >= 0 && to >= from
      ? [{ lines: own.slice(from, to + 1), others: own.length - (to + 1 - from) }]
      : []
  })
  const [only, ...more] = pieces
  if (!only) return missing(reason)
  if (more.length > 0 || only.others > 0 || !isTogether(only.lines))
    return ambiguous(only.lines, 'it may have more text than this')
  return found(only.lines, paragraphs(only.lines), APART)
}

/** What is left behind the label, if all else on the cover has its place. */
export function readNotes(own: TextBlock, { left, outcomes }: Sheet): Outcome {
  const texts = own.texts.filter((text) => left.has(text))
  const elsewhere = [...left].filter((text) => !own.texts.includes(text))
  if (own.keys.length > 1) {
    return texts.length > 0 || elsewhere.length > 0 || !own.closed
      ? missing('its place cannot be told from that of the labels beside it')
      : blank(
          [],
          own.labels.filter((label) => label.kind === 'label' && label.key === COVER.notes),
          'empty',
          APART,
        )
  }
  if (texts.length === 1 && blankKind(texts[0]!.text)) return blankOr(texts, () => missing(''))
  if (elsewhere.length > 0) {
    const lines = elsewhere.map(({ lines: [first] }) => first).join(', ')
    const reason = `the cover holds text that may belong to it (line ${lines})`
    return texts.length > 0 ? ambiguous(texts, reason) : missing(reason)
  }
  if (texts.length === 0)
    return own.closed ? blank([], own.labels, 'empty', APART) : missing('nothing stands behind its label')
  const unsettled = [...outcomes].some(
    ([key, { status }]) => key !== COVER.approval && (status === 'missing' || status === 'ambiguous'),
  )
  const isTyped = texts.some(
    (text) => looksLike.day(text) || looksLike.body(text) || looksLike.title(text) || looksLike.number(text),
  )
  if (!own.closed || unsettled || isTyped || texts.length !== own.texts.length)
    return ambiguous(texts, 'what stands behind its label may belong to another item')
  return found(texts, paragraphs(texts), AMONG)
}

/** 様式: the edition mark, wherever it stands on the cover. */
export function readVersion({ segments }: Cover): Outcome {
  const marks = segments.filter(({ kind }) => kind === 'mark')
  const [mark] = marks
  if (!mark) return missing('the cover does not print it')
  if (new Set(marks.map(({ text }) => matchKey(text))).size > 1)
    return ambiguous(marks, 'different marks stand on the cover', 'several-values')
  return found([mark], mark.text.replace(/^[\s[［【(（]+|[\s\]］】)）]+$/gu, ''), ALONE)
}

const endsSentence = ({ text }: Segment): boolean => /[。．]$/u.test(text)
const beginsDeclaration = ({ text }: Segment): boolean => DECLARATION_BEGINS.test(matchKey(text))
const endsDeclaration = ({ text }: Segment): boolean => DECLARATION_ENDS.test(matchKey(text))
const isBracketed = ({ text }: Segment): boolean => /^[【(（〔[［].*[】)）〕\]］]$/u.test(text)
const isTogether = (segments: readonly Segment[]): boolean =>
  segments.slice(1).every((segment, index) => segment.lines[0] - segments[index]!.lines[1] <= 1)
