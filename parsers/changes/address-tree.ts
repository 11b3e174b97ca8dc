import { CHANGES, formFrames, formItems, type SpecItem } from '../forms/index.ts'
import type { FormName } from '../records/index.ts'
import { addressKey, numberAt, type PrintedNumber } from './address-text.ts'
import { COSTS } from './costs.ts'

/** An item of a form as a place that addresses can name. */
export type Place = {
  /** With `[f]` and `[n]` for the numbers of the file and of the repeat. */
  readonly path: string
  readonly key: string
  readonly parent: Place | undefined
  readonly children: Place[]
  /** Sections are 1. */
  readonly depth: number
  /** What the form prints before the label, in this edition or another: Ⅱ, 4, ④. */
  readonly numbers: readonly PrintedNumber[]
  /** リスク1 is 1; リスク without number is 0. */
  readonly risk: number | undefined
  readonly annex: number | undefined
  /** システム, 委託事項, 提供先, 移転先 */
  readonly repeat: string | undefined
  readonly hasValue: boolean
  /** 【任意】 stands beside the label of it or of what it belongs to. */
  readonly isVoluntary: boolean
  /** Its label and aliases as address keys. */
  readonly names: readonly string[]
}

/** A wording of places as an address key, and how far it is from the form's own (0: the label itself). */
export type Wording = {
  readonly key: string
  readonly places: ReadonlyMap<Place, number>
  readonly isOption: boolean
}

export type AddressTree = {
  readonly root: Place
  readonly places: readonly Place[]
  readonly wordings: readonly Wording[]
}

const trees = new Map<FormName, AddressTree>()

/** The places of a form over all its editions, and all their wordings. */
export function addressTree(form: FormName): AddressTree {
  const known = trees.get(form)
  if (known) return known
  const tree = buildTree(form)
  trees.set(form, tree)
  return tree
}

/** 様式３ on the cover is no label: 様式変更 does not name it. */
const EDITION_MARK = 'cover.form_version'
const REPEATS = /^(システム|委託事項|提供先|移転先)(?:\[n\]|[0-9０-９]*)$/u

function buildTree(form: FormName): AddressTree {
  const items = formItems(form).filter(({ repeat }) => repeat !== CHANGES)
  const root: Place = {
    path: '',
    key: '',
    parent: undefined,
    children: [],
    depth: 0,
    numbers: [],
    risk: undefined,
    annex: undefined,
    repeat: undefined,
    hasValue: false,
    isVoluntary: false,
    names: [],
  }
  const byPath = new Map<string, Place>()
  const words = new Map<string, Map<Place, number>>()
  const options = new Map<string, Map<Place, number>>()
  const add = (to: Map<string, Map<Place, number>>, key: string, place: Place, cost: number) => {
    if (key === '') return
    const places = to.get(key) ?? new Map<Place, number>()
    places.set(place, Math.min(cost, places.get(place) ?? Infinity))
    to.set(key, places)
  }
  for (const item of items) {
    const parent = (item.parent === undefined ? undefined : byPath.get(item.parent)) ?? root
    const place = placeOf(item, parent)
    parent.children.push(place)
    byPath.set(item.path, place)
    if (item.key === EDITION_MARK) continue
    for (const [wording, cost] of wordingsOf(item)) add(words, addressKey(wording), place, cost)
    for (const { label } of item.kind === 'checkboxes' ? (item.options ?? []) : [])
      add(options, addressKey(label), place, 0)
  }
  for (const other of formFrames.filter((frame) => frame.form !== form)) {
    for (const foreign of formItems(other.form)) {
      const own = items.find(({ key }) => key === foreign.key && key !== EDITION_MARK)
      if (own)
        for (const wording of [foreign.label, ...(foreign.aliases ?? [])])
          add(words, addressKey(bare(wording)), byPath.get(own.path)!, COSTS.foreignWording)
    }
  }
  const wordings = [
    ...[...words].map(([key, places]) => ({ key, places, isOption: false })),
    ...[...options].map(([key, places]) => ({ key, places, isOption: true })),
  ]
  return { root, places: [...byPath.values()], wordings }
}

function placeOf(item: SpecItem, parent: Place): Place {
  const printed = [item.number, ...(item.variants ?? []).map(({ number }) => number)].filter(
    (number) => number !== undefined,
  )
  const numbers = printed.flatMap((number) => {
    const key = addressKey(number)
    const read = numberAt(key[0])
    return read && /^[.,、]?$/u.test(key.slice(1)) ? [read] : []
  })
  const last = item.path.split('.').at(-1)!
  const risk = /^リスク(\d*)$/u.exec(last)
  const annex = /^別添(\d+)$/u.exec(item.path)
  return {
    path: item.path,
    key: item.key,
    parent,
    children: [],
    depth: parent.depth + 1,
    numbers,
    risk: risk ? Number(risk[1] || 0) : undefined,
    annex: annex ? Number(annex[1]) : undefined,
    repeat: REPEATS.exec(last)?.[1],
    hasValue: !['heading', 'table', 'repeat'].includes(item.kind),
    isVoluntary: parent.isVoluntary || /【任意】/u.test(item.label),
    names: wordingsOf(item).map(([wording]) => addressKey(wording)),
  }
}

/** All wordings of an item with their distance from its label: aliases, older labels, shortened forms. */
function wordingsOf(item: SpecItem): [string, number][] {
  const last = item.path
    .split('.')
    .at(-1)!
    .replace(/\[.\]$/u, '')
  if (REPEATS.test(last)) return []
  const own = [
    item.label,
    ...(item.variants ?? []).flatMap(({ label }) => label ?? []),
    ...(item.aliases ?? []),
  ].map(bare)
  const short = own.flatMap(shortened).filter((wording) => !own.includes(wording))
  const segment = /^[\dIV]+$|^リスク\d*$/u.test(last) ? [] : [last]
  return [
    ...own.map((wording): [string, number] => [wording, 0]),
    ...short.map((wording): [string, number] => [wording, COSTS.shortWording]),
    ...segment.map((wording): [string, number] => [wording, COSTS.shortWording]),
  ]
}

/** A label without what is printed beside it: 【任意】, ［ ］, （別添１）. */
const bare = (label: string): string =>
  label
    .replace(/【[^】]*】|[[［][\s　]*[\]］]|^[(（]別添[^)）]*[)）]|^[(（](.*)[)）]$/gu, '$1')
    .replace(/^[ⅠⅡⅢⅣⅤⅥIV]+\s/u, '')
    .trim()

/** How agencies shorten a label: brackets, and the words that every label of its sort ends in. */
function shortened(label: string): string[] {
  const plain = label.replace(/[(（][^)）]*[)）]/gu, '')
  const cut = (text: string) =>
    text.replace(/(?:及びそのリスクに対する措置|への対策は十分か|の内容|の役職名|[:：])$/u, '')
  return [...new Set([plain, cut(label), cut(plain)])].filter((text) => text.length >= 4 && text !== label)
}
