import { readFileSync } from 'node:fs'
import { load } from 'cheerio'
import { expect, test } from 'vitest'
import { barChart } from '../../../src/report/charts.ts'
import { writeReport } from '../../../src/report/index.ts'
import { databaseFile } from '../../support/database-file.ts'
import { sampleEvaluation } from '../../support/parse-result.ts'
import { temporaryFolder } from '../../support/temporary-store.ts'

const HOSTILE = '<script>alert("x")</script>&'

function report(...evaluations: ReturnType<typeof sampleEvaluation>[]): string {
  const folder = temporaryFolder()
  const path = databaseFile(...evaluations)
  return readFileSync(writeReport({ path, folder, at: '2025-01-01T00:00:00.000Z' }), 'utf8')
}

test('the report counts what is in the database, in charts and in tables', () => {
  const $ = load(report(sampleEvaluation(), sampleEvaluation({ form: '様式2' })))
  expect($('p').first().text()).toBe(
    '文書 1、評価書 2、評価実施機関 1、都道府県 1。公表日 2024-09-01 ～ 2024-09-01。作成 2025-01-01。',
  )
  expect($('h2').length).toBe(9)
  expect($('svg').first().text()).toContain('架空県')
  expect(
    $('table')
      .first()
      .find('tr')
      .last()
      .find('td')
      .map((_, cell) => $(cell).text())
      .get(),
  ).toEqual(['架空県', '1', '1', '0', '2', '1'])
})

test('nothing of a document becomes markup, and nothing is fetched', () => {
  const html = report(
    sampleEvaluation({
      agency: { name: HOSTILE, prefecture: HOSTILE },
      items: [
        {
          path: 'II[1].4.委託事項[1].3',
          key: 'files[].outsourcing.contracts[].contractor',
          kind: 'text',
          status: 'found',
          confidence: 1,
          evidence: [],
          raw: HOSTILE,
          value: HOSTILE,
        },
      ],
    }),
  )
  const $ = load(html)
  expect($('script').length).toBe(0)
  expect($('table').first().find('td').first().text()).toBe(HOSTILE)
  expect($('svg').first().text()).toContain(HOSTILE)
  expect(html.replaceAll(/http:\/\/www\.w3\.org\/\S+/g, '')).not.toMatch(/https?:|src=|@import|url\(/)
})

test('an empty database gives a report that says so', () => {
  const $ = load(report())
  expect($('svg').length).toBe(0)
  expect($('body').text()).toContain('該当なし')
})

test('parts of a bar stand in the legend, their sum at its end', () => {
  const svg = barChart([
    { name: '甲県', part: '様式2', count: 1200 },
    { name: '甲県', part: '様式3', count: 34 },
    { name: '乙県', part: '様式2', count: 5 },
  ])
  const texts = load(svg)('text')
    .map((_, each) => load(svg)(each).text())
    .get()
  for (const text of ['甲県', '乙県', '様式2', '様式3', '1,234', '5']) expect(texts).toContain(text)
})
