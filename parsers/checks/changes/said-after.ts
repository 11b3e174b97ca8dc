import type { SpecItem } from '../../forms/index.ts'
import type { Item } from '../../records/index.ts'
import { matchKey } from '../../text/characters.ts'
import { readDate } from '../../text/dates.ts'
import { coverage } from '../texts.ts'
import type { Truth } from '../values.ts'

/** From this share of its pairs of characters on, a text is held by another. */
const HELD = 0.6

/** The option that a cell of the change table names: 1 定めている, [委託する]（２）件; undefined if none or several. */
export function optionIn(cell: string, { options = [] }: SpecItem): number | undefined {
  const key = matchKey(cell).replace(/^\[|^<|\]?(?:\(\d*\)件)?$|>$/gu, '')
  const named = options.filter(({ number, label }) => {
    const wording = matchKey(label)
    return (
      key === wording ||
      key === `${number})${wording}` ||
      key === `${number}.${wording}` ||
      key === `${number}${wording}`
    )
  })
  return named.length === 1 ? (named[0]!.number ?? options.indexOf(named[0]!) + 1) : undefined
}

const MARK = /[○〇◯●✓レ■☑]/u

/** The boxes that a cell prints with their marks: [○]紙 [　]専用線. */
export function boxesIn(cell: string, { options = [] }: SpecItem): ReadonlyMap<string, boolean> {
  const key = cell.normalize('NFKC').replace(/\s+/gu, '')
  return new Map(
    options.flatMap(({ label }) => {
      const wording = matchKey(label)
      const at = [...key.matchAll(/\[(.?)\]([^[]*)/gu)].find(([, , text]) =>
        matchKey(text!).startsWith(wording),
      )
      // 紙 must not be found in 紙台帳, nor フラッシュメモリ where 電子記録媒体（フラッシュメモリを除く。） stands.
      const exact = at && /^(?:$|[(（、・])/u.test(matchKey(at[2]!).slice(wording.length))
      return at && exact ? [[label, MARK.test(at[1]!)] as const] : []
    }),
  )
}

/** Whether an item says now what a change says that it says since; undefined where the two cannot be compared. */
export function saysNow(item: Item, after: string, spec: SpecItem): Truth {
  if (item.status !== 'found') return undefined
  switch (item.kind) {
    case 'choice': {
      const option = optionIn(after, spec)
      return option === undefined || item.option === undefined ? undefined : option === item.option
    }
    case 'checkboxes': {
      const boxes = [...boxesIn(after, spec)]
      if (boxes.length === 0 || item.unknown.length > 0) return undefined
      return boxes.every(([label, marked]) => (marked ? item.checked : item.unchecked).includes(label))
    }
    case 'date': {
      const date = readDate(after)
      return date.kind !== 'day' || item.iso === undefined ? undefined : date.iso === item.iso
    }
    case 'text':
    case 'longtext':
      return item.value === undefined ? undefined : coverage(after, item.value) >= HELD
    default:
      return undefined
  }
}
