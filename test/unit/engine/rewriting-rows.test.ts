import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseDocument } from '../../../parsers/index.ts'
import { assertionsOf, changedRows, changedValues } from '../../support/assertions.ts'
import { makeFilling } from '../../support/fillings.ts'
import { wholeForms } from '../../support/ocr-check.ts'
import { type Dialect, plainDialect } from '../../support/ocr-dialect.ts'
import { writeOcr } from '../../support/ocr-writer.ts'
import { rewritten } from '../../support/rewriting-law.ts'
import { harmlessRewritings } from '../../support/rewritings.ts'

const dialects: readonly Partial<Dialect>[] = [
  {},
  { table: 'markdown', boxes: 'squares', pageMark: '- # -' },
  { table: 'html', boxes: 'inputs', paragraphs: 'br' },
  { table: 'html-lines', boxes: 'signs', pageMark: '<!-- page # -->' },
  { table: 'bullets', boxes: 'markdown', cover: 'same-line', numeral: 'I' },
  { brokenCells: 4, labels: 'slips', pageMark: '#/40', paragraphs: 'list', headings: 'row' },
]

/** Texts in rows: as an OCR writes them, a case, and real ones where they are at hand. */
function rowTexts(): [string, readonly string[]][] {
  const root = new URL('../../../', import.meta.url)
  const linesOf = (file: URL) => readFileSync(file, 'utf8').split(/\r?\n/u)
  const corpus = new URL('../shared/corpus/', root)
  const real = existsSync(corpus) ? readdirSync(corpus).filter((name) => /^00[023].*\.txt$/u.test(name)) : []
  return [
    ...dialects.map((dialect, index): [string, readonly string[]] => [
      `dialect ${index + 1}`,
      writeOcr(makeFilling(wholeForms[index % wholeForms.length]!), { ...plainDialect, ...dialect }).lines,
    ]),
    ...['ocr-change-table-alone', 'ocr-markdown-rows-over-lines'].map((name): [string, readonly string[]] => [
      name,
      linesOf(new URL(`test/cases/${name}/input.txt`, root)),
    ]),
    ...real.map((name): [string, readonly string[]] => [name, linesOf(new URL(name, corpus))]),
  ]
}

describe.each(rowTexts())('harmless rewriting of rows: %s', async (_, lines) => {
  const read = async (text: readonly string[]) =>
    assertionsOf((await parseDocument(new TextEncoder().encode(text.join('\n')))).evaluations)
  const expected = await read(lines)

  test('it asserts values or rows', () =>
    expect(expected.values.size + expected.rows.length).toBeGreaterThan(2))

  test.each(Object.entries(harmlessRewritings))('%s', { timeout: 60_000 }, async (_, rewrite) => {
    await rewritten(lines.length > 500 ? 1 : 2, async (at) => {
      const after = await read(rewrite(lines, at))
      return [...changedValues(expected, after), ...changedRows(expected, after)]
    })
  })
})
