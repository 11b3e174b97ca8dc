import type { SpecItem } from '../../parsers/forms/index.ts'
import type { Filling, Instance, Value } from './fillings.ts'
import { instancesOf } from './fillings.ts'
import { boxesContent, headingBoxes } from './form-writer-boxes.ts'
import { choiceContent } from './form-writer-choice.ts'
import {
  BODY,
  type Content,
  nothing,
  type Piece,
  textContent,
  valueText,
  verticalContent,
} from './form-writer-content.ts'
import { randomOf, type Style } from './form-writer-style.ts'
import {
  type Cell,
  changeTable,
  contents,
  cover,
  labelText,
  MARGIN,
  type Row,
  type Section,
  titlePiece,
} from './form-writer-tables.ts'
import { emWidth } from './pdf-writer.ts'

const INDENT = 18
const SUB_LABEL =
  /^(?:具体的な|規定の内容|ルールの内容|再発防止策|その内容|その妥当性|その必要性|手順の内容)/u
const GROUPS = new Set(['使用の主体', '保管期間'])

/** The tables of an evaluation, as the form prints them. */
export function sectionsOf(filling: Filling, style: Style): Section[] {
  const instances = instancesOf(filling, style.emptySlots)
  const right = (style.landscape ? 842 : 595) - MARGIN
  const sections: Section[] = [cover(filling, style, right)]
  if (style.contents && filling.spec.form !== '様式2') sections.push(contents(filling, right))
  let open: { title: Piece[]; rows: Row[] } | undefined
  const context = { filling, style, right, random: randomOf(style.seed) }
  instances.forEach((instance, index) => {
    const { item } = instance
    if (item.path.startsWith('表紙') || item.path === '項目一覧') return
    if (startsSection(item)) {
      open = { title: [titlePiece(item, style)], rows: [] }
      sections.push(open)
      if (item.kind === 'longtext') open.rows.push(annex(instance, context))
      return
    }
    open?.rows.push(...rowsOf(instance, instances, index, context))
  })
  if (filling.changes.length > 0) sections.push(changeTable(filling, style))
  return sections
}

type Context = {
  readonly filling: Filling
  readonly style: Style
  readonly right: number
  readonly random: () => number
}

const startsSection = ({ parent, path }: SpecItem): boolean =>
  parent === undefined && !path.startsWith('変更')

function rowsOf(
  { item, path, n, empty }: Instance,
  instances: readonly Instance[],
  index: number,
  context: Context,
): Row[] {
  const { filling, style, right } = context
  const { items } = filling.spec
  const parent = items.find((candidate) => candidate.path === item.parent)
  const labelEnd = MARGIN + style.labelWidth
  const label = (x0: number, x1: number): Cell => ({
    x0,
    x1,
    role: 'label',
    content: { ...textContent(labelText(item, n, style), x1 - x0, BODY, true), align: style.labelAlign },
  })
  const value = (x0: number): Cell => ({
    x0,
    x1: right,
    role: 'value',
    content: valueContent(item, path, empty, right - x0, context, parent),
  })
  const owner = /^(.*)\.[^.]*$/u.exec(path)?.[1] ?? ''
  if (item.kind === 'number' || item.inside || (item.kind === 'checkbox' && parent?.kind === 'heading'))
    return []
  if (item.label === '再委託' && item.kind === 'heading' && style.subcontract !== 'level') return []
  if (item.kind === 'heading' && GROUPS.has(item.label)) return []
  if (item.kind === 'heading' || (item.kind === 'repeat' && !item.key.endsWith('.name'))) {
    return [headRow(item, n, instances, index, context)]
  }
  if (item.kind === 'repeat') {
    const heads = empty && style.emptySlots ? [slotHead(item, right)] : []
    return [...heads, { cells: [label(MARGIN, labelEnd), value(labelEnd)] }]
  }
  if (isFullWidth(item)) {
    return [{ cells: [label(MARGIN, right)] }, { cells: [value(MARGIN)] }]
  }
  if (parent?.label === '再委託' && style.subcontract !== 'level') {
    const merged: Cell = {
      x0: MARGIN,
      x1: MARGIN + INDENT,
      role: 'label',
      content: verticalContent('再委託', INDENT, style),
      merge: `${owner}再委託`,
    }
    return [{ cells: [merged, label(MARGIN + INDENT, labelEnd), value(labelEnd)] }]
  }
  if (parent && GROUPS.has(parent.label) && parent.kind === 'heading') {
    const end = MARGIN + style.labelWidth * 0.5
    const merged: Cell = {
      x0: MARGIN,
      x1: end,
      role: 'label',
      content: {
        ...textContent(labelText(parent, 0, style), end - MARGIN, BODY, true),
        align: style.labelAlign,
      },
      merge: `${owner}${parent.label}`,
    }
    return [{ cells: [merged, label(end, labelEnd), value(labelEnd)] }]
  }
  if ((parent && parent.kind !== 'heading' && parent.kind !== 'repeat') || SUB_LABEL.test(item.label)) {
    const merge = `${item.parent} indent ${path.replace(/\.[^.]*$/u, '')}`
    const spacer: Cell = { x0: MARGIN, x1: MARGIN + INDENT, role: 'blank', content: nothing, merge }
    return [{ cells: [spacer, label(MARGIN + INDENT, labelEnd), value(labelEnd)] }]
  }
  if (style.numberCell && /^[①-⑳]$/u.test(item.number ?? '')) {
    const end = MARGIN + INDENT
    const number: Cell = {
      x0: MARGIN,
      x1: end,
      role: 'label',
      content: textContent(item.number!, INDENT, BODY),
    }
    const rest = textContent(item.label + style.remark, labelEnd - end, BODY, true)
    return [
      {
        cells: [
          { ...number, content: { ...number.content, align: style.labelAlign } },
          { x0: end, x1: labelEnd, role: 'label', content: { ...rest, align: style.labelAlign } },
          value(labelEnd),
        ],
      },
    ]
  }
  return [{ cells: [label(MARGIN, labelEnd), value(labelEnd)] }]
}

