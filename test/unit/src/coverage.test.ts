import { load } from 'cheerio'
import { expect, test } from 'vitest'
import type { Listing } from '../../../corpus/crawl/index.ts'
import type { KnownDocument, KnownSource } from '../../../corpus/store/index.ts'
import type { ParsedEvaluation } from '../../../db/index.ts'
import { type AgencyCoverage, type CoverageInput, coverageOf } from '../../../src/coverage/index.ts'
import { renderCoverage } from '../../../src/render/coverage.ts'
import { renderCoverageHtml } from '../../../src/render/coverage-html.ts'

const CITY = { code: '990019', name: '天川市' }
const governments = [{ code: '990001', name: '星見県' }, CITY, { code: '990132', name: '静原町' }]
const today = '2026-11-21'

function source(
  name: string,
  problems: KnownSource['problems'] = [],
  code: string | undefined = CITY.code,
): KnownSource {
  return {
    source: name,
    agency: { name, prefecture: '星見県', ...(code !== undefined && { code }) },
    crawledAt: '2026-11-20T00:00:00.000Z',
    unread: [],
    problems,
  }
}

function document(location: string, listing: Listing, more: Partial<KnownDocument> = {}): KnownDocument {
  return {
    source: '天川市',
    location,
    text: listing.title ?? '',
    listings: [listing],
    listed: true,
    versions: [],
    ...more,
  }
}

const fetched = (...versions: string[]): Partial<KnownDocument> => ({ outcome: 'body', versions })

function evaluation(sha256: string, more: Partial<ParsedEvaluation>): ParsedEvaluation {
  return { sha256, status: 'ok', id: `${sha256}-1`, agency: '星見県天川市長', prefecture: '星見県', ...more }
}

function coverage(more: Partial<CoverageInput>) {
  const sources = [{ ...CITY, start: ['https://www.city.amakawa.example/'] }]
  return coverageOf({
    ...{
      prefecture: '星見県',
      today,
      governments,
      sources,
      crawled: [source('天川市')],
      documents: [],
      evaluations: [],
    },
    ...more,
  })
}

const cityOf = (input: Partial<CoverageInput>): AgencyCoverage =>
  coverage(input).agencies.find(({ code }) => code === CITY.code)!

const briefly = ({ papers }: AgencyCoverage) =>
  papers.map(({ number, form, state }) => [number, form, state].join(' '))

test('each paper is in the state that it has come to', () => {
  const city = cityOf({
    documents: [
      document('a', { number: '1', form: '様式2', title: '一' }),
      document('b', { number: '2', form: '様式2', title: '二' }, fetched('b')),
      document('c', { number: '3', form: '様式2' }, fetched('c')),
      document('d', { number: '4', form: '様式2' }, fetched('d')),
      document('e', { number: '5', form: '様式2' }, fetched('e')),
      document('f', { number: '6', form: '様式2', ended: true }, fetched('f')),
      document('g', { number: '7', form: '様式2' }, { ...fetched('g'), outcome: 'gone' }),
      document('h', { number: '8', form: '様式2' }, fetched('h')),
      document('i', { number: '9', form: '様式2' }, fetched('i1', 'i2')),
    ],
    evaluations: [
      evaluation('c', { number: '3', form: '様式2' }),
      evaluation('d', { number: '4', form: '様式2', error: 'a page failed' }),
      { sha256: 'e', status: 'failed', error: 'the pages are pictures' },
      evaluation('f', { number: '6', form: '様式2' }),
      evaluation('g', { number: '7', form: '様式2' }),
      evaluation('h', { number: '9', form: '様式4' }),
      evaluation('i1', { number: '9', form: '様式2', publicationDate: '2020-01-01' }),
      evaluation('i2', { number: '9', form: '様式2', publicationDate: '2025-12-01' }),
    ],
  })
  expect(briefly(city)).toEqual([
    '1 様式2 listed',
    '2 様式2 fetched',
    '3 様式2 parsed',
    '4 様式2 doubtful',
    '5 様式2 doubtful',
    '6 様式2 ended',
    '7 様式2 gone',
    '9 様式2 superseded',
    '9 様式2 parsed',
    '9 様式4 doubtful',
  ])
  expect(city.papers.at(-1)!.reasons).toEqual([
    'the listing says number 8, the paper 9',
    'the listing says 様式2, the paper 様式4',
  ])
  expect(city.papers[4]!.reasons).toEqual(['the pages are pictures'])
  expect(city.standing).toBe('partial')
  expect(city.counts).toEqual({
    listed: 1,
    fetched: 1,
    parsed: 2,
    doubtful: 3,
    superseded: 1,
    ended: 1,
    gone: 1,
  })
})

