import { oncePerSpec, type SpecItem } from '../forms/index.ts'
import { foldGlyphForms, matchKey } from '../text/characters.ts'

/** What stands before a label: １． ① リスク１ （別添１） Ⅱ. */
const NUMBER =
  /^(?:[①-⑳⑴-⒇]|[(（][0-9０-９]{1,2}[)）]|[(（]?\s*別\s*添\s*[0-9０-９]+\s*[)）]|リスク\s*[0-9０-９]*\s*[:：]|[ⅠⅡⅢⅣⅤⅥⅦ]|(?:III|II|IV|VI|V|I)(?=[\s　])|[0-9０-９]{1,2}\s*[．.,，、])/u
/** A mark box inside a heading starts what is not the heading any more: ４．… [ ○ ] 委託しない. */
const BRACKET = /[[［〔□☐☑☒■]/u
/** A box before its label: [ ○ ] 委託しない. */
const LEADING_BOX = /^\s*(?:[[［〔][^\]］〕]{0,6}[\]］〕]|[□☐☑☒■])/u
/** ※ and what it says, 【任意】 and the like: printed with the label, not part of it. */
const REMARKS = /※(?:[(（].*?除く.*?[)）])?|【[^】]*】/gu

/** A printed label taken apart: its number and its wording, both as match keys. */
export type PrintedLabel = { readonly number: string; readonly wording: string }

/** Splits `③対象人数 ※` into its number and its wording. Numbers are read before NFKC folds ① into 1. */
export function splitLabel(printed: string): PrintedLabel {
  return splitLines([printed])
}

/** The same for a label over several lines; each line ends where a box begins. */
function splitLines(lines: readonly string[]): PrintedLabel {
  const beforeBoxes = lines
    .map((line) => (BRACKET.test(line) ? line.slice(0, line.search(BRACKET)) : line))
    .join('')
  const whole = beforeBoxes.trim() === '' ? lines.join('').replace(LEADING_BOX, '') : beforeBoxes
  const text = foldGlyphForms(whole).replace(REMARKS, '').trim()
  const number = NUMBER.exec(text)?.[0] ?? ''
  return { number: numberKey(number), wording: matchKey(text.slice(number.length)).replace(/^[:.．]/u, '') }
}

/** `１．` and `1.` are one number, `リスク：` and `リスク`, too. */
function numberKey(number: string): string {
  return matchKey(number).replace(/[.,、:()]/gu, '')
}

/** A repeat's head: システム3, 委託事項2, 提供先1; `n` as printed. */
const REPEAT_HEAD = /^(システム|委託事項|提供先|移転先)(\d+)$/u

/** The item a label may stand for, and what speaks against it (0: exact wording and number). */
export type Bid = { readonly item: number; readonly cost: number; readonly n?: number }

/** A wording may differ from the form's by this share of its characters. */
const MAX_DISTANCE_SHARE = 0.2
/** A cell prints no more wordings of one heading than this. */
const MAX_WORDINGS = 8
/** Below this length a wording must match exactly. */
const MIN_FUZZY_LENGTH = 8
const COST_NUMBER_DIFFERS = 0.6
const COST_NUMBER_MISSING = 0.3
const COST_FUZZY = 8
/** So many wordings are remembered with those that they are like. */
const MAX_REMEMBERED = 5_000

/**
 * Finds the items of a form that a printed label may stand for, given its lines. A label is the lines together;
 * 様式4 Ⅲ.4 prints five wordings of one heading in one cell, so lines that each name the same item are that item's, too.
 */
export const labelIndex = oncePerSpec((spec): ((lines: readonly string[]) => Bid[]) => {
  const entries: { item: number; number: string; wording: string; isHead: boolean }[] = []
  spec.items.forEach((item, index) => {
    if (item.inside) return
    for (const wording of wordings(item)) {
      const split = splitLabel(wording)
      const number = item.number ? numberKey(item.number) : split.number
      const head = REPEAT_HEAD.exec(split.wording)?.[1]
      if (head) entries.push({ item: index, number: '', wording: head, isHead: true })
      else entries.push({ item: index, number, wording: split.wording, isHead: false })
    }
  })
  // ４．… 委託しない [ ○ ]: a heading whose box has its label first.
  const boxLabels = spec.items.filter(({ kind }) => kind === 'checkbox').map(({ label }) => matchKey(label))
  const byWording = Map.groupBy(entries, (entry) => entry.wording)
  const fuzzy = new Map<string, readonly { wording: string; cost: number }[]>()

  const nearWordings = (wording: string) => {
    let near = fuzzy.get(wording)
    if (!near) {
      near = [...byWording.keys()].flatMap((candidate) => {
        const longest = Math.max(candidate.length, wording.length)
        if (Math.min(candidate.length, wording.length) < MIN_FUZZY_LENGTH) return []
        const limit = Math.floor(longest * MAX_DISTANCE_SHARE)
        const distance = editDistance(candidate, wording, limit)
        return distance <= limit
          ? [{ wording: candidate, cost: 0.5 + (COST_FUZZY * distance) / longest }]
          : []
      })
      if (fuzzy.size < MAX_REMEMBERED) fuzzy.set(wording, near)
    }
    return near
  }

  const bidsOf = (lines: readonly string[]): Bid[] => {
    const { number, wording } = splitLines(lines)
    const head = number === '' ? REPEAT_HEAD.exec(wording) : null
    if (head) {
      const heads = (byWording.get(head[1]!) ?? []).filter(({ isHead }) => isHead).map(({ item }) => item)
      return [...new Set(heads)].map((item) => ({ item, cost: 0, n: Number(head[2]) }))
    }
    if (wording === '') return []
    const beforeBox = boxLabels.find(
      (label) => wording.endsWith(label) && byWording.has(wording.slice(0, -label.length)),
    )
    const exact = byWording.has(wording) ? wording : beforeBox && wording.slice(0, -beforeBox.length)
    const near = exact ? [{ wording: exact, cost: 0 }] : nearWordings(wording)
    const bids = new Map<number, number>()
    for (const { wording: candidate, cost } of near) {
      for (const entry of byWording.get(candidate)!) {
        if (entry.isHead) continue
        const penalty =
          entry.number === number
            ? 0
            : number === '' || entry.number === ''
              ? COST_NUMBER_MISSING
              : COST_NUMBER_DIFFERS
        bids.set(entry.item, Math.min(bids.get(entry.item) ?? Infinity, cost + penalty))
      }
    }
    return [...bids].map(([item, cost]) => ({ item, cost }))
  }
  return (lines) => {
    const whole = bidsOf(lines)
    if (whole.length > 0 || lines.length < 2 || lines.length > MAX_WORDINGS) return whole
    const each = lines.map((line) => bidsOf([line]).filter(({ cost }) => cost < COST_NUMBER_DIFFERS))
    return each[0]!.filter((bid) => each.every((bids) => bids.some(({ item }) => item === bid.item)))
  }
})

const wordings = (item: SpecItem): string[] => [item.label, ...(item.aliases ?? [])]

/** Edit distance of two strings, or more than `limit` as soon as it is certain to exceed it. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    let best = i
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      const value = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + cost)
      current.push(value)
      best = Math.min(best, value)
    }
    if (best > limit) return limit + 1
    previous = current
  }
  return previous[b.length]!
}
