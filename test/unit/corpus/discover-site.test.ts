import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSite, type RunningSite } from '../../support/site/site.ts'
import { type Walk, walk } from '../../support/site/walk.ts'

let site: RunningSite
const walks = new Map<string, Walk>()

beforeAll(async () => {
  site = await openSite()
  for (const { name, source } of site.agencies)
    if (source) walks.set(name, await walk(source, (url) => new URL(url).pathname.startsWith('/private/')))
})
afterAll(() => site.close())

test('the fictional prefecture is large enough, and full of other links', () => {
  const decoys = site.agencies.flatMap(({ resources, expected }) => {
    const documents = new Set(expected.map(({ url }) => url))
    return Object.entries(resources).filter(
      ([address, resource]) =>
        'kind' in resource &&
        resource.kind === 'file' &&
        !documents.has(`http://${address.replace('/', `:${site.port}/`)}`),
    )
  })
  expect(site.agencies.length).toBeGreaterThanOrEqual(12)
  expect(site.agencies.flatMap(({ expected }) => expected).length).toBeGreaterThanOrEqual(150)
  expect(decoys.length).toBeGreaterThanOrEqual(40)
})

test('every document is found and none invented', () => {
  const expected = new Set(site.agencies.flatMap((agency) => agency.expected.map(({ url }) => url)))
  const found = [...walks.values()].flatMap(({ documents }) => [...documents.keys()])
  const right = found.filter((url) => expected.has(url)).length
  console.log(
    `discovery on the test site: precision ${right}/${found.length}, recall ${right}/${expected.size}`,
  )
  expect(found.filter((url) => !expected.has(url))).toEqual([])
  expect([...expected].filter((url) => !found.includes(url))).toEqual([])
})

test('number, title, form, date and department are what the listing says', () => {
  for (const { name, expected } of site.agencies) {
    const { documents } = walks.get(name)!
    for (const { url, listing } of expected)
      expect({ url, ...documents.get(url)?.listing }).toEqual({ url, ...listing })
  }
})

test('a page that only points to the regulator is a finding, and nothing else is odd', () => {
  const problems = [...walks].flatMap(([name, walked]) =>
    walked.problems.map(({ code }) => `${name}: ${code}`),
  )
  expect(problems).toEqual(['風見町: listed-without-document', '砂原町: points-to-regulator'])
  expect(walks.get('風見町')!.problems[0]!.listing).toEqual({
    number: '16',
    title: '特別定額給付金に関する事務',
    ended: true,
  })
})

test('twins of a page are not asked for again', () => {
  const { pages } = walks.get('夕凪市')!
  expect(pages.filter((url) => url.includes('/smph/'))).toEqual([])
  expect(walks.get('天川市教育委員会')!.pages).toHaveLength(1)
})
