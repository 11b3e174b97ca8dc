import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Box, Glyph, Rule } from '../records/index.ts'

type Matrix = readonly [number, number, number, number, number, number]
type Point = readonly [number, number]
type OperatorList = { readonly fnArray: readonly number[]; readonly argsArray: readonly unknown[] }
type FontLookup = { has(name: string): boolean; get(name: string): unknown }
type PdfFont = { loadedName?: string; fontMatrix?: Matrix; vertical?: boolean }
/** What pdf.js hands over per character; a number between two of them moves the pen. */
type PdfGlyph = { unicode: string; width: number; isSpace?: boolean; vmetric?: readonly number[] }

/** A filled rectangle thinner than this (points) is a ruling line, not an area. */
const RULE_MAX_THICKNESS = 2.5
/** Shorter than this (points), a mark is not even a dot of a dotted line. */
const RULE_MIN_LENGTH = 0.3
/** A line may lean by this much (points) and still be horizontal or vertical. */
const RULE_MAX_SLANT = 0.7
/** Part of the em below the baseline; the rest is above. */
const DESCENT = 0.12
/** The same character printed again within this part of its size is a shadow that makes it bold. */
const SHADOW_DISTANCE = 0.15
/** Text rendering modes that leave no ink: 3 (invisible) and 7 (clip only). */
const INVISIBLE_MODES: ReadonlySet<unknown> = new Set([3, 7])
/** A character whose font does not say which one it is. */
const UNMAPPED = '\ufffd'
const NO_INK = '#ffffff'

type Graphics = {
  ctm: Matrix
  fill: string
  stroke: string
  lineWidth: number
  font: PdfFont
  fontSize: number
  charSpacing: number
  wordSpacing: number
  horizontalScale: number
  leading: number
  rise: number
  mode: unknown
}

/**
 * Walks the operator list of a page and gives what it draws, in points from the top left of the displayed page:
 * characters with ink, ruling lines (stroked lines and thin filled rectangles), the area of pictures,
 * how many characters are drawn without ink (an OCR layer below a scan), and how many stand sideways.
 * `viewport` is the page's transform at scale 1. Must not be called after pdf.js rendered the page, which changes paths in place.
 */
