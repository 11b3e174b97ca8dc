import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parseDocument } from '../parsers/index.ts'
import type { Evaluation, Item } from '../parsers/records/index.ts'

/**
 * A case is a folder in test/cases: `input.*` (or `case.json` naming a document elsewhere) and `expected.json`.
 * Expected texts are compared without white space and after NFKC; everything else is compared as it is.
 * - `items`: path → what a reader says: text, `iso` of a date, a number, `2 十分である` for a choice, `true`/`false` for a
 *   single box, `{checked, details}` for boxes (all others unchecked), `null` for a blank. No other item may be found.
 * - `changes`: rows as [iso, 項目, 変更前, 変更後, 提出時期, 説明].
 * - `problems`: codes of the document's problems.
 */
type Expected = {
  mediaType?: string
  problems?: string[]
  evaluations: {
    form: string
    version?: string
    agency?: { code?: string; prefecture?: string; municipality?: string }
    pages?: [number, number]
    items: Record<string, unknown>
    changes?: (string | null)[][]
  }[]
}

const folder = join(dirname(fileURLToPath(import.meta.url)), 'cases')

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\u200b]+/gu, '')
    .replace(/[‐‑‒–—―−─ー－]/gu, '-')

const orNull = (text: string | undefined): string | null =>
  text === undefined || /^-*$/u.test(plain(text)) ? null : plain(text)

function said(item: Item): unknown {
  if (item.status === 'missing' || item.status === 'ambiguous') return item.status
  if (item.status === 'inferred')
    return `inferred: ${item.inferred!.map(({ box = '', value }) => plain(`${box} ${value}`)).join('、')}`
  switch (item.kind) {
    case 'choice':
      return item.option === undefined ? null : `${item.option} ${plain(item.label ?? '')}`
    case 'checkbox':
      return item.checked
    case 'checkboxes':
      return {
        checked: item.checked.map(plain),
        ...(item.unknown.length > 0 ? { unknown: item.unknown.map(plain) } : {}),
        details: Object.fromEntries(
          Object.entries(item.details).map(([label, text]) => [plain(label), plain(text)]),
        ),
      }
    case 'date':
      return item.iso ?? null
    case 'number':
      return item.value ?? null
    default:
      return orNull(item.value)
  }
}

function summary(evaluation: Evaluation, wanted: Expected['evaluations'][number]) {
  const items: Record<string, unknown> = {}
  for (const item of evaluation.items) {
    const value = said(item)
    if (item.path in wanted.items || (value !== null && value !== 'missing' && item.status !== 'inferred'))
      items[item.path] = value
  }
  const changes = evaluation.changes.map((row) => [
    row.iso ?? null,
    orNull(row.項目),
    orNull(row.変更前),
    orNull(row.変更後),
    orNull(row.提出時期),
    orNull(row.説明),
  ])
  return {
    form: evaluation.form,
    ...(wanted.version === undefined ? {} : { version: plain(evaluation.version ?? '') }),
    ...(wanted.agency === undefined ? {} : { agency: evaluation.agency }),
    ...(wanted.pages === undefined
      ? {}
      : { pages: 'pages' in evaluation.span ? evaluation.span.pages : null }),
    items,
    ...(wanted.changes === undefined ? {} : { changes }),
  }
}

describe.each(readdirSync(folder))('case %s', (name) => {
  const here = join(folder, name)
  const expected = JSON.parse(readFileSync(join(here, 'expected.json'), 'utf8')) as Expected
  const settings = join(here, 'case.json')
  const document: string = existsSync(settings)
    ? join(here, JSON.parse(readFileSync(settings, 'utf8')).document)
    : join(here, readdirSync(here).find((file) => file.startsWith('input'))!)

  test('is read as a careful reader reads it', async () => {
    const result = await parseDocument(readFileSync(document))
    if (expected.mediaType) expect(result.document.mediaType).toBe(expected.mediaType)
    expect(result.document.problems.map((problem) => problem.code)).toEqual(expected.problems ?? [])
    for (const { path, reason, reasonCode, status } of result.evaluations.flatMap(({ items }) => items)) {
      const unsaid = status === 'missing' || status === 'ambiguous' ? { reason, reasonCode } : {}
      expect(Object.values(unsaid), `${path} has a reason and its code`).not.toContain(undefined)
      expect(reasonCode === undefined, path).toBe(reason === undefined)
    }
    expect(
      result.evaluations.map((evaluation, index) => summary(evaluation, expected.evaluations[index]!)),
    ).toEqual(
      expected.evaluations.map((evaluation) => ({
        ...evaluation,
        ...(evaluation.version === undefined ? {} : { version: plain(evaluation.version) }),
        ...(evaluation.agency === undefined ? {} : { agency: expect.objectContaining(evaluation.agency) }),
      })),
    )
  })
})
