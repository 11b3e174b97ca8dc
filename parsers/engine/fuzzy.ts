import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { IpadicFeatures, Tokenizer } from 'kuromoji'
import { matchKey } from '../text/characters.ts'
import { splitLabel } from './labels.ts'

/** A heading of the form that a printed one may stand for: its number and all its wordings, the form's own first. */
export type HeadingCandidate<Target> = {
  readonly target: Target
  readonly number: string
  readonly wordings: readonly string[]
}

/** How alike a printed heading and a candidate are (0..1), and what told so. */
export type HeadingMatch<Target> = {
  readonly target: Target
  readonly score: number
  readonly by: 'wording' | 'alias' | 'similarity'
}

/** Below this nothing matches; set by the curve in docs/accuracy.md. */
export const HEADING_THRESHOLD = 0.62
/** The best candidate must be better than the next by this much. */
export const HEADING_MARGIN = 0.04

/** What OCR and local habits make of the forms' words; both sides are folded before they are compared. */
const SAME_WORDS: readonly (readonly [RegExp, string])[] = [
  [/府内/gu, '庁内'],
  [/隨/gu, '随'],
  [/減失/gu, '滅失'],
  [/評佃/gu, '評価'],
  [/末満/gu, '未満'],
  [/問い?合わ?せ/gu, '問合せ'],
  [/取り?扱い?/gu, '取扱'],
  [/ユ[ー-]ザ[ー-]?/gu, 'ユーザ'],
  [/サ[ー-]バ[ー-]?/gu, 'サーバ'],
  [/曰/gu, '日'],
  [/従業員|職員/gu, '従業者'],
  [/確保/gu, '担保'],
  [/所属長(?!の役職名)/gu, '所属長の役職名'],
  [/不正な仕様/gu, '不正な使用'],
]
/** A label in the words that OCR's confusions and local habits are folded into; for comparing two labels folded alike. */
export const foldHabits = (label: string): string =>
  SAME_WORDS.reduce((text, [pattern, word]) => text.replace(pattern, word), label)

const ROMAN: Readonly<Record<string, string>> = { '11': 'II', l1: 'II', '1l': 'II', '111': 'III', lV: 'IV' }

const ALIAS_SCORE = 0.98
const WRONG_NUMBER = 0.03
const PARTICLE_WEIGHT = 0.15
const SAME_BASE = 0.95
const SAME_READING = 0.85
const MIN_EDIT_LIKENESS = 0.6
/** The words' share of the score; the rest is that of the characters. */
const WORDS_SHARE = 0.6

type Word = {
  readonly surface: string
  readonly base: string
  readonly reading: string | undefined
  readonly weight: number
}

let tokenizer: Promise<Tokenizer<IpadicFeatures>> | undefined

/** The morphological analyser; it takes a second and 400 MB, so it is loaded once, when first asked for. */
export function analyser(): Promise<Tokenizer<IpadicFeatures>> {
  tokenizer ??= loadAnalyser()
  return tokenizer
}

async function loadAnalyser(): Promise<Tokenizer<IpadicFeatures>> {
  const { default: kuromoji } = await import('kuromoji')
  const dicPath = join(dirname(createRequire(import.meta.url).resolve('kuromoji/package.json')), 'dict')
  return new Promise((resolve, reject) => {
    kuromoji.builder({ dicPath }).build((error, built) => (error ? reject(error) : resolve(built)))
  })
}

/**
 * The candidate that a printed heading stands for, or nothing. Candidates are those that may stand at this place in
 * the form. The analyser is loaded only if no wording or alias is the printed one.
 */
export async function matchHeading<Target>(
  printed: string,
  candidates: readonly HeadingCandidate<Target>[],
): Promise<HeadingMatch<Target> | undefined> {
  const known = knownWording(printed, candidates)
  if (known || candidates.length === 0) return known
  const [best, next] = rankHeadings(printed, candidates, await analyser())
  if (!best || best.score < HEADING_THRESHOLD) return undefined
  return next && best.score - next.score < HEADING_MARGIN ? undefined : best
}

