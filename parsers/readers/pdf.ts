import { getDocument, InvalidPDFException, PasswordException } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Page, Problem, Source } from '../records/index.ts'
import { ReadError } from '../records/index.ts'
import { readOperators } from './pdf-operators.ts'
import { pdfPackageData } from './pdf-package.ts'

/** Share of a page that must be pictures for a page without text to count as a scan. */
const SCAN_PICTURE_SHARE = 0.3
/** A page of which this share of the characters stands sideways is not read: its lines would be columns. */
const TURNED_SHARE = 0.5
/** Bytes at the end of a file in which %%EOF must stand. */
const TRAILER_BYTES = 2048

/**
 * Reads a PDF's text layer: every visible character with its box, every ruling line.
 * A page that fails is left out and reported; the others are read.
 * @throws ReadError `password-protected`, `damaged-file` or `no-text-layer`.
 */
export async function readPdf(bytes: Uint8Array): Promise<Source> {
  const task = getDocument({
    ...pdfPackageData,
    data: new Uint8Array(bytes), // a copy: pdf.js takes the buffer away
    disableFontFace: true,
    useSystemFonts: false,
    verbosity: 0,
  })
  try {
    const document = await task.promise
    const pages: Page[] = []
    const problems: Problem[] = []
    let invisible = 0
    for (let number = 1; number <= document.numPages; number++) {
      try {
        const page = await document.getPage(number)
        const { width, height, transform } = page.getViewport({ scale: 1 })
        const list = await page.getOperatorList({ intent: 'print' })
        const drawn = readOperators(list, page.commonObjs, transform)
        invisible += drawn.invisible
        if (drawn.turned > TURNED_SHARE * drawn.glyphs.length) {
          problems.push({
            code: 'page-failed',
            severity: 'warning',
            message: `page ${number} stands sideways; its items are missing. Turn the page and save the PDF anew`,
          })
          page.cleanup()
          continue
        }
        const pictures = Math.min(1, drawn.pictureArea / (width * height))
        pages.push({ number, width, height, glyphs: drawn.glyphs, rules: drawn.rules, pictures })
        page.cleanup()
      } catch (error) {
        problems.push({
          code: 'page-failed',
          severity: 'warning',
          message: `page ${number} could not be read (${messageOf(error)}); its items are missing`,
        })
      }
    }
    if (!Buffer.from(bytes.subarray(-TRAILER_BYTES)).includes('%%EOF')) {
      problems.push({
        code: 'damaged-file',
        severity: 'warning',
        message: `the file ends before its end mark (%%EOF); what is left of it was read. Fetch it again`,
      })
    }
    requireText(pages, invisible, problems)
    return { kind: 'positioned', textSource: 'pdf-text-layer', pages, problems }
  } catch (error) {
    throw asReadError(error)
  } finally {
    await task.destroy()
  }
}

function requireText(pages: readonly Page[], invisible: number, problems: readonly Problem[]): void {
  if (pages.some((page) => page.glyphs.some((glyph) => glyph.text.trim() !== ''))) return
  if (pages.length === 0) {
    throw new ReadError({
      code: problems[0]?.code ?? 'damaged-file',
      severity: 'error',
      message:
        problems[0]?.message ?? 'the PDF has no page that can be read; it may be truncated: fetch it again',
    })
  }
  const scans = pages.filter((page) => page.pictures >= SCAN_PICTURE_SHARE).length
  const because = problems.length > 0 ? ` (${problems[0]!.message})` : ''
  throw new ReadError({
    code: 'no-text-layer',
    severity: 'error',
    message:
      invisible > 0
        ? `the pages are pictures with an invisible OCR layer (${invisible} characters), which is not trusted; have it recognised anew`
        : scans > 0
          ? `no text layer: ${scans} of ${pages.length} pages are pictures; the document needs OCR`
          : `no text on any of ${pages.length} pages${because}; the document is blank or drawn as outlines`,
  })
}

function asReadError(error: unknown): ReadError {
  if (error instanceof ReadError) return error
  if (error instanceof PasswordException) {
    return new ReadError(
      {
        code: 'password-protected',
        severity: 'error',
        message: 'the PDF opens only with a password; ask the agency for a copy without one',
      },
      error,
    )
  }
  const reason = error instanceof InvalidPDFException ? 'not a readable PDF' : 'the PDF could not be opened'
  return new ReadError(
    {
      code: 'damaged-file',
      severity: 'error',
      message: `${reason} (${messageOf(error)}); it may be truncated: fetch it again`,
    },
    error,
  )
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
