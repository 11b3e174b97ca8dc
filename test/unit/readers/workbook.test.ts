import type { Worksheet } from '@cj-tech-master/excelts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readWorkbook } from '../../../parsers/readers/workbook.ts'
import { type Glyph, ReadError, type Rule } from '../../../parsers/records/index.ts'
import { firstPage, read, rewritten, textOf, workbookOf, zipOf } from './make-workbook.ts'

const thin = { style: 'thin' } as const
const ruled = { top: thin, left: thin, bottom: thin, right: thin }
/** Ten columns of 10 characters (75 pixels would be 10.7; 70 pixels = 52.5 points) and rows of 20 points. */
function squared(sheet: Worksheet): void {
  for (let column = 1; column <= 10; column++) sheet.getColumn(column).width = 10
  for (let row = 1; row <= 10; row++) sheet.getRow(row).height = 20
}
const COLUMN = 52.5
const ROW = 20

const extent = (glyphs: readonly Glyph[]) => [
  Math.min(...glyphs.map(({ box }) => box[0])),
  Math.min(...glyphs.map(({ box }) => box[1])),
  Math.max(...glyphs.map(({ box }) => box[2])),
  Math.max(...glyphs.map(({ box }) => box[3])),
]
const printed = (rules: readonly Rule[]) =>
  rules.map(({ direction, at, from, to }) => `${direction[0]} ${at}: ${from}-${to}`)
const failure = async (bytes: Uint8Array) => {
  const error = await readWorkbook(bytes).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(ReadError)
  return (error as ReadError).problem
}

describe('page', () => {
  test('each visible sheet is a page; hidden ones are named', async () => {
    const bytes = await workbookOf((sheet, workbook) => {
      sheet.getCell('A1').value = '表紙の文'
      const options = workbook.addWorksheet('選択肢')
      options.state = 'hidden'
      options.getCell('A1').value = '隠れた文'
      workbook.addWorksheet('Ⅰ').getCell('B2').value = '基本情報'
    })
    const { pages, problems, textSource } = await read(bytes)
    expect(textSource).toBe('workbook')
    expect(pages.map(({ number, sheet }) => [number, sheet])).toEqual([
      [1, '表紙'],
      [2, 'Ⅰ'],
    ])
    expect(problems).toEqual([
      {
        code: 'hidden-left-out',
        severity: 'info',
        message: '1 hidden sheets were left out: 選択肢',
      },
    ])
  })

  test('hidden rows and columns take no room; their text is named', async () => {
    const bytes = await workbookOf((sheet) => {
      squared(sheet)
      sheet.getCell('A1').value = 'あ'
      sheet.getCell('A2').value = 'い'
      sheet.getCell('B3').value = 'う'
      sheet.getCell('C3').value = 'え'
      sheet.getRow(2).hidden = true
      sheet.getColumn(2).hidden = true
    })
    const { pages, problems } = await read(bytes)
    expect(textOf(pages[0]!.glyphs)).toBe('あえ')
    const [x0, y0, x1, y1] = extent(pages[0]!.glyphs.filter(({ cell }) => cell === 'C3'))
    expect([x0! >= COLUMN, x1! <= 2 * COLUMN, y0! >= ROW, y1! <= 2 * ROW]).toEqual([true, true, true, true])
    expect(problems[0]!.evidence).toEqual([
      { sheet: '表紙', range: 'A2' },
      { sheet: '表紙', range: 'B3' },
    ])
  })
})

