import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import {
  addSource,
  bundledSources,
  checkSources,
  loadSources,
  readSourceFile,
} from '../../../corpus/sources/index.ts'
import { openSite, PREFECTURE } from '../../support/site/site.ts'
import { temporaryFolder } from '../../support/temporary-store.ts'
import { runHere } from '../../support/test-shell.ts'

test('the sources that come with hyoka are whole, and each is of a local government or body once', () => {
  const { sources, faults } = loadSources(bundledSources)
  expect([...faults, ...checkSources(sources)]).toEqual([])
  expect(sources.length).toBeGreaterThan(60)
})

const file = (entry: string) => `prefecture: 埼玉県\nsources:\n  - ${entry}\n`
const entryOf = (more: string) =>
  file(`{ agency: { code: "112186", name: 深谷市 }, kind: pages, start: ["https://a.example/"]${more} }`)

test.each([
  ['an unknown key', entryOf(', colour: red'), 'sources[0]', 'Unrecognized key: "colour"'],
  ['an address of another kind', entryOf('').replace('https:', 'ftp:'), 'sources[0].start[0]', 'Invalid URL'],
  [
    'an address with a password',
    entryOf('').replace('//', '//u:p@'),
    'sources[0].start[0]',
    'an address must hold no user name or password',
  ],
  [
    'a pattern that does not compile',
    entryOf(', links: { include: [{ url: "(" }] }'),
    'sources[0].links.include[0].url',
    'this is no regular expression',
  ],
  [
    'an empty pattern',
    entryOf(', links: { exclude: [{ kind: page }] }'),
    'sources[0].links.exclude[0]',
    'a pattern needs url or text',
  ],
  [
    'a code that YAML reads as a number',
    entryOf('').replace('"112186"', '112186'),
    'sources[0].agency.code',
    'Invalid input: expected string, received number',
  ],
  [
    'a charset that nobody knows',
    entryOf(', charset: klingon'),
    'sources[0].charset',
    'this charset is not known',
  ],
  [
    'expectations upside down',
    entryOf(', expect: { documents: { min: 5, max: 2 } }'),
    'sources[0].expect.documents',
    'min is above max',
  ],
  [
    'a search form without its form',
    entryOf('').replace('kind: pages', 'kind: search-form'),
    'sources[0].form',
    'Invalid input: expected object, received undefined',
  ],
  [
    'a host with a scheme',
    entryOf(', allowedHosts: ["https://b.example"]'),
    'sources[0].allowedHosts[0]',
    'a host is written in lower case and without a scheme',
  ],
])('%s is a fault at its place', (_, yaml, place, message) => {
  expect(readSourceFile(yaml)).toEqual({ kind: 'faults', faults: [{ place, message }] })
})

test('a file that is no YAML is a fault of the whole file', () => {
  const read = readSourceFile('sources: [')
  expect(read).toMatchObject({ kind: 'faults', faults: [{ place: '' }] })
})

test('what the schema cannot see is checked: codes, names, prefectures, doubles, selectors', () => {
  const folder = temporaryFolder()
  const source = (code: string, name: string, more = '') =>
    `  - { agency: { code: "${code}", name: ${name} }, kind: pages, start: ["https://www.a.example/"]${more} }\n`
  writeFileSync(
    join(folder, 'a.yaml'),
    `prefecture: 埼玉県\nsources:\n${source('112186', '深谷市教育委員会')}${source('112187', '深谷市')}${source('122033', '深谷市')}`,
  )
  writeFileSync(
    join(folder, 'b.yaml'),
    'sources:\n  - { agency: { name: 架空組合 }, kind: pages, start: ["http://a.example/"], links: { within: "div[" } }\n',
  )
  const { sources, faults } = loadSources(folder)
  expect(faults).toEqual([])
  expect(
    checkSources(sources).map(({ file, place, message }) => `${file} ${place}: ${message.split(':')[0]}`),
  ).toEqual([
    'a.yaml 深谷市: 112187 is the code of no local government',
    'a.yaml 深谷市: https',
    'a.yaml 深谷市: 122033 is the code of 市川市',
    'a.yaml 深谷市: 市川市 is in 千葉県, not in 埼玉県',
    'a.yaml 深谷市: https',
    'b.yaml 架空組合: div[ is no CSS selector',
    'b.yaml 架空組合: http',
  ])
})

test('a source is added beside the others; comments stay', () => {
  const before = `# by hand\n${entryOf('')}`
  const after = addSource(before, '埼玉県', {
    agency: { name: '架空組合' },
    kind: 'pages',
    start: ['https://b.example/'],
  })
  expect(after).toContain('# by hand')
  const read = readSourceFile(after)
  expect(read.kind === 'sources' && read.sources.map(({ agency }) => agency)).toEqual([
    { prefecture: '埼玉県', code: '112186', name: '深谷市' },
    { prefecture: '埼玉県', name: '架空組合' },
  ])
  expect(() =>
    addSource('colours: []', '埼玉県', { agency: { name: '組合' }, kind: 'pages', start: [] }),
  ).toThrow('the file has no list of sources')
})

test('sources lists by prefecture and says how many governments have one', async () => {
  const { code, out } = await runHere(temporaryFolder(), ['sources', '埼玉'])
  expect(code).toBe(0)
  expect(out).toContain('埼玉県: 1 source; 1 of 64 local governments\n  112186  深谷市\n')
  expect(await runHere('.', ['sources', '架空県'])).toMatchObject({ code: 2, out: '' })
})

test('sources check has exit code 1 where something is wrong', async () => {
  expect(await runHere('.', ['sources', 'check'])).toMatchObject({ code: 0, out: '69 sources, 0 faults\n' })
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'a.yaml'), entryOf(', depth: 99'))
  const { code, out } = await runHere(folder, ['sources', 'check', '--sources', '.'])
  expect(code).toBe(1)
  expect(out).toBe('a.yaml: sources[0].depth: Too big: expected number to be <=10\n0 sources, 1 faults\n')
})

test('sources add tries a page, shows what is found and writes the source down', async () => {
  const site = await openSite()
  onTestFinished(site.close)
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'mine'))
  const start = `${site.origin('www.town.kazami.example')}/soshiki/8/2586.html`
  const add = (url: string) =>
    runHere(folder, [
      'sources',
      'add',
      url,
      '--agency',
      `${PREFECTURE}/風見町`,
      '--sources',
      'mine',
      '--pause',
      '0.001',
      '--allow-private',
    ])
  const added = await add(start)
  expect(added.code).toBe(0)
  expect(added.out.trim().split('\n')).toHaveLength(10)
  expect(added.err).toContain('listed-without-document')
  const written = readSourceFile(readFileSync(join(folder, 'mine', '星見県.yaml'), 'utf8'))
  expect(written).toMatchObject({
    sources: [
      {
        agency: { name: '風見町', prefecture: PREFECTURE },
        start: [start],
        expect: { documents: { min: 8 } },
      },
    ],
  })
  expect(site.log.filter(({ path }) => path.endsWith('.pdf'))).toEqual([])

  const again = await add(start)
  expect(again).toMatchObject({ code: 2, out: '' })
  expect(again.err).toContain('is a start page of 風見町')
  const silent = await add(`${site.origin('www.town.sunahara.example')}/1273.htm`)
  expect(silent).toMatchObject({ code: 1 })
  expect(silent.err).toContain('nothing was written')
})
