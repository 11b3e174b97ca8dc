import type { SpecItem } from '../../parsers/forms/index.ts'
import type { Change, Filling } from './fillings.ts'
import { BODY, type Content, type Piece, textContent } from './form-writer-content.ts'
import type { Style } from './form-writer-style.ts'
import { emWidth } from './pdf-writer.ts'

export type Cell = {
  readonly x0: number
  readonly x1: number
  readonly role: 'label' | 'value' | 'blank'
  readonly content: Content
  /** Cells of one name in rows below each other are one cell. */
  readonly merge?: string
}

/** A row of a table; `apart` begins another table below a gap; `head` comes back on every page. */
export type Row = { readonly cells: readonly Cell[]; readonly apart?: boolean; readonly head?: boolean }

/** What begins on a new page: loose lines, then rows. */
export type Section = {
  readonly title: readonly Piece[]
  readonly rows: readonly Row[]
  readonly after?: readonly Piece[]
  readonly wide?: boolean
  /** Stands on one page, however little may go on the others. */
  readonly whole?: boolean
}

export const MARGIN = 40
/** The heading of a section, outside its table. */
export function titlePiece(item: SpecItem, style: Style): Piece {
  return {
    x: MARGIN,
    y: 0,
    size: 13,
    text: labelText(item, 0, { ...style, remark: '', labelSpaced: false }),
    bold: true,
  }
}

/** `③対象人数　※`, `１．特定個人情報ファイル名`, `リスク１：　…`. */
export function labelText(item: SpecItem, n: number, style: Style): string {
  const repeat = /^(システム|委託事項|提供先|移転先)1$/u.exec(item.label)?.[1]
  const wide = (text: string) =>
    style.halfWidth ? text : text.replace(/\d/gu, (digit) => '０１２３４５６７８９'[Number(digit)]!)
  if (repeat) return `${repeat}${wide(String(n))}`
  const number = numberText(item.number ?? '', style)
  const spaced = style.labelSpaced && item.label.length <= 5 ? [...item.label].join(' ') : item.label
  const text = `${number}${spaced}${style.remark}`
  return style.halfWidth
    ? text.replace(/[（）：]/gu, (character) => ({ '（': '(', '）': ')', '：': ':' })[character]!)
    : text
}

function numberText(number: string, style: Style): string {
  if (number === '') return ''
  if (/^[ⅠⅡⅢⅣⅤⅥ]$/u.test(number)) return `${number}　`
  if (number.startsWith('リスク')) return style.halfWidth ? `${number.normalize('NFKC')}: ` : `${number}：　`
  if (number.startsWith('（')) return `${number}　`
  const circled = /^[①-⑳]$/u.test(number)
  switch (style.numbers) {
    case 'none':
      return ''
    case 'bracketed':
      return circled ? `(${number.normalize('NFKC')})` : `${number.normalize('NFKC')} `
    case 'ascii':
      return circled ? number : `${number.normalize('NFKC')} `
    case 'printed':
      return number
  }
}

/** The first page. */
export function cover(filling: Filling, style: Style, right: number): Section {
  const { items, frame } = filling.spec
  const width = right - MARGIN
  const textOf = (path: string) => {
    const value = filling.values.get(path)
    return value?.kind === 'text' || value?.kind === 'date' ? value.text : ''
  }
  const item = (path: string) => items.find((candidate) => candidate.path === path)
  const label = (path: string, x0: number, x1: number): Cell => {
    const text = item(path)!.label
    return { x0, x1, role: 'label', content: textContent(text, x1 - x0, BODY, true) }
  }
  const value = (path: string, x0: number, x1: number): Cell => ({
    x0,
    x1,
    role: 'value',
    content: textContent(textOf(path), x1 - x0, BODY + 1),
  })
  const first = MARGIN + 90
  const pair = (path: string): Row[] =>
    item(path)
      ? [{ cells: [label(path, MARGIN, right)], apart: true }, { cells: [value(path, MARGIN, right)] }]
      : []
  const rows: Row[] = [
    { cells: [label('表紙.評価書番号', MARGIN, first), label('表紙.評価書名', first, right)], apart: true },
    { cells: [value('表紙.評価書番号', MARGIN, first), value('表紙.評価書名', first, right)] },
    ...pair('表紙.宣言'),
    { cells: [label('表紙.特記事項', MARGIN, first), value('表紙.特記事項', first, right)] },
    ...pair('表紙.評価実施機関名'),
    ...pair('表紙.承認日'),
    ...pair('表紙.公表日'),
  ]
  const mark = editionMark(filling)
  const titleWidth = emWidth(frame.title) * 16
  return {
    title: [
      { x: MARGIN + Math.max(0, (width - titleWidth) / 2), y: 10, size: 16, text: frame.title, bold: true },
    ],
    rows,
    whole: true,
    after: style.editionMark ? [{ x: right - 130, y: 8, size: BODY, text: `[${mark}]` }] : [],
  }
}

/** 平成30年5月　様式３ */
export function editionMark({ spec }: Filling): string {
  const [printed] = Object.entries(spec.frame.editions).find(([, edition]) => edition === spec.edition)!
  return `${printed}　${spec.items.find(({ path }) => path === '表紙.様式')!.label}`
}

/** 項目一覧 */
export function contents(filling: Filling, right: number): Section {
  const heads = filling.spec.items.filter((item) => item.parent === undefined && (item.number ?? '') !== '')
  const lines = heads.map(({ number, label }) => `${number}　${label}`).join('\n\n')
  const cell = (text: string, role: Cell['role'], size: number): Row => ({
    cells: [
      { x0: MARGIN + 60, x1: right - 60, role, content: textContent(text, right - MARGIN - 120, size) },
    ],
  })
  return {
    title: [],
    rows: [{ ...cell('項目一覧', 'label', 12), apart: true }, cell(lines, 'value', 11)],
    whole: true,
  }
}

const CHANGE_COLUMNS: readonly (readonly [keyof Change, string, number])[] = [
  ['変更日', '変更日', 75],
  ['項目', '項目', 110],
  ['変更前', '変更前の記載', 200],
  ['変更後', '変更後の記載', 200],
  ['提出時期', '提出時期', 50],
  ['説明', '提出時期に係る説明', 127],
]

/** 変更箇所 */
export function changeTable(filling: Filling, style: Style): Section {
  const table = filling.spec.items.find(({ kind }) => kind === 'table')!
  const row = (
    text: (column: (typeof CHANGE_COLUMNS)[number]) => string,
    role: Cell['role'],
    head = false,
  ): Row => {
    let x = MARGIN
    const cells = CHANGE_COLUMNS.map((column) => {
      const x0 = x
      const x1 = x0 + column[2]
      x = x1
      return { x0, x1, role, content: textContent(text(column), x1 - x0, 8, role === 'label') }
    })
    return { cells, head }
  }
  return {
    title: [titlePiece(table, style)],
    rows: [
      row(([, label]) => label, 'label', true),
      ...filling.changes.map((change) => row(([key]) => change[key], 'value')),
    ],
    wide: true,
  }
}
