import { renderDocument } from '../render/document.ts'
import { defineCommand } from './command.ts'
import { withFinder } from './find-document.ts'
import { databaseOption, jsonOption } from './options.ts'

export const showCommand = defineCommand({
  name: 'show',
  summary: 'Print an evaluation as a tree, with what is known of each item and where it stands.',
  argument: {
    name: 'ID|FILE',
    description: 'an ID or its beginning, or a file (in the database or not)',
    several: false,
  },
  options: { db: databaseOption, json: jsonOption },
  examples: [
    { command: 'hyoka show 3f2a9c81d0e4-1', does: 'one evaluation' },
    { command: 'hyoka show 3f2a', does: 'all evaluations of the document whose ID begins so' },
    { command: 'hyoka show assessment.pdf --json', does: 'the records of a file' },
  ],
  async run([target = ''], options, shell) {
    const shown = await withFinder(options.db, shell, ({ find }) => find(target))
    shell.out(
      options.json ? `${JSON.stringify(shown, null, shell.outIsTerminal ? 2 : 0)}\n` : renderDocument(shown),
    )
    return 0
  },
})
