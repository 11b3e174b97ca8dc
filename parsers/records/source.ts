import type { TextSource } from './document.ts'
import type { Box } from './evidence.ts'
import type { Problem } from './problem.ts'

/**
 * A character, or a few that are drawn as one, with its box (PDF points, origin top left).
 * `font` names the font resource, `size` is the em in points. Of a workbook, `cell` is the address (B3) it stands in,
 * and the box is laid out from column widths and row heights.
 */
export type Glyph = {
  readonly text: string
  readonly box: Box
  readonly size: number
  readonly font: string
  readonly cell?: string
}

/** A drawn line, horizontal or vertical: `at` is its y (x), `from`..`to` its extent along x (y); PDF points, top left. */
export type Rule = {
  readonly direction: 'horizontal' | 'vertical'
  readonly at: number
  readonly from: number
  readonly to: number
}

/** Where the columns and rows of a sheet begin (points), and where the last one ends. */
export type SheetGrid = { readonly columns: readonly number[]; readonly rows: readonly number[] }

/** `sheet` and `grid` are set for a sheet of a workbook. `pictures` is the share of the page that images cover (0..1). */
export type Page = {
  readonly number: number
  readonly sheet?: string
  readonly grid?: SheetGrid
  readonly width: number
  readonly height: number
  readonly glyphs: readonly Glyph[]
  readonly rules: readonly Rule[]
  readonly pictures: number
}

/** What a reader makes of bytes: pages with positions, or lines without. */
export type Source =
  | {
      readonly kind: 'positioned'
      readonly textSource: TextSource
      readonly pages: readonly Page[]
      readonly problems: readonly Problem[]
    }
  | {
      readonly kind: 'lines'
      readonly textSource: TextSource
      readonly lines: readonly string[]
      readonly problems: readonly Problem[]
    }

/** Why a reader could not read: the document is recorded with this problem, and the run goes on. */
export class ReadError extends Error {
  readonly problem: Problem
  constructor(problem: Problem, cause?: unknown) {
    super(problem.message, { cause })
    this.name = 'ReadError'
    this.problem = problem
  }
}
