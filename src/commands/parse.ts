import { resolve } from 'node:path'
import { documentStatus } from '../../db/index.ts'
import { parseFile } from '../pipeline/parse-file.ts'
import { renderDocument } from '../render/document.ts'
import { defineCommand, UsageError } from './command.ts'
import { jsonOption, limitOptions, limitsFrom } from './options.ts'

export const parseCommand = defineCommand({
  name: 'parse',
  summary: 'Read one file and print its records; no database is used.',
  argument: { name: 'FILE', description: 'a PDF, an Excel workbook or a text file', several: false },
  options: { json: jsonOption, ...limitOptions },
  examples: [
    { command: 'hyoka parse assessment.pdf', does: 'a readable tree' },
    { command: 'hyoka parse assessment.pdf --json > records.json', does: 'all records with their evidence' },
  ],
  async run([path = ''], options, shell) {
    const parsed = await parseFile(resolve(shell.cwd, path), limitsFrom(options))
    if (parsed.kind === 'unread') throw new UsageError(`${path}: ${parsed.message}`)
    const { result } = parsed
    if (options.json) shell.out(`${JSON.stringify(result, null, shell.outIsTerminal ? 2 : 0)}\n`)
    else shell.out(renderDocument(result))
    if (documentStatus(result) !== 'failed') return 0
    for (const { code, message } of result.document.problems) shell.err(`${path}: ${code}: ${message}\n`)
    return 1
  },
})
