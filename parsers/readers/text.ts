import { analyse } from 'chardet'
import type { Problem, Source } from '../records/index.ts'
import { readFailure } from './failure.ts'
import { holdsHtml } from './html.ts'

/** Share of characters that may be lost (U+FFFD or control characters) before the bytes count as no text. */
const LOST_SHARE = 0.01
/** Share of characters that Japanese texts are made of, in a text whose encoding was guessed. */
const JAPANESE_SHARE = 0.9
/** Bytes on which the encoding is guessed. */
const SAMPLE_BYTES = 64 * 1024

const BYTE_ORDER_MARKS = [
  { mark: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { mark: [0xff, 0xfe], encoding: 'utf-16le' },
  { mark: [0xfe, 0xff], encoding: 'utf-16be' },
] as const
/** What Japanese texts come in, as chardet names it; a guess outside of this list is a guess about noise. */
const ENCODINGS = ['Shift_JIS', 'EUC-JP', 'ISO-2022-JP', 'UTF-16LE', 'UTF-16BE']
// Half-width kana are left out: wrongly decoded text is full of them.
const JAPANESE = /[\t\n\f\r -~\u2010-\u27bf\u3000-\u30ff\u3200-\u33ff\u4e00-\u9fff\uff01-\uff5e]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what tells binary data from text
const LOST = /[\u0000-\u0008\u000e-\u001f\u007f\ufffd]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences that change the character set
const JIS_ESCAPE = /\x1b(?:\$[@B]|\([BIJ])/

/**
 * Reads a plain text, in any of the encodings that Japanese texts come in. Lines end at LF, CRLF or CR;
 * a form feed does not end a line: it stays in it, and what follows it is on the next page.
 * The tags of HTML fragments stay in the lines, which `textSource` tells; `plainText` of html.ts reads them.
 * @throws ReadError `empty-file` or `unsupported-type`.
 */
export function readText(bytes: Uint8Array): Source {
  if (bytes.length === 0) throw readFailure('empty-file', 'the file is empty; fetch it again')
  const text = decodeText(bytes)
  if (text === undefined) {
    throw readFailure(
      'unsupported-type',
      'the file is no text in any Japanese encoding (UTF-8, UTF-16, Shift_JIS, EUC-JP, ISO-2022-JP); look at what it is',
    )
  }
  if (text.trim() === '') throw readFailure('empty-file', 'the text holds nothing but white space')
  const lines = text.split(/\r\n|\r|\n/)
  if (lines.at(-1) === '') lines.pop()
  return {
    kind: 'lines',
    textSource: holdsHtml(text) ? 'text-with-html' : 'plain-text',
    lines,
    problems: lossOf(text),
  }
}

/** The text that bytes hold, or nothing where they are none: by byte order mark, as UTF-8, then by statistics. */
export function decodeText(bytes: Uint8Array): string | undefined {
  const marked = BYTE_ORDER_MARKS.find(({ mark }) => mark.every((byte, index) => bytes[index] === byte))
  if (marked) return accepted(new TextDecoder(marked.encoding).decode(bytes))

  // ISO-2022-JP is valid UTF-8, too: ASCII with escape sequences.
  const text = new TextDecoder().decode(bytes)
  return (JIS_ESCAPE.test(text) ? undefined : accepted(text)) ?? guessed(bytes)
}

function guessed(bytes: Uint8Array): string | undefined {
  const likeliest = analyse(bytes.subarray(0, SAMPLE_BYTES)).map(({ name }) => name as string)
  for (const encoding of new Set([...likeliest.filter((name) => ENCODINGS.includes(name)), ...ENCODINGS])) {
    const text = accepted(new TextDecoder(encoding).decode(bytes))
    if (text !== undefined && count(text, JAPANESE) >= text.length * JAPANESE_SHARE) return text
  }
  return undefined
}

const accepted = (text: string): string | undefined =>
  text.includes('\0') || count(text, LOST) > text.length * LOST_SHARE ? undefined : text

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0

function lossOf(text: string): Problem[] {
  const lost = count(text, /\ufffd/g)
  if (lost === 0) return []
  return [
    {
      code: 'damaged-file',
      severity: 'warning',
      message: `${lost} characters could not be decoded and stand as U+FFFD; fetch the file again`,
    },
  ]
}
