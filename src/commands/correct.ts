import { resolve } from 'node:path'
import { z } from 'zod'
import {
  type CorrectableItem,
  closeStore,
  evaluationId,
  findById,
  findCorrectable,
  openStore,
  recordCorrection,
} from '../../db/index.ts'
import { formItems, type Option } from '../../parsers/forms/index.ts'
import { FormName } from '../../parsers/records/index.ts'
import { explainStore } from '../codebook/index.ts'
import { defineCommand, UsageError } from './command.ts'
import { databaseOption, defaultDatabase } from './options.ts'

export const correctCommand = defineCommand({
  name: 'correct',
  summary:
    'Note what a document really shows at a place; what was read stays beside it, also when it is parsed again.',
  argument: {
    name: 'WORD',
    description:
      'EVALUATION PATH VALUE: a text, an option or its number, yyyy-mm-dd, a number, checked or unchecked, or the labels of the checked boxes with a comma between them; an empty value is a blank',
    several: true,
  },
  options: {
    db: databaseOption,
    by: { kind: 'text', value: 'NAME', required: true, description: 'who says so' },
    reason: { kind: 'text', value: 'TEXT', required: true, description: 'why it is so' },
  },
  examples: [
    {
      command:
        "hyoka correct 3f2a9c81d0e4-1 I.1.1 国民健康保険に関する事務 --by 佐藤 --reason '原本 p.3 で確認'",
      does: 'a text',
    },
    {
      command:
        "hyoka correct 3f2a9c81d0e4-1 'II[1].4.委託事項[1].4' 再委託しない --by 佐藤 --reason '印影の下に ○'",
      does: 'a choice',
    },
  ],
  async run(words, options, shell) {
    const [id, path, typed] = words
    if (id === undefined || path === undefined || typed === undefined || words.length > 3)
      throw new UsageError(
        'say which evaluation, which path and which value: hyoka correct EVALUATION PATH VALUE',
      )
    if (options.by.trim() === '' || options.reason.trim() === '')
      throw new UsageError('--by and --reason must say something')
    const database = resolve(shell.cwd, options.db ?? defaultDatabase)
    const store = openStore(database, { now: () => shell.now().toISOString(), create: false })
    try {
      explainStore(store)
      const found = findById(store, id)
      if (found.kind === 'several')
        throw new UsageError(`${id} is the beginning of several IDs: ${found.ids.join(', ')}`)
      if (found.kind === 'none' || found.position === undefined)
        throw new UsageError(
          `${id}: there is no such evaluation; an ID with its position is needed: 3f2a9c81d0e4-1`,
        )
      const evaluation = evaluationId(found.sha256, found.position)
      const item = findCorrectable(store, evaluation, path)
      if (item === undefined)
        throw new UsageError(`${evaluation} has no item ${path}; hyoka show ${evaluation} lists them`)
      const value = typed === '' ? '' : valueFor(item, typed)
      recordCorrection(store, {
        evaluation,
        path,
        value,
        by: options.by.trim(),
        reason: options.reason.trim(),
      })
      shell.out(
        `${evaluation} ${path}: ${item.asRead ?? '(no value)'} → ${value === '' ? '(blank)' : value}\n`,
      )
      return 0
    } finally {
      closeStore(store)
    }
  },
})

/** What was typed, as the kind of the item writes it. Throws a UsageError where it cannot be a value of the item. */
function valueFor({ form, key, kind }: CorrectableItem, typed: string): string {
  const options = formItems(FormName.parse(form)).find((item) => item.key === key)?.options ?? []
  switch (kind) {
    case 'choice':
      return optionFor(options, typed).label
    case 'checkboxes':
      return JSON.stringify(typed.split(/[,，]/u).map((label) => optionFor(options, label.trim()).label))
    case 'checkbox':
      return checked(z.enum(['checked', 'unchecked']).safeParse(typed), 'it is checked or unchecked')
    case 'date':
      return checked(z.iso.date().safeParse(typed), 'a date is written yyyy-mm-dd')
    case 'number':
      return String(checked(z.coerce.number().safeParse(typed), 'it is a number'))
    default:
      return typed
  }
}

function optionFor(options: readonly Option[], typed: string): Option {
  const option = options.find(({ label, number }) => label === typed || String(number) === typed)
  if (option) return option
  throw new UsageError(`${typed} is none of the options: ${options.map(({ label }) => label).join(', ')}`)
}

function checked<Value>(result: z.ZodSafeParseResult<Value>, message: string): Value {
  if (!result.success) throw new UsageError(message)
  return result.data
}
