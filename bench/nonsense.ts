import { readFileSync } from 'node:fs'
import { formSpec } from '../parsers/forms/index.ts'
import { parseDocument } from '../parsers/index.ts'

/**
 * Prints how long texts take that are made of the forms' labels without sense, as multiples of an assessment's text that
 * is repeated to the same size. Run: node bench/nonsense.ts
 */
const sample = readFileSync(new URL('../corpus/sample/shiomi-7-form3.txt', import.meta.url), 'utf8')
const cover = sample.split('\n').slice(0, 36).join('\n')
const labels = formSpec('様式3', 'R6').items.map(({ number = '', label }) => `${number}${label}`)
const SIZE = 200_000
const HEADS = '変更日\t項目\t変更前の記載\t変更後の記載\t提出時期\t提出時期に係る説明\n'
const label = (at: number): string => labels[(at * 37) % labels.length]!

function filled(part: (at: number) => string): string {
  let text = ''
  for (let at = 0; text.length < SIZE; at++) text += part(at)
  return text
}

const texts: Readonly<Record<string, string>> = {
  'labels and page breaks': `${cover}\n\f${filled((at) => `${label(at)}\n${at % 30 === 29 ? '\f' : ''}`)}`,
  'one long line': `${cover}\n\f${labels.slice(10, 40).join('\n')}\n${filled(() => 'か ')}`,
  'one wide gap': `${cover}\n\f${labels.slice(10, 40).join('\n')}\nか${filled(() => ' ')}か`,
  'rows of labels': `${cover.replace(/ {2,}/gu, '\t')}\n${filled((at) => `${label(at)}\t値\n`)}`,
  'change rows':
    HEADS + filled((at) => `令和3年2月3日\t${label(at)} ${at} ${label(3 * at)}\t前\t後\t事前\t\n`),
}

async function seconds(text: string): Promise<number> {
  const start = performance.now()
  await parseDocument(new TextEncoder().encode(text))
  return (performance.now() - start) / 1000
}

// Twice: the first time loads what the parser needs.
await Promise.all([seconds(texts['rows of labels']!), seconds(sample)])
const measure = await seconds(filled(() => `${sample}\n\f`))
for (const [name, text] of Object.entries(texts))
  console.log(`${((await seconds(text)) / measure).toFixed(2).padStart(6)} × an assessment's text: ${name}`)
