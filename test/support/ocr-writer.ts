import type { SpecItem } from '../../parsers/forms/index.ts'
import { type Filling, type Instance, instancesOf, type Value } from './fillings.ts'
import { type Expected, type ExpectedItem, expectationOf } from './form-writer-expectation.ts'
import { plainStyle, randomOf } from './form-writer-style.ts'
import { editionMark } from './form-writer-tables.ts'
import { BOXES, type Dialect } from './ocr-dialect.ts'
import { broken, cellText, labelOf, optionLabel, tableLines } from './ocr-writer-text.ts'

export type OcrText = { readonly lines: readonly string[]; readonly expected: Expected }

/** A line of text, or a row of cells; neighbouring rows are one table. */
type Part = string | readonly string[]
type Context = { readonly filling: Filling; readonly dialect: Dialect; readonly random: () => number }

const GROUPS = new Set(['使用の主体', '保管期間', '再委託'])
/** A page ends behind so many rows. */
const PAGE_ROWS = 18

/** Writes an evaluation as an OCR would, and says exactly what is in it. */
export function writeOcr(filling: Filling, dialect: Dialect): OcrText {
  const context = { filling, dialect, random: randomOf(dialect.seed) }
  const parts: Part[] = [...cover(context), ...(dialect.contents ? contents(context) : [])]
  const instances = instancesOf(filling, dialect.emptySlots)
  for (const instance of instances) parts.push(...partsOf(instance, instances, context))
  parts.push(...changeTable(context))
  const { items, ...expected } = expectationOf(filling, { ...plainStyle, editionMark: dialect.editionMark })
  const isLong = new Set(instances.flatMap(({ item, path }) => (item.kind === 'longtext' ? [path] : [])))
  return {
    lines: toLines(parts, context),
    expected: {
      ...expected,
      items: items
        .map((item) =>
          item.kind === 'text' && isLong.has(item.path) ? { ...item, kind: 'long' as 'text' } : item,
        )
        .map((item) => (dialect.boxes === 'noise' ? withoutMarks(item) : item)),
    },
  }
}

/** What is left of boxes when all of them look alike. */
function withoutMarks(item: ExpectedItem): ExpectedItem {
  if (item.kind === 'checkbox') return { path: item.path, kind: 'undeterminable' }
  if (item.kind !== 'checkboxes') return item
  return { ...item, checked: [], unchecked: [], unknown: [...item.checked, ...item.unchecked] }
}

function toLines(parts: readonly Part[], { dialect, random }: Context): string[] {
  const lines: string[] = []
  let table: (readonly string[])[] = []
  let page = 1
  const flush = () => {
    // A table of six columns is a table in any dialect.
    const own =
      table.some((row) => row.length === HEADS.length) && dialect.table === 'bullets'
        ? { ...dialect, table: 'markdown' as const }
        : dialect
    lines.push(...tableLines(table, own).flatMap((line) => broken(line, own, random)))
    if (table.length > 0) lines.push('')
    table = []
  }
  for (const part of parts) {
    if (typeof part === 'string') {
      flush()
      lines.push(part, '')
    } else {
      table.push(part)
      if (table.length < PAGE_ROWS) continue
      flush()
      if (dialect.pageMark !== '') lines.push(dialect.pageMark.replace('#', String(page++)), '')
    }
  }
  flush()
  return lines
}

function cover({ filling, dialect }: Context): Part[] {
  const { items, frame } = filling.spec
  const value = (path: string) => {
    const own = filling.values.get(path)
    return own?.kind === 'text' || own?.kind === 'date' ? cellText(own.text, dialect) : ''
  }
  const label = (path: string) => items.find((item) => item.path === path)!.label
  const heads: Part[] =
    dialect.cover === 'columns' && dialect.table !== 'bullets'
      ? [
          [label('表紙.評価書番号'), label('表紙.評価書名')],
          [value('表紙.評価書番号'), value('表紙.評価書名')],
        ]
      : ['表紙.評価書番号', '表紙.評価書名'].flatMap((path) => pair(label(path), value(path), dialect))
  const others = ['表紙.宣言', '表紙.特記事項', '表紙.評価実施機関名', '表紙.承認日', '表紙.公表日']
    .filter((path) => items.some((item) => item.path === path))
    .flatMap((path) => pair(label(path), value(path), dialect))
  return [
    dialect.headings === 'markdown' ? `# ${frame.title}` : frame.title,
    ...heads,
    ...others,
    ...(dialect.editionMark ? [`[${editionMark(filling)}]`] : []),
  ]
}

