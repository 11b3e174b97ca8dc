import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { documentStatus } from '../../db/index.ts'
import type { Overlay } from '../overlay/index.ts'
import { parseContent } from '../pipeline/parse-file.ts'
import { readDocumentFile } from '../pipeline/read-file.ts'
import { defineCommand, type Shell, UsageError } from './command.ts'
import { limitOptions, limitsFrom } from './options.ts'

export const overlayCommand = defineCommand({
  name: 'overlay',
  summary: 'Draw a page with the place of each value, coloured by status, to check it by eye.',
  argument: { name: 'FILE', description: 'a PDF or an Excel workbook', several: false },
  options: {
    page: {
      kind: 'text',
      value: 'N',
      required: true,
      description: "the page's number, or a sheet's number or name",
    },
    out: {
      kind: 'text',
      value: 'FILE',
      short: 'o',
      required: true,
      description: 'write the picture (PNG) here; - is standard output',
    },
    scale: { kind: 'number', value: 'N', default: 2, description: 'pixels a point; 1 is 72 dpi' },
    ...limitOptions,
  },
  examples: [
    { command: 'hyoka overlay assessment.pdf --page 5 -o page5.png', does: 'page 5 of a PDF' },
    { command: 'hyoka overlay assessment.xlsx --page Ⅱ -o - > sheet.png', does: 'the sheet Ⅱ of a workbook' },
  ],
  async run([path = ''], options, shell) {
    const limits = limitsFrom(options)
    const input = resolve(shell.cwd, path)
    const file = await readDocumentFile(input, limits.maxMegabytes)
    if (file.kind === 'unread') throw new UsageError(`${path}: ${file.message}`)
    refuseOutput(input, options.out, shell)
    const result = await parseContent(file, limits)
    const { evaluations, document } = result
    const { problems, textSource } = document
    if (textSource === 'plain-text' || textSource === 'text-with-html')
      throw new UsageError(`${path}: a text file has no pages to draw; give the PDF or the workbook`)
    if (documentStatus(result) === 'failed') {
      for (const { code, message } of problems) shell.err(`${path}: ${code}: ${message}\n`)
      return problems.some(({ code }) => code === 'unsupported-type') ? 2 : 1
    }
    const { drawOverlay } = await import('../overlay/index.ts')
    let overlay: Overlay
    try {
      overlay = await drawOverlay(file.bytes, options.page, { evaluations, scale: options.scale })
    } catch (error) {
      shell.err(`${path}: the page cannot be drawn (${(error as Error).message})\n`)
      return 1
    }
    if (overlay.kind === 'no-such-page') throw new UsageError(`${path}: ${overlay.message}`)
    if (overlay.scale < options.scale)
      shell.err(`${path}: drawn at scale ${overlay.scale.toFixed(2)}; the picture would be too large\n`)
    await write(overlay.png, options.out, shell)
    return 0
  },
})

/** Before the work, what would be wrong after it. */
function refuseOutput(input: string, out: string, shell: Shell): void {
  if (out === '-' && shell.outIsTerminal)
    throw new UsageError('a terminal cannot show a picture; name a file with -o, or send it on with > or |')
  if (resolve(shell.cwd, out) === input)
    throw new UsageError(`${out} is the document itself; give another name with -o`)
}

async function write(png: Uint8Array, out: string, shell: Shell): Promise<void> {
  if (out === '-') return shell.out(png)
  try {
    await writeFile(resolve(shell.cwd, out), png)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const reason = code === 'ENOENT' ? 'its folder is not there' : message
    throw new UsageError(`${out} cannot be written: ${reason}`)
  }
}
