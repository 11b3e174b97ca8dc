import type { FormName } from '../records/index.ts'
import { addressKey } from './address-text.ts'
import { addressTree, type Place } from './address-tree.ts'
import { mentionsIn } from './mentions.ts'
import { type Address, begin, follow, type Reading } from './reading.ts'

/** The items that an address names: `paths` with numbers for files and repeats, `keys` theirs, `score` how certain (0..1). */
export type Resolution = { readonly paths: string[]; readonly keys: string[]; readonly score: number }

const NONE: Resolution = { paths: [], keys: [], score: 0 }
/** A reading that costs more is not asserted. */
const MAX_COST = 2
const COST_PER_CHARACTER = 0.03
/** Nor is one that is not better by this much than the next that says something else. */
const MARGIN = 0.3
/** Readings kept at each position, and how much worse than the best they may be. */
const BEAM = 24
const BEAM_WIDTH = 4.5
/** The cost at which a score is 0. */
const WORTHLESS = 8
/** Longer texts are no addresses. */
const MAX_LENGTH = 1_000

/**
 * Reads the text of an item column (項目) as printed: the items that it names, in the order of the text. No paths if it
 * names none (全般), or if it cannot be told which. Names beat numbers; of nested items the most specific is meant.
 */
export function resolveItems(text: string, form: FormName): Resolution {
  const key = addressKey(text)
  if (key === '' || key.length > MAX_LENGTH) return NONE
  const [best, ...others] = readingsOf(key, form)
  if (!best || best.cost > MAX_COST + COST_PER_CHARACTER * key.length) return NONE
  const rival = others.find((other) => !sameItems(best.items, other.items))
  if (rival && rival.cost - best.cost < MARGIN - 1e-9) return NONE
  const score = Math.max(0, 1 - best.cost / WORTHLESS)
  return {
    paths: best.items.map(pathOf),
    keys: best.items.map(({ place }) => place.key),
    score: Math.round(score * 100) / 100,
  }
}

type Outcome = { readonly items: readonly Address[]; readonly cost: number }

/** What the whole text may say, the likeliest first. */
export function readingsOf(key: string, form: FormName): Outcome[] {
  const tree = addressTree(form)
  const mentions = mentionsIn(key, tree)
  const at: Map<string, Reading>[] = Array.from({ length: key.length + 1 }, () => new Map())
  at[0]!.set('', begin())
  for (let from = 0; from < key.length; from++) {
    for (const reading of kept(at[from]!.values())) {
      for (const mention of mentions[from]!) {
        for (const next of follow(reading, mention, tree)) {
          const state = stateOf(next)
          const known = at[mention.to]!.get(state)
          if (!known || known.cost > next.cost) at[mention.to]!.set(state, next)
        }
      }
    }
  }
  return [...at[key.length]!.values()]
    .flatMap((reading) => {
      const items = unique([...reading.done, ...reading.at])
      return items.length === 0 ? [] : [{ items, cost: reading.cost + endCost(reading, key.length) }]
    })
    .sort((a, b) => a.cost - b.cost)
}

const NO_NAME_BEHIND = 2
const UNKNOWN_BEHIND_HEADING = 2
const UNKNOWN_LENGTH = 3
/** A text of which more is unknown is a sentence that mentions something. */
const MOST_UNKNOWN = 0.4
const SENTENCE = 5

/** A number that led nowhere, or a name behind a heading that is none of its items, leaves open what is meant. */
function endCost({ passedNumber, noise, unknown, at }: Reading, length: number): number {
  const vague = noise >= UNKNOWN_LENGTH && at.some(({ place }) => !place.hasValue)
  const isSentence = unknown > MOST_UNKNOWN * length
  return (
    (passedNumber ? NO_NAME_BEHIND : 0) + (vague ? UNKNOWN_BEHIND_HEADING : 0) + (isSentence ? SENTENCE : 0)
  )
}

function kept(readings: Iterable<Reading>): Reading[] {
  const sorted = [...readings].sort((a, b) => a.cost - b.cost)
  const worst = (sorted[0]?.cost ?? 0) + BEAM_WIDTH
  return sorted.slice(0, BEAM).filter(({ cost }) => cost <= worst)
}

const stateOf = ({ at, done, afterNumber, separated, passedNumber, file, noise }: Reading): string =>
  `${at.map(pathOf).join('|')}#${done.map(pathOf).join('|')}#${Number(afterNumber)}${Number(separated)}${Number(passedNumber)}${file}${noise >= UNKNOWN_LENGTH ? 1 : 0}`

export const pathOf = ({ place, f, n }: Address): string =>
  place.path.replace('[f]', `[${f}]`).replace('[n]', `[${n}]`)

function unique(items: readonly Address[]): Address[] {
  return [...new Map(items.map((item) => [pathOf(item), item])).values()]
}

/** A section and the item of its own name in it are one answer. */
function sameItems(one: readonly Address[], other: readonly Address[]): boolean {
  const [ours, theirs] = [one, other].map((items) => items.map((item) => pathOf(item)).sort())
  if (ours!.join() === theirs!.join()) return true
  return one.length === 1 && other.length === 1 && isItemOfItsName(one[0]!, other[0]!)
}

function isItemOfItsName(one: Address, other: Address): boolean {
  const [outer, inner] =
    one.place.depth < other.place.depth ? [one.place, other.place] : [other.place, one.place]
  return inner.parent === outer && shareName(outer, inner)
}

const shareName = (outer: Place, inner: Place): boolean =>
  outer.names.some((name) => inner.names.includes(name))