const pair = (label: string, value: string, dialect: Dialect): Part[] =>
  dialect.cover === 'same-line' ? [[label, value]] : value === '' ? [label] : [label, value]

function contents({ filling, dialect }: Context): Part[] {
  const heads = filling.spec.items.filter(
    ({ parent, number }) => parent === undefined && number !== undefined,
  )
  return filling.spec.form === '様式2' || heads.length === 0
    ? []
    : ['項目一覧', ...heads.map((item) => labelOf(item, 0, { ...dialect, labels: 'form', remark: '' }))]
}

const startsSection = ({ parent, path }: SpecItem): boolean =>
  parent === undefined && !path.startsWith('変更')

function partsOf(instance: Instance, instances: readonly Instance[], context: Context): Part[] {
  const { item, path, n } = instance
  const { filling, dialect } = context
  if (item.path.startsWith('表紙') || item.path === '項目一覧') return []
  const parent = filling.spec.items.find((candidate) => candidate.path === item.parent)
  if (startsSection(item)) {
    const head = sectionHead(labelOf(item, n, dialect), dialect)
    return item.kind === 'longtext' ? [head, ...annex(instance, context)] : [head]
  }
  if (item.kind === 'number' || item.inside || (item.kind === 'checkbox' && parent?.kind === 'heading'))
    return []
  if (item.kind === 'heading' && GROUPS.has(item.label)) return []
  const label = labelOf(item, n, dialect)
  if (item.kind === 'heading') {
    const boxes = instances
      .filter(
        ({ item: child, path: own }) =>
          child.kind === 'checkbox' && child.parent === item.path && own.startsWith(`${path}.`),
      )
      .map(({ item: child, path: own }) => {
        const value = filling.values.get(own)
        return box(child.label, value?.kind === 'checkbox' && value.checked, dialect)
      })
    return [boxes.length > 0 ? [label, boxes.join(' ')] : [label, '']]
  }
  if (item.kind === 'repeat' && !item.key.endsWith('.name')) return [[label, '']]
  if (item.kind === 'repeat') {
    const slot = instance.empty ? [[`${item.label.slice(0, -1)}2～5`, '']] : []
    return [...slot, [label, valueText(instance, context)[0] ?? '']]
  }
  const values = valueText(instance, context)
  const isFullWidth =
    item.kind !== 'choice' &&
    (/^[０-９]+．$/u.test(item.number ?? '') || item.path.endsWith('その他のリスク'))
  if (isFullWidth)
    return [
      [label, ''],
      [values.join(' '), ''],
    ]
  const group = parent?.kind === 'heading' && GROUPS.has(parent.label) ? parent : undefined
  if (!group || dialect.table === 'bullets') return [[label, ...values]]
  const isFirst = instances.find(({ item: other }) => other.parent === group.path)?.item === item
  return [[isFirst || dialect.groups === 'repeated' ? labelOf(group, 0, dialect) : '', label, ...values]]
}

const sectionHead = (text: string, { headings }: Dialect): Part => {
  switch (headings) {
    case 'line':
      return text
    case 'row':
      return [text, '']
    case 'markdown':
      return `## ${text}`
    case 'html':
      return `<h2>${text}</h2>`
  }
}

function annex({ item, path }: Instance, { filling, dialect }: Context): Part[] {
  const value = filling.values.get(path)
  const own = filling.spec.items.find((child) => child.inside && child.parent === item.path)
  const remark = own && filling.values.get(`${path}${own.path.slice(item.path.length)}`)
  const lines = (text: string) => text.split('\n').map((line) => cellText(line, dialect))
  return [
    ...(value?.kind === 'text' ? lines(value.text) : []),
    ...(remark?.kind === 'text' ? [own!.label, ...lines(remark.text)] : []),
  ]
}

