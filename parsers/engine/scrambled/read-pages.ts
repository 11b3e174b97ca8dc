import { carriesValue, type FormSpec } from '../../forms/index.ts'
import type { Item, Unplaced } from '../../records/index.ts'
import { withoutValue } from '../items.ts'
import type { BoxState } from './box-pairs.ts'
import { type BoxesRead, readBoxes } from './boxes.ts'
import { readChoices } from './choices.ts'
import { doubtChoicesApart } from './choices-apart.ts'
import { readCounts } from './counts.ts'
import { TAKES_FROM_NEXT } from './doubts.ts'
import { explainPage, type Print } from './explain-page.ts'
import { isForeseenBlank, isForeseenFilled, type Known } from './foreseen.ts'
import { judgeMarks } from './judge-marks.ts'
import { openDetails, withoutBracket } from './open-details.ts'
import type { PlacedPage } from './placed-page.ts'
import { printedMarks } from './printed-marks.ts'
import type { ReadPage } from './read-page.ts'
import { countKey } from './sheet-boxes.ts'
import { fitSheet } from './sheet-fit.ts'
import type { Draft } from './slot-readings.ts'
import type { Slot } from './slots.ts'
import { type TextUnit, textUnits } from './text-units.ts'
import { textsAnywhere } from './texts-anywhere.ts'
import { type TextRead, textsInOrder } from './texts-in-order.ts'
import { textsInRows } from './texts-in-rows.ts'
import { textsOnLines } from './texts-on-lines.ts'
import { toItem } from './to-item.ts'
import { valuesBelow } from './values-below.ts'

/** A text is said to stand in a box's bracket only if every other reading costs this much more. */
const SURE_DETAIL = 0.3

const HOLDS_TEXT = new Set(['text', 'longtext', 'date', 'repeat'])

/**
 * Reads all items of the form from its pages: boxes first, then choices, which tell what is left empty, then texts.
 * `otherOrder`: the pages stand in another order than the one in which they are printed to explain them.
 */
export function readPages(
  pages: readonly PlacedPage[],
  spec: FormSpec,
  isFragment: (line: string) => boolean,
  isLocal: boolean,
): { items: Item[]; unplaced: Unplaced[]; otherOrder: boolean } {
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
  for (const page of pages) {
    const choices = readChoices(page, foreseen)
    for (const [slot, read] of page.apart ? doubtChoicesApart(page, choices, foreseen) : choices)
      draftOf(slot).choices.push({ page, read })
  }

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
  const drawn = new Set(spec.frame.drawings)
  const texts: (ReadPage & {
    readonly carried: Slot | undefined
    readonly isDrawing: boolean
    /** Lines that stand in the bracket of a box. */
    readonly taken: readonly TextUnit[]
  })[] = []
  const unitsOf = new Map(pages.map((page) => [page, textUnits(page, countsOf.get(page)!.taken)]))
  const inRows = pages.some((page) => page.inRows)
    ? textsInRows(
        pages.map((page) => ({ page, units: unitsOf.get(page)! })),
        isFragment,
      )
    : undefined
  for (const page of pages) {
    const units = unitsOf.get(page)!
    const own = page.slots.filter((slot) => HOLDS_TEXT.has(slot.item.kind) && carriesValue(slot.item))
    const isDrawing = own.some((slot) => drawn.has(slot.item.key))
    const goesOn =
      carried &&
      !isDrawing &&
      !own.includes(carried) &&
      !beginsSection(page) &&
      (page.ordered || page.slots.length === 0)
    const slots = goesOn ? [carried!, ...own] : own
    const below = page.ordered && !inRows ? valuesBelow(page, own, units) : []
    const left = units.filter((unit) => !below.some((each) => each.units.includes(unit)))
    const open = slots.filter((slot) => !below.some((each) => each.slot === slot))
    const { texts: inPlaces, details } = inRows
      ? { texts: inRows.get(page)!, details: [] }
      : page.ordered
        ? { texts: textsInOrder(page, open, left, foreseenText, carried), details: [] }
        : page.apart
          ? { texts: textsOnLines(page, open, left), details: [] }
          : textsAnywhere(page, open, left, foreseenText, carried, openDetails(boxesOf.get(page)!))
    const reads = [...below, ...inPlaces]
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
    const known = knownOn(page, drafts, boxesOf.get(page)!, countsOf.get(page)!)
    const taken = told.flatMap(({ units: read }) => read)
    texts.push({ placed: page, slots, units, reads, known, carried, isDrawing, taken })
    const last = page.slots.findLast((slot) => carriesValue(slot.item) && slot.item.kind !== 'number')
    if (page.slots.length > 0) carried = last && HOLDS_TEXT.has(last.item.kind) ? last : undefined
  }
  const isPrint = texts.every(({ placed }) => placed.ordered && !placed.inRows)
  const sheet = isPrint ? fitSheet(texts) : undefined
  const budget = { readings: MAX_READINGS }
  const marksBudget = { prints: MAX_PRINTS }
  const misprinted: number[] = []
  for (const text of texts) {
    const { placed: page, units: all, isDrawing } = text
    const own = page.slots
    const explained =
      sheet && !isDrawing ? explainPage(text, sheet, foreseenText, text.carried, budget) : undefined
    const reads: readonly (TextRead & { readonly print?: Print })[] = explained ?? text.reads
    misprinted.push(...(explained ?? []).slice(0, 1).map(({ print }) => print.misprinted))
    const hasUnknown = [...boxesOf.get(page)!.values()].some(({ states }) =>
      [...states.values()].includes('unknown'),
    )
    const marks =
      sheet && !isDrawing ? printedMarks({ ...text, reads }, sheet, marksBudget, hasUnknown) : undefined
    if (marks) judgeMarks(page, marks, drafts)
    const used = new Set<TextUnit>(text.taken)
    const top =
      page.ordered && !inRows && text.carried && !isDrawing && !explained
        ? reads.find(({ units: [first] }) => first && first === all[0])
        : undefined
    // What stands above the first label of a page goes on from the page before, or is a value of this one.
    const torn =
      top && top.slot !== text.carried && isAboveLabels(page, all[0]!)
        ? new Set([top.slot, text.carried])
        : undefined
    if (torn?.has(text.carried)) for (const part of draftOf(text.carried!).texts) part.isTorn = true
    for (const { slot, units: read, margin, print } of reads) {
      const isTorn = torn?.has(slot) ?? false
      if (read.length > 0 || own.includes(slot) || (print?.sure ?? Infinity) < Infinity)
        draftOf(slot).texts.push({
          page,
          units: read,
          margin,
          isTorn,
          ...(print ? { print } : {}),
        })
      for (const unit of read) used.add(unit)
    }
    for (const unit of all.filter((each) => !used.has(each))) {
      const line = page.page.lines[unit.at]!.number
      unplaced.push({ text: unit.text, evidence: { lines: [line, line] } })
    }
  }
  const otherOrder = isMisprinted(misprinted)
  if (otherOrder) for (const draft of drafts.values()) draft.boxes = draft.boxes.map(onlyBeside)
  const items = [...drafts.values()].flatMap((draft) =>
    carriesValue(draft.slot.item) ? toItem(draft, spec, isFragment) : [],
  )
  return { items: withoutRobbed(items, spec), unplaced, otherOrder }
}

