import { formItems, type SpecItem } from '../forms/index.ts'
import type { FormName, Item } from '../records/index.ts'
import { type TextBlock, toTextBlocks } from './text-blocks.ts'
import {
  bodyApart,
  COVER,
  declarationApart,
  nameApart,
  publicationApart,
  readApproval,
  readBody,
  readDeclaration,
  readName,
  readNotes,
  readNumber,
  readPublication,
  readVersion,
  type Sheet,
} from './text-cover-values.ts'
import { APART, ambiguous, blank, missing, type Outcome, toItem } from './text-outcome.ts'
import type { Cover } from './text-region.ts'
import type { Segment } from './text-segments.ts'

export type CoverReading = {
  readonly items: readonly Item[]
  /** Labels and values that the items account for. */
  readonly accounted: readonly Segment[]
}

/**
 * Reads a cover's items. A value stands behind its label, or, where labels stand together, among the texts behind them,
 * told by its looks. What looks tell only elsewhere on the page is taken where nothing else can be meant.
 */
export function readCover(cover: Cover, form: FormName): CoverReading {
  const blocks = toTextBlocks(cover)
  const outcomes = new Map<string, Outcome>()
  const sheet: Sheet = { cover, blocks, left: new Set(blocks.flatMap(({ texts }) => texts)), outcomes }
  const read = (
    key: string,
    reader: (own: TextBlock, sheet: Sheet) => Outcome,
    apart: (sheet: Sheet) => Outcome,
  ) => {
    const outcome = readOne(key, sheet, reader, apart)
    outcomes.set(key, outcome)
    if (outcome.status === 'found' || outcome.status === 'blank')
      for (const text of outcome.texts) sheet.left.delete(text)
  }
  read(COVER.number, readNumber, () => missing('no number was found behind the labels it may stand behind'))
  if (outcomes.get(COVER.number)!.status === 'found') takePageNumber(sheet)
  read(COVER.body, readBody, bodyApart)
  read(COVER.publication, readPublication, publicationApart)
  if (itemsOfCover(form).some(({ key }) => key === COVER.approval))
    read(COVER.approval, readApproval, () => missing('no date stands behind its label'))
  read(COVER.name, readName, nameApart)
  read(COVER.declaration, readDeclaration, declarationApart)
  read(COVER.notes, readNotes, () => missing('its label was not found'))
  outcomes.set(COVER.version, readVersion(cover))

  const unclear = sheet.left.size > 0 || [...outcomes.values()].some(({ status }) => status === 'ambiguous')
  const items = itemsOfCover(form).map((item) => toItem(item, withDoubt(outcomes.get(item.key)!, unclear)))
  const values = new Set(blocks.flatMap(({ texts }) => texts.filter((text) => !sheet.left.has(text))))
  const printed = cover.segments.filter(({ kind }) => kind !== 'text' && kind !== 'heading')
  return { items, accounted: [...printed, ...values] }
}

/** A number alone at the end of the page, besides the evaluation's own, is the page's. */
function takePageNumber({ blocks, left }: Sheet) {
  const last = blocks.at(-1)!.texts.at(-1)
  if (last && /^[\d０-９]{1,3}$/u.test(last.text)) left.delete(last)
}

/** A place is empty only if no text of the cover may belong there. */
function withDoubt(outcome: Outcome, unclear: boolean): Outcome {
  return unclear && outcome.status === 'blank' && outcome.texts.length === 0
    ? missing('nothing stands behind its label, but text of the cover may belong there')
    : outcome
}

/** The items of a form's cover where no cover was found. */
export function missingCover(form: FormName): Item[] {
  return itemsOfCover(form).map((item) => toItem(item, missing('the text holds no cover')))
}

const itemsOfCover = (form: FormName): SpecItem[] =>
  formItems(form).filter(({ parent, kind }) => parent === '表紙' && kind !== 'heading')

function readOne(
  key: string,
  sheet: Sheet,
  reader: (own: TextBlock, sheet: Sheet) => Outcome,
  apart: (sheet: Sheet) => Outcome,
): Outcome {
  const own = sheet.blocks.filter(({ keys }) => keys.includes(key))
  const labels = own.flatMap((block) =>
    block.labels.filter((label) => label.kind === 'label' && label.key === key),
  )
  if (labels.length > 1)
    return ambiguous(labels, 'its label stands on the cover more than once', 'several-values')
  const outcome = own[0] && reader(own[0], sheet)
  if (!outcome || outcome.status === 'missing') {
    const elsewhere = apart(sheet)
    if (elsewhere.status !== 'missing' || !outcome) return elsewhere
    // Nothing stands behind the label alone, and nothing elsewhere is like its value.
    if (isEmptyPlace(own[0]!, key)) return blank([], own[0]!.labels, 'empty', APART)
  }
  return outcome
}

const isEmptyPlace = ({ keys, texts, closed }: TextBlock, key: string): boolean =>
  keys.length === 1 && keys[0] === key && texts.length === 0 && closed
