import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Block } from '../../../parsers/engine/blocks.ts'
import { evidenceOf } from '../../../parsers/engine/evidence.ts'
import type { Box, Evaluation, Item, Page } from '../../../parsers/records/index.ts'
import { drawOverlay } from '../../../src/overlay/index.ts'
import { layOutLegend } from '../../../src/overlay/legend.ts'
import { marksOn } from '../../../src/overlay/marks.ts'
import { palette } from '../../../src/overlay/palette.ts'
import { pictureScale } from '../../../src/overlay/picture-scale.ts'
import { boxOfRange } from '../../../src/overlay/sheet-boxes.ts'
import { main } from '../../../src/program.ts'
import { sampleEvaluation } from '../../support/parse-result.ts'
import { writePdf } from '../../support/pdf-writer.ts'
import { temporaryFolder } from '../../support/temporary-store.ts'
import { workbookOf } from '../readers/make-workbook.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const grid = { columns: [0, 10, 30, 60, 100], rows: [0, 15, 30, 80] }

describe('ranges of a sheet', () => {
  test.each<[string, Box | undefined]>([
    ['A1', [0, 0, 10, 15]],
    ['B2:C3', [10, 15, 60, 80]],
    ['$B$2:$C$3', [10, 15, 60, 80]],
    ['A1:D3', [0, 0, 100, 80]],
    ['E1', undefined],
    ['A4', undefined],
    ['A1:E1', undefined],
    ['A0', undefined],
    ['表紙', undefined],
    ['', undefined],
  ])('%s', (range, box) => {
    expect(boxOfRange(range, grid)).toEqual(box)
  })

  test('columns go on after Z', () => {
    const columns = Array.from({ length: 80 }, (_, index) => 5 * index)
    expect(boxOfRange('Z1', { columns, rows: [0, 9] })).toEqual([125, 0, 130, 9])
    expect(boxOfRange('AA1:BA1', { columns, rows: [0, 9] })).toEqual([130, 0, 265, 9])
  })

  test('the way back from the box that evidence was made of', () => {
    const { columns, rows } = grid
    const page: Page = {
      number: 1,
      sheet: '表紙',
      grid,
      width: 100,
      height: 80,
      glyphs: [],
      rules: [],
      pictures: 0,
    }
    for (const [left, x0] of columns.slice(0, -1).entries()) {
      for (const x1 of columns.slice(left + 1)) {
        for (const [top, y0] of rows.slice(0, -1).entries()) {
          for (const y1 of rows.slice(top + 1)) {
            const box: Box = [x0, y0, x1, y1]
            const [evidence] = evidenceOf([
              { page, kind: 'cell', box, lines: [], glyphs: [], key: '' } as Block,
            ])
            expect(evidence && 'range' in evidence && boxOfRange(evidence.range, grid)).toEqual(box)
          }
        }
      }
    }
  })
})

const item = (path: string, status: Item['status'], evidence: Item['evidence']): Item => ({
  kind: 'text',
  path,
  key: 'operation.name',
  status,
  confidence: 1,
  evidence,
  raw: '',
})

const onPage = (...boxes: Box[]): Item['evidence'] => [{ page: 1, boxes }]

/** Each status in a box of its own on page 1. */
const evaluation: Evaluation = sampleEvaluation({
  span: { pages: [1, 2] },
  items: [
    item('I.1.1', 'found', onPage([10, 10, 50, 40])),
    item('I.1.2', 'blank', onPage([60, 10, 100, 40])),
    item('I.1.3', 'missing', onPage([110, 10, 150, 40])),
    item('I.1.4', 'ambiguous', onPage([10, 60, 50, 90])),
    item('I.1.5', 'missing', []),
    item('I.1.6', 'found', [{ page: 2, boxes: [[10, 10, 50, 40]] }]),
    {
      ...item('I.1.7', 'found', onPage([60, 60, 100, 90])),
      kind: 'checkboxes',
      checked: [],
      unchecked: ['甲'],
      unknown: ['乙'],
      details: {},
    },
  ],
  changes: [],
  unplaced: [{ text: '欄外', evidence: { page: 1, boxes: [[110, 60, 150, 90]] } }],
})

const pdf = writePdf([
  { width: 300, height: 120, ink: [] },
  { width: 120, height: 60, ink: [], turned: true },
])

/** The picture's size, and whether a colour occurs near a point (in pixels). */
async function look(png: Uint8Array) {
  const image = await loadImage(Buffer.from(png))
  const context = createCanvas(image.width, image.height).getContext('2d')
  context.drawImage(image, 0, 0)
  const colorsNear = (x: number, y: number, reach: number): Set<string> => {
    const { data } = context.getImageData(x - reach, y - reach, 2 * reach + 1, 2 * reach + 1)
    const colors = new Set<string>()
    for (let at = 0; at < data.length; at += 4) {
      colors.add(
        `#${[data[at]!, data[at + 1]!, data[at + 2]!].map((part) => part.toString(16).padStart(2, '0')).join('')}`,
      )
    }
    return colors
  }
  return { width: image.width, height: image.height, colorsNear }
}

