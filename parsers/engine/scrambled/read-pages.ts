import { carriesValue, type FormSpec } from '../../forms/index.ts'
import type { Item, Unplaced } from '../../records/index.ts'
import { type BoxesRead, readBoxes } from './boxes.ts'
import { type ChoiceRead, readChoices } from './choices.ts'
import { type CountRead, readCounts } from './counts.ts'
import { isForeseenBlank, isForeseenFilled, type Known } from './foreseen.ts'
import { openDetails, withoutBracket } from './open-details.ts'
import type { PlacedPage } from './placed-page.ts'
import type { Slot } from './slots.ts'
import { type TextUnit, textUnits } from './text-units.ts'
import { textsAnywhere } from './texts-anywhere.ts'
import { textsInOrder } from './texts-in-order.ts'
import { toItem } from './to-item.ts'
import { valuesBelow } from './values-below.ts'

/** A part of a value as one page shows it. */
export type TextPart = {
  readonly page: PlacedPage
  readonly units: readonly TextUnit[]
  readonly margin: number
  readonly reason?: string
  /** Between this page and the next lines may belong to it or not. */
  isTorn?: boolean
}

/** All that the pages tell of a slot. */
export type SlotReading = {
  readonly slot: Slot
  /** The pages that print its label. */
  readonly labelled: readonly PlacedPage[]
  readonly boxes: readonly { readonly page: PlacedPage; readonly read: BoxesRead }[]
  readonly choices: readonly { readonly page: PlacedPage; readonly read: ChoiceRead }[]
  readonly counts: readonly { readonly page: PlacedPage; readonly read: CountRead }[]
  readonly texts: readonly TextPart[]
}

type Draft = {
  slot: Slot
  labelled: PlacedPage[]
  boxes: SlotReading['boxes'][number][]
  choices: SlotReading['choices'][number][]
  counts: SlotReading['counts'][number][]
  texts: TextPart[]
}

/** A text is said to stand in a box's bracket only if every other reading costs this much more. */
const SURE_DETAIL = 0.3

const HOLDS_TEXT = new Set(['text', 'longtext', 'date', 'repeat'])