test('what a table lists without a link is known, and keeps its number from being a gap', () => {
  const problems = [
    {
      code: 'listed-without-document',
      message: '3 終了した事務',
      url: 'https://www.city.amakawa.example/',
      listing: { number: '3', title: '終了した事務', ended: true },
    },
  ]
  const city = cityOf({
    crawled: [source('天川市', problems)],
    documents: [document('a', { number: '1', form: '様式2' }), document('b', { number: '5', form: '様式2' })],
  })
  expect(city.papers.map(({ number, state }) => [number, state])).toEqual([
    ['1', 'listed'],
    ['3', 'ended'],
    ['5', 'listed'],
  ])
  expect(city.gaps).toEqual([{ agency: '天川市', missing: [2, 4] }])
})

test('each organ has numbers of its own; the mayor is the city', () => {
  const city = cityOf({
    crawled: [source('天川市'), source('天川市教育委員会')],
    documents: [
      document('a', { number: '1' }, fetched('a')),
      document('b', { number: '3' }),
      document('c', { number: '1' }, { source: '天川市教育委員会' }),
      document('d', { number: '2' }, { source: '天川市教育委員会' }),
    ],
    evaluations: [evaluation('a', { number: '1', form: '様式2' })],
  })
  expect(city.gaps).toEqual([{ agency: '天川市', missing: [2] }])
})

test.each([
  ['2025-11-22', undefined],
  ['2025-11-21', undefined],
  ['2025-11-20', 'yearly-check'],
  ['2021-11-21', 'yearly-check'],
  ['2021-11-20', 'five-year-assessment'],
])('published on %s: %s is due', (date, overdue) => {
  const documents = [document('a', { number: '1', form: '様式2', date }, fetched('a'))]
  expect(cityOf({ documents }).papers[0]!.overdue).toBe(overdue)
})

test('what has ended, is gone, is a draft or has no whole day is never overdue', () => {
  const date = '平成27年3月1日'
  const city = cityOf({
    documents: [
      document('a', { number: '1', date, ended: true }),
      document('b', { number: '2', date }, { outcome: 'gone' }),
      document('c', { number: '3', date, draft: true }),
      document('d', { number: '4', date: '平成27年3月' }),
      document('e', { number: '5', date }),
    ],
  })
  expect(city.papers.map(({ date, overdue }) => [date, overdue])).toEqual([
    ['2015-03-01', undefined],
    ['2015-03-01', undefined],
    ['2015-03-01', undefined],
    ['平成27年3月', undefined],
    ['2015-03-01', 'five-year-assessment'],
  ])
  expect(city.overdue).toEqual({ 'yearly-check': 0, 'five-year-assessment': 1 })
})

test('PDF and Excel of one paper, and files beside it, are one paper', () => {
  const listing = { number: '1', form: '様式2', title: '一' } as const
  const city = cityOf({
    documents: [
      document('a.pdf', listing, fetched('a')),
      document('a.xlsx', listing, fetched('x')),
      document('b1.pdf', { number: '1', title: '一 別添1' }, fetched('b')),
    ],
    evaluations: [
      evaluation('a', { number: '1', form: '様式2' }),
      evaluation('x', { number: '1', form: '様式2' }),
      { sha256: 'b', status: 'failed', error: 'it is no assessment' },
    ],
  })
  expect(city.papers).toMatchObject([{ number: '1', state: 'parsed', locations: ['a.pdf', 'a.xlsx'] }])
  expect(city.standing).toBe('complete')
})

