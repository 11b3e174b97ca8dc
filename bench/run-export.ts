import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
/** Threads run it, too; memory and processor time are those of the whole process. */
const hook = `import { writeSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'
if (isMainThread) process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  writeSync(3, JSON.stringify({ processor: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 }))
})`

/** Seconds on the wall and of the processor, and the most memory that was held at once. */
export type Cost = { readonly wall: number; readonly processor: number; readonly megabytes: number }

/** What `hyoka export` costs in a process of its own; `out` is the name of what it writes, in a folder that is removed. */
export function costOfExport(database: string, out: string, ...options: readonly string[]): Cost {
  const folder = mkdtempSync(join(tmpdir(), 'hyoka-bench-'))
  const words = ['export', '--db', database, '--out', join(folder, out), ...options]
  const begun = performance.now()
  const { status, stderr, output } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(hook)}`, join(root, 'bin/hyoka.mjs'), ...words],
    { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe', 'pipe'] },
  )
  const wall = (performance.now() - begun) / 1000
  rmSync(folder, { recursive: true })
  if (status !== 0) throw new Error(`hyoka ${words.join(' ')}: ${stderr}`)
  return { wall, ...(JSON.parse(output[3]!) as Omit<Cost, 'wall'>) }
}
