import { readdirSync, readFileSync } from 'node:fs'

export type QuestionParameter = {
  readonly name: string
  readonly default: string
  readonly description: string
}

/** A question that ships with the program: a file in db/questions, described by the comments at its head. */
export type Question = {
  readonly name: string
  readonly ja: string
  readonly en: string
  readonly parameters: readonly QuestionParameter[]
  readonly sql: string
}

/** All questions, by name. Throws where the head of a file does not say what it must. */
export function questions(): readonly Question[] {
  const folder = new URL('./questions/', import.meta.url)
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => questionFrom(file.slice(0, -'.sql'.length), readFileSync(new URL(file, folder), 'utf8')))
}

const HEAD = /^-- (ja|en|parameter): (.+)$/gmu
const PARAMETER = /^(\w+) = (.*?) \| (.+)$/u

function questionFrom(name: string, sql: string): Question {
  const heads = [...sql.matchAll(HEAD)].map(([, kind, text]) => ({ kind: kind!, text: text!.trim() }))
  const [ja] = heads.filter(({ kind }) => kind === 'ja')
  const [en] = heads.filter(({ kind }) => kind === 'en')
  if (!ja || !en)
    throw new Error(`db/questions/${name}.sql does not say in Japanese and in English what it asks`)
  const parameters = heads
    .filter(({ kind }) => kind === 'parameter')
    .map(({ text }) => {
      const [, parameter, value, description] = PARAMETER.exec(text) ?? []
      if (parameter === undefined || value === undefined || description === undefined)
        throw new Error(`db/questions/${name}.sql: a parameter is written: name = default | description`)
      return { name: parameter, default: value, description }
    })
  return { name, ja: ja.text, en: en.text, parameters, sql }
}

/** A value for a parameter as SQL takes it: whole numbers as numbers, so that they can be a LIMIT. */
export const parameterValue = (text: string): string | number =>
  /^\d{1,9}$/.test(text) ? Number(text) : text
