import { expect, test } from 'vitest'
import { withoutStrayBreaks } from '../../../parsers/engine/scrambled/page-ends.ts'

const pages = (count: number, number: (page: number) => string): string[] =>
  Array.from({ length: count }, (_, index) => [
    `${index > 0 ? '\f' : ''}見出し`,
    '本文',
    '結び',
    number(index + 1),
  ]).flat()

test.each([
  ['- # -', (page: number) => `- ${page} -`],
  ['bare', (page: number) => `${page}`],
  ['of all', (page: number) => `${page} / 6`],
  ['full width', (page: number) => `－ ${'０１２３４５６'[page]} －`],
])('form feeds between page numbers go, those at page ends stay: %s', (_, number) => {
  const lines = pages(6, number)
  const broken = lines.map((line, index) => (index % 4 === 1 || index === 6 ? `\f${line}` : line))
  expect(withoutStrayBreaks(lines)).toEqual(lines)
  // What stands before the first number and behind the last is told by nothing.
  expect(withoutStrayBreaks(broken).slice(4, -1)).toEqual(lines.slice(4, -1))
})

test('numbers at the head of pages tell them, too', () => {
  const lines = Array.from({ length: 5 }, (_, index) => [
    `\f${index + 1} / 5`,
    '見出し',
    '本文',
    '結び',
  ]).flat()
  const broken = lines.map((line, index) => (index % 4 === 2 ? `\f${line}` : line))
  expect(withoutStrayBreaks(broken).slice(0, -3)).toEqual(lines.slice(0, -3))
})

test('without page numbers, or with few, every form feed stays', () => {
  const few = pages(3, (page) => `- ${page} -`).map((line) => (line === '本文' ? '\f本文' : line))
  expect(withoutStrayBreaks(few)).toEqual(few)
  const none = pages(9, () => '終わり').map((line) => (line === '本文' ? '\f本文' : line))
  expect(withoutStrayBreaks(none)).toEqual(none)
})
