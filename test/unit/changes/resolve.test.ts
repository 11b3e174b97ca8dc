import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { resolveItems } from '../../../parsers/changes/index.ts'
import { FormName } from '../../../parsers/records/index.ts'
import { STYLES, targetsOf } from '../../support/address-writer.ts'

type Row = { form: FormName; text: string; readings: string[] }

/** Rows of form, text, paths (` | ` for several items, ` || ` for readings that are equally right), note. */
function rowsOf(file: string | URL): Row[] {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n').slice(1)
  return lines.map((line) => {
    const [form, text = '', paths = '', note = ''] = line.split('\t')
    const alone = /text alone:\s*(.*)$/u.exec(note)?.[1]
    const readings = (alone ?? paths).replace(/^-$/u, '').split('||').map(inOrder)
    return { form: FormName.parse(form), text, readings }
  })
}

const inOrder = (paths: string): string =>
  paths
    .split('|')
    .map((path) => path.trim())
    .sort()
    .join(' | ')

const resolved = (text: string, form: FormName): string =>
  resolveItems(text, form).paths.toSorted().join(' | ')

const own = rowsOf(new URL('addresses.tsv', import.meta.url))
test.each(own.map((row) => [row.form, row.text, row] as const))('%s %s', (form, text, { readings }) => {
  expect(readings).toContain(resolved(text, form))
})

const shared = new URL('../../../../shared/headings/items.tsv', import.meta.url)
describe.skipIf(!existsSync(shared))('addresses of published change tables', () => {
  const rows = existsSync(shared) ? rowsOf(shared) : []
  const outcomes = rows.map(({ form, text, readings }) => {
    const said = resolved(text, form)
    return readings.includes(said) ? 'right' : said === '' ? 'unresolved' : 'wrong'
  })
  const share = (outcome: string) => outcomes.filter((one) => one === outcome).length / rows.length
  test('97 % are read as a careful reader does', () => expect(share('right')).toBeGreaterThanOrEqual(0.97))
  test('1 % at most is wrong', () => expect(share('wrong')).toBeLessThanOrEqual(0.01))
})

/** Addresses of all items in a notation, with a few at random of each form. */
const written = fc
  .tuple(
    fc.constantFrom(...Object.keys(STYLES)),
    fc.constantFrom(...FormName.options),
    fc.nat(),
    fc.infiniteStream(fc.nat()),
  )
  .map(([style, form, at, numbers]) => {
    const targets = targetsOf(form)
    const pick = (count: number) => numbers.next().value % count
    return { style, form, address: STYLES[style]!(targets[at % targets.length]!, pick, form) }
  })

test('however an address is written, no wrong item is asserted, and nearly all are found', () => {
  let [all, unresolved] = [0, 0]
  fc.assert(
    fc.property(written, ({ form, address }) => {
      if (!address) return
      const said = resolved(address.text, form)
      all += 1
      if (said === '') unresolved += 1
      else expect(address.readings.map((paths) => paths.toSorted().join(' | '))).toContain(said)
    }),
    { numRuns: 600, seed: 20_240_401 },
  )
  expect(unresolved / all).toBeLessThan(0.05)
}, 60_000)

test('any text gives items of the form, or none', () => {
  const parts = fc.constantFrom(
    ...[
      'Ⅰ',
      'Ⅱ',
      'III',
      '１．',
      '4',
      '②',
      '(3)',
      'システム',
      '委託事項２～４',
      'リスク',
      '、',
      '及び',
      '－',
      '（',
      '）',
      '別添１',
    ],
    ...[
      'リスクに対する措置の内容',
      '特定個人情報の使用',
      'その妥当性',
      '件',
      'ファイル',
      '架空',
      '同上',
      '\n',
      '　',
    ],
  )
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 12 }), fc.constantFrom(...FormName.options), (texts, form) => {
      const { paths, keys, score } = resolveItems(texts.join(''), form)
      const places = targetsOf(form).map(({ item }) => item.path)
      const known = [...places, '表紙', '項目一覧', '別添1', '別添2', '別添3', '別添1.備考', '変更箇所']
      for (const path of paths)
        expect(known).toContain(
          path
            .replace(/^(III?)\[\d+\]/u, '$1[f]')
            .replace(/(システム|委託事項|提供先|移転先)\[\d+\]/u, '$1[n]'),
        )
      expect(keys).toHaveLength(paths.length)
      expect(new Set(paths).size).toBe(paths.length)
      expect(score > 0).toBe(paths.length > 0)
    }),
    { numRuns: 300 },
  )
})

test.each([
  '対象者の一覧を作り、案内の発送に用いる。',
  '記録は５年間保存し、期間が過ぎたものから順に消去する。',
  '共通基盤システム（令和７年度から）',
  '令和6年4月1日',
  '事後',
  '',
  '　',
])('%j names no item', (text) => {
  for (const form of FormName.options)
    expect(resolveItems(text, form)).toEqual({ paths: [], keys: [], score: 0 })
})
