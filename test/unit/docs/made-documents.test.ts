import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { madeDocuments } from '../../../tools/docs.ts'

test.each(Object.entries(madeDocuments))('docs/%s is up to date (npm run docs)', (name, text) => {
  expect(readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8')).toBe(text())
})
