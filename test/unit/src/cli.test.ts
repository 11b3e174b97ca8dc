import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { closeStore, openStore, recordParse, startRun } from '../../../db/index.ts'
import { commands } from '../../../src/commands/index.ts'
import { buildProgram } from '../../../src/program.ts'
import { failedResult, sampleEvaluation, sampleResult } from '../../support/parse-result.ts'
import { temporaryFolder } from '../../support/temporary-store.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const script = join(root, 'src/cli.ts')

function hyoka(cwd: string, ...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...words], {
    cwd,
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

const sample = sampleResult({ evaluations: [sampleEvaluation(), sampleEvaluation({ form: '様式2' })] })
const id = sample.document.sha256.slice(0, 12)

/** A folder with a database hyoka.db that knows a document with two evaluations, and one that failed. */
function folderWithDatabase(): string {
  const folder = temporaryFolder()
  const store = openStore(join(folder, 'hyoka.db'), { now: () => '2025-01-01T00:00:00.000Z', create: true })
  const run = startRun(store, { parser: 'test 1', arguments: ['.'], skipped: 0 })
  recordParse(store, { run, location: join(folder, 'seen.pdf'), result: sample })
  recordParse(store, {
    run,
    location: join(folder, 'scan.pdf'),
    result: failedResult('no-text-layer', { content: 'b' }),
  })
  closeStore(store)
  return folder
}

test.each([
  ['no command', []],
  ['an unknown command', ['parsee', 'a.pdf']],
  ['an unknown option', ['status', '--colour']],
  ['a missing argument', ['parse']],
  ['a word too many', ['parse', 'a.pdf', 'b.pdf']],
  ['a time limit that is none', ['parse', 'a.pdf', '--timeout', 'soon']],
  ['a file that is not there', ['parse', 'absent.pdf']],
  ['a database that is not there', ['status', '--db', 'absent.db']],
  ['a database that is not there, to show', ['show', '3f2a', '--db', 'absent.db']],
  ['an ID without a database', ['show', '3f2a9c81d0e4-1']],
  ['a folder without documents', ['ingest', '.']],
])('%s gives exit code 2, a message and no data', (_, words) => {
  const { status, stdout, stderr } = hyoka(temporaryFolder(), ...words)
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).not.toBe('')
  expect(stderr).not.toContain('    at ')
})

test('version and help are data', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  expect(hyoka(root, '--version')).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' })
  for (const words of [['--help'], ['ingest', '--help'], ['help', 'show']]) {
    const { status, stdout, stderr } = hyoka(root, ...words)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toContain('Examples:')
  }
})

test('a document is shown by ID, by the beginning of its ID, and by a path that is gone', () => {
  const folder = folderWithDatabase()
  const one = hyoka(folder, 'show', `${id}-2`)
  expect(one).toMatchObject({ status: 0, stderr: '' })
  expect(one.stdout).toContain(`${id}-2 様式2 [令和6年10月 様式3], pages 1–3`)
  expect(one.stdout).not.toContain(`${id}-1`)
  const shown = JSON.parse(hyoka(folder, 'show', id.slice(0, 5), '--json').stdout)
  expect(shown).toMatchObject({ stored: true, parser: 'test 1', document: sample.document })
  expect(shown.evaluations).toEqual(
    sample.evaluations.map((evaluation, index) => ({ id: `${id}-${index + 1}`, ...evaluation })),
  )
  expect(JSON.parse(hyoka(folder, 'show', 'seen.pdf', '--json').stdout)).toEqual(shown)
})

test('the status counts what is there', () => {
  const { status, stdout, stderr } = hyoka(folderWithDatabase(), 'status')
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toBe(`\
Documents    2: failed 1, ok 1
Evaluations  2: 様式2 1, 様式3 1
Items        16: found 10, ambiguous 2, blank 2, missing 2
Changes      2 rows of change tables
Unplaced     0.7 % of 2,000 characters
Problems     box-undecided (warning) 2, no-text-layer (error) 1
Prefectures  架空県 2
Last run     2025-01-01T00:00:00.000Z, parser test 1: 2 new, 0 unchanged, 0 parsed again; interrupted, or still going on

Most text left over
  ${id}-1  0.7 %  架空税に関する事務 重点項目評価書
  ${id}-2  0.7 %  架空税に関する事務 重点項目評価書

Left over most often
  2 evaluations: 余白の書き込み
`)
})

test('a document that gives no records is data, a message and exit code 1', () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'letter.txt'), 'Dear Sir or Madam,\nthis is a letter.\n')
  const { status, stdout, stderr } = hyoka(folder, 'parse', 'letter.txt', '--json')
  expect(status).toBe(1)
  const { document, evaluations } = JSON.parse(stdout)
  expect(evaluations).toEqual([])
  expect(document.problems[0].severity).toBe('error')
  expect(stderr).toBe(`letter.txt: ${document.problems[0].code}: ${document.problems[0].message}\n`)
})

test('a failing document gives the run exit code 1; the summary is data and nothing is said on the side', () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'letter.txt'), 'Dear Sir or Madam,\nthis is a letter.\n')
  const first = hyoka(folder, 'ingest', '.', 'absent.pdf', '--db', 'new.db', '--json')
  expect({ status: first.status, stderr: first.stderr }).toEqual({ status: 1, stderr: '' })
  const report = JSON.parse(first.stdout)
  expect(report.run).toMatchObject({ new: 1, unchanged: 0, failed: 2, arguments: ['.', 'absent.pdf'] })
  expect(report.failures.map(({ location }: { location: string }) => location)).toEqual([
    join(folder, 'absent.pdf'),
    join(folder, 'letter.txt'),
  ])
  const again = hyoka(folder, 'ingest', '.', '--db', 'new.db')
  expect({ status: again.status, stderr: again.stderr }).toEqual({ status: 1, stderr: '' })
  expect(again.stdout).toContain(
    'Documents    1: 0 new, 1 unchanged, 0 parsed again; 1 failed; 1 other file passed over',
  )
  expect(again.stdout).toContain('Nothing has changed: new.db had all of this already.')
  expect(again.stdout).toContain('\nFailed\n  letter.txt\n')
  expect(again.stdout).toContain('\nNext\n  npx hyoka status --db new.db\n')
})

test('a reader that goes away early is no error', async () => {
  const child = spawn(process.execPath, [script, 'status'], { cwd: folderWithDatabase() })
  child.stdout.destroy()
  let messages = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    messages += text
  })
  expect([await once(child, 'close'), messages]).toEqual([[0, null], ''])
})

test('the launcher starts the same program', () => {
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(root, 'bin/hyoka.mjs'), 'status', '--db', 'absent.db'],
    {
      encoding: 'utf8',
    },
  )
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
})

const examples = commands.flatMap((spec) => spec.examples.map(({ command }) => [command, spec.name] as const))

test.each(examples)('the example "%s" is understood', async (command, name) => {
  const ran: string[] = []
  const shell = {
    cwd: '',
    now: () => new Date(0),
    out() {},
    err() {},
    outIsTerminal: false,
    errIsTerminal: false,
  }
  const program = buildProgram(shell, async (spec) => {
    ran.push(spec.name)
    return 0
  })
  const [typed = ''] = command.split(/ [<>] /)
  await program.parseAsync(typed.replaceAll('"', '').split(' ').slice(1), { from: 'user' })
  expect(ran).toEqual([name])
})
