import type { Filling } from './fillings.ts'
import { type Expected, expectationOf } from './form-writer-expectation.ts'
import { pagesOf } from './form-writer-pages.ts'
import { sectionsOf } from './form-writer-rows.ts'
import { plainStyle, type Style } from './form-writer-style.ts'
import { emWidth, type Ink, type PdfPage, writePdf } from './pdf-writer.ts'

/** A part of a document: an evaluation, or pages that are none (agenda, slides, minutes). */
export type Part =
  | { readonly kind: 'evaluation'; readonly filling: Filling; readonly style?: Partial<Style> }
  | { readonly kind: 'slides'; readonly pages: readonly (readonly string[])[] }

export type Written = { readonly bytes: Uint8Array; readonly expected: readonly Expected[] }

/** Prints an evaluation and says exactly what is in it. */
export function writeForm(filling: Filling, style: Partial<Style> = {}): Written {
  return writeDocument([{ kind: 'evaluation', filling, style }], style)
}

/** Prints several parts as one document, its pages numbered through. */
export function writeDocument(parts: readonly Part[], style: Partial<Style> = {}): Written {
  const whole = { ...plainStyle, ...style }
  const pages = parts.flatMap((part) => {
    if (part.kind === 'slides') return part.pages.map(slide)
    const own = { ...whole, ...part.style }
    return pagesOf(sectionsOf(part.filling, own), own)
  })
  const expected = parts.flatMap((part) =>
    part.kind === 'evaluation' ? [expectationOf(part.filling, { ...whole, ...part.style })] : [],
  )
  return { bytes: writePdf(pages.map((page, index) => withFurniture(page, index + 1, whole))), expected }
}

function slide(lines: readonly string[]): PdfPage {
  const ink = lines.map(
    (text, index): Ink => ({ kind: 'text', x: 60, y: 80 + index * 26, size: index === 0 ? 20 : 13, text }),
  )
  return { width: 842, height: 595, ink }
}

function withFurniture(page: PdfPage, number: number, { pageNumber, runningHead }: Style): PdfPage {
  const furniture: Ink[] = []
  if (pageNumber !== '') {
    const text = pageNumber.replace('#', String(number))
    furniture.push({
      kind: 'text',
      x: page.width / 2 - emWidth(text) * 4,
      y: page.height - 34,
      size: 8,
      text,
    })
  }
  if (runningHead !== '') {
    furniture.push({
      kind: 'text',
      x: page.width - 40 - emWidth(runningHead) * 8,
      y: 24,
      size: 8,
      text: runningHead,
    })
  }
  return { ...page, ink: [...page.ink, ...furniture] }
}