const isFullWidth = (item: SpecItem): boolean =>
  item.kind !== 'choice' && (/^[０-９]+．$/u.test(item.number ?? '') || item.path.endsWith('その他のリスク'))

/** A heading over the whole width, with the boxes that stand in it. */
function headRow(
  item: SpecItem,
  n: number,
  instances: readonly Instance[],
  index: number,
  { filling, style, right }: Context,
): Row {
  const own = instances
    .slice(index + 1)
    .filter(
      ({ item: child, path }) =>
        child.kind === 'checkbox' && child.parent === item.path && sameFile(path, instances[index]!.path),
    )
    .map(({ item: child, path }) => {
      const value = filling.values.get(path)
      return { label: child.label, checked: value?.kind === 'checkbox' && value.checked }
    })
  const width = right - MARGIN
  const boxesFrom = width * (own.length > 1 ? 0.45 : 0.6)
  const text = labelText(item, n, style)
  const room = own.length > 0 ? boxesFrom : width
  const content = textContent(text, room, BODY, true)
  const pieces = own.length > 0 ? headingBoxes(own, boxesFrom, width, style) : []
  return {
    cells: [
      {
        x0: MARGIN,
        x1: right,
        role: 'label',
        content: { pieces: [...content.pieces, ...pieces], height: content.height },
      },
    ],
  }
}

const sameFile = (path: string, heading: string): boolean => path.startsWith(`${heading}.`)

/** `提供先2～5`: printed by the template whether filled or not. */
function slotHead(item: SpecItem, right: number): Row {
  const content = textContent(`${item.label.slice(0, -1)}2～5`, right - MARGIN, BODY, true)
  return { cells: [{ x0: MARGIN, x1: right, role: 'label', content }] }
}

function valueContent(
  item: SpecItem,
  path: string,
  empty: boolean,
  width: number,
  { filling, style }: Context,
  parent: SpecItem | undefined,
): Content {
  const { items } = filling.spec
  const blank: Value | undefined = empty ? undefined : filling.values.get(path)
  const counts = items.filter((child) => child.kind === 'number' && child.parent === item.path)
  const countOf = (child: SpecItem): string => {
    const value = filling.values.get(`${path}${child.path.slice(item.path.length)}`)
    return value?.kind === 'number' && value.value !== undefined ? String(value.value) : ''
  }
  switch (item.kind) {
    case 'choice': {
      const value: Extract<Value, { kind: 'choice' }> = blank?.kind === 'choice' ? blank : { kind: 'choice' }
      const more = counts.map((child) => `（　${countOf(child)}　）　件`)
      for (const child of items.filter((each) => each.inside && each.parent === item.path)) {
        const inner = filling.values.get(`${path}${child.path.slice(item.path.length)}`)
        more.push(`（${child.label}　${inner?.kind === 'text' ? inner.text : ''}　）`)
      }
      return choiceContent(item, value, width, withoutPrintedOptions(item, style), more)
    }
    case 'checkboxes': {
      const value: Extract<Value, { kind: 'checkboxes' }> =
        blank?.kind === 'checkboxes' ? blank : { kind: 'checkboxes', checked: [], details: {} }
      return boxesContent(
        item,
        value,
        width,
        style,
        Object.fromEntries(counts.map((child) => [child.label, countOf(child)])),
      )
    }
    default: {
      const text = blank?.kind === 'text' || blank?.kind === 'date' ? blank.text : ''
      const asOf = item.kind === 'date' && item.label === 'いつ時点の計数か' ? '　時点' : ''
      const size = parent?.label === '表紙' ? BODY + 1 : BODY
      return valueText(text === '' ? '' : text + asOf, width, size, style)
    }
  }
}

/** 様式2 Ⅲ prints the result that the form computes, and no options. */
const withoutPrintedOptions = (item: SpecItem, style: Style): Style =>
  item.path === 'III.しきい値判断結果' ? { ...style, optionsAt: 'none' } : style

function annex({ item, path }: Instance, { filling, right, random }: Context): Row {
  const value = filling.values.get(path)
  const text = value?.kind === 'text' ? value.text : ''
  const inside = filling.spec.items.find((child) => child.inside && child.parent === item.path)
  const drawn = filling.spec.frame.drawings.includes(item.key)
  const content = drawn ? drawing(text, right - MARGIN, random) : textContent(text, right - MARGIN)
  const own = inside && filling.values.get(`${path}${inside.path.slice(item.path.length)}`)
  const remark =
    own?.kind === 'text' ? textContent(`${inside!.label}\n${own.text}`, right - MARGIN) : undefined
  const pieces = [
    ...content.pieces,
    ...(remark?.pieces ?? []).map((piece) => ({ ...piece, y: piece.y + content.height })),
  ]
  return {
    cells: [
      {
        x0: MARGIN,
        x1: right,
        role: 'value',
        content: { ...content, pieces, height: content.height + (remark?.height ?? 0) },
      },
    ],
  }
}

/** Words here and there. */
function drawing(text: string, width: number, random: () => number): Content {
  const words = text.split(/[、。\n]/u).filter((word) => word !== '')
  const pieces = words.map((word, index) => {
    const short = word.slice(0, 20)
    return { x: random() * (width - emWidth(short) * BODY), y: 4 + index * 17, size: BODY, text: short }
  })
  return { pieces, height: words.length * 17 + 10 }
}
