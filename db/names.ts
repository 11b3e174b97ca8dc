import type { Store } from './open.ts'
import { prepared } from './prepared.ts'

/** Short forms of legal forms, after NFKC (㈱ is (株)). */
const LEGAL_FORMS: readonly (readonly [RegExp, string])[] = [
  [/\(株\)|株式會社/gu, '株式会社'],
  [/\(有\)/gu, '有限会社'],
  [/\(合\)|\(同\)/gu, '合同会社'],
  [/\(資\)/gu, '合資会社'],
  [/\(名\)/gu, '合名会社'],
  [/\(一財\)/gu, '一般財団法人'],
  [/\(公財\)/gu, '公益財団法人'],
  [/\(財\)/gu, '財団法人'],
  [/\(一社\)/gu, '一般社団法人'],
  [/\(公社\)/gu, '公益社団法人'],
  [/\(社\)/gu, '社団法人'],
  [/\(福\)/gu, '社会福祉法人'],
  [/\(独\)/gu, '独立行政法人'],
  [/\(協\)/gu, '協同組合'],
]
const DASHES = /[\u2010-\u2015\u2212]/gu

/**
 * What a name is counted under: widths (NFKC), capital letters, white space and the legal form's short forms are made
 * one. Where the legal form stands, branches and everything else is kept: those may be others.
 */
export function normaliseName(printed: string): string {
  const folded = printed.normalize('NFKC').toUpperCase().replace(/\s+/gu, '').replace(DASHES, '-')
  return LEGAL_FORMS.reduce((name, [short, full]) => name.replace(short, full), folded)
}

/** The kinds of names, by the key of their items. */
const NAMED: Readonly<Record<string, 'contractor' | 'system'>> = {
  'files[].outsourcing.contracts[].contractor': 'contractor',
  'systems[].name': 'system',
}
const KEYS = Object.keys(NAMED)
  .map((key) => `'${key}'`)
  .join(', ')

/** Notes how the names of an evaluation are counted; called within the transaction that writes it. */
export function recordNames({ database }: Store, evaluation: string): void {
  write(
    { database },
    prepared<[string], NameRow>(
      database,
      `SELECT key, value_text AS printed FROM items WHERE evaluation_id = ? AND key IN (${KEYS}) AND value_text IS NOT NULL`,
    ).all(evaluation),
  )
}

/** Does the same for all evaluations of a database: one that was written before there were normalised names. */
export function recordAllNames({ database }: Store): void {
  const rows = prepared<[], NameRow>(
    database,
    `SELECT DISTINCT key, value_text AS printed FROM items WHERE key IN (${KEYS}) AND value_text IS NOT NULL`,
  ).all()
  database.transaction(() => write({ database }, rows)).immediate()
}

type NameRow = { readonly key: string; readonly printed: string }

function write({ database }: Pick<Store, 'database'>, rows: readonly NameRow[]): void {
  const insert = prepared(
    database,
    'INSERT OR IGNORE INTO names (kind, printed, normalised) VALUES (?, ?, ?)',
  )
  for (const { key, printed } of rows) insert.run(NAMED[key], printed, normaliseName(printed))
}
