import type { FormSpec } from '../../forms/index.ts'
import type { Item } from '../../records/index.ts'
import { matchKey } from '../../text/characters.ts'
import { splitLabel } from '../labels.ts'

/** The present value of the item that an address in a change table names best; empty where none is named. */
export function presentValue(address: string, spec: FormSpec, items: readonly Item[]): string {
  const key = matchKey(address).replace(/※/gu, '')
  let best: { item: Item; score: number } | undefined
  for (const item of items) {
    const score = fitness(key, item.path, spec)
    if (score > 0 && (!best || score > best.score)) best = { item, score }
  }
  if (!best) return ''
  const { item } = best
  if ('value' in item && item.value !== undefined) return String(item.value)
  return item.kind === 'choice' ? (item.label ?? '') : ''
}

/** How well an address names an item: its own wording at the end, and the wordings of what it stands under. */
function fitness(key: string, path: string, spec: FormSpec): number {
  const template = path.replace(/^(I{2,3})\[\d+\]/u, '$1[f]').replace(/\[\d+\]/gu, '[n]')
  const item = spec.items.find((each) => each.path === template)
  if (!item) return 0
  const n = /(システム|委託事項|提供先|移転先)\[(\d+)\]/u.exec(path)
  const wordings = [item.label, ...(item.aliases ?? [])].map((label) => splitLabel(label).wording)
  const own = item.kind === 'repeat' && n ? [`${n[1]}${n[2]}`] : wordings
  const longest = own.filter((wording) => key.includes(wording)).sort((a, b) => b.length - a.length)[0]
  if (longest === undefined || longest === '') return 0
  let score = key.endsWith(longest) ? 3 + longest.length / 100 : 1
  if (n && !key.includes(`${n[1]}${n[2]}`)) score -= 2
  for (let parent = item.parent; parent !== undefined; ) {
    const above = spec.items.find((each) => each.path === parent)
    if (!above) break
    const wording = splitLabel(above.label).wording
    if (wording !== '' && key.includes(wording)) score += 1
    parent = above.parent
  }
  return score
}
