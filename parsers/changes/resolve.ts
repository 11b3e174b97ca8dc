import type { FormName } from '../records/index.ts'
import { readDate } from '../text/dates.ts'
import { addressKey } from './address-text.ts'
import { addressTree, type Place } from './address-tree.ts'
import { COSTS, LIMITS } from './costs.ts'
import { follow } from './follow.ts'
import { type Mention, misspeltNames, plainMentions } from './mentions.ts'
import { type Address, begin, type Reading } from './reading.ts'

/** The items that an address names: `paths` with numbers for files and repeats, `keys` theirs, `score` how certain (0..1). */
export type Resolution = { readonly paths: string[]; readonly keys: string[]; readonly score: number }

const NONE: Resolution = { paths: [], keys: [], score: 0 }
/** 同上 ②: what it goes on from stands in another row. */
const OF_ANOTHER_ROW = /^[(]?(?:同上|上記)/u
const ROUNDING = 1e-9

/**
 * Reads the text of an item column (項目) as printed: the items that it names, in the order of the text. No paths if it
 * names none (全般), or if it cannot be told which. Names beat numbers; of nested items the most specific is meant.
 */
export function resolveItems(text: string, form: FormName): Resolution {
  const key = addressKey(text)
  if (key === '' || key.length > LIMITS.length || isDate(text) || OF_ANOTHER_ROW.test(key)) return NONE
  const [best, ...others] = outcomesOf(key, form)
  if (!best || best.cost > LIMITS.base + LIMITS.perCharacter * key.length) return NONE
  const rival = others.find((other) => !sameItems(best.items, other.items))
  if (rival && rival.cost - best.cost < LIMITS.margin - ROUNDING) return NONE
  const score = Math.max(0, 1 - best.cost / LIMITS.worthless)
  return {
    paths: best.items.map(pathOf),
    keys: best.items.map(({ place }) => place.key),
    score: Math.round(score * 100) / 100,
  }
}

function isDate(text: string): boolean {
  const date = readDate(text)
  return date.kind === 'day' && date.rest === ''
}

type Outcome = { readonly items: readonly Address[]; readonly cost: number; readonly unknown: number }

/** What the text may say, the likeliest first. Misspellings are looked for only if not all of it is known as it stands. */
function outcomesOf(key: string, form: FormName): Outcome[] {
  const tree = addressTree(form)
  const plain = plainMentions(key, tree)
  const outcomes = search(key, form, plain)
  if (outcomes[0]?.unknown === 0) return outcomes
  const misspelt = misspeltNames(key, tree)
  return search(
    key,
    form,
    plain.map((mentions, at) => [...mentions, ...misspelt[at]!]),
  )
}

/** The cheapest readings of the whole text, position by position. */
function search(key: string, form: FormName, mentions: readonly (readonly Mention[])[]): Outcome[] {
  const tree = addressTree(form)
  const at: Map<string, Reading>[] = Array.from({ length: key.length + 1 }, () => new Map())
  at[0]!.set('', begin())
  for (const [from, found] of mentions.entries()) {
    for (const reading of likeliest(at[from]!.values())) {
      for (const mention of found) {
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
      const cost = reading.cost + endCost(reading, key.length)
      return items.length === 0 ? [] : [{ items, cost, unknown: reading.unknown }]
    })
    .sort((a, b) => a.cost - b.cost)
}

/** A number that led nowhere, or a name behind a heading that is none of its items, leaves open what is meant. */
function endCost({ passedNumber, noise, unknown, at }: Reading, length: number): number {
  const isVague = noise >= LIMITS.unknownName && at.some(({ place }) => !place.hasValue)
  const isSentence = unknown > LIMITS.unknownShare * length
  return (
    (passedNumber ? COSTS.numberAtEnd : 0) +
    (isVague ? COSTS.unknownBehindHeading : 0) +
    (isSentence ? COSTS.sentence : 0)
  )
}

function likeliest(readings: Iterable<Reading>): Reading[] {
  const sorted = [...readings].sort((a, b) => a.cost - b.cost)
  const worst = (sorted[0]?.cost ?? 0) + LIMITS.beamWidth
  return sorted.slice(0, LIMITS.beam).filter(({ cost }) => cost <= worst)
}

/** Readings that what follows cannot tell apart. */
function stateOf({ at, done, afterNumber, separated, passedNumber, file, noise }: Reading): string {
  const flags = [afterNumber, separated, passedNumber].map(Number).join('')
  return `${at.map(idOf).join('|')}#${done.map(idOf).join('|')}#${flags}${file},${Math.min(noise, LIMITS.unknownName)}`
}

const idOf = ({ place, f, n }: Address): string => `${place.path} ${f} ${n}`

const pathOf = ({ place, f, n }: Address): string =>
  place.path.replace('[f]', `[${f}]`).replace('[n]', `[${n}]`)

const unique = (items: readonly Address[]): Address[] => [
  ...new Map(items.map((item) => [pathOf(item), item])).values(),
]

/** A section and the item of its own name in it are one answer. */
function sameItems(one: readonly Address[], other: readonly Address[]): boolean {
  const paths = (items: readonly Address[]) => items.map(pathOf).sort().join()
  if (paths(one) === paths(other)) return true
  return one.length === 1 && other.length === 1 && isItemOfItsName(one[0]!.place, other[0]!.place)
}

function isItemOfItsName(one: Place, other: Place): boolean {
  const [outer, inner] = one.depth < other.depth ? [one, other] : [other, one]
  return inner.parent === outer && outer.names.some((name) => inner.names.includes(name))
}
