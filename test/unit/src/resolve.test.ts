import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { main } from '../../../src/program.ts'

async function resolve(input: Iterable<string | Buffer>, ...words: string[]) {
  let [out, err] = ['', '']
  const code = await main(['resolve', ...words], {
    cwd: '',
    now: () => new Date(0),
    input: Readable.from(input, { objectMode: false }),
    out: (data) => {
      out += String(data)
    },
    err: (text) => {
      err += text
    },
    outIsTerminal: false,
    errIsTerminal: false,
  })
  return { code, out, err }
}

test('one JSON object for each line, the text as it came', async () => {
  const { code, out } = await resolve(
    ['Ⅰ　２　システム1　②\r\n', '全般\n', '\n', ' Ⅱ１、Ⅱ２　いつ時点の計数か'],
    ...['--form', '様式3', '--json'],
  )
  expect(code).toBe(0)
  expect(out).toBe(
    [
      '{"text":"Ⅰ　２　システム1　②","paths":["I.2.システム[1].2"],"score":1}',
      '{"text":"全般","paths":[],"score":0}',
      '{"text":"","paths":[],"score":0}',
      '{"text":" Ⅱ１、Ⅱ２　いつ時点の計数か","paths":[],"score":0}',
      '',
    ].join('\n'),
  )
})

test('a table for people; the form may be typed as its number', async () => {
  const { out } = await resolve(['\ufeffⅠ１②、③\n', '全般\n'], '--form', '２')
  expect(out).toBe('0.99  I.1.2 | I.1.3  ← Ⅰ１②、③\n  －   ?  ← 全般\n')
})

test('a line is answered before the next one has come', async () => {
  let answered = ''
  async function* lines() {
    yield 'Ⅰ１②\n'
    while (answered === '') await new Promise((later) => setImmediate(later))
    yield 'Ⅰ１③\n'
  }
  await main(['resolve', '--form', '様式3', '--json'], {
    cwd: '',
    now: () => new Date(0),
    input: Readable.from(lines()),
    out: (data) => {
      answered += String(data)
    },
    err() {},
    outIsTerminal: false,
    errIsTerminal: false,
  })
  expect(answered.trimEnd().split('\n')).toHaveLength(2)
})

test('another form is a usage error', async () => {
  const { code, out, err } = await resolve([], '--form', '様式5')
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain('様式2, 様式3, 様式4')
})
