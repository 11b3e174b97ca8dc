import { expect, test } from 'vitest'
import { boxesState, boxState, choiceState, dateState } from '../../../parsers/engine/items.ts'
import { NO_OWN_BOX, type ReadBox } from '../../../parsers/engine/values/checkboxes.ts'
import { noOption } from '../../../parsers/engine/values/choice.ts'

const box = (label: string, rest: Partial<ReadBox>): ReadBox => ({
  ...{ label, state: 'unknown', detail: undefined, boxes: [], exact: true },
  ...rest,
})
const odd = { code: 'odd-mark', words: 'the box holds 「×」' } as const

test.each([
  ['令和3年2月30日', 'impossible-date'],
  ['未定', 'wrong-kind'],
  ['令和3年2月1日、令和4年2月1日', 'several-values'],
])('a date that is none says why: %s', (text, code) => {
  expect(dateState(text)).toMatchObject({ status: 'ambiguous', reasonCode: code, value: text })
})

test.each([
  [0, 'not-an-option'],
  [2, 'several-values'],
])('a choice near %i options says why', (near, code) => {
  expect(choiceState({ option: undefined, printed: '良好', reason: noOption('良好', near) })).toMatchObject({
    status: 'ambiguous',
    reasonCode: code,
    reason: expect.stringContaining('良好'),
  })
})

test('of boxes an odd mark weighs more than a box that was not found, and all are told in words', () => {
  const boxes = [
    box('紙', { reason: NO_OWN_BOX }),
    box('専用線', { reason: odd }),
    box('電子', { state: 'checked' }),
  ]
  expect(boxesState(boxes)).toMatchObject({
    status: 'found',
    unknown: ['紙', '専用線'],
    reasonCode: 'odd-mark',
    reason: '紙: its box was not found; 専用線: the box holds 「×」',
  })
  expect(boxState(boxes[0]!)).toEqual({
    status: 'ambiguous',
    reason: 'its box was not found',
    reasonCode: 'no-place',
  })
})
