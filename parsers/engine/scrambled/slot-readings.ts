import type { BoxesRead } from './boxes.ts'
import type { ChoiceRead } from './choices.ts'
import type { CountRead } from './counts.ts'
import type { Print } from './explain-page.ts'
import type { PlacedPage } from './placed-page.ts'
import type { Slot } from './slots.ts'
import type { TextUnit } from './text-units.ts'

/** A part of a value as one page shows it. */
export type TextPart = {
  readonly page: PlacedPage
  readonly units: readonly TextUnit[]
  readonly margin: number
  readonly reason?: string
  /** Between this page and the next lines may belong to it or not. */
  isTorn?: boolean
  readonly print?: Print
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

/** The same while pages are still read. */
export type Draft = {
  slot: Slot
  labelled: PlacedPage[]
  boxes: SlotReading['boxes'][number][]
  choices: SlotReading['choices'][number][]
  counts: SlotReading['counts'][number][]
  texts: TextPart[]
}
