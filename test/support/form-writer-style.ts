import type { FontEncoding } from './pdf-writer.ts'

/** How a form is printed. Every property can be changed without the others. */
export type Style = {
  readonly seed: number
  readonly landscape: boolean
  /** Landscape or not, the page is stored upright and turned by /Rotate. */
  readonly turned: boolean
  /** Height (points) that rows may take on a page; less makes more page ends. */
  readonly bodyHeight: number

  readonly encoding: FontEncoding
  readonly pieces: 'run' | 'character' | 'torn'
  /** The order in which things are drawn says nothing about their place. */
  readonly shuffled: boolean
  /** Labels are printed twice, a hair apart, to look bold. */
  readonly shadow: boolean

  readonly borders: 'stroked' | 'filled' | 'doubled' | 'dashed' | 'dashes' | 'dots' | 'per-cell'
  readonly open: 'none' | 'outer' | 'label-value' | 'inner'
  /** A cell that runs over a page end has no border there. */
  readonly pageEnds: 'closed' | 'open'
  readonly bracketBox: boolean
  readonly pageFrame: boolean
  /** A line between the bracket of a choice and its options. */
  readonly choiceDivider: boolean
  readonly whiteCells: boolean

  readonly labelWidth: number
  /** ① stands in a cell of its own. */
  readonly numberCell: boolean
  readonly labelAlign: 'top' | 'middle'
  readonly labelSpaced: boolean
  readonly remark: '' | '※' | '　※' | '【必須】'
  readonly numbers: 'printed' | 'ascii' | 'bracketed' | 'none'
  readonly halfWidth: boolean
  readonly subcontract: 'stacked' | 'turned' | 'level'

  readonly valueAlign: 'left' | 'indented' | 'centre'
  /** （注１） is small and raised. */
  readonly superscripts: boolean

  readonly brackets: '[]' | '［］' | '〔〕'
  readonly mark: string
  readonly boxes: 'brackets' | '□☑' | '□■'
  readonly markPieces: 'one' | 'three' | 'outside-right' | 'outside-left' | 'lower'
  readonly labelFirst: boolean
  readonly boxColumns: 1 | 2 | 3
  readonly detail: 'same-line' | 'next-line' | 'small' | 'tight'

  readonly optionsAt: 'right' | 'below' | 'above' | 'none'
  readonly optionColumns: 1 | 2
  readonly optionsWrapped: boolean
  readonly choiceText: 'label' | 'number-label' | 'number' | 'spaced'
  readonly choicePieces: 'one' | 'three'

  /** Sections follow each other on a page. */
  readonly flow: boolean
  readonly split: 'between-rows' | 'anywhere'
  readonly splitLabel: 'first' | 'again' | 'second'
  readonly pageNumber: '' | '# / 72' | '- # -' | '#ページ' | '#'
  readonly runningHead: string
  readonly changeHeads: 'every-page' | 'first-page'
  readonly contents: boolean
  readonly emptySlots: boolean
  readonly editionMark: boolean
}

/** As spreadsheets print the regulator's workbook. */
export const plainStyle: Style = {
  seed: 1,
  landscape: false,
  turned: false,
  bodyHeight: 720,
  encoding: 'unicode',
  pieces: 'run',
  shuffled: false,
  shadow: false,
  borders: 'stroked',
  open: 'none',
  pageEnds: 'closed',
  bracketBox: false,
  pageFrame: false,
  choiceDivider: false,
  whiteCells: false,
  labelWidth: 130,
  numberCell: false,
  labelAlign: 'middle',
  labelSpaced: false,
  remark: '',
  numbers: 'printed',
  halfWidth: false,
  subcontract: 'stacked',
  valueAlign: 'left',
  superscripts: false,
  brackets: '[]',
  mark: '○',
  boxes: 'brackets',
  markPieces: 'three',
  labelFirst: false,
  boxColumns: 2,
  detail: 'same-line',
  optionsAt: 'right',
  optionColumns: 2,
  optionsWrapped: false,
  choiceText: 'label',
  choicePieces: 'three',
  flow: false,
  split: 'between-rows',
  splitLabel: 'first',
  pageNumber: '# / 72',
  runningHead: '',
  changeHeads: 'every-page',
  contents: true,
  emptySlots: false,
  editionMark: true,
}

/** Numbers in [0, 1) that a seed decides (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
