import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { detectMediaType, readSource } from '../../../parsers/readers/index.ts'
import type { ReadError } from '../../../parsers/records/index.ts'
import { workbookOf, zipOf } from './make-workbook.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const problemOf = (bytes: Uint8Array) =>
  readSource(bytes).then(
    () => undefined,
    (error: ReadError) => error.problem,
  )
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)
const docx = () =>
  zipOf([
    ['[Content_Types].xml', '<Types/>'],
    ['word/document.xml', '<w:document/>'],
  ])
const workbook = () =>
  workbookOf((sheet) => {
    sheet.getCell('A1').value = '架空市'
  })
const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

describe('media type', () => {
  test.each([
    ['a PDF', '%PDF-1.7\n', 'application/pdf'],
    ['a PDF after a line of a mail', 'Content: x\n\n%PDF-1.4\n', 'application/pdf'],
    ['a text', '評価書番号', 'text/plain'],
    ['a text that begins like a bitmap', 'BMの評価書', 'text/plain'],
    ['a fragment', '<p>評価書番号</p>', 'text/plain'],
    ['a page', '<!-- 評価書 -->\n<!DOCTYPE html><html></html>', 'text/html'],
    ['a page in XHTML', '<?xml version="1.0"?>\n<html></html>', 'text/html'],
    ['rich text', '{\\rtf1\\ansi x}', 'application/rtf'],
  ])('%s', async (_, text, mediaType) => {
    expect(await detectMediaType(utf8(text))).toBe(mediaType)
  })

  test('of archives and pictures', async () => {
    expect(await detectMediaType(await workbook())).toBe(
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    )
    expect(await detectMediaType(await docx())).toBe(
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    )
    expect(await detectMediaType(await zipOf([['評価書.pdf', '%PDF']]))).toBe('application/zip')
    expect(await detectMediaType(PNG)).toBe('image/png')
    expect(await detectMediaType(new Uint8Array([...OLE, ...Buffer.from('Workbook\0', 'utf16le')]))).toBe(
      'application/vnd.ms-excel',
    )
  })

  test('any bytes have one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        expect(await detectMediaType(bytes)).toMatch(/^[\w.+-]+\/[\w.+-]+$/)
      }),
    )
  })
})

describe('source', () => {
  test('a workbook and a text in Shift_JIS are read as what they are', async () => {
    expect((await readSource(await workbook())).source.textSource).toBe('workbook')
    const { mediaType, source } = await readSource(iconv.encode('特定個人情報保護評価書\n架空市長', 'cp932'))
    expect([mediaType, source]).toEqual([
      'text/plain',
      {
        kind: 'lines',
        textSource: 'plain-text',
        lines: ['特定個人情報保護評価書', '架空市長'],
        problems: [],
      },
    ])
  })

  test('what is not read has a reason and an advice', async () => {
    expect(await problemOf(new Uint8Array())).toMatchObject({ code: 'empty-file' })
    expect(await problemOf(PNG)).toEqual({
      code: 'unsupported-type',
      severity: 'error',
      message: 'a picture; have its text recognised (OCR) and saved as PDF (the file is image/png)',
    })
    expect((await problemOf(await docx()))?.message).toMatch(
      /^an Office document that is no workbook; save it as PDF/,
    )
    expect(await problemOf(await zipOf([['評価書.pdf', '%PDF']]))).toMatchObject({ code: 'unsupported-type' })
    expect(
      await problemOf(new Uint8Array([...OLE, ...Buffer.from('EncryptedPackage\0', 'utf16le')])),
    ).toMatchObject({
      code: 'password-protected',
    })
    const bytes = await workbook()
    expect(await problemOf(bytes.subarray(0, bytes.length - 40))).toMatchObject({ code: 'damaged-file' })
  })

  test.each(['PK', 'PK\x03', 'PK\x03\x04', '%P', '%PDF', '%PDF-', '%PDF-1.7'])(
    'a file that breaks off within or behind its signature is damaged: %j',
    async (text) => {
      expect(await problemOf(utf8(text))).toMatchObject({ code: 'damaged-file' })
    },
  )

  test.each(['P', '%', 'PKO', '%PNG'])('a short text is a text: %s', async (text) => {
    expect((await readSource(utf8(text))).source).toMatchObject({ textSource: 'plain-text', lines: [text] })
  })
})
