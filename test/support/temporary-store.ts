import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { closeStore, openStore, type Store } from '../../db/index.ts'

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hyoka-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** An empty store in a file, with a clock that moves on by a second each time it is read. */
export function temporaryStore(): Store {
  let seconds = 0
  const now = () => new Date(Date.UTC(2025, 0, 1) + 1000 * seconds++).toISOString()
  const store = openStore(join(temporaryFolder(), 'test.db'), { now, create: true })
  onTestFinished(() => closeStore(store))
  return store
}