export function readOperators(
  list: OperatorList,
  fonts: FontLookup,
  viewport: readonly number[],
): { glyphs: Glyph[]; rules: Rule[]; pictureArea: number; invisible: number; turned: number } {
  const glyphs: Glyph[] = []
  const rules: Rule[] = []
  const shadows = new Map<string, Glyph[]>()
  let pictureArea = 0
  let invisible = 0
  let turned = 0

  let state: Graphics = {
    ctm: viewport as unknown as Matrix,
    fill: '#000000',
    stroke: '#000000',
    lineWidth: 1,
    font: {},
    fontSize: 0,
    charSpacing: 0,
    wordSpacing: 0,
    horizontalScale: 1,
    leading: 0,
    rise: 0,
    mode: 0,
  }
  const stack: Graphics[] = []
  let textMatrix: Matrix = [1, 0, 0, 1, 0, 0]
  let pen: Point = [0, 0]
  let lineStart: Point = [0, 0]

  const moveText = (x: number, y: number) => {
    lineStart = [lineStart[0] + x, lineStart[1] + y]
    pen = lineStart
  }

  const addGlyph = (glyph: Glyph) => {
    const key = `${glyph.text} ${Math.round(glyph.box[0] / 4)} ${Math.round(glyph.box[1] / 4)}`
    const near = shadows.get(key)
    const limit = glyph.size * SHADOW_DISTANCE
    if (
      near?.some(
        ({ box }) => Math.abs(box[0] - glyph.box[0]) < limit && Math.abs(box[1] - glyph.box[1]) < limit,
      )
    ) {
      return
    }
    if (near) near.push(glyph)
    else shadows.set(key, [glyph])
    glyphs.push(glyph)
  }

  const showText = (pieces: readonly (PdfGlyph | number)[]) => {
    const { font, fontSize } = state
    const unit = fontSize * (font.fontMatrix?.[0] ?? 0.001)
    const vertical = font.vertical === true
    const matrix = multiply(state.ctm, multiply(textMatrix, [1, 0, 0, 1, pen[0], pen[1] + state.rise]))
    const scaled = Math.hypot(matrix[2], matrix[3]) * fontSize
    const isTurned = !vertical && Math.abs(matrix[1]) > Math.abs(matrix[0])
    let advance = 0
    for (const piece of pieces) {
      if (typeof piece === 'number') {
        advance += ((vertical ? 1 : -1) * piece * fontSize) / 1000
        continue
      }
      const spacing = state.charSpacing + (piece.isSpace ? state.wordSpacing : 0)
      const width = vertical ? -(piece.vmetric?.[0] ?? 1000) * unit : piece.width * unit
      const scale = state.horizontalScale
      const box = vertical
        ? bounds(matrix, -fontSize / 2, -advance - Math.abs(width), fontSize / 2, -advance)
        : bounds(
            matrix,
            advance * scale,
            -DESCENT * fontSize,
            (advance + width) * scale,
            (1 - DESCENT) * fontSize,
          )
      if (isTurned && piece.unicode.trim() !== '') turned++
      if (INVISIBLE_MODES.has(state.mode)) invisible++
      else addGlyph({ text: piece.unicode || UNMAPPED, box, size: scaled, font: font.loadedName ?? '' })
      advance += vertical ? width - spacing : width + spacing
    }
    pen = vertical ? [pen[0], pen[1] - advance] : [pen[0] + advance * state.horizontalScale, pen[1]]
  }

  for (let i = 0; i < list.fnArray.length; i++) {
    // biome-ignore lint/suspicious/noExplicitAny: the operators' arguments have no types in pdf.js
    const args = (list.argsArray[i] ?? []) as readonly any[]
    switch (list.fnArray[i]) {
      case OPS.save:
        stack.push({ ...state })
        break
      case OPS.restore:
      case OPS.paintFormXObjectEnd:
      case OPS.endAnnotation:
        state = stack.pop() ?? state
        break
      case OPS.transform:
        state.ctm = multiply(state.ctm, args as unknown as Matrix)
        break
      case OPS.paintFormXObjectBegin:
        stack.push({ ...state })
        if (args[0]) state.ctm = multiply(state.ctm, args[0])
        break
      case OPS.beginAnnotation:
        stack.push({ ...state })
        state.ctm = multiply(multiply(viewport as unknown as Matrix, args[2]), args[3] ?? [1, 0, 0, 1, 0, 0])
        break
      case OPS.setLineWidth:
        state.lineWidth = args[0]
        break
      case OPS.setFillRGBColor:
        state.fill = args[0]
        break
      case OPS.setStrokeRGBColor:
        state.stroke = args[0]
        break
      case OPS.setGState:
        for (const [key, value] of args[0]) {
          if (key === 'LW') state.lineWidth = value as number
          if (key === 'Font') setFont(value as readonly [string, number])
        }
        break
      case OPS.constructPath:
        rules.push(...rulesOfPath(args[0], args[1]?.[0], state))
        break
      case OPS.beginText:
        textMatrix = [1, 0, 0, 1, 0, 0]
        pen = lineStart = [0, 0]
        break
      case OPS.setFont:
        setFont(args as unknown as readonly [string, number])
        break
      case OPS.setCharSpacing:
        state.charSpacing = args[0]
        break
      case OPS.setWordSpacing:
        state.wordSpacing = args[0]
        break
      case OPS.setHScale:
        state.horizontalScale = args[0] / 100
        break
      case OPS.setLeading:
        state.leading = -args[0]
        break
      case OPS.setTextRise:
        state.rise = args[0]
        break
      case OPS.setTextRenderingMode:
        state.mode = args[0]
        break
      case OPS.setTextMatrix:
        textMatrix = args[0]
        pen = lineStart = [0, 0]
        break
      case OPS.moveText:
        moveText(args[0], args[1])
        break
      case OPS.setLeadingMoveText:
        state.leading = args[1]
        moveText(args[0], args[1])
        break
      case OPS.nextLine:
        moveText(0, state.leading)
        break
      case OPS.showText:
        showText(args[0])
        break
      case OPS.paintImageXObject:
      case OPS.paintInlineImageXObject:
      case OPS.paintImageMaskXObject: {
        const [x0, y0, x1, y1] = bounds(state.ctm, 0, 0, 1, 1)
        pictureArea += (x1 - x0) * (y1 - y0)
        break
      }
    }
  }
  return { glyphs, rules, pictureArea, invisible, turned }

  function setFont([name, size]: readonly [string, number]): void {
    state.font = fonts.has(name) ? (fonts.get(name) as PdfFont) : {}
    state.fontSize = size
  }
}

