import { describe, expect, test } from 'vitest'
import { checkEvaluation, inferenceRules, withInferences } from '../../../parsers/checks/index.ts'
import { Evaluation, type Item, isUntold } from '../../../parsers/records/index.ts'
import {
  box,
  boxes,
  count,
  evaluationOf,
  type Planted,
  plantedFilling,
  text,
} from '../../support/sound-evaluation.ts'

const planted = (what: Planted): Evaluation => evaluationOf(plantedFilling(what))
const inferredIn = (evaluation: Evaluation): Evaluation => withInferences(evaluation, inferenceRules)
const itemAt = ({ items }: Evaluation, path: string): Item => items.find((item) => item.path === path)!

/** The item as torn text leaves it: every box unknown, every other value gone. */
function torn(item: Item): Item {
  const { path, key, kind, evidence, raw } = item
  const bare = { path, key, status: 'ambiguous', reason: 'torn', confidence: 0, evidence, raw } as const
  if (item.kind !== 'checkboxes') return { ...bare, kind } as Item
  const unknown = [...item.checked, ...item.unchecked, ...item.unknown]
  return { ...bare, kind: 'checkboxes', checked: [], unchecked: [], unknown, details: {} }
}

const without = (evaluation: Evaluation, ...paths: string[]): Evaluation => ({
  ...evaluation,
  items: evaluation.items.map((item) => (paths.includes(item.path) ? torn(item) : item)),
})

/** What an item says, in the words of `Inference.value`; of a box, whether it is checked. */
function saidBy(item: Item, label: string | undefined): string {
  if (item.kind === 'checkboxes') return item.checked.includes(label!) ? 'checked' : 'unchecked'
  if (item.kind === 'checkbox') return item.checked ? 'checked' : 'unchecked'
  if (item.kind === 'choice') return item.label!
  return String(item.value)
}

const wholes: readonly Planted[] = [
  { form: '様式2' },
  { form: '様式3' },
  {
    form: '様式3',
    slots: { file: 2, 委託事項: 2 },
    values: { 'II[1].4.委託の有無.件数': count(2), 'II[2].4.委託の有無.件数': count(2) },
  },
  {
    form: '様式4',
    values: { 'II[1].2.4.その妥当性': text('・個人番号、地方税関係情報：税額の計算に要する。') },
  },
]

describe.each(wholes)('of a sound $form', (what) => {
  const whole = planted(what)

  test('nothing is inferred where everything is told', () => {
    expect(inferredIn(whole)).toEqual(whole)
  })

  test('what is inferred of a torn item is what stood there, is asserted nowhere, and is never sure', () => {
    let inferences = 0
    for (const item of whole.items) {
      const after = itemAt(inferredIn(without(whole, item.path)), item.path)
      for (const { box: label, value, confidence, from } of after.inferred ?? []) {
        inferences++
        expect([item.path, label, value]).toEqual([item.path, label, saidBy(item, label)])
        expect(confidence).toBeLessThanOrEqual(0.8)
        expect(from.map(({ path }) => path)).not.toContain(item.path)
        expect(from.every(({ evidence }) => evidence.length > 0)).toBe(true)
      }
      if (after.inferred) {
        const { inferred: _, ...rest } = after
        expect(rest).toEqual({ ...torn(item), status: 'inferred', confidence: after.confidence })
        expect(isUntold(after)).toBe(true)
      }
    }
    expect(inferences).toBeGreaterThan(what.form === '様式2' ? 0 : 10)
  })
})

test('boxes are told from what names them, and those that are read stay as they are', () => {
  const path = 'II[1].2.4.主な記録項目'
  const whole = planted({
    form: '様式3',
    values: {
      [path]: boxes(['個人番号', '国税関係情報', '連絡先（電話番号等）']),
      'II[1].2.4.その妥当性': text(
        '・個人番号対応符号：照会に要する。\n・連絡先、国税関係情報：通知の送付に要する。',
      ),
    },
  })
  const read = itemAt(whole, path) as Extract<Item, { kind: 'checkboxes' }>
  const partly: Item = {
    ...read,
    checked: ['個人番号'],
    unchecked: read.unchecked.filter((label) => label !== '個人番号対応符号'),
    unknown: ['個人番号対応符号', '連絡先（電話番号等）', '国税関係情報'],
  }
  const after = itemAt(
    inferredIn({ ...whole, items: whole.items.map((item) => (item.path === path ? partly : item)) }),
    path,
  )
  const { inferred, ...rest } = after
  expect(rest).toEqual(partly)
  expect(inferred?.map(({ box: label, value, rule }) => [label, value, rule])).toEqual([
    ['個人番号対応符号', 'checked', 'recorded-items-from-validity'],
    ['連絡先（電話番号等）', 'checked', 'recorded-items-from-validity'],
    ['国税関係情報', 'checked', 'recorded-items-from-validity'],
  ])
})

test('where rules contradict each other nothing is inferred', () => {
  const exists = 'II[1].4.委託の有無'
  const whole = planted({ form: '様式3', values: { 'III[1].4.委託しない': box(true) } })
  expect(itemAt(inferredIn(without(whole, exists)), exists).status).toBe('ambiguous')
})

test('a missing item is inferred, too, and checks do not count on it', () => {
  const none = 'III[1].6.接続しない（入手）'
  const whole = planted({ form: '様式3' })
  const open = {
    ...whole,
    items: whole.items.map(
      (item): Item => (item.path === none ? { ...torn(item), status: 'missing' } : item),
    ),
  }
  const after = inferredIn(open)
  expect(itemAt(after, none)).toMatchObject({ status: 'inferred', inferred: [{ value: 'unchecked' }] })
  expect(checkEvaluation(after).map(({ rule }) => rule)).toEqual(
    checkEvaluation(open).map(({ rule }) => rule),
  )
  expect(Evaluation.safeParse(after).success).toBe(true)
})

test('a list in a block of recipients may stand for several, so that they are not counted', () => {
  const path = 'II[1].5.提供・移転の有無.提供件数'
  const counted = (name: string) =>
    itemAt(
      inferredIn(without(planted({ form: '様式3', values: { 'II[1].5.提供先[1]': text(name) } }), path)),
      path,
    )
  expect(counted('架空県知事').inferred?.[0]?.value).toBe('1')
  expect(counted('別紙に掲げる者').inferred).toBeUndefined()
})
