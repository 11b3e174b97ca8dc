import { defaultLimits, type Limits } from '../pipeline/limits.ts'
import { type OptionSpec, type OptionValues, UsageError } from './command.ts'

export const defaultDatabase = 'hyoka.db'

export const databaseOption = {
  kind: 'text',
  value: 'FILE',
  description: `the database (${defaultDatabase} if not given)`,
} as const satisfies OptionSpec

export const jsonOption = {
  kind: 'flag',
  description: 'print one JSON document',
} as const satisfies OptionSpec

export const limitOptions = {
  timeout: {
    kind: 'number',
    value: 'SECONDS',
    default: defaultLimits.timeoutSeconds,
    description: 'stop parsing a document after this time',
  },
  memory: {
    kind: 'number',
    value: 'MB',
    default: defaultLimits.memoryMegabytes,
    description: 'stop parsing a document that needs more memory',
  },
  maxSize: {
    kind: 'number',
    value: 'MB',
    default: defaultLimits.maxMegabytes,
    description: 'do not read larger files',
  },
} as const satisfies Record<string, OptionSpec>

/** Below this the thread runs out of memory before it has read a byte. */
const MIN_MEMORY_MEGABYTES = 256

export function limitsFrom(options: OptionValues<typeof limitOptions>): Limits {
  if (options.memory < MIN_MEMORY_MEGABYTES)
    throw new UsageError(
      `--memory must be at least ${MIN_MEMORY_MEGABYTES}: with less a parser does not even start`,
    )
  return { timeoutSeconds: options.timeout, memoryMegabytes: options.memory, maxMegabytes: options.maxSize }
}
