/** A generator of numbers in [0, 1) that gives the same for the same seed (mulberry32). */
export type Random = () => number

export function randomFrom(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export const pick = <Value>(random: Random, values: readonly Value[]): Value =>
  values[Math.floor(random() * values.length)]!

/** The 2,965 kanji of JIS level 1, in the order of the standard. */
const KANJI = Array.from({ length: 0x98 - 0x88 }, (_, row) => row + 0x88)
  .flatMap((lead) =>
    Array.from({ length: 0xfd - 0x40 }, (_, column) =>
      new TextDecoder('shift_jis').decode(Uint8Array.of(lead, column + 0x40)),
    ),
  )
  .filter((text) => /^\p{Script=Han}$/u.test(text))

/** A name that no text has: two to four kanji, common and rare ones alike. */
export const name = (random: Random): string =>
  Array.from({ length: 2 + Math.floor(random() * 3) }, () => pick(random, KANJI)).join('')

/** How many characters decide on the next one: high enough for words, low enough for new sentences. */
const ORDER = 4

/** Text in the manner of others: every run of five characters occurs in one of them, the whole in none. */
export function textMaker(texts: readonly string[]): (random: Random, length: number) => string {
  const next = new Map<string, string[]>()
  const beginnings: string[] = []
  for (const text of texts) {
    if (text.length > ORDER) beginnings.push(text.slice(0, ORDER))
    for (let index = 0; index + ORDER < text.length; index += 1) {
      const before = text.slice(index, index + ORDER)
      const following = next.get(before)
      if (following) following.push(text[index + ORDER]!)
      else next.set(before, [text[index + ORDER]!])
    }
  }
  return (random, length) => {
    let before = pick(random, beginnings)
    const text = [before]
    for (let made = before.length; made < length; made += 1) {
      const following = next.get(before)
      if (following) {
        const character = pick(random, following)
        text.push(character)
        before = before.slice(1) + character
      } else {
        before = pick(random, beginnings)
        text.push('。', before)
        made += before.length
      }
    }
    return text.join('').slice(0, length)
  }
}
