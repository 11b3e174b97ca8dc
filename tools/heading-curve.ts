/**
 * Prints how often fuzzy headings are right and wrong at each threshold: node tools/heading-curve.ts ITEMS.TSV
 * Positives: variants of labels (aliases left out of the candidates, slips of an OCR) and the last heading of addresses
 * in change tables. Negatives: labels of other forms, options, and texts that name no item.
 */
import { readFileSync } from 'node:fs'
import {
  analyser,
  HEADING_MARGIN,
  type HeadingCandidate,
  knownWording,
  rankHeadings,
} from '../parsers/engine/fuzzy.ts'
import { splitLabel } from '../parsers/engine/labels.ts'
import { type FormSpec, formFrames, formSpec, type SpecItem } from '../parsers/forms/index.ts'
import { matchKey } from '../parsers/text/characters.ts'

/** Items before and behind the place in the form that a heading may name. */
const WINDOW = 6

type Sample = {
  readonly printed: string
  readonly spec: FormSpec
  readonly item: SpecItem | undefined
  readonly aliases: boolean
}

/** Characters that OCR takes for one another. */
const SLIPS = new Map(
  [...'庁府随隨滅減価佃未末委季託記項頁報服務努取収用甲人入使史措借置直評計等筆策築'].map(
    (character, index, all) => [character, all[index ^ 1]!],
  ),
)

const specs = formFrames.map(({ form }) => formSpec(form, 'R6'))
const labelled = (spec: FormSpec) =>
  spec.items.filter(
    ({ kind, repeat, path }) => kind !== 'number' && repeat !== '変更' && path !== '表紙.様式',
  )
const keyOf = (label: string) => splitLabel(label).wording

/** The form's headings, or those around `place`. */
function candidatesOf(
  spec: FormSpec,
  place: number | undefined,
  aliases: boolean,
): HeadingCandidate<string>[] {
  const seen = new Map<string, HeadingCandidate<string>>()
  for (const [index, { number = '', label, aliases: others = [] }] of labelled(spec).entries()) {
    if (place !== undefined && Math.abs(index - place) > WINDOW) continue
    const key = keyOf(label)
    if (!seen.has(key))
      seen.set(key, { target: key, number, wordings: aliases ? [label, ...others] : [label] })
  }
  return [...seen.values()]
}

function samples(file: string): Sample[] {
  const found: Sample[] = []
  for (const spec of specs) {
    const own = new Set(labelled(spec).map(({ label }) => keyOf(label)))
    for (const [index, item] of labelled(spec).entries()) {
      for (const alias of item.aliases ?? []) {
        if (!own.has(keyOf(alias)) && keyOf(alias) !== '')
          found.push({ printed: alias, spec, item, aliases: false })
      }
      const key = matchKey(item.label)
      if (key.length < 4) continue
      const slipped = [...key]
        .map((character, at) =>
          SLIPS.has(character) && (at + index) % 4 === 0 ? SLIPS.get(character)! : character,
        )
        .join('')
      if (slipped !== key) found.push({ printed: slipped, spec, item, aliases: true })
      const at = (index * 7) % key.length
      found.push({ printed: key.slice(0, at) + key.slice(at + 1), spec, item, aliases: true })
    }
    for (const other of specs) {
      for (const { label, options = [] } of labelled(other)) {
        for (const text of [label, ...options.map((option) => option.label)]) {
          if (!own.has(keyOf(text)) && keyOf(text).length > 1 && other !== spec)
            found.push({ printed: text, spec, item: undefined, aliases: true })
        }
      }
    }
  }
  return [...found, ...fromAddresses(file)]
}

function fromAddresses(file: string): Sample[] {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .flatMap((line): Sample[] => {
      const [form, text = '', paths = ''] = line.split('\t')
      const spec = specs.find((candidate) => candidate.form === form)!
      if (paths === '') return [{ printed: text, spec, item: undefined, aliases: true }]
      if (paths.includes('|')) return []
      const path = paths.replace(/^(I{2,3})\[\d+\]/u, '$1[f]').replace(/\[\d+\]/gu, '[n]')
      const item = spec.items.find((candidate) => candidate.path === path)
      const last = text
        .split(
          /[①-⑳]|[0-9０-９]+\s*[.．,，]|リスク\s*[0-9０-９]*\s*：|(?:システム|委託事項|提供先|移転先)[0-9０-９]+/u,
        )
        .at(-1)!
        .replace(/\s/gu, '')
      const others = labelled(spec).filter(
        ({ label }) =>
          item && keyOf(label) !== keyOf(item.label) && !keyOf(item.label).includes(keyOf(label)),
      )
      if (!item || last === '' || others.some(({ label }) => matchKey(last).includes(keyOf(label)))) return []
      return [{ printed: last, spec, item, aliases: true }]
    })
}

const tokens = await analyser()
const all = samples(process.argv[2] ?? '../shared/headings/items.tsv')
for (const restricted of [false, true]) {
  const ranked = all.map(({ printed, spec, item, aliases }, index) => {
    const home = item ? labelled(spec).indexOf(item) : (index * 13) % labelled(spec).length
    const candidates = candidatesOf(spec, restricted ? home : undefined, aliases)
    const known = knownWording(printed, candidates)
    const [best, next] = known ? [known] : rankHeadings(printed, candidates, tokens)
    const clear = best !== undefined && best.score - (next?.score ?? 0) >= HEADING_MARGIN
    return {
      score: clear ? best.score : 0,
      right: item !== undefined && best?.target === keyOf(item.label),
      isHeading: item !== undefined,
    }
  })
  const headings = ranked.filter(({ isHeading }) => isHeading).length
  console.log(
    `\n${restricted ? `within ${WINDOW} items of its place` : 'over the whole form'}: ${headings} headings, ${ranked.length - headings} other texts`,
  )
  console.log('threshold  found %  wrong heading %  other text taken %')
  for (let threshold = 0.5; threshold < 0.96; threshold += 0.04) {
    const taken = ranked.filter(({ score }) => score >= threshold)
    const right = taken.filter(({ right: is }) => is).length
    const wrong = taken.filter(({ right: is, isHeading }) => isHeading && !is).length
    const other = taken.filter(({ isHeading }) => !isHeading).length
    const share = (count: number, whole: number) => ((100 * count) / whole).toFixed(1).padStart(8)
    console.log(
      `${threshold.toFixed(2).padStart(9)}${share(right, headings)}${share(wrong, headings).padStart(17)}${share(other, ranked.length - headings).padStart(20)}`,
    )
  }
}
