import { CHANGES, type FormSpec, oncePerSpec, type SpecItem } from '../../forms/index.ts'
import { matchKey } from '../../text/characters.ts'
import { splitLabel } from '../labels.ts'

/** A place of the form with its numbers filled in: every file, every repeat. */
export type Slot = {
  readonly item: SpecItem
  readonly path: string
  readonly file: number
  readonly n: number
  /** Place in the form, files and repeats unrolled. */
  readonly at: number
  /** Labels of the same sign cannot be told apart by their wording; undefined where no label is printed. */
  readonly sign: string | undefined
}

/** Fewer characters of a label may be anything. */
const MIN_FRAGMENT = 4

const REPEAT_HEAD = /^(システム|委託事項|提供先|移転先)(\d+)$/u

/** The wordings of a form's labels: `number wording` → items, and `wording` → items. */
export type Wordings = {
  readonly signOf: (printed: string) => { sign: string; exact: boolean } | undefined
  readonly signOfItem: (item: SpecItem, n: number) => string | undefined
  /** A numbered label that breaks off, and the match key of what is left of it: `⑤委託先名の確認方` → 法. */
  readonly begunBy: (printed: string) => { sign: string; rest: string } | undefined
  /** Whether a line is the beginning or the end of a label that was torn: `④ 提供する情報の対象となる本人の`, `法 ※`. */
  readonly isFragment: (printed: string) => boolean
  /** Whether a key is an option or a box in whole: in 再委託 する the space is within a word. */
  readonly isChosen: (key: string) => boolean
  readonly longest: number
}

/** Indexes the labels that a form prints outside of its cover and its change table. */
export const labelWordings = oncePerSpec((spec): Wordings => {
  const byItem = new Map<SpecItem, string>()
  const byWording = new Map<string, Map<string, string>>()
  let longest = 0
  for (const item of spec.items) {
    if (!hasLabel(item)) continue
    const label = splitLabel(item.label)
    if (REPEAT_HEAD.test(label.wording)) continue
    const number = item.number ? splitLabel(`${item.number} x`).number : label.number
    const sign = `${number}|${label.wording}`
    byItem.set(item, sign)
    for (const printed of [item.label, ...(item.aliases ?? [])]) {
      const { wording } = splitLabel(printed)
      if (wording === '') continue
      longest = Math.max(longest, wording.length)
      const numbers = byWording.get(wording) ?? new Map<string, string>()
      if (!numbers.has(number)) numbers.set(number, sign)
      byWording.set(wording, numbers)
    }
  }
  const chosen = new Set(
    spec.items.flatMap(({ options = [] }) => options.map(({ label }) => matchKey(label))),
  )
  const whole = [...byWording].flatMap(([wording, numbers]) =>
    [...numbers].map(([number, sign]) => ({ wording, number, sign })),
  )
  const begun = (printed: string) => {
    if (printed.length > longest + 12) return []
    const { number, wording } = splitLabel(printed)
    return number === '' || wording.length < MIN_FRAGMENT
      ? []
      : whole
          .filter(
            (each) =>
              each.number === number &&
              each.wording.startsWith(wording) &&
              each.wording.length > wording.length,
          )
          .map((each) => ({ sign: each.sign, rest: each.wording.slice(wording.length) }))
  }
  return {
    longest,
    isChosen: (key) => chosen.has(key),
    begunBy: (printed) => {
      const [only, ...others] = begun(printed)
      return others.length === 0 ? only : undefined
    },
    isFragment: (printed) => {
      if (begun(printed).length > 0) return true
      const marked = /※[\s　]*$/u.test(printed)
      const key = matchKey(printed).replace(/※$/u, '')
      if (key.length > longest || (key.length < MIN_FRAGMENT && !marked)) return false
      return whole.some(
        ({ wording }) =>
          wording !== key &&
          (wording.endsWith(key) || (key.length >= 2 * MIN_FRAGMENT && wording.startsWith(key))),
      )
    },
    signOfItem: (item, n) => {
      const head = REPEAT_HEAD.exec(splitLabel(item.label).wording)?.[1]
      return head ? `${head}${n}` : byItem.get(item)
    },
    signOf: (printed) => {
      const key = matchKey(printed)
      if (key.length > longest + 12 || /.[[［]/u.test(printed)) return undefined
      const { number, wording } = splitLabel(printed)
      if (number === '' && REPEAT_HEAD.test(wording)) return { sign: wording, exact: true }
      const numbers = byWording.get(wording)
      if (!numbers) return undefined
      const sign = numbers.get(number)
      if (sign) return { sign, exact: true }
      // A number that differs is a slip only where the wording has one place in the form.
      if (numbers.size === 1) return { sign: [...numbers.values()][0]!, exact: number === '' }
      return undefined
    },
  }
})

/** Boxes, counts and what stands inside another place are no labels; nor are the cover and the change table. */
export const hasLabel = (item: SpecItem): boolean =>
  item.parent !== '表紙' &&
  item.path !== '表紙' &&
  item.repeat !== CHANGES &&
  item.kind !== 'checkbox' &&
  item.kind !== 'number' &&
  !(item.inside && !item.label.startsWith('（備考'))

/** Unrolls the form: so many files, and in each so many of every repeat. */
export function unroll(
  spec: FormSpec,
  files: number,
  repeats: ReadonlyMap<string, number>,
  wordings: Wordings,
): Slot[] {
  const slots: Slot[] = []
  const push = (item: SpecItem, file: number, n: number) =>
    slots.push({
      item,
      file,
      n,
      path: item.path.replaceAll('[f]', `[${file}]`).replaceAll('[n]', `[${n}]`),
      at: slots.length,
      sign: hasLabel(item) ? wordings.signOfItem(item, n) : undefined,
    })
  const items = spec.items.filter(
    (item) => item.parent !== '表紙' && item.path !== '表紙' && item.repeat !== CHANGES,
  )
  for (let from = 0; from < items.length; ) {
    const part = /^I{2,3}\[f\]/u.exec(items[from]!.path)?.[0]
    let to = from + 1
    while (to < items.length && (part ? items[to]!.path.startsWith(part) : !items[to]!.path.includes('[f]')))
      to++
    for (let file = part ? 1 : 0; file <= (part ? files : 0); file++)
      unrollRepeats(items.slice(from, to), file, repeats, push)
    from = to
  }
  return slots
}

function unrollRepeats(
  items: readonly SpecItem[],
  file: number,
  repeats: ReadonlyMap<string, number>,
  push: (item: SpecItem, file: number, n: number) => void,
): void {
  for (let from = 0; from < items.length; ) {
    const head = /^.*\[n\]/u.exec(items[from]!.path)?.[0]
    let to = from + 1
    while (head && to < items.length && items[to]!.path.startsWith(head)) to++
    const kind = head && /(システム|委託事項|提供先|移転先)\[n\]$/u.exec(head)?.[1]
    const count = kind ? (repeats.get(kind) ?? 1) : 1
    for (let n = kind ? 1 : 0; n <= (kind ? count : 0); n++)
      for (const item of items.slice(from, to)) push(item, file, n)
    from = to
  }
}

/** Places that the form prints over the whole width, below their label: those of section level, annexes, other risks. */
export const isPrintedBelow = ({ number, path, parent, label }: SpecItem): boolean =>
  parent !== '表紙' &&
  (label.startsWith('（備考') ||
    /[．.]$/u.test(number ?? '') ||
    path.endsWith('その他のリスク') ||
    /^別添\d$/u.test(path))
