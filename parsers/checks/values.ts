import type { Item, ItemValue } from '../records/index.ts'

/** `undefined` is "cannot be told": a rule that depends on it does not fire. */
export type Truth = boolean | undefined

export const BLANK = '空欄'
export const FILLED = '記載あり'
export const MARKED = '印あり'
export const UNMARKED = '印なし'

/** Whether a checkbox, or the box of this label, is marked. */
export function isMarked(item: Item, box?: string): Truth {
  if (item.status !== 'found' && item.status !== 'blank' && item.kind === 'checkbox') return undefined
  if (item.kind === 'checkbox') return item.checked
  if (item.kind !== 'checkboxes' || box === undefined || item.status === 'missing') return undefined
  return item.checked.includes(box) ? true : item.unchecked.includes(box) ? false : undefined
}

/** Whether a choice is one of these options, by label or by number; a blank one is none of them. */
export function isOption(item: ItemValue, options: readonly (string | number)[]): Truth {
  if (item.kind !== 'choice') return undefined
  if (item.status === 'blank') return false
  if (item.status !== 'found' || item.option === undefined) return undefined
  return options.includes(item.option) || (item.label !== undefined && options.includes(item.label))
}

/** A text that says that there is nothing to say: 再委託しないため、該当なし. Neither filled nor blank. */
const DENIAL = /該当|対象外|な(?:い|し|く|かった)|無(?:い|し)|ません|ありません|0件/u
const DENIAL_LENGTH = 40

export function isDenial(text: string): boolean {
  const folded = text.normalize('NFKC').replace(/\s+/gu, '')
  return folded.length <= DENIAL_LENGTH && DENIAL.test(folded)
}

/** Whether something stands there. なし, and a sentence that says so, are an answer in words: neither filled nor blank. */
export function isFilled(item: ItemValue): Truth {
  if (item.kind === 'checkboxes') {
    if (item.checked.length > 0) return true
    return item.unknown.length > 0 || (item.status !== 'found' && item.status !== 'blank') ? undefined : false
  }
  if (item.status === 'blank')
    return item.blankKind === 'empty' || item.blankKind === 'dash' ? false : undefined
  if (item.status !== 'found') return undefined
  if (item.kind === 'checkbox') return item.checked
  return 'value' in item && typeof item.value === 'string' && isDenial(item.value) ? undefined : true
}

/** Whether nothing stands there, or only a word for nothing; undefined for a sentence that says so. */
export function isBlank(item: Item): Truth {
  if (item.status === 'blank') return true
  if (item.kind === 'number' && item.status === 'found' && item.value === 0) return true
  const filled = isFilled(item)
  return filled === undefined ? undefined : !filled
}

const SHOWN = 40

/** What stands in an item, for people: its option, marks, text cut short, or 空欄. */
export function shown(item: ItemValue): string {
  if (item.status === 'blank' && isFilled(item) === false)
    return item.kind === 'checkboxes' ? UNMARKED : BLANK
  switch (item.kind) {
    case 'choice':
      return item.label === undefined || item.label === '' ? BLANK : cut(item.label)
    case 'checkbox':
      return item.checked ? MARKED : UNMARKED
    case 'checkboxes':
      return item.checked.length > 0 ? item.checked.join('、') : UNMARKED
    default:
      return item.value === undefined || item.value === '' ? BLANK : cut(String(item.value))
  }
}

export function cut(text: string): string {
  const characters = [...text.replace(/\s+/gu, ' ').trim()]
  return characters.length <= SHOWN ? characters.join('') : `${characters.slice(0, SHOWN).join('')}…`
}

/** The text of an item that is there; undefined if it is not, or cannot be told. */
export function textOf(item: ItemValue | undefined): string | undefined {
  if (item?.status !== 'found' || (item.kind !== 'text' && item.kind !== 'longtext')) return undefined
  return item.value
}

/** The day of a date that is there, yyyy-mm-dd. */
export function dayOf(item: ItemValue | undefined): string | undefined {
  return item?.kind === 'date' && item.status === 'found' ? item.iso : undefined
}
