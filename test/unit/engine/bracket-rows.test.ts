import { expect, test } from 'vitest'
import { pairBoxes } from '../../../parsers/engine/scrambled/box-pairs.ts'
import type { Piece } from '../../../parsers/engine/scrambled/pieces.ts'

const options = ['紙', '専用線', '電子メール', 'その他']
const isNext = (label: string, next: string) => options[options.indexOf(label) + 1] === next

/** Lines of brackets, marks and labels as the pieces of a page. */
function piecesOf(lines: readonly string[]): Piece[] {
  return lines.flatMap((line, at) =>
    line.split(' ').map((part): Piece => {
      const place = { at, block: at, spot: undefined }
      if (part === '[') return { ...place, kind: 'open' }
      if (part === ']') return { ...place, kind: 'close' }
      if (part === '○') return { ...place, kind: 'mark' }
      if (part === '件') return { ...place, kind: 'cases' }
      return { ...place, kind: 'box', label: part }
    }),
  )
}

const states = (...lines: string[]) =>
  Object.fromEntries(
    pairBoxes(
      piecesOf(lines),
      false,
      () => false,
      () => false,
      isNext,
      0,
    ).map(({ label, state }) => [label, state]),
  )

test('the last bracket of a row belongs to the next option, wherever its label stands', () => {
  expect(states('[ ] 紙 [ ○', '[ ○ ] 電子メール', '] その他', '[', '] 専用線')).toMatchObject({
    紙: 'unchecked',
    専用線: 'checked',
    電子メール: 'checked',
  })
})

test('an empty bracket says nothing where a mark stands without a label', () => {
  expect(states('[ ] 紙 [', '[ ○', '[ ○ ] 電子メール', '] 専用線', '] その他')).toMatchObject({
    専用線: 'unknown',
  })
})

test('a row whose own bracket is torn away tells nothing of its last bracket', () => {
  expect(states('] 紙 [ ○', '[', '] 専用線', '[ ] 電子メール')).toMatchObject({
    紙: 'unknown',
    専用線: 'unknown',
  })
})

test('a count may stand between a label and the bracket of the next option', () => {
  expect(states('[ ○ ] 紙 件 [ ○', '] 専用線', '[', '] その他')).toMatchObject({
    専用線: 'checked',
    その他: 'unchecked',
  })
})

/** The same of blocks, each a column of brackets or of labels, in the order of a layout analysis. */
function inColumns(...blocks: readonly (readonly string[])[]) {
  const lines = blocks.flat()
  const blockOf = blocks.flatMap((block, index) => block.map(() => index))
  const pieces = piecesOf(lines).map((piece) => ({ ...piece, block: blockOf[piece.at]! }))
  const read = pairBoxes(
    pieces,
    true,
    () => false,
    () => false,
    isNext,
    0,
  )
  return Object.fromEntries(read.map(({ label, state }) => [label, state]))
}

test('columns that stand crosswise belong to those of their length', () => {
  expect(
    inColumns(
      ['[ ○', '[', '['],
      ['] 紙', '] 電子メール', '] 窓口', '] その他'],
      ['[', '[ ○', '[', '['],
      ['] 専用線', '] 電話', '] 郵送'],
    ),
  ).toEqual({
    紙: 'unchecked',
    電子メール: 'checked',
    窓口: 'unchecked',
    その他: 'unchecked',
    専用線: 'checked',
    電話: 'unchecked',
    郵送: 'unchecked',
  })
})

test('a label behind another on its line has no bracket in the column before it', () => {
  expect(inColumns(['[ ○', '[', '[ ○'], ['] 紙', '] 電子メール ] 専用線', '] その他'])).toEqual({
    紙: 'checked',
    電子メール: 'unchecked',
    専用線: 'unknown',
    その他: 'checked',
  })
})
