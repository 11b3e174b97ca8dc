import { accuracyCommand } from './accuracy.ts'
import { askCommand } from './ask.ts'
import { checkCommand } from './check.ts'
import type { CommandSpec } from './command.ts'
import { correctCommand } from './correct.ts'
import { coverageCommand } from './coverage.ts'
import { crawlCommand } from './crawl.ts'
import { diffCommand } from './diff.ts'
import { exportCommand } from './export.ts'
import { importCommand } from './import.ts'
import { importFilesCommand } from './import-files.ts'
import { ingestCommand } from './ingest.ts'
import { overlayCommand } from './overlay.ts'
import { parseCommand } from './parse.ts'
import { queryCommand } from './query.ts'
import { reportCommand } from './report.ts'
import { resolveCommand } from './resolve.ts'
import { searchCommand } from './search.ts'
import { showCommand } from './show.ts'
import { sourcesCommand } from './sources.ts'
import { statusCommand } from './status.ts'
import { storeCommand } from './store.ts'

export type { CommandSpec, ExitCode, Shell } from './command.ts'
export { UsageError } from './command.ts'

/** The table that the program, its help and docs/cli.md come from. */
export const commands: readonly CommandSpec[] = [
  ingestCommand,
  showCommand,
  statusCommand,
  searchCommand,
  queryCommand,
  askCommand,
  correctCommand,
  reportCommand,
  exportCommand,
  parseCommand,
  overlayCommand,
  diffCommand,
  resolveCommand,
  checkCommand,
  accuracyCommand,
  crawlCommand,
  importCommand,
  importFilesCommand,
  storeCommand,
  sourcesCommand,
  coverageCommand,
]
