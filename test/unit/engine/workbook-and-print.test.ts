import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseDocument } from '../../../parsers/index.ts'
import type { ParseResult } from '../../../parsers/records/index.ts'

/** What is asserted, without where it stands: text without white space, as print and workbook break lines differently. */
const assertions = ({ evaluations }: ParseResult) =>
  evaluations.map(({ form, version, number, agency, items, changes }) => ({
    form,
    version: version?.replace(/\s+/gu, ''),
    number,
    agency,
    items: Object.fromEntries(
      items.map(({ evidence: _evidence, confidence: _confidence, raw: _raw, ...item }) => [
        item.path,
        JSON.parse(JSON.stringify(item).replace(/\\n|\s+/gu, '')),
      ]),
    ),
    changes: changes.map(({ evidence: _evidence, confidence: _confidence, ...row }) =>
      JSON.parse(JSON.stringify(row).replace(/\\n|\s+/gu, '')),
    ),
  }))

const folders = [
  new URL('../../../corpus/sample/', import.meta.url),
  new URL('../../../../shared/corpus/pdf/', import.meta.url),
]
const pairs = folders
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => {
    const names = readdirSync(folder)
    return names
      .filter((name) => name.endsWith('.pdf') && names.includes(name.replace(/pdf$/u, 'xlsx')))
      .map((name) => [name, folder] as const)
  })

test('there is a pair to compare', () => {
  expect(pairs.length).toBeGreaterThan(0)
})

test.each(pairs)('%s and its workbook give the same records', async (name, folder) => {
  const print = await parseDocument(readFileSync(new URL(name, folder)))
  const workbook = await parseDocument(readFileSync(new URL(name.replace(/pdf$/u, 'xlsx'), folder)))
  expect(assertions(workbook)).toEqual(assertions(print))
})
