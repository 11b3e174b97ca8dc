import { matchKey } from '../text/characters.ts'

/** Letters and digits of a text, folded: what is compared of names. */
export const nameKey = (text: string): string => matchKey(text).replace(/[\p{P}\p{S}]+/gu, '')

/** How alike two texts are, 0 … 1: the share of pairs of neighbouring characters that they have in common (Dice). */
export function likeness(one: string, other: string): number {
  const [a, b] = [pairsOf(nameKey(one)), pairsOf(nameKey(other))]
  const total = a.length + b.length
  return total === 0 ? Number(one === other) : (2 * commonOf(a, b)) / total
}

/** How much of a text another one holds, 0 … 1: the share of its pairs of neighbouring characters. */
export function coverage(text: string, whole: string): number {
  const [part, all] = [nameKey(text), nameKey(whole)]
  if (all.includes(part)) return 1
  const pairs = pairsOf(part)
  return pairs.length === 0 ? 0 : commonOf(pairsOf(all), pairs) / pairs.length
}

function commonOf(a: readonly string[], b: readonly string[]): number {
  const left = new Map<string, number>()
  for (const pair of a) left.set(pair, (left.get(pair) ?? 0) + 1)
  let common = 0
  for (const pair of b) {
    const count = left.get(pair) ?? 0
    if (count > 0) {
      common++
      left.set(pair, count - 1)
    }
  }
  return common
}

const pairsOf = (text: string): string[] => {
  const characters = [...text]
  return characters.slice(1).map((character, index) => characters[index]! + character)
}

/** One text holds the other. */
export function contains(one: string, other: string): boolean {
  const [a, b] = [nameKey(one), nameKey(other)]
  return a !== '' && b !== '' && (a.includes(b) || b.includes(a))
}

const UNIT =
  /[^\s　、，,・／/（）()「」]*?(?:部|局|課|室|センター|支所|事務所|係|担当|班|グループ|チーム|署|館|会)(?=$|[^長員])/gu

/** The parts of a department's name that can stand alone: 市民生活部 保険年金課 → 市民生活部, 保険年金課. */
export function unitsOf(text: string): string[] {
  return [...matchKey(text.replace(/\s+/gu, '、')).matchAll(UNIT)]
    .map(([unit]) => unit)
    .filter((unit) => unit.length > 1)
}

/** こども家庭支援課 and 子ども家庭支援課 are one department. */
const SAME_UNIT = 0.6

/** Whether two texts name a department in common; undefined where one of them names none. */
export function shareUnit(one: string, other: string): boolean | undefined {
  const [a, b] = [unitsOf(one), unitsOf(other)]
  if (a.length === 0 || b.length === 0) return undefined
  return a.some((unit) =>
    b.some((another) => contains(unit, another) || likeness(unit, another) >= SAME_UNIT),
  )
}

/**
 * How many days a printed period lasts: 26日間, 令和3年2月1日から3月2日まで is left to the words in it.
 * Months count as 30 days. Undefined if no length is said.
 */
export function lengthOf(text: string): number | undefined {
  const folded = text.normalize('NFKC').replace(/\s+/gu, '')
  const days = /(\d+)日間/u.exec(folded)
  if (days) return Number(days[1])
  const months = /(\d+)[かヶケカヵ箇]月/u.exec(folded)
  return months ? 30 * Number(months[1]) : undefined
}
