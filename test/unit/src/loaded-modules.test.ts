import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../..')

/** Modules that libraries load in a run of hyoka, by library. */
function loaded(...words: string[]): Set<string> {
  const hook = `import { registerHooks } from 'node:module'
    const seen = []
    registerHooks({ load: (url, context, next) => (seen.push(url), next(url, context)) })
    process.on('exit', () => process.stderr.write('\\n' + JSON.stringify(seen)))`
  const { stderr } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(hook)}`, join(root, 'bin/hyoka.mjs'), ...words],
    { encoding: 'utf8' },
  )
  const urls = JSON.parse(stderr.slice(stderr.lastIndexOf('\n'))) as string[]
  return new Set(urls.flatMap((url) => /node_modules\/((?:@[^/]+\/)?[^/]+)/u.exec(url)?.[1] ?? []))
}

test('the libraries of single formats are loaded when they are used', () => {
  const help = loaded('--help')
  expect(help).toContain('commander')
  for (const library of ['@cj-tech-master/excelts', 'hyparquet-writer', 'hyparquet', 'pdfjs-dist', 'echarts'])
    expect(help).not.toContain(library)
})