test('agencies without a source, those that were never crawled, and those that were silent are told apart', () => {
  const { agencies, totals } = coverage({
    sources: [
      { ...CITY, start: ['https://a.example/'] },
      { name: '星見県後期高齢者医療広域連合', start: ['https://b.example/'] },
    ],
  })
  expect(agencies.map(({ name, standing }) => [name, standing])).toEqual([
    ['星見県', 'unknown'],
    ['天川市', 'silent'],
    ['静原町', 'unknown'],
    ['星見県後期高齢者医療広域連合', 'not-crawled'],
  ])
  expect(totals).toMatchObject({ agencies: 4, withoutSource: 2 })
})

test('an agency whose start page was lost is not silent, nor complete', () => {
  const lost = {
    ...source('天川市'),
    unread: [
      {
        url: 'https://a.example/',
        code: 'http-404',
        message: 'the server says that it is not there',
        start: true,
      },
    ],
  }
  expect(cityOf({ crawled: [lost] })).toMatchObject({
    standing: 'unreachable',
    findings: [{ code: 'http-404' }],
  })
  const known = {
    crawled: [lost],
    documents: [document('a', { number: '1' }, fetched('a'))],
    evaluations: [evaluation('a', { number: '1', form: '様式2' })],
  }
  expect(cityOf(known).standing).toBe('partial')
  expect(cityOf({ ...known, crawled: [source('天川市')] }).standing).toBe('complete')
})

test('evaluations that were brought in otherwise count for their agency', () => {
  const { agencies } = coverage({
    evaluations: [
      evaluation('a', { number: '2', form: '様式2', code: '990132', agency: '星見県静原町長' }),
      evaluation('b', { number: '1', form: '様式2', agency: '星見県環境組合' }),
      evaluation('c', { number: '1', form: '様式2', prefecture: '他県' }),
    ],
  })
  expect(
    agencies.filter(({ papers }) => papers.length > 0).map(({ name, standing }) => [name, standing]),
  ).toEqual([
    ['静原町', 'complete'],
    ['星見県環境組合', 'complete'],
  ])
})

test('the terminal and the page say the same, and neither obeys what a page said', () => {
  const title = '<script>alert(1)</script>\u001b[31m"住民"\n'
  const report = coverage({
    documents: [
      document('javascript:alert(2)', { number: '1', form: '様式2', title }),
      document('https://www.city.amakawa.example/2.pdf?a="><b>', {
        number: '4',
        form: '様式3',
        title: '税',
        date: '令和2年4月1日',
      }),
    ],
  })
  const text = renderCoverage(report)
  expect(text).toContain('星見県 on 2026-11-21: 3 agencies, 2 without a source')
  expect(text).toContain('   4  様式3  税  2020-04-01  listed  five-year re-assessment due')
  expect(text).toContain('no number 2, 3 (天川市)')
  expect(text).toMatch(/nothing known, no source \(2\):\n {4}星見県 {2}静原町\n$/)
  expect(text).not.toContain('\u001b')

  const html = renderCoverageHtml(report)
  const page = load(html)
  expect(page('script, b').length).toBe(0)
  expect(html).not.toContain('\u001b')
  expect(
    page('.map a, .map span')
      .toArray()
      .map((tile) => [page(tile).attr('class'), page(tile).text()]),
  ).toEqual([
    ['unknown', '星見県–'],
    ['partial', '天川市0 / 2'],
    ['unknown', '静原町–'],
  ])
  expect(
    page('section td a')
      .toArray()
      .map((link) => page(link).attr('href')),
  ).toEqual(['https://www.city.amakawa.example/2.pdf?a="><b>'])
  expect(page('tbody tr').first().find('td').eq(2).text()).toContain('<script>alert(1)</script>')
})
