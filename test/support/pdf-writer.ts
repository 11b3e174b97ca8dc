import iconv from 'iconv-lite'

/**
 * How a font is encoded, none of them embedded: `unicode` UniJIS-UTF16-H, `sjis` 90ms-RKSJ-H (both without ToUnicode,
 * as printers of 2015 wrote them), `mapped` Identity-H with a ToUnicode map.
 */
export type FontEncoding = 'unicode' | 'sjis' | 'mapped'

/** Things to draw, in points from the top left of the displayed page. `y` of a text is the top of its em. */
export type Ink =
  | {
      readonly kind: 'text'
      readonly x: number
      readonly y: number
      readonly size: number
      readonly text: string
      readonly encoding?: FontEncoding
      /** Written from bottom to top; `x` is then the left side of the em, `y` its lower end. */
      readonly turned?: boolean
    }
  | {
      readonly kind: 'line'
      readonly from: readonly [number, number]
      readonly to: readonly [number, number]
      readonly width?: number
      /** Lengths of dash and gap. */
      readonly dash?: readonly [number, number]
    }
  | { readonly kind: 'area'; readonly box: readonly [number, number, number, number]; readonly gray: number }

/** A page as it is displayed; `turned` stores it upright with /Rotate 90. */
export type PdfPage = {
  readonly width: number
  readonly height: number
  readonly ink: readonly Ink[]
  readonly turned?: boolean
}

/** Part of the em above the base line. */
const ASCENT = 0.88
/** Characters that the predefined CMaps do not hold. */
const ONLY_MAPPED = /[☐☑☒✅✓✔⚪⻑⼀-⿕]/u
const HALF_WIDTH = /[\u0020-\u007e\uff61-\uff9f]/u

/** Width of a text in em: ASCII and half-width kana count half. */
export const emWidth = (text: string): number =>
  [...text].reduce((sum, character) => sum + (HALF_WIDTH.test(character) ? 0.5 : 1), 0)

/** Writes a PDF with text, lines and areas. */
export function writePdf(pages: readonly PdfPage[]): Uint8Array {
  const objects: string[] = []
  const add = (body: string): number => objects.push(body)
  const catalog = add('')
  const tree = add('')
  const fonts = fontObjects(add)
  const kids = pages.map((page) => {
    const body = contentOf(page)
    const content = add(`<< /Length ${body.length} >>\nstream\n${body}\nendstream`)
    const [width, height] = page.turned ? [page.height, page.width] : [page.width, page.height]
    const rotate = page.turned ? ' /Rotate 90' : ''
    return add(
      `<< /Type /Page /Parent ${tree} 0 R /MediaBox [0 0 ${width} ${height}]${rotate} ` +
        `/Resources << /Font << ${fonts} >> >> /Contents ${content} 0 R >>`,
    )
  })
  objects[catalog - 1] = `<< /Type /Catalog /Pages ${tree} 0 R >>`
  objects[tree - 1] =
    `<< /Type /Pages /Count ${kids.length} /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] >>`
  return fileOf(objects, catalog)
}

function fontObjects(add: (body: string) => number): string {
  const toUnicode = toUnicodeMap()
  const map = add(`<< /Length ${toUnicode.length} >>\nstream\n${toUnicode}\nendstream`)
  const font = (name: string, encoding: string, ordering: string, widths: string, extra = '') => {
    const descriptor = add(
      `<< /Type /FontDescriptor /FontName /${name} /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 ` +
        '/Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>',
    )
    const descendant = add(
      `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${name} /CIDSystemInfo << /Registry (Adobe) ` +
        `/Ordering (${ordering}) /Supplement 2 >> /FontDescriptor ${descriptor} 0 R /DW 1000 /W [${widths}] >>`,
    )
    return add(
      `<< /Type /Font /Subtype /Type0 /BaseFont /${name} /Encoding /${encoding} /DescendantFonts [${descendant} 0 R]${extra} >>`,
    )
  }
  const narrow = '1 94 500 231 632 500'
  return [
    `/unicode ${font('MS-Gothic', 'UniJIS-UTF16-H', 'Japan1', narrow)} 0 R`,
    `/sjis ${font('MS-Mincho', '90ms-RKSJ-H', 'Japan1', narrow)} 0 R`,
    `/mapped ${font('MS-PGothic', 'Identity-H', 'Identity', '32 126 500 65377 65439 500', ` /ToUnicode ${map} 0 R`)} 0 R`,
  ].join(' ')
}

