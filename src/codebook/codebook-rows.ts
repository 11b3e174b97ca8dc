import type { CodebookRow } from '../../db/index.ts'
import { carriesValue, formFrames, formItems, type SpecItem } from '../../parsers/forms/index.ts'

/** A row for every item of every form that carries a value, in printed order. */
export function codebookRows(): readonly CodebookRow[] {
  return formFrames.flatMap(({ form }) => {
    const items = formItems(form)
    const byPath = new Map(items.map((item) => [item.path, item]))
    return items.filter(carriesValue).map((item) => ({
      form,
      key: item.key,
      path: item.path,
      label: item.label,
      number: item.number ?? null,
      section: sections(item, byPath).join(' > '),
      kind: item.kind === 'repeat' ? 'text' : item.kind,
      options: item.options
        ? JSON.stringify(
            item.options.map(({ number, label, detail }) => ({ number, label, detail: detail === true })),
          )
        : null,
      required: item.required === true || sectionRequired(item, byPath) ? 1 : 0,
      since: item.since,
      until: item.until ?? null,
      description: describe(item),
    }))
  })
}

type Items = ReadonlyMap<string, SpecItem>

function parents(item: SpecItem, items: Items): SpecItem[] {
  const parent = item.parent === undefined ? undefined : items.get(item.parent)
  return parent ? [...parents(parent, items), parent] : []
}

const sections = (item: SpecItem, items: Items): string[] =>
  parents(item, items).map(({ number, label }) =>
    number === undefined || number === label ? label : `${number} ${label}`,
  )

/** ※ on a heading covers all items under it. */
const sectionRequired = (item: SpecItem, items: Items): boolean =>
  parents(item, items).some(({ required }) => required === true)

const KINDS: Readonly<Record<SpecItem['kind'], string>> = {
  text: 'A short text.',
  longtext: 'A text.',
  choice: 'One of the options.',
  checkboxes: 'Any number of the options; each is checked, unchecked or unknown.',
  checkbox: 'One box: checked, unchecked or unknown.',
  date: 'A date as printed, and as yyyy-mm-dd (of a range the first day).',
  number: 'A number.',
  repeat: 'The title of a repeated block.',
  heading: '',
  table: '',
}

function describe(item: SpecItem): string {
  const detail = item.options?.some((option) => option.detail)
    ? ' Text in brackets is the detail of its box.'
    : ''
  const unsure = item.unsure?.length
    ? ` Not checked against a published form: ${[...new Set(item.unsure)].join(', ')}.`
    : ''
  return `${KINDS[item.kind]}${detail}${unsure}`
}