/** So great a share of its lines does not come out in their places on half of the pages where another order was asked of the analysis. */
const MISPRINTED = 0.165

/** Whether the pages stand in another order than the one in which they are printed: their columns tell nothing then. */
const isMisprinted = (shares: readonly number[]): boolean =>
  shares.length > 0 && shares.toSorted((a, b) => a - b)[Math.floor(shares.length / 2)]! > MISPRINTED

/** Boxes whose bracket stands on their label's line, and those of pages without a mark: nothing else tells them. */
function onlyBeside({ page, read }: Draft['boxes'][number]): Draft['boxes'][number] {
  if (!page.pieces.some(({ kind }) => kind === 'mark')) return { page, read }
  const states = [...read.states].map(([label, state]): [string, BoxState] => [
    label,
    read.beside.has(label) ? state : 'unknown',
  ])
  return { page, read: { ...read, states: new Map(states) } }
}

/** A text is not told either where the one before it may hold lines of it. */
function withoutRobbed(items: readonly Item[], spec: FormSpec): Item[] {
  const isText = ({ kind }: Item) => kind === 'text' || kind === 'longtext'
  const texts = items.filter(isText)
  const robbed = new Set(
    texts.flatMap((item, index) => {
      const next = texts[index + 1]
      const takes = item.status === 'ambiguous' && TAKES_FROM_NEXT.has(item.reason ?? '')
      return takes && next?.status === 'found' ? [next] : []
    }),
  )
  return items.map((item) =>
    robbed.has(item) ? withoutValue(item, spec, { code: 'place-unclear', words: ROBBED }) : item,
  )
}

const ROBBED = 'the text before it may hold lines of it'

/** So many readings of its pages are tried for a document, and so many pages are printed to tell its marks. */
const MAX_READINGS = 6000
const MAX_PRINTS = 20_000

/** What is known to stand in the choices, boxes and counts of a page. */
function knownOn(
  page: PlacedPage,
  drafts: ReadonlyMap<string, Draft>,
  boxes: ReadonlyMap<Slot, BoxesRead>,
  { counts }: ReturnType<typeof readCounts>,
): ReadPage['known'] {
  const details = new Map([...boxes].map(([slot, read]) => [slot, new Map(read.details)]))
  for (const [slot, { value }] of counts) {
    if (value === undefined) continue
    details.set(slot, new Map([['', String(value)]]))
    const parent = page.slots.find(({ path }) => path === slot.path.slice(0, slot.path.lastIndexOf('.')))
    if (parent?.item.kind === 'checkboxes')
      details.set(
        parent,
        new Map([...(details.get(parent) ?? []), [countKey(slot.item.label), String(value)]]),
      )
  }
  return {
    chosen: new Map(
      [...drafts.values()].flatMap(({ slot, choices }) =>
        choices.flatMap(({ page: own, read }) =>
          own === page && read.label !== undefined ? [[slot, read.label] as const] : [],
        ),
      ),
    ),
    boxes: new Map(
      [...boxes].map(([slot, { states }]) => [
        slot,
        new Map([...states].map(([label, state]) => [label, state === 'checked'])),
      ]),
    ),
    details,
  }
}

/** Sections and annexes begin on a page of their own: nothing goes on there from the page before. */
const beginsSection = ({ slots: [first], spotOf }: PlacedPage): boolean =>
  first !== undefined && first.item.parent === undefined && spotOf.has(first)

const isAboveLabels = ({ pieces }: PlacedPage, unit: TextUnit): boolean =>
  unit.spot === undefined && !pieces.slice(0, unit.index).some(({ kind }) => kind === 'label')
