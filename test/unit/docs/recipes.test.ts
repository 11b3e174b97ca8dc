import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withDuckDb } from '../../support/read-export.ts'
import { runHere } from '../../support/test-shell.ts'

const root = new URL('../../../', import.meta.url).pathname

type Block = { readonly language: string; readonly text: string }
/** The blocks of code of a document, but not those right behind a sentence that says that they were not tried. */
const triedBlocks = (text: string): Block[] =>
  [...text.matchAll(/([^\n]*)\n+```(\w+)\n([\s\S]*?)```/gu)].flatMap(([, before, language, code]) =>
    /not tried here/iu.test(before!) ? [] : [{ language: language!, text: code! }],
  )
const blocksOf = (name: string): Block[] => triedBlocks(readFileSync(join(root, 'docs', name), 'utf8'))
/** The statements within a program in another language. */
const selectsIn = (program: string): string[] =>
  [...program.matchAll(/("""|")(\s*SELECT[\s\S]*?)\1/gu)].map(([, , sql]) => sql!)

/** A folder with hyoka.db of some sample documents. */
const folder = mkdtempSync(join(tmpdir(), 'hyoka-test-'))
beforeAll(async () => {
  const samples = ['tsukikage-shi-39-form3.xlsx', 'shiomi-7-form3.txt']
  const documents = samples.map((name) => join(root, 'corpus/sample', name))
  expect((await runHere(folder, ['ingest', ...documents, '--db', 'hyoka.db'])).code).toBe(0)
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What DuckDB answers, with the names of files taken from `folder`. */
const askDuckDb = (sql: string) =>
  withDuckDb(async (duck) => {
    const here = sql.replaceAll(/(read_\w+\(')/gu, `$1${folder}/`)
    return (await duck.runAndReadAll(here)).getRowObjectsJson()
  })

/** Runs `hyoka … > file`, as a shell understands the line: words in quotation marks are one word. */
async function runLine(line: string): Promise<string> {
  const words = [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/gu)].map(
    ([, one, two, bare]) => one ?? two ?? bare!,
  )
  const file = words.at(-2) === '>' ? words.at(-1) : undefined
  const [command, ...own] = file === undefined ? words : words.slice(0, -2)
  expect(command).toBe('hyoka')
  const { code, out, err } = await runHere(folder, own)
  expect(code, `${line}\n${err}`).toBe(0)
  if (file === undefined) return out
  writeFileSync(join(folder, file), out)
  return ''
}

type Given = { readonly language: string; readonly rows?: unknown; readonly out?: string }

/** Runs a block; what it gave. */
async function run({ language, text }: Block): Promise<Given> {
  if (language === 'sql') return { language, rows: await askDuckDb(text) }
  if (language === 'sh') {
    let out = ''
    for (const line of text.trim().split('\n')) out += await runLine(line)
    return { language, out }
  }
  const store = new SqliteDatabase(join(folder, 'hyoka.db'), { readonly: true })
  const rows = selectsIn(text).map((sql) => store.prepare(sql).all())
  store.close()
  return { language, rows }
}

async function runAll(blocks: readonly Block[]): Promise<Given[]> {
  const given: Given[] = []
  for (const block of blocks) given.push(await run(block))
  return given
}

describe('documented recipes run as they stand', () => {
  test('docs/recipes.md', async () => {
    const store = new SqliteDatabase(join(folder, 'hyoka.db'), { readonly: true })
    const id = store.prepare("SELECT evaluation_id FROM items WHERE path = 'I.1.3'").pluck().get()
    store.close()
    const blocks = blocksOf('recipes.md').map((block) => ({
      ...block,
      text: block.text.replace('3f2a9c81d0e4-1', String(id)),
    }))
    expect(blocks.map(({ language }) => language)).toEqual([
      'sh',
      'python',
      'sh',
      'sql',
      'sh',
      'sql',
      'sql',
      'sql',
      'r',
      'sh',
    ])
    const given = await runAll(blocks)
    const rows = given.flatMap((each) => ('rows' in each ? [each.rows] : []))
    expect(rows).toMatchObject([
      [[{ contractor: expect.any(String), contracts: 1 }, {}, {}, {}, {}, {}]],
      [{ form: '様式3', contracts: '6' }],
      expect.arrayContaining([expect.objectContaining({ judgement: '十分である' })]),
      [{ contractor_status: 'found', contracts: '6' }],
      expect.arrayContaining([expect.objectContaining({ version: '1' })]),
      [expect.arrayContaining([expect.objectContaining({ judgement: '十分である' })])],
    ])
    expect(given.at(-1)?.out).toContain('1,000人以上1万人未満')
  })

  test('docs/export.md', async () => {
    const given = await runAll(blocksOf('export.md'))
    expect(given.map(({ language }) => language)).toEqual(['sh', 'sql'])
    expect(given[1]?.rows).toEqual([{ prefecture: expect.any(String), systems: expect.any(String) }])
  })

  test('what was not tried says so', () => {
    const [tried, not] = ['\nRun it:\n\n```sh\na\n```\n', '\nNot tried here:\n\n```sh\nb\n```\n']
    expect(triedBlocks(`${tried}${not}`)).toEqual([{ language: 'sh', text: 'a\n' }])
  })
})
