import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import { expect, test } from 'vitest'
import { exportTables } from '../../../../src/export/index.ts'
import { fullDatabase } from '../../../support/full-database.ts'
import { loadByDescriptor, type Resource, resourcesOf } from '../../../support/read-export.ts'
import { temporaryFolder } from '../../../support/temporary-store.ts'
import { runHere } from '../../../support/test-shell.ts'

/** An official profile of Data Package 2.0; test/support/frictionless says where it comes from. */
function profile(name: 'datapackage' | 'tableschema'): ValidateFunction {
  const ajv = new Ajv({ strict: false, allErrors: true, formats: { textarea: true } })
  addFormats.default(ajv)
  const file = new URL(`../../../support/frictionless/${name}.json`, import.meta.url)
  return ajv.compile(JSON.parse(readFileSync(file, 'utf8')))
}

async function packaged(...more: readonly string[]): Promise<string> {
  const folder = temporaryFolder()
  const database = fullDatabase()
  const said = await runHere(folder, [
    'export',
    '--db',
    database,
    '--format',
    'datapackage',
    '--out',
    'a',
    ...more,
  ])
  expect(said).toMatchObject({ code: 0, err: '' })
  return join(folder, 'a')
}
const descriptorIn = (folder: string) => JSON.parse(readFileSync(join(folder, 'datapackage.json'), 'utf8'))

test('the descriptor follows the official profiles', async () => {
  const folder = await packaged()
  const wholePackage = profile('datapackage')
  const descriptor = descriptorIn(folder)
  wholePackage(descriptor)
  expect(wholePackage.errors).toBeNull()
  const tableSchema = profile('tableschema')
  for (const { name, schema } of resourcesOf(folder)) {
    tableSchema(schema)
    expect(tableSchema.errors, name).toBeNull()
  }
  expect(descriptor.licenses).toEqual([expect.objectContaining({ name: 'notspecified' })])
  // The profiles do see what is wrong.
  descriptor.resources[0].schema.fields[0].type = 'text'
  expect(wholePackage(descriptor)).toBe(false)
  expect(tableSchema(descriptor.resources[0].schema)).toBe(false)
})

test('the rows keep what the schemas say: types, required values, categories, keys', async () => {
  const folder = await packaged()
  const counts = await loadByDescriptor(folder)
  expect([...counts.keys()].sort()).toEqual(exportTables.map(({ name }) => name).sort())
  const { tables } = JSON.parse(readFileSync(join(folder, 'snapshot.json'), 'utf8'))
  for (const { name, rows } of tables) expect(counts.get(name), name).toBe(rows)
  const schemaOf = (name: string): Resource['schema'] =>
    resourcesOf(folder).find((resource) => resource.name === name)!.schema
  expect(schemaOf('series_members').foreignKeys).toEqual([
    { fields: ['evaluation_id'], reference: { resource: 'evaluations', fields: ['evaluation_id'] } },
    { fields: ['series_id'], reference: { resource: 'series', fields: ['id'] } },
  ])
  expect(schemaOf('items').missingValues.map(({ value }) => value)).toEqual([
    '',
    '#withheld',
    '#blank',
    '#unreadable',
    '#ambiguous',
    '#missing',
    '#inferred',
    '#not_on_form',
    '#not_recorded',
  ])
})

test.each([
  ['a type', 'evaluations.csv', ',2024,', ',MMXXIV,', /MMXXIV/],
  ['a key', 'agencies.csv', '"999999","999999"', '"888888","999999"', /uplicate key/],
  ['a foreign key', 'series_members.csv', /"\w+-1"/, '"0-1"', /oreign key/],
  ['a category', 'risk_judgements.csv', '"found"', '"perhaps"', /CHECK/],
  ['a required value', 'series.csv', /"[^"]+","様式3"/, '"","様式3"', /NOT NULL/],
])('%s that is wrong is seen', async (_, file, from, to, message) => {
  const folder = await packaged()
  const path = join(folder, file)
  const text = readFileSync(path, 'utf8')
  expect(text).toMatch(from)
  writeFileSync(path, text.replace(from, to))
  await expect(loadByDescriptor(folder)).rejects.toThrow(message)
})

test('a part of the tables, chosen by filters, refers to nothing that is left out', async () => {
  const folder = await packaged('--pref', '架空県')
  const counts = await loadByDescriptor(folder)
  expect([counts.get('evaluations'), counts.get('agencies'), counts.get('documents')]).toEqual([2, 1, 2])
  const few = await packaged('--tables', 'items,series_members')
  expect([...(await loadByDescriptor(few)).keys()]).toEqual(['items', 'series_members'])
  expect(resourcesOf(few).map(({ schema }) => schema.foreignKeys)).toEqual([undefined, undefined])
})

test('texts of a data package are always guarded', async () => {
  const said = await runHere(temporaryFolder(), [
    ...['export', '--format', 'datapackage', '--plain-text', '--out', 'a'],
  ])
  expect(said).toMatchObject({ code: 2, err: expect.stringContaining('--plain-text goes without') })
})
