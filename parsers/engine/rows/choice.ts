import type { Option } from '../../forms/index.ts'
import type { Reason } from '../../records/index.ts'
import { matchKey } from '../../text/characters.ts'
import { editDistance } from '../labels.ts'
import { noOption } from '../values/choice.ts'
import { isPrinted, readRowBoxes } from './boxes.ts'
import { readableText } from './fragment.ts'

export type RowChoice = {
  readonly option: Option | undefined
  /** What stands in the choice's bracket; empty if nothing was chosen. */
  readonly printed: string
  readonly reason?: Reason
  readonly exact: boolean
  /** What is neither the value nor a printed option. */
  readonly unused: string
}

const CAPTION = '<選択肢>'
const FUZZY_SHARE = 6
/** So many characters of an odd text are shown. */
const SHOWN = 40
const NO_BRACKET: Reason = { code: 'no-place', words: 'only the options are printed, without a bracket' }
const CONTRADICTING: Reason = {
  code: 'several-values',
  words: 'boxes stand before the options, and they contradict each other',
}
const NOISE = /[\ue001-\ue004□☐]/gu
const COUNT = /\([^()]*\)件/gu

/**
 * Reads a choice from text: `[ 十分である ] ＜選択肢＞ 1) … 2) …`, the options in any order, the value before or behind
 * the caption. Where the OCR lost the brackets the value is what is left when the options are taken off.
 */
export function readRowChoice(source: string, options: readonly Option[]): RowChoice {
  const key = matchKey(source)
  const boxed = boxedOptions(source, options)
  if (boxed) return boxed
  const brackets = [...key.matchAll(/\[([^[\]]*)\]/gu)]
  const values = brackets
    .map(([, inner]) => inner!.replace(NOISE, ''))
    .filter((inner) => inner !== '' && !/^○$/u.test(inner))
  const [first = ''] = values
  const rest = without(key.replace(/\[[^[\]]*\]/gu, ' '), options)
  if (values.length > 0) {
    if (values.some((value) => value !== first))
      return undecided(
        values.join('、'),
        { code: 'several-values', words: 'several values stand in brackets' },
        rest,
      )
    return { ...optionOf(first, options), unused: rest }
  }
  const empty = brackets.length > 0
  if (rest === '' || /^-+$/u.test(rest)) {
    if (rest === '' && key !== '' && !empty) return undecided('', NO_BRACKET, '')
    return { option: undefined, printed: rest, exact: true, unused: '' }
  }
  const loose = options.filter((option) => spellings(option).includes(rest))
  if (loose.length === 1) return { option: loose[0], printed: rest, exact: false, unused: '' }
  if (empty) return { option: undefined, printed: '', exact: true, unused: rest }
  return undecided(readableText(rest), noOption(rest.slice(0, SHOWN), 0), '')
}

const undecided = (printed: string, reason: Reason, unused: string): RowChoice => ({
  option: undefined,
  printed,
  reason,
  exact: false,
  unused,
})

/**
 * The OCR drew a box before each option. One checked box among all options, each printed once, is the choice;
 * anything else contradicts itself.
 */
function boxedOptions(source: string, options: readonly Option[]): RowChoice | undefined {
  const labels = new Map(options.map((option) => [matchKey(option.label), option]))
  const { boxes } = readRowBoxes(
    source.replace(/[＜<]選択肢[＞>]/u, ' '),
    options.map(({ label }) => ({ label })),
    () => false,
    { framedBoxes: false },
  )
  const printed = boxes.filter(isPrinted)
  if (printed.filter(({ label }) => labels.has(matchKey(label))).length < 2) return undefined
  const checked = boxes.filter(({ state }) => state === 'checked')
  const key = matchKey(source)
  const once = [...labels.keys()].every(
    (label) =>
      key.split(label).length === 2 ||
      [...labels.keys()].some((other) => other !== label && other.includes(label)),
  )
  const only = checked.length === 1 ? labels.get(matchKey(checked[0]!.label)) : undefined
  if (only && once && printed.length === options.length)
    return { option: only, printed: only.label, exact: false, unused: '' }
  return undecided('', CONTRADICTING, '')
}

/** The option that a bracket's text (a match key) names. */
function optionOf(value: string, options: readonly Option[]): Omit<RowChoice, 'unused'> {
  const exact = options.filter((option) => spellings(option).includes(value))
  if (exact.length === 1) return { option: exact[0], printed: value, exact: true }
  if (/^-+$/u.test(value)) return { option: undefined, printed: value, exact: true }
  const near = options.filter(({ label }) => {
    const wanted = matchKey(label)
    const limit = Math.floor(wanted.length / FUZZY_SHARE)
    // A digit more or less is another option, not a slip: 10万人以上 and 100万人以上.
    return limit > 0 && digits(wanted) === digits(value) && editDistance(value, wanted, limit) <= limit
  })
  if (near.length === 1) return { option: near[0], printed: value, exact: false }
  return {
    option: undefined,
    printed: value,
    exact: false,
    reason: noOption(value.slice(0, SHOWN), near.length),
  }
}

/** The ways in which an option is written into its bracket: its label, its number, or both. */
function spellings({ number, label }: Option): string[] {
  const key = matchKey(label)
  if (number === undefined) return [key]
  return [key, `${number})${key}`, `${number}.${key}`, `${number}${key}`, `${number})`, `${number}`]
}

const digits = (key: string): string => key.replace(/\D+/gu, ' ')

/** What is left of a key when caption, numbered options, counts and stray boxes are taken off. */
function without(key: string, options: readonly Option[]): string {
  let rest = key.replace(CAPTION, ' ').replace(COUNT, ' ').replace(NOISE, ' ')
  const wordings = options
    .flatMap(({ number, label }) => (number === undefined ? [] : [`${number})${matchKey(label)}`]))
    .sort((a, b) => b.length - a.length)
  for (const wording of wordings) rest = rest.replace(wording, ' ')
  return rest.replace(/[[\]\s]+/gu, '')
}