/** Reads all items of the form from its pages: boxes first, then choices, which tell what is left empty, then texts. */
export function readPages(
  pages: readonly PlacedPage[],
  spec: FormSpec,
  isFragment: (line: string) => boolean,
  isLocal: boolean,
): { items: Item[]; unplaced: Unplaced[] } {
  const drafts = new Map<string, Draft>()
  const draftOf = (slot: Slot): Draft => {
    const known = drafts.get(slot.path) ?? {
      slot,
      labelled: [],
      boxes: [],
      choices: [],
      counts: [],
      texts: [],
    }
    drafts.set(slot.path, known)
    return known
  }
  for (const page of pages) {
    for (const slot of page.slots) {
      const draft = draftOf(slot)
      if (page.spotOf.has(slot) || slot.sign === undefined) draft.labelled.push(page)
    }
  }
  const boxesOf = new Map(pages.map((page) => [page, readBoxes(page)]))
  for (const [page, read] of boxesOf)
    for (const [slot, boxes] of read) draftOf(slot).boxes.push({ page, read: boxes })

  const known: Known = {
    isLocal,
    checked: (path) => {
      const draft = drafts.get(path)
      const state = draft?.boxes
        .map(({ read }) => read.states.get(draft.slot.item.label))
        .find((each) => each === 'checked' || each === 'unchecked')
      return state === undefined ? undefined : state === 'checked'
    },
    chosen: (path) =>
      drafts
        .get(path)
        ?.choices.map(({ read }) => read.label)
        .find((label) => label !== undefined),
  }
  /** More elements of a repeat than its count says are the template's, printed empty. */
  const isBeyondCount = ({ path, file, n }: Slot) => {
    const repeat = /(委託事項|提供先|移転先)\[/u.exec(path)?.[1]
    const end = repeat === '提供先' ? '提供件数' : repeat === '移転先' ? '移転件数' : '委託の有無.件数'
    const count = [...drafts.values()].find(({ slot }) => slot.file === file && slot.path.endsWith(end))
      ?.counts[0]?.read
    return repeat !== undefined && count !== undefined && count.reason === undefined && n > (count.value ?? 0)
  }
  const foreseenText = (slot: Slot) =>
    isForeseenBlank(slot.path, spec.form, known) || isBeyondCount(slot)
      ? 'blank'
      : isForeseenFilled(slot.path, spec.form, known)
        ? 'filled'
        : undefined
  const foreseen = (slot: Slot) => isForeseenBlank(slot.path, spec.form, known)
  for (const page of pages)
    for (const [slot, read] of readChoices(page, foreseen)) draftOf(slot).choices.push({ page, read })

  const elementsOf = (slot: Slot, repeat: string) =>
    [...drafts.values()].filter(
      ({ slot: { item, path, file } }) =>
        item.kind === 'repeat' && file === slot.file && path.includes(`${repeat}[`),
    ).length
  const countsOf = new Map(pages.map((page) => [page, readCounts(page, boxesOf.get(page)!, elementsOf)]))
  for (const [page, { counts }] of countsOf)
    for (const [slot, read] of counts) draftOf(slot).counts.push({ page, read })

  const unplaced: Unplaced[] = []
  let carried: Slot | undefined
  for (const page of pages) {
    const all = textUnits(page, countsOf.get(page)!.taken)
    const own = page.slots.filter((slot) => HOLDS_TEXT.has(slot.item.kind) && carriesValue(slot.item))
    const isDrawing = own.some((slot) => spec.frame.drawings.includes(slot.item.key))
    const goesOn =
      carried && !isDrawing && !own.includes(carried) && (page.ordered || page.slots.length === 0)
    const slots = goesOn ? [carried!, ...own] : own
    const below = page.ordered ? valuesBelow(page, own, all) : []
    const units = all.filter((unit) => !below.some((each) => each.units.includes(unit)))
    const open = slots.filter((slot) => !below.some((each) => each.slot === slot))
    const { texts, details } = page.ordered
      ? { texts: textsInOrder(page, open, units, foreseenText, carried), details: [] }
      : textsAnywhere(page, open, units, foreseenText, carried, openDetails(boxesOf.get(page)!))
    const reads = [...below, ...texts]
    const told = details.filter(({ margin }) => margin >= SURE_DETAIL)
    for (const { detail, units: read } of told) {
      const group = draftOf(detail.slot)
      group.boxes = group.boxes.map((boxes) =>
        boxes.page === page
          ? {
              page,
              read: {
                ...boxes.read,
                details: new Map(boxes.read.details).set(
                  detail.label,
                  withoutBracket(read.map(({ text }) => text).join('')),
                ),
              },
            }
          : boxes,
      )
    }
    const used = new Set<TextUnit>(told.flatMap(({ units: read }) => read))
    const top =
      page.ordered && carried && !isDrawing
        ? reads.find(({ units: [first] }) => first && first === all[0])
        : undefined
    // What stands above the first label of a page goes on from the page before, or is a value of this one.
    const torn =
      top && top.slot !== carried && isAboveLabels(page, all[0]!) ? new Set([top.slot, carried]) : undefined
    if (torn?.has(carried)) for (const part of draftOf(carried!).texts) part.isTorn = true
    for (const { slot, units: read, margin } of reads) {
      const isTorn = torn?.has(slot) ?? false
      if (read.length > 0 || own.includes(slot))
        draftOf(slot).texts.push({ page, units: read, margin, isTorn })
      for (const unit of read) used.add(unit)
    }
    for (const unit of all.filter((each) => !used.has(each))) {
      const line = page.page.lines[unit.at]!.number
      unplaced.push({ text: unit.text, evidence: { lines: [line, line] } })
    }
    const last = page.slots.findLast((slot) => carriesValue(slot.item) && slot.item.kind !== 'number')
    if (page.slots.length > 0) carried = last && HOLDS_TEXT.has(last.item.kind) ? last : undefined
  }
  const items = [...drafts.values()].flatMap((draft) =>
    carriesValue(draft.slot.item) ? toItem(draft, spec, isFragment) : [],
  )
  return { items, unplaced }
}

const isAboveLabels = ({ pieces }: PlacedPage, unit: TextUnit): boolean =>
  unit.spot === undefined && !pieces.slice(0, unit.index).some(({ kind }) => kind === 'label')
