import type { PlacedPage } from './placed-page.ts'
import type { SheetContent } from './sheet-pen.ts'
import type { Slot } from './slots.ts'
import type { TextUnit } from './text-units.ts'
import type { TextRead } from './texts-in-order.ts'

/** A page with its lines of text, and what was read of it. */
export type ReadPage = {
  readonly placed: PlacedPage
  /** The places that may hold a text, in the order of the form. */
  readonly slots: readonly Slot[]
  readonly units: readonly TextUnit[]
  readonly reads: readonly TextRead[]
  /** What stands in its choices, boxes and brackets. */
  readonly known: Omit<SheetContent, 'texts'>
}

/** No printed page of a form has more lines. */
export const MAX_LINES = 300
