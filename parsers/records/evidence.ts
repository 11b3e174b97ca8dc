import { z } from 'zod'

/** A rectangle [x0, y0, x1, y1] in PDF points; origin at the top left of the page as it is displayed. */
export const Box = z.tuple([z.number(), z.number(), z.number(), z.number()]).readonly()
export type Box = z.infer<typeof Box>

/**
 * Where a value, or its absence, was seen: boxes on a page (1-based), a cell range of a sheet,
 * or a range of lines (1-based, inclusive). A value that runs over a page end has one entry a page.
 */
export const Evidence = z.union([
  z.strictObject({ page: z.int().positive(), boxes: z.array(Box).min(1) }),
  z.strictObject({ sheet: z.string(), range: z.string() }),
  z.strictObject({ lines: z.tuple([z.int().positive(), z.int().positive()]) }),
])
export type Evidence = z.infer<typeof Evidence>