describe('rules', () => {
  test('pieces that meet are one rule', async () => {
    const { rules } = await firstPage((sheet) => {
      squared(sheet)
      for (const address of ['A1', 'B1', 'A2', 'B2']) sheet.getCell(address).border = ruled
      sheet.getCell('A1').value = '項目'
    })
    expect(printed(rules)).toEqual([
      `h 0: 0-${2 * COLUMN}`,
      `h ${ROW}: 0-${2 * COLUMN}`,
      `h ${2 * ROW}: 0-${2 * COLUMN}`,
      `v 0: 0-${2 * ROW}`,
      `v ${COLUMN}: 0-${2 * ROW}`,
      `v ${2 * COLUMN}: 0-${2 * ROW}`,
    ])
  })

  test('a merged range has the outline that all its cells carry, and nothing inside', async () => {
    const { rules } = await firstPage((sheet) => {
      squared(sheet)
      for (const address of ['B2', 'C2', 'B3', 'C3']) sheet.getCell(address).border = ruled
      sheet.mergeCells('B2:C3')
      sheet.getCell('B2').value = '項目'
    })
    expect(printed(rules)).toEqual([
      `h ${ROW}: ${COLUMN}-${3 * COLUMN}`,
      `h ${3 * ROW}: ${COLUMN}-${3 * COLUMN}`,
      `v ${COLUMN}: ${ROW}-${3 * ROW}`,
      `v ${3 * COLUMN}: ${ROW}-${3 * ROW}`,
    ])
  })

  test('rows that hold only borders count; white lines do not', async () => {
    const { rules, height } = await firstPage((sheet) => {
      squared(sheet)
      sheet.getCell('A1').value = '項目'
      sheet.getCell('A9').border = { bottom: thin }
      sheet.getCell('A5').border = { bottom: { style: 'thin', color: { argb: 'FFFFFFFF' } } }
    })
    expect(printed(rules)).toEqual([`h ${9 * ROW}: 0-${COLUMN}`])
    expect(height).toBe(10 * ROW)
  })
})

describe('text', () => {
  test.each([
    [
      'rich text',
      { richText: [{ text: '特定' }, { text: '個人', font: { bold: true } }] },
      undefined,
      '特定個人',
    ],
    ['a link', { text: '案内', hyperlink: 'https://example.invalid/' }, undefined, '案内'],
    ['a formula', { formula: '1+1', result: 2 }, undefined, '2'],
    ['a formula with text', { formula: 'A2', result: '架空市長' }, undefined, '架空市長'],
    ['an error', { error: '#N/A' }, undefined, '#N/A'],
    ['a number', 1234567, '#,##0"件"', '1,234,567件'],
    ['full-width digits', 12, '[DBNum3]0', '１２'],
    ['an era date', new Date(Date.UTC(2021, 1, 3)), '[$-411]ggge"年"m"月"d"日";@', '令和3年2月3日'],
    ['a first year', new Date(Date.UTC(2019, 4, 1)), '[$-411]ggge"年"m"月"d"日";@', '令和1年5月1日'],
    ['元年', new Date(Date.UTC(2019, 4, 1)), '[$-ja-JP-x-gannen]ggge"年"m"月"d"日";@', '令和元年5月1日'],
    ['a short era', new Date(Date.UTC(2019, 3, 30)), '[$-411]ge.m.d;@', 'H31.4.30'],
    ['a date', new Date(Date.UTC(2021, 1, 3)), 'yyyy"年"m"月"d"日"', '2021年2月3日'],
  ] as const)('%s is shown as the sheet shows it', async (_, value, numFmt, shown) => {
    const { glyphs } = await firstPage((sheet) => {
      sheet.getCell('A1').value = value as never
      if (numFmt) sheet.getCell('A1').numFmt = numFmt
    })
    expect(textOf(glyphs)).toBe(shown)
  })

  test.each([
    [14, '2021/2/3'],
    [31, '2021年2月3日'],
    [57, 'R3.2.3'],
    [58, '令和3年2月3日'],
  ])('format %i of the Japanese edition is known by its number', async (id, shown) => {
    const made = await workbookOf((sheet) => {
      sheet.getCell('A1').value = new Date(Date.UTC(2021, 1, 3))
      sheet.getCell('A1').numFmt = 'yyyy-mm-dd'
    })
    const bytes = await rewritten(made, (name, xml) =>
      name === 'xl/styles.xml' ? xml.replace(/<xf numFmtId="(?!0")\d+"/g, `<xf numFmtId="${id}"`) : xml,
    )
    expect(textOf((await read(bytes)).pages[0]!.glyphs)).toBe(shown)
  })

  test('readings above the characters are no text', async () => {
    const made = await workbookOf((sheet) => {
      sheet.getCell('A1').value = '架空'
    })
    const bytes = await rewritten(made, (_, xml) =>
      xml.replace('<t>架空</t>', '<t>架空</t><rPh sb="0" eb="2"><t>カクウ</t></rPh>'),
    )
    expect(textOf((await read(bytes)).pages[0]!.glyphs)).toBe('架空')
  })
})

