import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { expandPaths } from '../../../src/pipeline/expand-paths.ts'
import { temporaryFolder } from '../../support/temporary-store.ts'

function folderOf(...files: string[]): string {
  const folder = temporaryFolder()
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), file)
  }
  return folder
}

async function expand(folder: string, ...paths: string[]) {
  const { files, skipped, unread } = await expandPaths(paths, folder)
  return {
    files: files.map((file) => relative(folder, file)),
    skipped,
    unread: unread.map(({ location, message }) => `${relative(folder, location)}: ${message}`),
  }
}

test('a folder gives its documents in the order of their names, and counts what is none', async () => {
  const folder = folderOf(
    'in/b.pdf',
    'in/a/c.xlsx',
    'in/a.txt',
    'in/gold.JSON',
    'in/.hidden',
    'in/~$c.xlsx',
    'in/noext',
  )
  expect(await expand(folder, 'in')).toEqual({
    files: ['in/a/c.xlsx', 'in/a.txt', 'in/b.pdf', 'in/noext'],
    skipped: 3,
    unread: [],
  })
})

test('a file that is named is taken whatever it is called, and only once', async () => {
  const folder = folderOf('in/gold.json', 'in/a.pdf')
  expect(await expand(folder, 'in/gold.json', 'in', './in/a.pdf')).toEqual({
    files: ['in/gold.json', 'in/a.pdf'],
    skipped: 0,
    unread: [],
  })
})

test('a pattern finds files; a name with brackets that exists is no pattern', async () => {
  const folder = folderOf('in/a.pdf', 'in/deep/b.pdf', 'in/c.txt', '評価書(1)[案].pdf')
  expect((await expand(folder, '**/*.pdf')).files).toEqual(['in/a.pdf', 'in/deep/b.pdf', '評価書(1)[案].pdf'])
  expect((await expand(folder, '評価書(1)[案].pdf')).files).toEqual(['評価書(1)[案].pdf'])
})

test('what is not there is named, and the rest goes on', async () => {
  const folder = folderOf('in/a.pdf')
  symlinkSync('nowhere.pdf', join(folder, 'in/broken-link.pdf'))
  expect(await expand(folder, 'absent.pdf', './absent.pdf', '*.nothing', 'in')).toEqual({
    files: ['in/a.pdf'],
    skipped: 0,
    unread: [
      'absent.pdf: There is no such file or folder. Check the path.',
      '*.nothing: No file matches this pattern.',
      'in/broken-link.pdf: There is no such file or folder. Check the path.',
    ],
  })
})

test('a folder that links back to itself is walked once', async () => {
  const folder = folderOf('in/a.pdf')
  symlinkSync('.', join(folder, 'in/again'))
  expect((await expand(folder, 'in')).files).toEqual(['in/a.pdf'])
})
