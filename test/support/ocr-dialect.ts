import fc from 'fast-check'

/** How an OCR writes a form as text. Every property can be changed without the others. */
export type Dialect = {
  readonly seed: number
  /** Rows of cells: by tabs, as a markdown table, as an HTML table in one line a row or a cell, as bullets (`- label: value`). */
  readonly table: 'tabs' | 'markdown' | 'html' | 'html-lines' | 'bullets'
  /** Cells end in line ends within a row of tabs or of markdown, as often as this (of 100 characters). */
  readonly brokenCells: number
  readonly paragraphs: 'p' | 'br' | 'spaces' | 'list'
  readonly headings: 'line' | 'row' | 'markdown' | 'html'
  /** The mark of a checked box and what stands in an empty one. */
  readonly boxes: keyof typeof BOXES
  readonly boxOrder: 'printed' | 'shuffled'
  readonly bracket: '[ # ]' | '[#]' | '［#］' | '[<input type="checkbox"/> #]' | '<input type="checkbox"/> #]'
  readonly caption: '<選択肢>' | '＜選択肢＞' | '&lt;選択肢&gt;'
  readonly options: 'printed' | 'columns' | 'shuffled' | 'none'
  readonly optionsAt: 'behind' | 'before' | 'next-cell'
  readonly numeral: 'Ⅰ' | 'I' | 'l' | '1'
  readonly numbers: 'printed' | 'ascii' | 'none' | 'wrong'
  /** A label that stands beside several rows is in the first of them, or in each. */
  readonly groups: 'once' | 'repeated'
  readonly halfWidth: boolean
  readonly remark: '' | ' ※'
  /** Labels with the OCR's confusions, or in the form data's other wordings. */
  readonly labels: 'form' | 'slips' | 'aliases'
  readonly entities: boolean
  readonly pageMark: '' | '- # -' | '<!-- page # -->' | '#/40'
  readonly cover: 'columns' | 'lines' | 'same-line'
  readonly contents: boolean
  readonly emptySlots: boolean
  readonly editionMark: boolean
  /** The heads of the change table stand above each row of it that begins a page. */
  readonly changeHeads: 'once' | 'every-page'
}

/** What stands before a box's label: checked, unchecked. */
export const BOXES = {
  brackets: ['[○]', '[]'],
  spaced: ['[ ○ ]', '[ ]'],
  wide: ['［○］', '［　］'],
  letters: ['[O]', '[ ]'],
  ticks: ['[✓]', '[ ]'],
  filled: ['[■]', '[□]'],
  signs: ['☑', '☐'],
  squares: ['☑', '□'],
  markdown: ['[x]', '[ ]'],
  inputs: ['[<input checked="" type="checkbox"/>]', '[<input type="checkbox"/>]'],
  'bare inputs': ['<input type="checkbox" checked/>', '<input type="checkbox"/>'],
  /** Only the OCR's frame: nothing can be told from it. */
  noise: ['<input type="checkbox"/>', '<input type="checkbox"/>'],
  radio: ['[<input checked="" type="radio"/>]', '[]'],
} as const

export const plainDialect: Dialect = {
  seed: 1,
  table: 'tabs',
  brokenCells: 0,
  paragraphs: 'p',
  headings: 'line',
  boxes: 'brackets',
  boxOrder: 'printed',
  bracket: '[#]',
  caption: '<選択肢>',
  options: 'printed',
  optionsAt: 'behind',
  numeral: 'Ⅰ',
  numbers: 'ascii',
  groups: 'once',
  halfWidth: true,
  remark: '',
  labels: 'form',
  entities: false,
  pageMark: '',
  cover: 'columns',
  contents: true,
  emptySlots: true,
  editionMark: false,
  changeHeads: 'once',
}

const one = <T>(...values: T[]) => fc.constantFrom(...values)

/** Any way of writing a form; the usual ones come more often. */
export const anyDialect: fc.Arbitrary<Dialect> = fc.record<Dialect>({
  seed: fc.integer({ min: 1, max: 9999 }),
  table: one('tabs', 'tabs', 'markdown', 'html', 'html-lines', 'bullets'),
  brokenCells: one(0, 0, 0, 1, 4),
  paragraphs: one('p', 'br', 'spaces', 'list'),
  headings: one('line', 'line', 'row', 'markdown', 'html'),
  boxes: fc.constantFrom(...(Object.keys(BOXES) as (keyof typeof BOXES)[])),
  boxOrder: one('printed', 'printed', 'shuffled'),
  bracket: one('[ # ]', '[#]', '［#］', '[<input type="checkbox"/> #]', '<input type="checkbox"/> #]'),
  caption: one('<選択肢>', '＜選択肢＞', '&lt;選択肢&gt;'),
  options: one('printed', 'columns', 'shuffled', 'none'),
  optionsAt: one('behind', 'before', 'next-cell'),
  numeral: one('Ⅰ', 'Ⅰ', 'I', 'l', '1'),
  numbers: one('printed', 'ascii', 'ascii', 'none', 'wrong'),
  groups: one('once', 'repeated'),
  halfWidth: fc.boolean(),
  remark: one('', ' ※'),
  labels: one('form', 'form', 'slips', 'aliases'),
  entities: fc.boolean(),
  pageMark: one('', '- # -', '<!-- page # -->', '#/40'),
  cover: one('columns', 'lines', 'same-line'),
  contents: fc.boolean(),
  emptySlots: fc.boolean(),
  editionMark: fc.boolean(),
  changeHeads: one('once', 'every-page'),
})