describe('layout', () => {
  test('a line break begins a line; nothing else does', async () => {
    const long = '長い文'.repeat(100)
    const { glyphs } = await firstPage((sheet) => {
      squared(sheet)
      sheet.mergeCells('A1:C2')
      sheet.getCell('A1').value = `${long}\n短い`
      sheet.getCell('A1').alignment = { wrapText: true, vertical: 'top' }
    })
    const tops = [...new Set(glyphs.map(({ box }) => box[1]))]
    expect(tops).toHaveLength(2)
    expect(textOf(glyphs.filter(({ box }) => box[1] === tops[1]))).toBe('短い')
  })

  test.each([
    ['left', 'top'],
    ['center', 'middle'],
    ['right', 'bottom'],
  ] as const)('text stands %s and %s in its merged range', async (horizontal, vertical) => {
    const { glyphs } = await firstPage((sheet) => {
      squared(sheet)
      sheet.mergeCells('B2:E4')
      sheet.getCell('B2').value = '項目'
      sheet.getCell('B2').alignment = { horizontal, vertical }
    })
    const [x0, y0, x1, y1] = extent(glyphs)
    const room = { left: x0! - COLUMN, right: 5 * COLUMN - x1!, top: y0! - ROW, bottom: 4 * ROW - y1! }
    expect(Math.min(...Object.values(room))).toBeGreaterThan(0)
    const offset = {
      left: room.left < room.right,
      center: room.left === room.right,
      right: room.left > room.right,
    }
    expect(offset[horizontal]).toBe(true)
    const drop = {
      top: room.top < room.bottom,
      middle: Math.abs(room.top - room.bottom) < 1e-9,
      bottom: room.top > room.bottom,
    }
    expect(drop[vertical]).toBe(true)
    expect(glyphs.map(({ cell }) => cell)).toEqual(['B2', 'B2'])
    expect(glyphs[0]!.box[2] - glyphs[0]!.box[0]).toBe(11)
  })

  test('vertical text is one character below the other', async () => {
    const { glyphs } = await firstPage((sheet) => {
      squared(sheet)
      sheet.mergeCells('A1:A5')
      sheet.getCell('A1').value = '再委託'
      sheet.getCell('A1').alignment = { textRotation: 'vertical' }
    })
    expect(textOf(glyphs)).toBe('再委託')
    expect(new Set(glyphs.map(({ box }) => box[0])).size).toBe(1)
    expect(glyphs[1]!.box[1]).toBe(glyphs[0]!.box[3])
  })

  const heading = 'Ⅰ 基本情報に関する事務の概要'
  test('text runs over empty cells to its right at its own size', async () => {
    const { glyphs } = await firstPage((sheet) => {
      squared(sheet)
      sheet.getCell('A1').value = heading
    })
    expect(glyphs[0]!.size).toBe(11)
    expect(extent(glyphs)[2]).toBeGreaterThan(2 * COLUMN)
  })

  test.each([
    [
      'a border',
      (sheet: Worksheet) => {
        sheet.getCell('B1').border = { left: thin }
      },
    ],
    [
      'a text',
      (sheet: Worksheet) => {
        sheet.getCell('B1').value = '隣'
      },
    ],
    [
      'its wrapping',
      (sheet: Worksheet) => {
        sheet.getCell('A1').alignment = { wrapText: true }
      },
    ],
  ])('%s keeps it in its cell', async (_, stop) => {
    const { glyphs } = await firstPage((sheet) => {
      squared(sheet)
      sheet.getCell('A1').value = heading
      stop(sheet)
    })
    const own = glyphs.filter(({ cell }) => cell === 'A1')
    expect(extent(own)[2]).toBeLessThanOrEqual(COLUMN)
    expect(own[0]!.size).toBeLessThan(11)
  })

  test('every glyph lies in its merged range, whatever the text', async () => {
    const text = fc.string({
      unit: fc.constantFrom('あ', '漢', 'a', 'ｱ', '\n', ' ', '𠮷', 'か\u3099'),
      minLength: 1,
    })
    const alignment = fc.record({
      horizontal: fc.constantFrom('left', 'center', 'right', 'justify'),
      vertical: fc.constantFrom('top', 'middle', 'bottom'),
      textRotation: fc.constantFrom(0, 90, 'vertical'),
    })
    await fc.assert(
      fc.asyncProperty(text, alignment, async (value, placed) => {
        const bytes = await workbookOf((sheet) => {
          squared(sheet)
          sheet.getCell('J10').value = '端'
          sheet.mergeCells('B2:C3')
          sheet.getCell('B2').value = value
          sheet.getCell('B2').alignment = placed as never
        })
        const own = (await read(bytes)).pages[0]!.glyphs.filter(({ cell }) => cell === 'B2')
        expect(textOf(own)).toBe(value.trim() === '' ? '' : value.replaceAll('\n', ''))
        for (const { box } of own) {
          expect(box[0]).toBeGreaterThanOrEqual(COLUMN)
          expect(box[1]).toBeGreaterThanOrEqual(ROW)
          expect(box[2]).toBeLessThanOrEqual(3 * COLUMN)
          expect(box[3]).toBeLessThanOrEqual(3 * ROW)
        }
      }),
      { numRuns: 40 },
    )
  })
})

