import type { Column, Piece } from '../../parsers/engine/scrambled/change-pieces.ts'

/** A piece of a change table, the `at`-th block of its page; `/` ends a line. */
export const piece = (column: Column | 'text', text: string, at: number): Piece => ({
  column,
  lines: text.split('/'),
  at: [at * 10, at * 10 + text.split('/').length - 1],
  block: at,
  isHead: false,
  width: Math.max(...text.split('/').map(({ length }) => length)),
  isBreak: text.startsWith('（上段'),
})