/** The candidate whose wording or alias is the printed one; of several the one with the printed number. */
export function knownWording<Target>(
  printed: string,
  candidates: readonly HeadingCandidate<Target>[],
): HeadingMatch<Target> | undefined {
  const { number, wording } = folded(printed)
  const found = candidates.flatMap((candidate) => {
    const at = candidate.wordings.findIndex((own) => folded(own).wording === wording)
    if (at < 0) return []
    const penalty = sameNumber(number, candidate.number) ? 0 : WRONG_NUMBER
    return [
      {
        target: candidate.target,
        score: (at === 0 ? 1 : ALIAS_SCORE) - penalty,
        by: at === 0 ? ('wording' as const) : ('alias' as const),
      },
    ]
  })
  const [best, next] = found.sort((a, b) => b.score - a.score)
  return best && best.score === next?.score ? undefined : best
}

/** All candidates with their likeness to a printed heading, the likeliest first. */
export function rankHeadings<Target>(
  printed: string,
  candidates: readonly HeadingCandidate<Target>[],
  tokens: Tokenizer<IpadicFeatures>,
): HeadingMatch<Target>[] {
  const { number, wording } = folded(printed)
  if (wording === '') return []
  const words = wordsOf(wording, tokens)
  return candidates
    .map(({ target, number: own, wordings }): HeadingMatch<Target> => {
      const likeness = Math.max(
        ...wordings.map((candidate) => {
          const key = folded(candidate).wording
          return (
            WORDS_SHARE * wordLikeness(words, wordsOf(key, tokens)) +
            (1 - WORDS_SHARE) * editLikeness(wording, key)
          )
        }),
      )
      const penalty = sameNumber(number, own) ? 0 : WRONG_NUMBER
      return { target, score: Math.max(0, likeness - penalty), by: 'similarity' }
    })
    .sort((a, b) => b.score - a.score)
}

function folded(printed: string): { number: string; wording: string } {
  const { number, wording } = splitLabel(printed)
  return {
    number: ROMAN[number] ?? number,
    wording: foldHabits(wording),
  }
}

/** A number that is not printed, or that the form does not print, speaks against nothing. */
const sameNumber = (printed: string, own: string): boolean => {
  const key = matchKey(own).replace(/[.,、:()]/gu, '')
  return printed === '' || key === '' || printed === key
}

const words = new Map<string, readonly Word[]>()

/** Symbols such as ⑦ have no reading. */
function wordsOf(text: string, tokens: Tokenizer<IpadicFeatures>): readonly Word[] {
  const known = words.get(text)
  if (known) return known
  const found = tokens.tokenize(text).map(({ surface_form, basic_form, pos, reading }): Word => {
    const isContent = /^(?:名詞|動詞|形容詞|副詞|未知語)$/u.test(pos)
    return {
      surface: surface_form,
      base: basic_form === '*' ? surface_form : basic_form,
      reading: reading === '*' ? undefined : reading,
      weight: isContent ? surface_form.length : PARTICLE_WEIGHT * surface_form.length,
    }
  })
  if (words.size < 5_000) words.set(text, found)
  return found
}

/** The weight of the words that both have in the same order, of all their weight. */
function wordLikeness(left: readonly Word[], right: readonly Word[]): number {
  let previous = new Array<number>(right.length + 1).fill(0)
  for (const a of left) {
    const current = [0]
    right.forEach((b, index) => {
      const both = previous[index]! + wordMatch(a, b) * (a.weight + b.weight)
      current.push(Math.max(previous[index + 1]!, current[index]!, both))
    })
    previous = current
  }
  const all = [...left, ...right].reduce((sum, { weight }) => sum + weight, 0)
  return all === 0 ? 0 : previous.at(-1)! / all
}

function wordMatch(a: Word, b: Word): number {
  if (a.surface === b.surface) return 1
  if (a.base === b.base) return SAME_BASE
  if (a.reading !== undefined && a.reading === b.reading) return SAME_READING
  const likeness = editLikeness(a.surface, b.surface)
  return a.surface.length > 1 && likeness >= MIN_EDIT_LIKENESS ? likeness : 0
}

function editLikeness(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1
      current.push(Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + change))
    }
    previous = current
  }
  const longest = Math.max(a.length, b.length)
  return longest === 0 ? 1 : 1 - previous[b.length]! / longest
}
