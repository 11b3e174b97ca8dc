import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { distinctEditions, formFrames, formItems, formSpec } from '../../../parsers/forms/index.ts'

describe.each(formFrames.map(({ form }) => form))('%s', (form) => {
  const items = formItems(form)

  test('keys and paths are unique, parents exist', () => {
    const paths = new Set(items.map(({ path }) => path))
    expect(paths.size).toBe(items.length)
    expect(new Set(items.map(({ key }) => key)).size).toBe(items.length)
    expect(items.filter(({ parent }) => parent !== undefined && !paths.has(parent))).toEqual([])
  })

  test('choices have options numbered 1 to n, boxes have labels', () => {
    for (const item of items) {
      if (item.kind === 'choice') {
        expect(item.options?.map(({ number }) => number)).toEqual(item.options?.map((_, index) => index + 1))
      }
      if (item.kind === 'checkboxes') expect(item.options?.length).toBeGreaterThan(1)
    }
  })

  test('furniture patterns compile', () => {
    for (const pattern of formFrames.find((frame) => frame.form === form)!.furniture) new RegExp(pattern, 'u')
  })
})

test('editions that print different forms are told apart', () => {
  expect(distinctEditions('様式2')).toEqual(['H26', 'H30', 'H31', 'R6'])
  expect(formSpec('様式2', 'H31').items.find(({ key }) => key === 'audit.performed')?.path).toBe(
    'IV.8.実施の有無',
  )
  expect(formSpec('様式2', 'R6').items.find(({ key }) => key === 'audit.performed')?.path).toBe(
    'IV.9.実施の有無',
  )
  expect(formSpec('様式2', 'H26').items.some(({ path }) => path.startsWith('IV'))).toBe(false)
})

const reference = new URL('../../../../shared/forms/', import.meta.url)
if (existsSync(reference)) {
  test.each([2, 3, 4] as const)('様式%i holds every row of the reference', (number) => {
    const [head, ...rows] = readFileSync(new URL(`form${number}.tsv`, reference), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t'))
    const wanted = rows.map((row) => Object.fromEntries(head!.map((name, index) => [name, row[index] ?? ''])))
    const options = (text: string) => (text === '' ? [] : text.split('|'))
    expect(
      formItems(`様式${number}`).map((item) => ({
        key: item.key,
        path: item.path,
        parent: item.parent ?? '',
        number: item.number ?? '',
        label: item.label,
        aliases: (item.aliases ?? []).join('|'),
        kind: item.kind,
        repeat: item.repeat ?? '',
        required: item.required ? '※' : '',
        options: (item.options ?? []).map(({ label }) => label),
      })),
    ).toEqual(
      wanted.map((row) => ({
        key: row.key,
        path: row.path,
        parent: row.parent,
        number: row.number,
        label: row.label,
        aliases: row.aliases,
        kind: row.kind,
        repeat: row.repeat,
        required: row.required,
        options: options(row.options!).map((option) => option.replace(/^\d+\) /u, '').replace(/\(…\)$/u, '')),
      })),
    )
  })
}
