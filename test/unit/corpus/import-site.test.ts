import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'cheerio'
import { expect, onTestFinished, test } from 'vitest'
import { stringify } from 'yaml'
import type { AgencyCoverage, Coverage } from '../../../src/coverage/index.ts'
import { statesOf } from '../../../src/render/coverage.ts'
import { openSite, PREFECTURE } from '../../support/site/site.ts'
import { temporaryFolder } from '../../support/temporary-store.ts'
import { runHere } from '../../support/test-shell.ts'

const briefly = ({ name, standing, counts, gaps }: AgencyCoverage) =>
  [
    name,
    standing,
    statesOf(counts),
    ...gaps.map(({ agency, missing }) => `${agency} has no ${missing.join(' ')}`),
  ].join('; ')

test('from a prefecture’s pages to its ledger: imported twice, everything is known and nothing fetched again', {
  timeout: 300_000,
}, async () => {
  const site = await openSite()
  onTestFinished(site.close)
  const folder = temporaryFolder()
  const sources = site.agencies.flatMap(({ source }) => (source ? [source] : []))
  writeFileSync(join(folder, 'site.yaml'), stringify({ prefecture: PREFECTURE, sources }))
  const now = () => new Date('2026-11-21T03:00:00Z')
  const hyoka = (...words: string[]) => runHere(folder, [...words, '--sources', '.'], { now })
  const importAll = () => hyoka('import', PREFECTURE, '--pause', '0.001', '--allow-private')
  const readCoverage = async () => JSON.parse((await hyoka('coverage', PREFECTURE, '--json')).out) as Coverage

  const first = await importAll()
  // Of the archive's three papers, two stand for it: the name of the third leads out of the archive.
  const documents = site.agencies.flatMap(({ expected }) => expected).length
  expect(first.out).toContain(`Documents    ${documents + 1}: ${documents + 1} new`)
  const coverage = await readCoverage()
  expect(coverage.agencies.map(briefly)).toEqual([
    '星見県; complete; 13 parsed; 星見県 has no 4 7 8 9 13',
    '天川市; partial; 24 parsed, 1 doubtful; 天川市 has no 7 10 16 19',
    '月影市; complete; 9 parsed; 月影市 has no 6',
    '北星町; complete; 8 parsed; 北星町 has no 5',
    '雲居村; complete; 6 parsed',
    '風見町; complete; 9 parsed, 2 ended; 風見町 has no 3 6 7 10 11 13 14',
    '岩瀬町; complete; 5 parsed; 岩瀬町 has no 5',
    '白浜市; complete; 12 parsed',
    '露草村; partial; 4 parsed, 2 doubtful',
    '夕凪市; complete; 14 parsed, 2 superseded; 夕凪市 has no 8 15',
    '波音市; complete; 11 parsed',
    '朝霧町; complete; 17 parsed; 朝霧町 has no 8 16',
    '砂原町; silent; none',
    '星見県後期高齢者医療広域連合; complete; 2 parsed',
    '星見県市町村職員共済組合; complete; 4 parsed',
  ])
  expect(coverage.totals.overdue).toEqual({ 'yearly-check': 135, 'five-year-assessment': 2 })
  expect(coverage.agencies.flatMap(({ findings }) => findings.map(({ code }) => code))).toEqual([
    'listed-without-document',
    'robots-disallowed',
    'points-to-regulator',
  ])

  const asked = site.log.length
  const second = await importAll()
  expect(second.out).toContain(`Documents    ${documents + 1}: 0 new, ${documents + 1} unchanged`)
  const again = site.log.slice(asked)
  expect(
    again.filter(({ status, method, path }) => status === 200 && method === 'GET' && path !== '/robots.txt'),
  ).toEqual([])
  expect(site.log.filter(({ path }) => path.startsWith('/private/'))).toEqual([])
  expect((await readCoverage()).totals).toEqual(coverage.totals)

  await hyoka('coverage', PREFECTURE, '--html', 'coverage.html')
  const page = load(readFileSync(join(folder, 'coverage.html'), 'utf8'))
  expect(page('.map li').length).toBe(coverage.agencies.length)
  expect(page('.map a.complete').length).toBe(12)
})
