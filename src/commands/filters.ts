import type { SearchFilters } from '../../db/index.ts'
import { FormName } from '../../parsers/records/index.ts'
import { type OptionSpec, type OptionValues, UsageError } from './command.ts'

/** Filters over evaluations and items, the same for search and export. */
export const filterOptions = {
  pref: { kind: 'text', value: 'NAME', description: 'only agencies of this prefecture: 埼玉県' },
  form: { kind: 'text', value: 'FORM', description: 'only this form: 様式2, 様式3, 様式4, or 2, 3, 4' },
  year: { kind: 'text', value: 'YYYY', description: 'only evaluations published in this year' },
  key: {
    kind: 'text',
    value: 'KEY',
    description: 'only items of this key (hyoka query "SELECT key, label FROM codebook"), or changes[]',
  },
  agency: {
    kind: 'text',
    value: 'NAME',
    description: 'only agencies of this code, or with this in their name',
  },
  value: {
    kind: 'text',
    value: 'KEY=LABEL',
    description: 'only evaluations in which this item has this option, or this box checked',
  },
} as const satisfies Record<string, OptionSpec>

/** Throws a UsageError where a form or a value is not written as it must be. */
export function filtersFrom(options: OptionValues<typeof filterOptions>): SearchFilters {
  return {
    ...(options.pref !== undefined && { prefecture: options.pref }),
    ...(options.form !== undefined && { form: formFrom(options.form) }),
    ...(options.year !== undefined && { year: options.year }),
    ...(options.key !== undefined && { key: options.key }),
    ...(options.agency !== undefined && { agency: options.agency }),
    ...(options.value !== undefined && { value: valueFrom(options.value) }),
  }
}

function formFrom(text: string): string {
  const form = FormName.safeParse(/^[234]$/.test(text) ? `様式${text}` : text)
  if (!form.success) throw new UsageError(`--form ${text}: it is one of ${FormName.options.join(', ')}`)
  return form.data
}

function valueFrom(text: string): { key: string; label: string } {
  const [, key, label] = /^([^=]+)=(.+)$/su.exec(text) ?? []
  if (key === undefined || label === undefined)
    throw new UsageError(`--value ${text}: write KEY=LABEL, such as network_linkage.performed=実施する`)
  return { key, label }
}