test('text boxes and checkboxes over the cells are read where they stand', async () => {
  const { glyphs } = await firstPage((sheet) => {
    squared(sheet)
    sheet.getCell('A1').value = '事務の内容'
    sheet.addShape({ type: 'rect', range: 'B3:D4', text: '共通基盤' } as never)
    sheet.addFormCheckbox('F6:H6', { checked: true, text: '内部' })
    sheet.addFormCheckbox('F8:H8', { checked: false, text: '外部' })
  })
  expect([textOf(glyphs, 'B3'), textOf(glyphs, 'F6'), textOf(glyphs, 'F8')]).toEqual([
    '共通基盤',
    '☑内部',
    '☐外部',
  ])
  const [x0, y0, x1, y1] = extent(glyphs.filter(({ cell }) => cell === 'B3')) as [
    number,
    number,
    number,
    number,
  ]
  expect(x0 >= COLUMN && y0 >= 2 * ROW && x1 <= 4 * COLUMN && y1 <= 4 * ROW).toBe(true)
})

describe('what cannot be read', () => {
  const ole = (name: string) => {
    const header = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
    return new Uint8Array([...header, ...Buffer.from(`Root Entry\0${name}\0`, 'utf16le')])
  }
  const simple = () =>
    workbookOf((sheet) => {
      sheet.getCell('A1').value = '架空市'
    })

  test('an encrypted workbook', async () => {
    expect((await failure(ole('EncryptedPackage'))).code).toBe('password-protected')
  })
  test('a workbook of an old Excel', async () => {
    const { code, message } = await failure(ole('Workbook'))
    expect([code, message]).toEqual([
      'unsupported-type',
      'a workbook of Excel 97–2003 (.xls); open it and save it as .xlsx',
    ])
  })
  test('a truncated workbook', async () => {
    const bytes = await simple()
    expect((await failure(bytes.subarray(0, bytes.length - 50))).code).toBe('damaged-file')
  })
  test('another kind of archive', async () => {
    expect((await failure(await zipOf([['word/document.xml', '<w:document/>']]))).code).toBe(
      'unsupported-type',
    )
  })
  test('a workbook without text', async () => {
    expect((await failure(await workbookOf(() => {}))).code).toBe('no-text-layer')
  })
  test('merged ranges beyond all use', async () => {
    const made = await workbookOf((sheet) => {
      sheet.mergeCells('A1:C2')
      sheet.getCell('A1').value = '架空市'
    })
    const bytes = await rewritten(made, (_, xml) => xml.replaceAll('A1:C2', 'A1:XFD1048576'))
    expect((await failure(bytes)).code).toBe('too-large')
  })
  test('a sheet that is missing from the archive is named, the others are read', async () => {
    const made = await workbookOf((sheet, workbook) => {
      sheet.getCell('A1').value = '架空市'
      workbook.addWorksheet('Ⅰ').getCell('A1').value = '基本情報'
    })
    const bytes = await rewritten(made, (name, xml) =>
      name.endsWith('.rels') ? xml.replace('worksheets/sheet2.xml', 'worksheets/gone.xml') : xml,
    )
    const { pages, problems } = await read(bytes)
    expect(pages.map(({ sheet }) => sheet)).toEqual(['表紙'])
    expect(problems.map(({ code }) => code)).toEqual(['page-failed'])
  })

  test('damaged bytes give a reason, and never another error', async () => {
    const bytes = await simple()
    const damage = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(damage, async (changes) => {
        const damaged = bytes.slice()
        for (const [at, byte] of changes) damaged[at] = byte
        const error = await readWorkbook(damaged).then(
          () => undefined,
          (reason: unknown) => reason,
        )
        expect(error === undefined || error instanceof ReadError).toBe(true)
      }),
      { numRuns: 150 },
    )
  })
})
