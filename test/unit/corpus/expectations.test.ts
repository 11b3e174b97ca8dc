import { expect, test } from 'vitest'
import { breachesOf } from '../../../corpus/crawl/expectations.ts'
import type { AskedRow } from '../../../corpus/store/index.ts'

const document = (form?: '様式2' | '様式3', outcome: AskedRow['outcome'] = 'body'): AskedRow => ({
  ...{ source: 's', location: 'x', url: 'x', depth: 1, listed: true, linkedAs: 'document', problems: [] },
  ...{ outcome, listings: form === undefined ? [] : [{ form }] },
})
const codes = (...input: Parameters<typeof breachesOf>) => breachesOf(...input).map(({ code }) => code)

test('shares of forms are those of the documents whose form a page tells', () => {
  const rows = [document('様式2'), document('様式2'), document('様式2'), document('様式3'), document()]
  const forms = (min: number, max: number) => ({ forms: { 様式2: { min, max } } })
  expect(codes(forms(0.7, 0.8), rows, 0)).toEqual([])
  expect(codes(forms(0.8, 1), rows, 0)).toEqual(['form-share-low'])
  expect(codes(forms(0, 0.7), rows, 0)).toEqual(['form-share-high'])
  expect(codes(forms(1, 1), [document()], 0)).toEqual([])
})

test('only documents that are listed and were had count', () => {
  const rows = [document(), document(undefined, 'failed'), { ...document(), listed: false }]
  expect(codes({ documents: { min: 1, max: 1 } }, rows, 1)).toEqual([])
  expect(codes({ documents: { min: 2 } }, rows, 1)).toEqual(['too-few-documents'])
  expect(codes(undefined, [document(undefined, 'gone')], 1)).toEqual(['documents-vanished'])
})
