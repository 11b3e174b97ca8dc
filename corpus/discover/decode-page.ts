import { analyse } from 'chardet'
import { getEncoding } from 'encoding-sniffer'

/** What Japanese pages come in, tried in the order that chardet gives them. */
const ENCODINGS = ['UTF-8', 'Shift_JIS', 'EUC-JP', 'ISO-2022-JP']
/** Bytes on which the encoding is guessed. */
const SAMPLE_BYTES = 64 * 1024
/** Bytes in which a meta element is looked for; templates put scripts before it. */
const META_WITHIN = 8192
/** Share of characters that may be lost before a stated charset is taken for wrong. */
const LOST_SHARE = 0.002
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences that change the character set
const JIS_ESCAPE = /\x1b(?:\$[@B]|\([BIJ])/

export type DecodedPage = { readonly text: string; readonly charset: string }

/**
 * The text of a page: by what the source says, the byte order mark, the Content-Type header, the meta element, then by
 * content. A stated charset in which characters are lost is not believed where another one loses fewer.
 */
export function decodePage(
  bytes: Uint8Array,
  contentType: string | undefined,
  stated: string | undefined,
): DecodedPage {
  const label = stated ?? /charset\s*=\s*["']?([^\s;"']+)/i.exec(contentType ?? '')?.[1]
  const sniffed = getEncoding(bytes, {
    maxBytes: META_WITHIN,
    defaultEncoding: 'UTF-8',
    ...(label !== undefined && { transportLayerEncodingLabel: label }),
  })
  const first = decoded(bytes, charsetOf(sniffed) ?? 'UTF-8')
  if (lostShare(first.text) <= LOST_SHARE && !isEscaped(first)) return first
  const guesses = analyse(bytes.subarray(0, SAMPLE_BYTES)).map(({ name }) => name as string)
  const others = [...new Set([...guesses.filter((name) => ENCODINGS.includes(name)), ...ENCODINGS])]
  return [first, ...others.map((charset) => decoded(bytes, charset))].reduce((best, next) =>
    cost(next) < cost(best) ? next : best,
  )
}

const decoded = (bytes: Uint8Array, charset: string): DecodedPage => ({
  text: new TextDecoder(charset).decode(bytes),
  charset: charset.toLowerCase(),
})

/** ISO-2022-JP is valid in every ASCII superset: escape sequences that are left tell it. */
const isEscaped = ({ text }: DecodedPage): boolean => JIS_ESCAPE.test(text)
const cost = (page: DecodedPage): number => lostShare(page.text) + (isEscaped(page) ? 1 : 0)
// Half-width kana are counted: Shift_JIS decodes EUC-JP as a row of them.
const lostShare = (text: string): number =>
  (text.match(/[\ufffd\uff61-\uff9f]/g)?.length ?? 0) / Math.max(1, text.length)

function charsetOf(label: string): string | undefined {
  try {
    return new TextDecoder(label).encoding
  } catch {
    return undefined
  }
}
