import type { Inference, Item } from '../../parsers/records/index.ts'
import { number, oneLine, placeOf } from './words.ts'

const marks = { found: '✓', blank: '－', missing: '!', ambiguous: '?', inferred: '~' } as const

/** A section of a form, with what stands in it; of a section that is an item, too, the items with its path. */
type Section = { readonly items: Item[]; readonly sections: Map<string, Section> }

/** One line an item, indented under the sections of its path: `✓ 1 operation.name: 架空税に関する事務  p. 2`. */
export function renderItems(items: readonly Item[]): string[] {
  const root: Section = { items: [], sections: new Map() }
  for (const item of items) {
    let section = root
    for (const segment of item.path.split('.')) {
      const inner: Section = section.sections.get(segment) ?? { items: [], sections: new Map() }
      section.sections.set(segment, inner)
      section = inner
    }
    section.items.push(item)
  }
  return sectionLines(root)
}

function sectionLines({ sections }: Section): string[] {
  return [...sections].flatMap(([name, section]) => [
    ...(section.items.length === 0 ? [name] : section.items.map((item) => itemLine(name, item))),
    ...sectionLines(section).map((line) => `  ${line}`),
  ])
}

function itemLine(name: string, item: Item): string {
  const place = placeOf(item.evidence)
  return `${marks[item.status]} ${name} ${item.key}: ${statementOf(item)}${place && `  ${place}`}`
}

function statementOf(item: Item): string {
  const value = printedValue(item)
  const blank = item.status === 'blank' ? `(blank: ${item.blankKind ?? 'empty'})` : ''
  const reason = item.reason ? `(${item.reason})` : ''
  const inferred = item.inferred?.map(inferenceOf).join(' ') ?? ''
  return [value, inferred, blank, reason].filter(Boolean).join(' ') || '(no value)'
}

/** `~ 委託する (outsourcing-from-contracts, from II[1].4.委託事項[1].3)` */
const inferenceOf = ({ box, value, rule, from: [first, ...others] }: Inference): string =>
  `~ ${box ? `${box}: ` : ''}${oneLine(value)} (${rule}, from ${first!.path}${others.length > 0 ? ' …' : ''})`

function printedValue(item: Item): string {
  switch (item.kind) {
    case 'text':
    case 'longtext':
      return oneLine(item.value ?? '')
    case 'date':
      return [item.value && oneLine(item.value), item.iso && `= ${item.iso}`].filter(Boolean).join(' ')
    case 'number':
      return item.value === undefined ? '' : number(item.value)
    case 'choice':
      return [item.option && `${item.option})`, item.label].filter(Boolean).join(' ')
    case 'checkbox':
      return item.checked === undefined ? '[?]' : item.checked ? '[○]' : '[✗]'
    case 'checkboxes': {
      const box = (mark: string) => (label: string) => {
        const detail = item.details[label]
        return `[${mark}] ${label}${detail ? `（${oneLine(detail, 40)}）` : ''}`
      }
      return [
        ...item.checked.map(box('○')),
        ...item.unchecked.map(box('✗')),
        ...item.unknown.map(box('?')),
      ].join(' ')
    }
  }
}