/** pdf.js folds a path and what is done with it into one operator: [paint operator, [path], bounding box]. */
function rulesOfPath(paint: number, path: Float32Array | undefined, state: Graphics): Rule[] {
  if (!path) return []
  const strokes = STROKING.has(paint) && state.stroke !== NO_INK
  const fills = FILLING.has(paint) && state.fill !== NO_INK
  if (!strokes && !fills) return []
  const rules: Rule[] = []
  for (const points of subpaths(path, state.ctm)) {
    const [x0, y0, x1, y1] = boundsOf(points)
    if (fills && Math.min(x1 - x0, y1 - y0) <= RULE_MAX_THICKNESS) {
      rules.push(...ruleBetween([x0, (y0 + y1) / 2], [x1, (y0 + y1) / 2], RULE_MAX_THICKNESS))
      rules.push(...ruleBetween([(x0 + x1) / 2, y0], [(x0 + x1) / 2, y1], RULE_MAX_THICKNESS))
    } else if (strokes) {
      for (let k = 1; k < points.length; k++) {
        rules.push(...ruleBetween(points[k - 1]!, points[k]!, RULE_MAX_SLANT))
      }
    }
  }
  return rules
}

const STROKING = new Set<number>([
  OPS.stroke,
  OPS.closeStroke,
  OPS.fillStroke,
  OPS.eoFillStroke,
  OPS.closeFillStroke,
  OPS.closeEOFillStroke,
])
const FILLING = new Set<number>([
  OPS.fill,
  OPS.eoFill,
  OPS.fillStroke,
  OPS.eoFillStroke,
  OPS.closeFillStroke,
  OPS.closeEOFillStroke,
])

function ruleBetween(a: Point, b: Point, slant: number): Rule[] {
  const dx = Math.abs(a[0] - b[0])
  const dy = Math.abs(a[1] - b[1])
  if (Math.max(dx, dy) < RULE_MIN_LENGTH || Math.min(dx, dy) > slant) return []
  if (dx >= dy) {
    return [
      {
        direction: 'horizontal',
        at: (a[1] + b[1]) / 2,
        from: Math.min(a[0], b[0]),
        to: Math.max(a[0], b[0]),
      },
    ]
  }
  return [
    { direction: 'vertical', at: (a[0] + b[0]) / 2, from: Math.min(a[1], b[1]), to: Math.max(a[1], b[1]) },
  ]
}

/** Splits a path into runs of straight lines; 0 move, 1 line, 2 cubic, 3 quadratic, 4 close. */
function subpaths(path: Float32Array, ctm: Matrix): Point[][] {
  const runs: Point[][] = []
  let run: Point[] = []
  const startRun = (points: Point[]) => {
    if (run.length > 1) runs.push(run)
    run = points
  }
  for (let i = 0; i < path.length; ) {
    const operator = path[i++]
    if (operator === 0) startRun([apply(ctm, path[i++]!, path[i++]!)])
    else if (operator === 1) run.push(apply(ctm, path[i++]!, path[i++]!))
    else if (operator === 4) {
      if (run.length > 1) run.push(run[0]!)
    } else {
      i += operator === 2 ? 6 : 4
      startRun([apply(ctm, path[i - 2]!, path[i - 1]!)])
    }
  }
  startRun([])
  return runs
}

function multiply(a: Matrix, b: Matrix): Matrix {
  return [
    a[0] * b[0] + a[2] * b[1],
    a[1] * b[0] + a[3] * b[1],
    a[0] * b[2] + a[2] * b[3],
    a[1] * b[2] + a[3] * b[3],
    a[0] * b[4] + a[2] * b[5] + a[4],
    a[1] * b[4] + a[3] * b[5] + a[5],
  ]
}

function apply(m: Matrix, x: number, y: number): Point {
  return [m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]]
}

function bounds(m: Matrix, x0: number, y0: number, x1: number, y1: number): Box {
  return boundsOf([apply(m, x0, y0), apply(m, x1, y0), apply(m, x0, y1), apply(m, x1, y1)])
}

function boundsOf(points: readonly Point[]): Box {
  const xs = points.map((point) => point[0])
  const ys = points.map((point) => point[1])
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}
