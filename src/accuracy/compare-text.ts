/** The elements that a text gets from HTML; 〈…措置〉 and the like are text. */
const HTML =
  /<\/?(?:p|ul|ol|li|div|span|br|b|i|u|strong|em|sup|sub|table|thead|tbody|tr|td|th|input|h[1-6])\b[^>]*>/gi
const BLANK = /^[-ー]*$/u
/** A careful reader gives a long text by its beginning, its end and its length, which may be off by this. */
const FIRST_CHARACTERS = 14
const LENGTH_SLACK = 2
const LENGTH_SLACK_SHARE = 0.015

/** What a text should say: all of it, or how it begins and ends and how many characters it has. */
export type ExpectedText = {
  readonly value?: string | undefined
  readonly first?: string | undefined
  readonly last?: string | undefined
  readonly chars?: number | undefined
}

/** A text as it is compared: without HTML and white space, NFKC, dashes folded (they differ by font). */
export function comparable(text: string): string {
  return text
    .replace(HTML, '')
    .normalize('NFKC')
    .replace(/[\s\u3000]+/gu, '')
    .replace(/[-‐‑‒–—―−─－]/gu, '-')
}

/** Nothing, or only a dash. */
export const isBlankText = (text: string | undefined): boolean => BLANK.test(comparable(text ?? ''))

/** A path as it is compared; brackets may have either width. */
export const comparablePath = (path: string): string =>
  comparable(path).replace(/[()]/g, (bracket) => (bracket === '(' ? '（' : '）'))

/** Equal where the whole text is expected; else its beginning, its end and about its length. */
export function isSameText({ value, first = '', last = '', chars = 0 }: ExpectedText, said: string): boolean {
  const text = comparable(said)
  if (value !== undefined) return text === comparable(value)
  const beginning = withoutListMark(comparable(first)).slice(0, FIRST_CHARACTERS)
  const slack = Math.max(LENGTH_SLACK, chars * LENGTH_SLACK_SHARE, said.split('\n').length) // a list mark a line may be kept or dropped
  return (
    withoutListMark(text).startsWith(beginning) &&
    text.endsWith(comparable(last)) &&
    Math.abs(text.length - chars) <= slack
  )
}

const withoutListMark = (text: string): string => text.replace(/^[-・*]/u, '')

/** How alike two texts are, 0 to 1, by their pairs of neighbouring characters (Dice). */
export function likeness(one: string, other: string): number {
  if (one === other) return 1
  if (one.length < 2 || other.length < 2) return 0
  const [pairs, others] = [pairsOf(one), pairsOf(other)]
  let common = 0
  for (const [pair, count] of pairs) common += Math.min(count, others.get(pair) ?? 0)
  return (2 * common) / (one.length + other.length - 2)
}

function pairsOf(text: string): Map<string, number> {
  const pairs = new Map<string, number>()
  for (let at = 0; at + 1 < text.length; at++) {
    const pair = text.slice(at, at + 2)
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  return pairs
}
