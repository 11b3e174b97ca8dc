import { createInterface } from 'node:readline'
import { type Resolution, resolveItems } from '../../parsers/changes/index.ts'
import { FormName } from '../../parsers/records/index.ts'
import { printable } from '../render/words.ts'
import { defineCommand, type Shell, UsageError } from './command.ts'

export const resolveCommand = defineCommand({
  name: 'resolve',
  summary: 'Read texts of item columns (項目), one a line, and say which items of the form they name.',
  options: {
    form: {
      kind: 'text',
      value: 'FORM',
      required: true,
      description: `the form that the texts are from: ${FormName.options.join(', ')}`,
    },
    json: { kind: 'flag', description: 'print one JSON object a line: text, paths, score (0..1)' },
  },
  examples: [
    { command: 'hyoka resolve --form 様式3 < items.txt', does: 'a readable line for each line of a file' },
    { command: 'hyoka resolve --form 様式4 --json < items.txt', does: 'the same for programs' },
  ],
  async run(_words, options, shell) {
    const form = formNamed(options.form)
    for await (const text of linesOf(shell)) {
      const { paths, keys, score } = resolveItems(text, form)
      shell.out(
        options.json
          ? `${JSON.stringify({ text, paths, score })}\n`
          : `${printable(tableLine(text, { paths, keys, score }))}\n`,
      )
    }
    return 0
  },
})

/** 様式3, 様式３ or 3 */
function formNamed(typed: string): FormName {
  const form = FormName.options.find(
    (name) => name.replace('様式', '') === typed.normalize('NFKC').replace('様式', ''),
  )
  if (!form) throw new UsageError(`--form ${typed}: it must be one of ${FormName.options.join(', ')}`)
  return form
}

/** The lines of standard input as they come; a blank line is one, too, so that the output goes line by line with it. */
async function* linesOf(shell: Shell): AsyncGenerator<string> {
  if (!shell.input) return
  let isFirst = true
  for await (const line of createInterface({ input: shell.input, crlfDelay: Number.POSITIVE_INFINITY })) {
    yield isFirst ? line.replace(/^\ufeff/u, '') : line
    isFirst = false
  }
}

function tableLine(text: string, { paths, score }: Resolution): string {
  if (text.trim() === '') return ''
  return `${paths.length === 0 ? '  － ' : score.toFixed(2)}  ${paths.join(' | ') || '?'}  ← ${text}`
}
