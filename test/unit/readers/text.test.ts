import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { readText } from '../../../parsers/readers/text.ts'
import { ReadError } from '../../../parsers/records/index.ts'

const TEXT =
  '特定個人情報保護評価書（重点項目評価書）\n評価実施機関名　架空県架空市長\n公表日 令和3年2月3日\n'

function lines(bytes: Uint8Array): readonly string[] {
  const source = readText(bytes)
  if (source.kind !== 'lines') throw new Error('a text has lines')
  return source.lines
}
const codeOf = (bytes: Uint8Array): string | undefined => {
  try {
    readText(bytes)
    return undefined
  } catch (error) {
    return (error as ReadError).problem.code
  }
}
const utf8 = (text: string) => new TextEncoder().encode(text)

test.each(['utf8', 'cp932', 'euc-jp', 'iso-2022-jp', 'utf-16le', 'utf-16be'])(
  'the encoding %s is told by the bytes',
  (encoding) => {
    const bytes =
      encoding === 'iso-2022-jp' ? Buffer.from('\x1b$B2M6u;T\x1b(B', 'latin1') : iconv.encode(TEXT, encoding)
    expect(lines(bytes)).toEqual(encoding === 'iso-2022-jp' ? ['架空市'] : TEXT.trimEnd().split('\n'))
  },
)

test.each(['utf8', 'utf-16le', 'utf-16be'])('a byte order mark is no text (%s)', (encoding) => {
  expect(lines(iconv.encode(TEXT, encoding, { addBOM: true }))[0]).toBe(
    '特定個人情報保護評価書（重点項目評価書）',
  )
})

test('characters of CP932 beyond Shift_JIS are read', () => {
  const bytes = iconv.encode('Ⅰ基本情報①②③　１．特定個人情報ファイルを取り扱う事務～', 'cp932')
  expect(lines(bytes)).toEqual(['Ⅰ基本情報①②③　１．特定個人情報ファイルを取り扱う事務～'])
})

test('lines end at LF, CRLF and CR; a form feed stays in its line', () => {
  expect(lines(utf8('一\r\n二\r三\n\f四\n\n五\n'))).toEqual(['一', '二', '三', '\f四', '', '五'])
})

test('a text that is cut within a character is read, and says so', () => {
  const bytes = utf8('架空市長の評価書'.repeat(20))
  const { problems } = readText(bytes.subarray(0, bytes.length - 1))
  expect(problems.map(({ code, severity }) => [code, severity])).toEqual([['damaged-file', 'warning']])
})

describe('text source', () => {
  test.each([
    ['評価書番号 １', 'plain-text'],
    ['＜選択肢＞ <選択肢> 1) <500人', 'plain-text'],
    ['<選択肢>\n<1>', 'plain-text'],
    ['<table><tr><td>評価書番号</td></tr></table>', 'text-with-html'],
    ['[ <input type="checkbox" checked=""/> ] 内部', 'text-with-html'],
    ['一<br>二', 'text-with-html'],
    ['<!DOCTYPE html>\n<html lang="ja"></html>', 'text-with-html'],
  ])('%s', (text, source) => {
    expect(readText(utf8(text)).textSource).toBe(source)
  })
})

test.each([
  ['no bytes', new Uint8Array(), 'empty-file'],
  ['white space', utf8(' \n　\n'), 'empty-file'],
  ['zero bytes', utf8('架空\0市'), 'unsupported-type'],
  ['binary data', Uint8Array.from({ length: 400 }, (_, index) => (index * 89 + 7) % 256), 'unsupported-type'],
] as const)('%s are refused', (_, bytes, code) => {
  expect(codeOf(bytes)).toBe(code)
})

test('any bytes give lines or a reason', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      try {
        expect(readText(bytes).kind).toBe('lines')
      } catch (error) {
        expect(error).toBeInstanceOf(ReadError)
      }
    }),
  )
})

test('any text in UTF-8 comes back', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('あ', '漢', 'ｱ', 'a', ' ', '①', '𠮷'), minLength: 1 }),
      (text) => {
        fc.pre(text.trim() !== '')
        expect(lines(utf8(text))).toEqual([text])
      },
    ),
  )
})
