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
