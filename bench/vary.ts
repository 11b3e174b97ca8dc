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

/** Where a text may go on from its last characters: with what is printed up to the next choice, and the states after it. */
type State = { readonly text: string; readonly following: Set<string>; steps: readonly Step[] }
type Step = { readonly text: string; readonly state: State | undefined }
const LONGEST_STEP = 100

/** Text in the manner of others: every run of five characters occurs in one of them, the whole in none. */
export function textMaker(texts: readonly string[]): (random: Random, length: number) => string {
  const states = new Map<string, State>()
  const beginnings: string[] = []
  for (const source of texts) {
    if (source.length > ORDER) beginnings.push(source.slice(0, ORDER))
    for (let index = 0; index + ORDER < source.length; index += 1) {
      const text = source.slice(index, index + ORDER)
      const state = states.get(text) ?? { text, following: new Set(), steps: [] }
      states.set(text, state)
      state.following.add(source[index + ORDER]!)
    }
  }
  const stepOf = (from: State, first: string): Step => {
    let text = first
    let state = states.get(from.text.slice(1) + first)
    while (state?.following.size === 1 && text.length < LONGEST_STEP) {
      const [only] = state.following
      text += only
      state = states.get(state.text.slice(1) + only)
    }
    return { text, state }
  }
  for (const state of states.values())
    state.steps = [...state.following].map((character) => stepOf(state, character))
  return (random, length) => {
    let text = ''
    let state: State | undefined
    while (text.length < length) {
      if (state) {
        const step: Step = pick(random, state.steps)
        text += step.text
        state = step.state
      } else {
        const beginning = pick(random, beginnings)
        text += text === '' ? beginning : `。${beginning}`
        state = states.get(beginning)
      }
    }
    return text.slice(0, length)
  }
}
