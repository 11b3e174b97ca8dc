import type { TextPage } from './pages.ts'

export const STACKED = 'too few empty lines set the texts of the pages apart'
const TORN = 'the numbers of the labels were torn away from them, and so may be the texts'

/** Where cells are set apart, a run of lines without an empty one has so few lines on average. */
const MAX_LINES_OF_BLOCK = 4
/** Ⅱ · ４． · ⑦ · リスク3： alone on a line, more than one on so many pages. */
const LONE_NUMBER = /^(?:[①-⑳]|[Ⅰ-Ⅵ]|[0-9０-９]{1,2}[．.]|リスク[0-9０-９]*[:：]?)$/u
const PAGES_OF_LONE_NUMBER = 2.5

/**
 * Why no text of these pages is asserted: their lines are those of rows rather than of cells, and do not read as rows, or
 * labels are torn into numbers and wordings (`pdftotext`), and no empty line then ends a value for certain.
 */
export function doubtOfPages(pages: readonly TextPage[]): string | undefined {
  const lines = pages.flatMap((page) => page.lines)
  const blocks = new Set(lines.map(({ block }) => block)).size
  if (lines.length > MAX_LINES_OF_BLOCK * blocks) return STACKED
  const torn = lines.filter(({ text }) => LONE_NUMBER.test(text)).length
  return torn > 1 && torn * PAGES_OF_LONE_NUMBER > pages.length ? TORN : undefined
}
