/**
 * Formats that Excel's Japanese edition holds built in and a workbook names by number only;
 * 14 and 22 change with the locale. The library knows the American ones and drops the rest.
 */
const JAPANESE_FORMATS: Readonly<Record<number, string>> = {
  14: 'yyyy/m/d',
  22: 'yyyy/m/d h:mm',
  27: '[$-411]ge.m.d',
  28: '[$-411]ggge"年"m"月"d"日"',
  29: '[$-411]ggge"年"m"月"d"日"',
  30: 'm/d/yy',
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"時"mm"分"',
  33: 'h"時"mm"分"ss"秒"',
  34: 'yyyy"年"m"月"',
  35: 'm"月"d"日"',
  36: '[$-411]ge.m.d',
  50: '[$-411]ge.m.d',
  51: '[$-411]ggge"年"m"月"d"日"',
  52: 'yyyy"年"m"月"',
  53: 'm"月"d"日"',
  54: '[$-411]ggge"年"m"月"d"日"',
  55: 'yyyy"年"m"月"',
  56: 'm"月"d"日"',
  57: '[$-411]ge.m.d',
  58: '[$-411]ggge"年"m"月"d"日"',
}

/** xl/styles.xml with the Japanese built-in formats written out; a format that the file defines itself wins. */
export function withJapaneseFormats(styles: Uint8Array): Uint8Array {
  const xml = new TextDecoder().decode(styles)
  const prefix = /<(\w+:)?styleSheet\b/.exec(xml)?.[1] ?? ''
  const defined = Object.entries(JAPANESE_FORMATS)
    .map(([id, code]) => `<${prefix}numFmt numFmtId="${id}" formatCode="${code.replaceAll('"', '&quot;')}"/>`)
    .join('')
  const list = new RegExp(`<${prefix}numFmts\\b[^>]*?(/?)>`)
  const written = list.test(xml)
    ? xml.replace(list, (_, closed) =>
        closed ? `<${prefix}numFmts>${defined}</${prefix}numFmts>` : `<${prefix}numFmts>${defined}`,
      )
    : xml.replace(
        new RegExp(`<${prefix}styleSheet\\b[^>]*>`),
        (head) => `${head}<${prefix}numFmts>${defined}</${prefix}numFmts>`,
      )
  return new TextEncoder().encode(written)
}

/**
 * A format with its era tokens (g, gg, ggg: era; e, ee: year in it) replaced by the date's own, in quotes:
 * `[$-411]ggge"年"` → `[$-411]"令和""3""年"`. The library does not know eras.
 */
export function withEra(format: string, date: Date): string {
  const first = format.replace(/\[\$-ja-JP-x-gannen[^\]]*\]/i, '')
  const gannen = first !== format
  return first.replace(/"[^"]*"|\[[^\]]*\]|\\.|g{1,3}|e{1,2}/gi, (token) => {
    if (!/^[ge]/i.test(token)) return token
    const { era, year } = eraOf(date, token.length)
    if (/^g/i.test(token)) return `"${era}"`
    return `"${gannen && year === 1 ? '元' : String(year).padStart(token.length, '0')}"`
  })
}

const ERA_STYLES = ['narrow', 'narrow', 'short', 'long'] as const

function eraOf(date: Date, letters: number): { era: string; year: number } {
  const parts = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', {
    era: ERA_STYLES[letters] ?? 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).formatToParts(date)
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? ''
  const era = part('era')
  return { era: letters === 2 ? era.slice(0, 1) : era, year: Number.parseInt(part('year'), 10) || 1 }
}
