import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readRows } from '../query/read-only.ts'
import { barChart } from './charts.ts'
import { type Block, renderPage } from './page.ts'
import { reportSections } from './sections.ts'

export type ReportInput = { readonly path: string; readonly folder: string; readonly at: string }

const TITLE = '特定個人情報保護評価書の集計'
const TOTALS = `SELECT (SELECT count(*) FROM current_documents), count(*),
  count(DISTINCT coalesce(agency_code, agency_name)), count(DISTINCT prefecture),
  min(publication_date), max(publication_date)
  FROM evaluation_identity WHERE is_current`

/** Writes index.html, which needs nothing else, into the folder; returns its path. */
export function writeReport({ path, folder, at }: ReportInput): string {
  const [documents, evaluations, agencies, prefectures, first, last] = readRows(
    path,
    TOTALS,
    {},
  ).rows[0]!.map(shown)
  const blocks: Block[] = [
    { kind: 'h1', text: TITLE },
    {
      kind: 'p',
      text: `文書 ${documents}、評価書 ${evaluations}、評価実施機関 ${agencies}、都道府県 ${prefectures}。公表日 ${first} ～ ${last}。作成 ${at.slice(0, 10)}。`,
    },
    {
      kind: 'en',
      text: 'Counts are of the latest content of each place. Only values that are asserted are counted; 不明 is what was not read.',
    },
  ]
  for (const { ja, en, sql, parameters, bars } of reportSections()) {
    const rows = readRows(path, sql, parameters)
    blocks.push({ kind: 'h2', text: ja }, { kind: 'en', text: en })
    if (rows.rows.length === 0) blocks.push({ kind: 'p', text: '該当なし' })
    else blocks.push({ kind: 'svg', svg: barChart(bars(rows)) }, { kind: 'table', rows })
  }
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'index.html')
  writeFileSync(file, renderPage(TITLE, blocks))
  return file
}

const shown = (value: string | number | null): string =>
  typeof value === 'number' ? value.toLocaleString('en-US') : (value ?? '不明')