/** The cells of a value: most have one, a choice may have its options in a cell of their own. */
function valueText({ item, path, empty }: Instance, context: Context): string[] {
  const { filling, dialect, random } = context
  const value: Value | undefined = empty ? undefined : filling.values.get(path)
  const counts = filling.spec.items.filter((child) => child.kind === 'number' && child.parent === item.path)
  const countOf = (child: SpecItem): string => {
    const own = filling.values.get(`${path}${child.path.slice(item.path.length)}`)
    return own?.kind === 'number' && own.value !== undefined ? String(own.value) : ''
  }
  if (item.kind === 'choice') {
    const inside = filling.spec.items
      .filter((child) => child.inside && child.parent === item.path)
      .map((child) => {
        const own = filling.values.get(`${path}${child.path.slice(item.path.length)}`)
        return `（${child.label}　${own?.kind === 'text' ? own.text : ''}　）`
      })
    const more = [...counts.map((child) => `（ ${countOf(child)} ） 件`), ...inside].join(' ')
    return choiceCells(item, value?.kind === 'choice' ? value : { kind: 'choice' }, more, context)
  }
  if (item.kind === 'checkboxes') {
    const own =
      value?.kind === 'checkboxes' ? value : { kind: 'checkboxes' as const, checked: [], details: {} }
    const boxes = item.options!.map((option) => {
      const count = counts.find(({ label }) => label === option.label)
      const bracket = count
        ? ` （ ${countOf(count)} ） 件`
        : option.detail
          ? ` (${own.details[option.label] ?? ''})`
          : ''
      return box(optionLabel(option.label, dialect), own.checked.includes(option.label), dialect) + bracket
    })
    return [(dialect.boxOrder === 'shuffled' ? shuffled(boxes, random) : boxes).join(' ')]
  }
  return [value?.kind === 'text' || value?.kind === 'date' ? cellText(value.text, dialect) : '']
}

const box = (label: string, checked: boolean, { boxes }: Dialect): string =>
  `${BOXES[boxes][checked ? 0 : 1]} ${label}`

function choiceCells(
  item: SpecItem,
  value: Extract<Value, { kind: 'choice' }>,
  more: string,
  { dialect, random }: Context,
): string[] {
  const chosen = item.options!.find(({ number }) => number === value.option)
  const text = value.printed ?? (chosen ? optionLabel(chosen.label, dialect) : '')
  const bracket = dialect.bracket.replace('#', text) + (more === '' ? '' : ` ${more}`)
  const printed = item.options!.filter(({ number }) => number !== undefined)
  // 様式2 Ⅲ prints the result that the form computes, and no options.
  if (dialect.options === 'none' || item.path === 'III.しきい値判断結果' || printed.length === 0)
    return [bracket]
  const half = Math.ceil(printed.length / 2)
  const ordered =
    dialect.options === 'shuffled'
      ? shuffled(printed, random)
      : dialect.options === 'columns'
        ? [
            ...printed.filter((_, index) => index % 2 === 0),
            ...printed.filter((_, index) => index % 2 === 1),
          ].slice(0, 2 * half)
        : printed
  const list = `${dialect.caption} ${ordered.map(({ number, label }) => `${number}) ${optionLabel(label, dialect)}`).join(' ')}`
  switch (dialect.optionsAt) {
    case 'behind':
      return [`${bracket} ${list}`]
    case 'before':
      return [`${list} ${bracket}`]
    case 'next-cell':
      return [bracket, list]
  }
}

function shuffled<T>(values: readonly T[], random: () => number): T[] {
  return values
    .map((value) => ({ value, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value)
}

const HEADS = ['変更日', '項目', '変更前の記載', '変更後の記載', '提出時期', '提出時期に係る説明']

function changeTable({ filling, dialect }: Context): Part[] {
  if (filling.changes.length === 0) return []
  const head =
    filling.spec.form === '様式2' ? '変更箇所' : `(別添${filling.spec.form === '様式3' ? 2 : 3})変更箇所`
  const rows = filling.changes.map((row) => [
    row.変更日,
    cellText(row.項目, dialect),
    cellText(row.変更前, dialect),
    cellText(row.変更後, dialect),
    row.提出時期,
    cellText(row.説明, dialect),
  ])
  return [
    sectionHead(head, dialect),
    HEADS,
    ...rows.flatMap((row, index) =>
      dialect.changeHeads === 'every-page' && index > 0 && index % 3 === 0 ? [HEADS, row] : [row],
    ),
  ]
}
