import { defaultLimits, type Limits } from '../pipeline/limits.ts'
import type { OptionSpec, OptionValues } from './command.ts'

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

export function limitsFrom(options: OptionValues<typeof limitOptions>): Limits {
  return { timeoutSeconds: options.timeout, memoryMegabytes: options.memory, maxMegabytes: options.maxSize }
}
