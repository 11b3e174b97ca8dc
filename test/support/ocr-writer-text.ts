import type { SpecItem } from '../../parsers/forms/index.ts'
import type { Dialect } from './ocr-dialect.ts'

/** What OCR makes of the forms' words, wherever a label has them. */
const SLIPS: readonly (readonly [RegExp, string])[] = [
  [/庁内/u, '府内'],
  [/随時/u, '隨時'],
  [/滅失/u, '減失'],
  [/評価/u, '評佃'],
  [/ユーザ認証/u, 'ユーザー認証'],
  [/問合せ/u, '問い合わせ'],
  [/取扱い/u, '取り扱い'],
  [/使用開始日/u, '使用開始曰'],
]
/** Older and local wordings. */
const HABITS: readonly (readonly [RegExp, string])[] = [
  [/所属長の役職名/u, '所属長'],
  [/従業者/u, '従業員'],
  [/担保/u, '確保'],
]

/** `③対象人数 ※`, `1. 特定個人情報ファイル名`, `リスク1: …` as the dialect words and numbers them. */
export function labelOf(item: SpecItem, n: number, dialect: Dialect): string {
  const repeat = /^(システム|委託事項|提供先|移転先)1$/u.exec(item.label)?.[1]
  if (repeat) return repeat + (dialect.halfWidth ? n : wide(String(n)))
  const wording = (dialect.labels === 'slips' ? SLIPS : dialect.labels === 'aliases' ? HABITS : []).reduce(
    (text, [pattern, slip]) => text.replace(pattern, slip),
    item.label,
  )
  const text = numberOf(item.number ?? '', dialect) + wording + (item.required ? dialect.remark : '')
  return dialect.halfWidth ? text.replace(/[（）：]/gu, (sign) => sign.normalize('NFKC')) : text
}

export const optionLabel = (label: string, { labels, halfWidth }: Dialect): string => {
  const text = labels === 'slips' ? label.replace('庁内', '府内') : label
  return halfWidth ? text.replace(/[（）]/gu, (sign) => sign.normalize('NFKC')) : text
}

function numberOf(number: string, dialect: Dialect): string {
  if (number === '') return ''
  if (/^[ⅠⅡⅢⅣⅤⅥ]$/u.test(number)) return `${numeral(number, dialect)} `
  if (number.startsWith('リスク')) return `${number.normalize('NFKC')}: `
  if (number.startsWith('（')) return `${number.normalize('NFKC')} `
  if (dialect.numbers === 'none') return ''
  // Every third number is one too high.
  if (dialect.numbers === 'wrong' && /^[②⑤８５]/u.test(number))
    return String.fromCodePoint(number.codePointAt(0)! + 1) + number.slice(1)
  if (/^[①-⑳]$/u.test(number)) return number
  return dialect.numbers === 'ascii' ? `${number.normalize('NFKC')} ` : number
}

/** Ⅲ → III, lll, 111 */
function numeral(number: string, { numeral }: Dialect): string {
  const letters = number.normalize('NFKC')
  if (numeral === 'Ⅰ') return number
  return numeral === 'I' || /V/u.test(letters) ? letters : letters.replaceAll('I', numeral)
}

const wide = (text: string): string => text.replace(/\d/gu, (digit) => '０１２３４５６７８９'[Number(digit)]!)

/** A value's text as a cell has it. */
export function cellText(text: string, { paragraphs, entities }: Dialect): string {
  const escaped = entities
    ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    : text
  const lines = escaped.split('\n')
  if (lines.length === 1) return escaped
  switch (paragraphs) {
    case 'p':
      return lines.map((line) => `<p>${line}</p>`).join(' ')
    case 'br':
      return lines.join('<br/>')
    case 'spaces':
      return lines.join(' ')
    case 'list':
      return `<ul style="list-style-type: none;"> ${lines.map((line) => `<li>${line}</li>`).join(' ')} </ul>`
  }
}

/** The lines of a table. All rows have as many cells as the widest. */
export function tableLines(rows: readonly (readonly string[])[], { table }: Dialect): string[] {
  if (rows.length === 0) return []
  const width = Math.max(...rows.map((row) => row.length))
  const full = rows.map((row) => [...row, ...new Array<string>(width - row.length).fill('')])
  switch (table) {
    case 'tabs':
      return full.map((row) => row.join('\t'))
    case 'markdown': {
      const [head, ...others] = full.map((row) => `| ${row.join(' | ')} |`)
      return [head!, `|${' --- |'.repeat(width)}`, ...others]
    }
    case 'bullets':
      return rows.map(([label, ...values]) => {
        const value = values.filter((cell) => cell !== '').join(' ')
        return value === '' ? label! : `- ${label}: ${value}`
      })
    case 'html':
      return [
        '<table>',
        ...full.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`),
        '</table>',
      ]
    case 'html-lines':
      return [
        '<table>',
        '<tbody>',
        ...full.flatMap((row) => ['<tr>', ...row.map((cell) => `<td>${cell}</td>`), '</tr>']),
        '</tbody>',
        '</table>',
      ]
  }
}

const BETWEEN_WORDS = /(?<=[\p{Script=Han}\p{Script=Hiragana}])(?=[\p{Script=Han}\p{Script=Hiragana}])/u
/** Labels are shorter than this; the OCR breaks only what is long. */
const LONG = 30

/** A line with line ends put into its long cells. */
export function broken(line: string, { brokenCells, table }: Dialect, random: () => number): string[] {
  if (brokenCells === 0 || (table !== 'tabs' && table !== 'markdown')) return [line]
  return line
    .split(/(\t|\s\|\s)/u)
    .map((cell) =>
      cell.length < LONG
        ? cell
        : cell
            .split(BETWEEN_WORDS)
            .map((piece) => piece + (random() * 100 < brokenCells ? '\n' : ''))
            .join(''),
    )
    .join('')
    .split('\n')
}
