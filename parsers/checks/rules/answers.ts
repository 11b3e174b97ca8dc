import type { SpecItem } from '../../forms/index.ts'
import type { Evaluation, Item } from '../../records/index.ts'
import { matchKey } from '../../text/characters.ts'
import type { Facts } from '../facts.ts'
import type { Contradiction, Rule } from '../rule.ts'
import { BLANK, cut, FILLED, isFilled, shown } from '../values.ts'

const COUNTED = 'files[].provision_transfer.exists'

/** Items that answer by themselves: options, brackets of boxes, ※ items; copies that must be alike. */
export const answerRules: readonly Rule[] = [
  {
    id: 'box-detail-blank',
    guide: [33],
    severity: 'error',
    keys: [],
    ja: '印のある欄の括弧が空欄である（{found}）。',
    en: 'The brackets of a marked box are empty ({found}).',
    note: 'Only where positions are known: text without them may have lost what stands in brackets.',
    run: (facts) =>
      bracketed(facts).flatMap(({ item, label }) =>
        item.checked.includes(label) && (item.details[label] ?? '').trim() === ''
          ? [{ items: [item], lacks: 'part' as const, expected: FILLED, found: label }]
          : [],
      ),
  },
  {
    id: 'box-detail-unmarked',
    guide: [33],
    severity: 'warning',
    keys: [],
    ja: '印のない欄の括弧に記載がある（{found}）。',
    en: 'The brackets of a box that is not marked are filled ({found}).',
    run: (facts) =>
      bracketed(facts).flatMap(({ item, label }) =>
        item.unchecked.includes(label) && isTelling(item.details[label])
          ? [{ items: [item], expected: BLANK, found: `${label}（${cut(item.details[label]!)}）` }]
          : [],
      ),
  },
  {
    id: 'choice-option',
    guide: [34],
    severity: 'error',
    keys: [],
    ja: '選択肢にない値である（{found}）。',
    en: 'The value is none of the options ({found}).',
    note: 'Nothing is asserted of such an item; the finding says what is printed there.',
    run: ({ evaluation, specOf }) =>
      evaluation.items.flatMap((item): Contradiction[] => {
        if (item.kind !== 'choice') return []
        const options = specOf(item.path)?.options
        const printed = item.label
        if (!options || printed === undefined || matchKey(printed) === '') return []
        const own =
          item.option === undefined
            ? undefined
            : options.find((_, index) => numberOf(options, index) === item.option)
        if (item.status === 'ambiguous' && item.option === undefined)
          return [{ items: [item], expected: '選択肢のいずれか', found: cut(printed) }]
        if (item.status !== 'found' || (own && matchKey(own.label) === matchKey(printed))) return []
        return [
          {
            items: [item],
            expected: own?.label ?? '選択肢のいずれか',
            found: `${item.option}) ${cut(printed)}`,
          },
        ]
      }),
  },
  {
    id: 'required-blank',
    guide: [],
    severity: 'warning',
    forms: ['様式3', '様式4'],
    keys: [],
    ja: '※の付いた重要な項目が空欄である。',
    en: 'An item that the form marks with ※ is blank.',
    note: 'Left out: items under ※ that depend on another answer, and those for whatever else there is to say.',
    run: requiredBlank,
  },
  {
    id: 'copies-differ',
    guide: [46],
    severity: 'warning',
    forms: ['様式3'],
    keys: ['audit.performed', 'training.performed', 'training.method', 'other_risk_measures'],
    ja: 'ファイルごとのⅢ.8–10 の記載が異なる（「{found}」と「{expected}」）。',
    en: 'Ⅲ.8–10 differ between the files (「{found}」 and 「{expected}」).',
    run: ({ evaluation }) => copiesDiffer(evaluation),
  },
]

const numberOf = (options: readonly { readonly number?: number | undefined }[], index: number): number =>
  options[index]!.number ?? index + 1

type Boxes = Extract<Item, { kind: 'checkboxes' }>

/** Boxes that have brackets on the form; those of 提供・移転 hold counts, which are items of their own. */
function bracketed({ evaluation, specOf }: Facts): { readonly item: Boxes; readonly label: string }[] {
  return evaluation.items.flatMap((item) => {
    if (item.kind !== 'checkboxes' || item.key === COUNTED || item.status !== 'found') return []
    if (item.evidence.some((one) => 'lines' in one)) return []
    const labels = (specOf(item.path)?.options ?? []).filter(({ detail }) => detail).map(({ label }) => label)
    return labels.map((label) => ({ item, label }))
  })
}

const isTelling = (detail: string | undefined): boolean => !/^[-なし無]*$/u.test(matchKey(detail ?? ''))

/** Under a heading with ※, but answered only if another answer calls for it, or if there is more to say. */
const CONDITIONAL =
  /^network_linkage\.legal_basis$|^risks\[\]\.(?:outsourcing|provision_transfer|network)\.|\.other_(?:risks|measures)$|^other_risk_measures$|_(?:method|content|details|prevention)$|^audit\.|^training\./u

/** Items with ※, and those directly under a heading with ※. */
function requiredBlank({ evaluation, specOf }: Facts): Contradiction[] {
  return evaluation.items.flatMap((item) => {
    if (CONDITIONAL.test(item.key) || isFilled(item) !== false) return []
    const headings = ancestors(item.path, specOf).filter((spec) => HEADINGS.includes(spec.kind))
    const required = specOf(item.path)?.required || headings.some((heading) => heading.required)
    return required && onlyUnderHeadings(item.path, specOf)
      ? [{ items: [item], expected: FILLED, found: shown(item) }]
      : []
  })
}

const HEADINGS: readonly string[] = ['heading', 'repeat']

/** A text that belongs to another item (その必要性, 変更の妥当性, 件数) is not asked for by that item's ※. */
const onlyUnderHeadings = (path: string, specOf: Facts['specOf']): boolean =>
  ancestors(path, specOf).every(({ kind }) => HEADINGS.includes(kind))

function ancestors(path: string, specOf: Facts['specOf']): SpecItem[] {
  const parent = specOf(path)?.parent
  const spec = parent === undefined ? undefined : specOf(parent)
  return spec ? [spec, ...ancestors(spec.path, specOf)] : []
}

function copiesDiffer({ items }: Evaluation): Contradiction[] {
  const keys = ['audit.performed', 'training.performed', 'training.method', 'other_risk_measures']
  return keys.flatMap((key) => {
    const copies = items.filter((item) => item.key === key && item.status === 'found')
    const first = copies[0]
    const other = copies.find((item) => saidBy(item) !== saidBy(first!))
    return first && other ? [{ items: [first, other], expected: shown(first), found: shown(other) }] : []
  })
}

const saidBy = (item: Item): string =>
  matchKey(
    item.kind === 'checkboxes'
      ? item.checked.join('、')
      : item.kind === 'choice'
        ? String(item.option)
        : 'value' in item
          ? String(item.value)
          : '',
  )
