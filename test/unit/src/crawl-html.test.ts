import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'cheerio'
import { expect, onTestFinished, test } from 'vitest'
import { stringify } from 'yaml'
import { openSite, PREFECTURE } from '../../support/site/site.ts'
import { temporaryFolder } from '../../support/temporary-store.ts'
import { runHere } from '../../support/test-shell.ts'

test('the page of a crawl has its account and the coverage of the prefecture', async () => {
  const site = await openSite()
  onTestFinished(site.close)
  const folder = temporaryFolder()
  const sources = site.agencies.flatMap(({ source }) => (source ? [source] : []))
  writeFileSync(join(folder, 'site.yaml'), stringify({ prefecture: PREFECTURE, sources }))
  const words = ['crawl', '風見町', '砂原町', '--sources', '.', '--pause', '0.001', '--allow-private']
  const { code } = await runHere(folder, [...words, '--html', 'crawl.html'])
  expect(code).toBe(0)

  const page = load(readFileSync(join(folder, 'crawl.html'), 'utf8'))
  const cells = (row: number) =>
    page('table')
      .first()
      .find('tbody tr')
      .eq(row)
      .find('td')
      .toArray()
      .map((cell) => page(cell).text())
  expect(cells(0)).toEqual(['1', '10', '10', '0', '0', '0', '0', '0', '0', '0', '風見町'])
  expect(cells(1)).toEqual(['1', '0', '0', '0', '0', '0', '0', '0', '0', '0', '砂原町'])
  expect(page('.map .partial').text()).toBe('風見町0 / 9')
  expect(page('.map .silent').text()).toBe('砂原町–')
  expect(page('.map .not-crawled').length).toBe(13)
  expect(page('#agency-990051 tbody tr').length).toBe(11)
})
