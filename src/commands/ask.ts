import { resolve } from 'node:path'
import { parameterValue, type Question, questions } from '../../db/index.ts'
import { defineCommand, UsageError } from './command.ts'
import { databaseOption, defaultDatabase } from './options.ts'
import { prepareStore, printRows, rowOptions } from './query.ts'

export const askCommand = defineCommand({
  name: 'ask',
  summary: 'Ask a question that ships with hyoka; without a name, or with --list, print what can be asked.',
  argument: {
    name: 'NAME',
    description: 'a question, and its parameters as NAME=VALUE',
    several: true,
    optional: true,
  },
  options: {
    db: databaseOption,
    list: { kind: 'flag', description: 'print what can be asked' },
    ...rowOptions,
  },
  examples: [
    { command: 'hyoka ask --list', does: 'the questions and their parameters' },
    { command: 'hyoka ask subcontracting-share', does: 'a table' },
    { command: 'hyoka ask top-contractors pref=埼玉県 top=5 --csv', does: 'with parameters, as CSV' },
  ],
  async run([name, ...settings], options, shell) {
    if (name === undefined || options.list) {
      shell.out(options.json ? `${JSON.stringify(questions())}\n` : listQuestions(questions()))
      return 0
    }
    const question = questions().find((each) => each.name === name)
    if (question === undefined)
      throw new UsageError(`there is no question ${name}; hyoka ask --list names them`)
    const parameters = parametersFrom(question, settings)
    const path = resolve(shell.cwd, options.db ?? defaultDatabase)
    prepareStore(path, shell)
    return await printRows({ path, sql: question.sql, parameters }, options, shell)
  },
})

function parametersFrom(question: Question, settings: readonly string[]): Record<string, string | number> {
  const given = new Map(
    settings.map((setting) => {
      const [, name, value] = /^(\w+)=(.*)$/su.exec(setting) ?? []
      if (name === undefined || value === undefined)
        throw new UsageError(`${setting}: write a parameter as NAME=VALUE`)
      if (!question.parameters.some((parameter) => parameter.name === name))
        throw new UsageError(
          `${question.name} has no parameter ${name}; it has ${question.parameters.map((each) => each.name).join(', ') || 'none'}`,
        )
      return [name, value] as const
    }),
  )
  return Object.fromEntries(
    question.parameters.map((parameter) => [
      parameter.name,
      parameterValue(given.get(parameter.name) ?? parameter.default),
    ]),
  )
}

function listQuestions(all: readonly Question[]): string {
  return all
    .map(({ name, ja, en, parameters }) => {
      const lines = parameters.map((each) => `    ${each.name}=${each.default}  ${each.description}\n`)
      return `${name}\n  ${ja}\n  ${en}\n${lines.join('')}`
    })
    .join('\n')
}
