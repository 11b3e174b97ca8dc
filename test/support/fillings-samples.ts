import { makeChanges, type Value, type Wanted } from './fillings.ts'

/** Parts of 様式3 that together hold every kind of item. */
export const outline: Wanted = {
  form: '様式3',
  parts: ['表紙', 'I.1', 'I.2', 'I.3', 'I.6', 'II[f].1', 'II[f].2'],
  seed: 11,
}
export const handling: Wanted = {
  form: '様式3',
  parts: ['表紙', 'II[f].1', 'II[f].3', 'II[f].4', 'II[f].5'],
  seed: 12,
}
export const risks: Wanted = {
  form: '様式3',
  parts: ['表紙', 'II[f].1', 'III[f].1', 'III[f].3', 'III[f].4', 'III[f].8', 'III[f].9', 'IV'],
  seed: 13,
  changes: makeChanges(4, 5),
}
export const long: Wanted = {
  form: '様式3',
  parts: ['表紙', 'I.1', 'II[f].1', 'II[f].4', 'II[f].7', 'III[f].1', 'III[f].2', 'IV'],
  seed: 14,
  sentences: 14,
}

export const text = (value: string): Value => ({ kind: 'text', text: value })
export const choice = (printed: string, option?: number): Value => ({
  kind: 'choice',
  printed,
  ...(option === undefined ? {} : { option }),
})

/** Boxes and choices that a careful reader cannot tell: no layout may turn them into an answer. */
export const doubtful: Wanted = {
  ...handling,
  values: {
    'II[1].3.1': {
      kind: 'checkboxes',
      checked: ['本人又は本人の代理人'],
      details: {},
      odd: { 民間事業者: '△', 評価実施機関内の他部署: '?' },
    },
    'II[1].3.2': {
      kind: 'checkboxes',
      checked: ['専用線'],
      details: {},
      odd: { 紙: '済', 電子メール: '－' },
    },
    'II[1].3.4.使用者数': choice('10人以上100人未満'),
    'II[1].4.委託の有無': choice('1) 委託しない'),
    'II[1].4.委託事項[1].2': choice('120人'),
    'II[1].4.委託事項[1].4': choice('する'),
    'II[1].5.提供先[1].4': choice('7)'),
    'II[1].5.移転先[1].4': { kind: 'choice' },
  },
}
