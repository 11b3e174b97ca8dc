import { type Item, isUntold } from '../../parsers/records/index.ts'
import { comparable, comparablePath, isBlankText, isSameText } from './compare-text.ts'
import type { Finding, FindingKind, Outcome } from './finding.ts'
import type { TruthItem } from './truth.ts'

/** Holds the items of an evaluation against what a careful reader says of it. */
export function compareItems(truth: readonly TruthItem[], items: readonly Item[]): Finding[] {
  const byPath = new Map(items.map((item) => [comparablePath(item.path), item]))
  const expected = new Set(truth.map(({ path }) => comparablePath(path)))
  return [
    ...truth.flatMap((one) => compareItem(one, byPath.get(comparablePath(one.path)))),
    ...[...byPath].flatMap(([path, item]) =>
      expected.has(path) || !assertsSomething(item) ? [] : [spurious(item)],
    ),
  ]
}

function compareItem(truth: TruthItem, item: Item | undefined): Finding[] {
  const { path } = truth
  const isSilent = item === undefined || isUntold(item)
  const finding = (kind: FindingKind, outcome: Outcome, said: string, expected: string): Finding => ({
    kind,
    outcome,
    path,
    said,
    expected,
    ...(isSilent ? {} : { confidence: item.confidence }),
  })
  switch (truth.kind) {
    case 'choice': {
      const expected = `${truth.option} ${truth.label ?? ''}`
      const option = item?.kind === 'choice' ? item.option : undefined
      if (isSilent || option === undefined) return [finding('choice', 'missing', '', expected)]
      return [finding('choice', option === truth.option ? 'right' : 'wrong', saidBy(item), expected)]
    }
    case 'checkbox':
    case 'checkboxes':
      return [...compareBoxes(truth, item), ...compareDetails(truth, item)]
    case 'date': {
      const iso = item?.kind === 'date' ? item.iso : undefined
      const said = textOf(item)
      const expected = truth.iso ?? truth.value
      if (isSilent || (iso === undefined && isBlankText(said)))
        return [finding('date', 'missing', said, expected)]
      const isRight =
        truth.iso === undefined ? comparable(said) === comparable(truth.value) : iso === truth.iso
      return [finding('date', isRight ? 'right' : 'wrong', iso ?? said, expected)]
    }
    case 'number': {
      const said = textOf(item)
      if (isSilent || said === '') return [finding('number', 'missing', said, String(truth.value))]
      const isRight = Number(comparable(said)) === truth.value
      return [finding('number', isRight ? 'right' : 'wrong', said, String(truth.value))]
    }
    case 'text':
    case 'long':
    case 'longtext': {
      const kind = truth.kind === 'text' ? 'text' : 'long'
      const said = textOf(item)
      const expected = truth.value ?? `${truth.first ?? ''}…${truth.last ?? ''}`
      if (isSilent || isBlankText(said)) return [finding(kind, 'missing', said, expected)]
      return [finding(kind, isSameText(truth, said) ? 'right' : 'wrong', said, expected)]
    }
    case 'blank': {
      const isWrong = !isSilent && (hasMark(item) || !isBlankText(textOf(item)))
      return [finding('blank', isWrong ? 'wrong' : 'right', isWrong ? saidBy(item) : '', '')]
    }
    case 'undeterminable': {
      const isOver = !isSilent && ((item.kind === 'choice' && item.option) || !isBlankText(textOf(item)))
      return isOver ? [finding('text', 'over', saidBy(item), '')] : []
    }
  }
}

type Boxes = Extract<TruthItem, { kind: 'checkbox' | 'checkboxes' }>

/** What is said of a box counts also where other boxes of the item cannot be told. */
function compareBoxes(truth: Boxes, item: Item | undefined): Finding[] {
  const states = statesOf(truth, item)
  const finding = (label: string, outcome: Outcome, expected: boolean | undefined): Finding => {
    const state = states.get(comparable(label))
    return {
      kind: 'box',
      outcome,
      path: label === '' ? truth.path : `${truth.path} ${label}`,
      said: stateName(state),
      expected: stateName(expected),
      ...(item && state !== undefined && { confidence: item.confidence }),
    }
  }
  const expected: [label: string, checked: boolean][] =
    truth.kind === 'checkbox'
      ? [['', truth.checked]]
      : [
          ...truth.checked.map((label): [string, boolean] => [label, true]),
          ...truth.unchecked.map((label): [string, boolean] => [label, false]),
        ]
  const compared = expected.map(([label, checked]) => {
    const state = states.get(comparable(label))
    return finding(label, state === undefined ? 'missing' : state === checked ? 'right' : 'wrong', checked)
  })
  if (truth.kind === 'checkbox') return compared
  const counted = truth.countable.filter((label) => states.get(comparable(label)) === true)
  const over = truth.unknown.filter((label) => states.has(comparable(label)))
  return [
    ...compared,
    ...counted.map((label) => finding(label, 'wrong', false)),
    ...over.map((label) => finding(label, 'over', undefined)),
  ]
}

function statesOf(truth: Boxes, item: Item | undefined): Map<string, boolean> {
  if (truth.kind === 'checkbox') {
    if (item?.kind === 'checkbox' && item.checked !== undefined) return new Map([['', item.checked]])
    return new Map()
  }
  if (item?.kind !== 'checkboxes') return new Map()
  return new Map([
    ...item.checked.map((label): [string, boolean] => [comparable(label), true]),
    ...item.unchecked.map((label): [string, boolean] => [comparable(label), false]),
  ])
}

const stateName = (checked: boolean | undefined): string =>
  checked === undefined ? 'unknown' : checked ? 'checked' : 'unchecked'

function compareDetails(truth: Boxes, item: Item | undefined): Finding[] {
  if (truth.kind === 'checkbox') return []
  const details = Object.entries(item?.kind === 'checkboxes' ? item.details : {})
  return Object.entries(truth.details).flatMap(([label, expected]): Finding[] => {
    if (isBlankText(expected)) return []
    const said = details.find(([other]) => comparable(other) === comparable(label))?.[1]
    const outcome =
      said === undefined ? 'missing' : comparable(said) === comparable(expected) ? 'right' : 'wrong'
    const path = `${truth.path} ${label}（）`
    const confidence = said === undefined || !item ? {} : { confidence: item.confidence }
    return [{ kind: 'text', outcome, path, said: said ?? '', expected, ...confidence }]
  })
}

function assertsSomething(item: Item): boolean {
  if (isUntold(item)) return false
  return hasMark(item) || (item.kind === 'checkbox' && item.checked === true) || !isBlankText(textOf(item))
}

function spurious(item: Item): Finding {
  const { path, confidence } = item
  return { kind: kindOf(item), outcome: 'spurious', path, said: saidBy(item), expected: '', confidence }
}

function kindOf({ kind }: Item): FindingKind {
  switch (kind) {
    case 'checkboxes':
    case 'checkbox':
      return 'box'
    case 'longtext':
      return 'long'
    default:
      return kind
  }
}

const hasMark = (item: Item): boolean =>
  (item.kind === 'choice' && item.option !== undefined) ||
  (item.kind === 'checkboxes' && item.checked.length > 0)

/** The text of an item that is one; a choice and boxes have none. */
function textOf(item: Item | undefined): string {
  return item && 'value' in item && item.value !== undefined ? String(item.value) : ''
}

function saidBy(item: Item): string {
  if (item.kind === 'choice') return `${item.option ?? ''} ${item.label ?? ''}`
  if (item.kind === 'checkboxes') return item.checked.join('、')
  if (item.kind === 'checkbox') return stateName(item.checked)
  return textOf(item)
}
