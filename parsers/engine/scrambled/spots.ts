import type { Line, TextPage } from './pages.ts'
import type { Wordings } from './slots.ts'

/** A label as it stands on a page. Its value may stand on the same line, behind it or before it. */
export type Spot = {
  readonly sign: string
  /** Indexes of its first and last line on the page. */
  readonly from: number
  readonly to: number
  /** What else stands on its (last) line. */
  readonly before: string
  readonly behind: string
  /** Further lines of a label that was torn, with other lines between. */
  readonly rest?: readonly number[]
}

/** What is set apart from a label by white space, and is its number. */
const NUMBER_ALONE = /^(?:リスク[0-9０-９]*[:：]?|[①-⑳])$/u
/** What no value begins with: 提供先2 ～5 heads a sheet of empty slots, and in 所属長 の役職名 the space is within a word. */
const NO_BEGIN = /^[~〜～のをはに]/u
const MAX_LINES = 5
/** The last line of a label, and what the form prints beside it: `周知 3） 十分に行っていない`, `法 [` */
const PRINTED_BEHIND = /^(.+?)[\s　]+((?:[[［\]］<＜]|[0-9０-９]{1,2}[)）]).*)$/u
/** The rest of a torn label stands within so many lines. */
const MAX_TORN = 6
const TABLE_HEADS = ['変更日', '項目', '変更前の記載', '変更後の記載', '提出時期']

/** Finds the labels on a page: lines that are one, alone or joined, and lines that begin or end with one. */
export function findSpots({ lines }: TextPage, wordings: Wordings): Spot[] {
  const spots: Spot[] = []
  const taken = new Set<number>()
  for (let from = 0; from < lines.length; from++) {
    if (taken.has(from)) continue
    const spot =
      joinedLabel(lines, from, wordings) ??
      labelWithin(lines[from]!, from, wordings) ??
      tornLabel(lines, from, wordings)
    if (!spot) continue
    spots.push(spot)
    for (const line of spot.rest ?? []) taken.add(line)
    from = spot.to
  }
  return spots
}

/** `⑤ 委託先名の確認方` ⏎ its value ⏎ `法 ※` */
function tornLabel(lines: readonly Line[], from: number, wordings: Wordings): Spot | undefined {
  const begun = wordings.begunBy(lines[from]!.text)
  if (!begun) return undefined
  let { rest } = begun
  const found: number[] = []
  for (let at = from + 1; at < lines.length && at <= from + MAX_TORN; at++) {
    const key = lines[at]!.key.replace(/※$/u, '')
    if (key === '' || !rest.startsWith(key)) continue
    found.push(at)
    rest = rest.slice(key.length)
    if (rest === '') return { sign: begun.sign, from, to: from, before: '', behind: '', rest: found }
  }
  return undefined
}

/** The label that begins with a line, over as many lines as make one. */
function joinedLabel(lines: readonly Line[], from: number, wordings: Wordings): Spot | undefined {
  let printed = ''
  let found: Spot | undefined
  for (let to = from; to < lines.length && to < from + MAX_LINES; to++) {
    if (lines[to]!.block !== lines[from]!.block || (found && isValueAlone(lines[to]!))) break
    const above = printed
    printed += lines[to]!.text
    if (printed.length > wordings.longest + 24 && to === from) break
    const label = wordings.signOf(printed)
    if (label) found = { sign: label.sign, from, to, before: '', behind: '' }
    else if (to > from) {
      const [, end, behind] = PRINTED_BEHIND.exec(lines[to]!.text) ?? []
      const joined = end === undefined ? undefined : wordings.signOf(above + end)
      if (joined?.exact) return { sign: joined.sign, from, to, before: '', behind: behind! }
    }
    if (printed.length > wordings.longest + 24) break
  }
  return found
}

/** 【個人情報の照会】 or a dash below a whole label is no part of it; 【任意】 is. */
const isValueAlone = ({ key }: Line): boolean => /^(?:【(?!任意).*】|-+)$/u.test(key)

/** `①部署 財務部`, `市区町村長 提供先1`, `６．… [ ] 接続しない（入手）` */
function labelWithin(line: Line, at: number, wordings: Wordings): Spot | undefined {
  if (wordings.isChosen(line.key.replace(/^(?:[[\]]|[○〇◯]|\d{1,2}\))+/u, ''))) return undefined
  const gaps = [...line.text.matchAll(/[\s　]+|(?=[[［])|(?<=[\]］])/gu)].slice(0, 8)
  for (const gap of gaps.toReversed()) {
    if (gap.index === 0) continue
    const behind = line.text.slice(gap.index + gap[0].length)
    const label = NO_BEGIN.test(behind) ? undefined : wordings.signOf(line.text.slice(0, gap.index))
    if (label) {
      return {
        sign: label.sign,
        from: at,
        to: at,
        before: '',
        behind: behind.trim(),
      }
    }
  }
  for (const gap of gaps) {
    const tail = line.text.slice(gap.index + gap[0].length)
    const head = line.text.slice(0, gap.index)
    if (
      tail.trim() === '' ||
      gap.index === 0 ||
      /^[・･●-]$/u.test(head.trim()) ||
      /^\d{1,2}[)）]$/u.test(head.trim().normalize('NFKC'))
    )
      continue
    const label = wordings.signOf(tail)
    const before = NUMBER_ALONE.test(head.replace(/[\s　]/gu, '')) ? '' : head.trim()
    if (label?.exact) return { sign: label.sign, from: at, to: at, before, behind: '' }
  }
  return undefined
}

/** Whether a page is of the change table: it prints the heads of its columns. */
export function hasChangeHeads({ lines }: TextPage): boolean {
  const text = lines.map(({ key }) => key).join('|')
  // The last column may stand on a page of its own.
  const isWhole = text.includes('提出時期に係る説') || lines.some(({ key }) => key === '提出時期')
  return TABLE_HEADS.every((head) => text.includes(head)) && isWhole
}

export const isContents = ({ lines }: TextPage): boolean => lines.some(({ key }) => key === '項目一覧')