async function drawn(bytes: Uint8Array, page: string, scale: number, evaluations: readonly Evaluation[]) {
  const overlay = await drawOverlay(bytes, page, { evaluations, scale })
  if (overlay.kind !== 'drawn') throw new Error(overlay.message)
  return overlay
}

describe('a page of a PDF', () => {
  let png: Uint8Array
  beforeAll(async () => {
    png = (await drawn(pdf, '1', 2, [evaluation])).png
  })

  test('is a PNG of the page with the legend below it', async () => {
    expect([...png.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    const { width, height } = await look(png)
    expect(width).toBe(600)
    expect(height).toBeGreaterThan(240)
    expect(height).toBeLessThan(350)
  })

  test.each([
    ['found', 10, 10],
    ['blank', 60, 10],
    ['missing', 110, 10],
    ['ambiguous', 10, 60],
    ['unknown-box', 60, 60],
    ['unplaced', 110, 60],
  ] as const)('%s has its colour on the edges of its box, and not beyond', async (status, x, y) => {
    const { colorsNear } = await look(png)
    const { color } = palette[status]
    expect(colorsNear(2 * x, 2 * (y + 15), 9)).toContain(color) // the left edge
    expect(colorsNear(2 * (x + 40), 2 * (y + 15), 9)).toContain(color) // the right edge
    expect([...colorsNear(2 * (x + 45), 2 * (y - 5), 2)]).toEqual(['#ffffff'])
  })

  test('values that share a box are both seen', async () => {
    const box: Box = [10, 10, 110, 60]
    const both = sampleEvaluation({
      items: [item('a', 'found', onPage(box)), item('b', 'missing', onPage(box))],
      changes: [],
      unplaced: [],
    })
    const colors = (await look((await drawn(pdf, '1', 2, [both])).png)).colorsNear(20, 70, 12)
    expect(colors).toContain(palette.found.color)
    expect(colors).toContain(palette.missing.color)
  })

  test('that is turned is drawn as it is displayed', async () => {
    const turned = sampleEvaluation({ items: [], changes: [], unplaced: [] })
    const { width, height } = await look((await drawn(pdf, '2', 1, [turned])).png)
    expect(width).toBe(120)
    expect(height).toBeGreaterThan(60)
  })

  test.each(['0', '3', '1.5', 'x', ''])('%s is no page', async (page) => {
    expect(await drawOverlay(pdf, page, { evaluations: [], scale: 1 })).toEqual({
      kind: 'no-such-page',
      message: `there is no page ${page}; the pages are 1 to 2`,
    })
  })
})

describe('a sheet of a workbook', () => {
  const workbook = () =>
    workbookOf((sheet, book) => {
      sheet.getCell('B2').value = '架空税に関する事務'
      sheet.getColumn(1).width = 10
      sheet.getColumn(2).width = 40
      sheet.getRow(1).height = 20
      sheet.getRow(2).height = 30
      book.addWorksheet('変更箇所').getCell('A1').value = '変更日'
    })
  const onSheet = sampleEvaluation({
    span: { sheets: ['表紙'] },
    items: [item('I.1.1', 'found', [{ sheet: '表紙', range: 'B2' }])],
    changes: [],
    unplaced: [],
  })

  test('has the outline on the cell, by its number and by its name', async () => {
    const bytes = await workbook()
    const { png } = await drawn(bytes, '1', 2, [onSheet])
    expect((await drawn(bytes, '表紙', 2, [onSheet])).png).toEqual(png)
    const { colorsNear } = await look(png)
    const left = 10 * 7 * 0.75 // characters, pixels a character, points a pixel
    expect(colorsNear(2 * left, 2 * 45, 2)).toContain(palette.found.color)
    expect(colorsNear(2 * left - 6, 2 * 45, 2)).not.toContain(palette.found.color)
    expect(colorsNear(2 * left + 60, 2 * 20, 2)).toContain(palette.found.color)
  })

  test('another sheet has no marks', async () => {
    const { colorsNear } = await look((await drawn(await workbook(), '変更箇所', 1, [onSheet])).png)
    expect(colorsNear(20, 10, 8)).not.toContain(palette.found.color)
  })

  test('that is not there is named with those that are', async () => {
    expect(await drawOverlay(await workbook(), '3', { evaluations: [], scale: 1 })).toEqual({
      kind: 'no-such-page',
      message: 'there is no visible sheet 3; the sheets are 1 表紙, 2 変更箇所',
    })
  })
})

test('the marks of a page are in the order of the form; what has no place is counted', () => {
  const { marks, nowhere } = marksOn({ kind: 'page', number: 1 }, [evaluation])
  expect(marks.map(({ status, label }) => `${label} ${status}`)).toEqual([
    'I.1.1 found',
    'I.1.2 blank',
    'I.1.3 missing',
    'I.1.4 ambiguous',
    'I.1.7 unknown-box',
    ' unplaced',
  ])
  expect(nowhere).toBe(1)
  expect(marksOn({ kind: 'page', number: 3 }, [evaluation])).toEqual({ marks: [], nowhere: 0 })
})

test('a change row that is not attributed in full is ambiguous', () => {
  const rows = sampleEvaluation({ items: [], unplaced: [] })
  const { marks } = marksOn({ kind: 'page', number: 1 }, [rows])
  expect(marks).toEqual([{ status: 'ambiguous', label: '変更[1]', boxes: [[10, 20, 110, 40]] }])
})

test('the legend counts, and goes on in a new line where the page is narrow', () => {
  const pageMarks = marksOn({ kind: 'page', number: 1 }, [evaluation])
  const setting = { measure: (text: string) => 4 * text.length }
  const wide = layOutLegend({ kind: 'page', number: 1 }, pageMarks, { ...setting, width: 1000 })
  expect(wide.entries.map(({ text }) => text)).toEqual([
    'p. 1',
    'found 1',
    'blank 1',
    'missing 1 + 1 without a place',
    'ambiguous 1',
    'inferred 0',
    'unknown box 1',
    'unplaced text 1',
  ])
  expect(new Set(wide.entries.map(({ y }) => y)).size).toBe(1)
  const narrow = layOutLegend({ kind: 'page', number: 1 }, pageMarks, { ...setting, width: 200 })
  expect(new Set(narrow.entries.map(({ y }) => y)).size).toBeGreaterThan(2)
  expect(narrow.height).toBeGreaterThan(wide.height)
})

test('a picture keeps within bounds', () => {
  expect(pictureScale(595, 842, 2)).toBe(2)
  expect(15_000_000 * pictureScale(600, 15_000_000, 2)).toBeLessThanOrEqual(16_384)
  expect(pictureScale(595, 842, 100) ** 2 * 595 * 842).toBeLessThanOrEqual(40_000_001)
})

describe('hyoka overlay', { timeout: 30_000 }, () => {
  const sample = join(root, 'corpus/sample/hama-cho-5-form2.pdf')

  async function hyoka(cwd: string, words: readonly string[], outIsTerminal = false) {
    const out: (string | Uint8Array)[] = []
    let messages = ''
    const code = await main(['overlay', ...words], {
      cwd,
      now: () => new Date(0),
      out: (data) => out.push(data),
      err: (text) => {
        messages += text
      },
      outIsTerminal,
      errIsTerminal: false,
    })
    return { code, out, messages }
  }

  test('writes a file, or to standard output', async () => {
    const folder = temporaryFolder()
    const words = [sample, '--page', '2', '--scale', '1']
    expect(await hyoka(folder, [...words, '-o', 'page.png'])).toEqual({ code: 0, out: [], messages: '' })
    const { code, out } = await hyoka(folder, [...words, '--out', '-'])
    expect(code).toBe(0)
    expect(out).toHaveLength(1)
    expect(Buffer.from(out[0] as Uint8Array)).toEqual(readFileSync(join(folder, 'page.png')))
  })

  test.each([
    ['a page that is not there', [sample, '--page', '99', '-o', 'a.png'], 'there is no page 99'],
    ['no page', [sample, '-o', 'a.png'], "required option '--page <N>'"],
    ['no output', [sample, '--page', '1'], "required option '-o, --out <FILE>'"],
    ['a file that is not there', ['absent.pdf', '--page', '1', '-o', 'a.png'], 'no such file'],
    ['the document as output', ['note.txt', '--page', '1', '-o', './note.txt'], 'is the document itself'],
    ['a text file', ['note.txt', '--page', '1', '-o', 'a.png'], 'a text file has no pages'],
    ['something else', ['picture.png', '--page', '1', '-o', 'a.png'], 'unsupported-type'],
    ['a folder that is not there', [sample, '--page', '1', '-o', 'absent/a.png'], 'its folder is not there'],
  ])('%s gives exit code 2', async (_, words, message) => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'note.txt'), '架空市の覚書\n')
    writeFileSync(join(folder, 'picture.png'), createCanvas(4, 4).toBuffer('image/png'))
    const { code, out, messages } = await hyoka(folder, words)
    expect({ code, out }).toEqual({ code: 2, out: [] })
    expect(messages).toContain(message)
    expect(readFileSync(join(folder, 'note.txt'), 'utf8')).toBe('架空市の覚書\n')
  })

  test('a terminal gets no picture', async () => {
    const { code, messages } = await hyoka(temporaryFolder(), [sample, '--page', '1', '-o', '-'], true)
    expect(code).toBe(2)
    expect(messages).toContain('a terminal cannot show a picture')
  })

  test('a document that cannot be read gives its problem and exit code 1', async () => {
    const locked = join(root, 'test/cases/password-protected/input.pdf')
    const { code, messages } = await hyoka(temporaryFolder(), [locked, '--page', '1', '-o', 'a.png'])
    expect(code).toBe(1)
    expect(messages).toContain('password-protected')
  })
})