/** Every code stands for itself. */
function toUnicodeMap(): string {
  const hex = (code: number) => code.toString(16).padStart(4, '0')
  const ranges = Array.from({ length: 256 }, (_, high) => {
    const first = hex(high * 256)
    return `<${first}> <${hex(high * 256 + 255)}> <${first}>`
  })
  const blocks = [0, 100, 200].map((from) => {
    const part = ranges.slice(from, from + 100)
    return `${part.length} beginbfrange\n${part.join('\n')}\nendbfrange`
  })
  return [
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /own def /CMapType 2 def',
    '1 begincodespacerange <0000> <FFFF> endcodespacerange',
    ...blocks,
    'endcmap end end',
  ].join('\n')
}

function contentOf(page: PdfPage): string {
  const turn = page.turned ? `0 1 -1 0 ${number(page.height)} 0 cm\n` : ''
  return turn + page.ink.map((ink) => operatorsOf(ink, page.height)).join('\n')
}

const number = (value: number): string => String(Math.round(value * 1000) / 1000)

function operatorsOf(ink: Ink, height: number): string {
  const point = (x: number, y: number) => `${number(x)} ${number(height - y)}`
  if (ink.kind === 'line') {
    const dash = ink.dash ? `[${ink.dash.join(' ')}] 0 d` : '[] 0 d'
    return `${dash} ${number(ink.width ?? 0.7)} w ${point(...ink.from)} m ${point(...ink.to)} l S`
  }
  if (ink.kind === 'area') {
    const [x0, y0, x1, y1] = ink.box
    return `${number(ink.gray)} g ${point(x0, y1)} ${number(x1 - x0)} ${number(y1 - y0)} re f 0 g`
  }
  let advance = 0
  const runs = fontRuns(ink.text, ink.encoding ?? 'unicode').map(({ text, encoding }) => {
    const [dx, dy] = ink.turned ? [ASCENT * ink.size, -advance] : [advance, ASCENT * ink.size]
    advance += emWidth(text) * ink.size
    const matrix = `${ink.turned ? '0 1 -1 0' : '1 0 0 1'} ${point(ink.x + dx, ink.y + dy)} Tm`
    return `BT /${encoding} ${number(ink.size)} Tf ${matrix} <${encoded(text, encoding)}> Tj ET`
  })
  return runs.join('\n')
}

/** Cuts a text where the font cannot show a character and another one has to. */
function fontRuns(text: string, wanted: FontEncoding): { text: string; encoding: FontEncoding }[] {
  const runs: { text: string; encoding: FontEncoding }[] = []
  for (const character of text) {
    const encoding = canShow(character, wanted) ? wanted : 'mapped'
    const last = runs.at(-1)
    if (last?.encoding === encoding) last.text += character
    else runs.push({ text: character, encoding })
  }
  return runs
}

function canShow(character: string, encoding: FontEncoding): boolean {
  if (encoding === 'mapped') return true
  if (ONLY_MAPPED.test(character)) return false
  return encoding === 'unicode' || iconv.decode(iconv.encode(character, 'cp932'), 'cp932') === character
}

const encoded = (text: string, encoding: FontEncoding): string =>
  encoding === 'sjis'
    ? iconv.encode(text, 'cp932').toString('hex')
    : Buffer.from(text, 'utf16le').swap16().toString('hex')

function fileOf(objects: readonly string[], catalog: number): Uint8Array {
  let file = '%PDF-1.5\n'
  const offsets = objects.map((body, index) => {
    const offset = file.length
    file += `${index + 1} 0 obj\n${body}\nendobj\n`
    return offset
  })
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const start = file.length
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`
  file += `trailer\n<< /Size ${objects.length + 1} /Root ${catalog} 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return new Uint8Array(Buffer.from(file, 'latin1'))
}
