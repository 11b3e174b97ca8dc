import { parameterValue, questions } from '../../db/index.ts'
import type { Rows } from '../query/index.ts'
import type { Bar } from './charts.ts'

/** A part of the report: what is asked, and how the rows of the answer become bars. */
export type Section = {
  readonly ja: string
  readonly en: string
  readonly sql: string
  readonly parameters: Readonly<Record<string, string | number>>
  readonly bars: (rows: Rows) => readonly Bar[]
}

/** One bar a row: the first column names it, `count` is a column. */
const plain =
  (count: string) =>
  ({ columns, rows }: Rows): Bar[] =>
    rows.map((row) => ({ name: String(row[0] ?? '不明'), count: Number(row[columns.indexOf(count)]) }))

/** One bar a row, made of several columns. */
const columnStack =
  (parts: Readonly<Record<string, string>>) =>
  ({ columns, rows }: Rows): Bar[] =>
    rows.flatMap((row) =>
      Object.entries(parts).map(([column, part]) => ({
        name: String(row[0] ?? '不明'),
        part,
        count: Number(row[columns.indexOf(column)]),
      })),
    )

/** Rows with the same first column make one bar; the second column names the part, the third counts. */
const rowStack = ({ rows }: Rows): Bar[] =>
  rows.map((row) => ({
    name: String(row[0] ?? '不明'),
    part: String(row[1] ?? '不明'),
    count: Number(row[2]),
  }))

export function reportSections(): readonly Section[] {
  const asked = (
    name: string,
    bars: Section['bars'],
    { title, ...given }: Readonly<Record<string, string | number>> & { readonly title?: string } = {},
  ): Section => {
    const { ja, en, sql, parameters } = questions().find((each) => each.name === name)!
    const defaults = Object.fromEntries(parameters.map((each) => [each.name, parameterValue(each.default)]))
    return { ja: title ?? ja, en, sql, parameters: { ...defaults, ...given }, bars }
  }
  return [
    {
      ja: '収録範囲：都道府県別の評価書数',
      en: 'Coverage: evaluations by prefecture',
      sql: `SELECT prefecture, sum(form = '様式2') AS form_2, sum(form = '様式3') AS form_3, sum(form = '様式4') AS form_4,
              count(*) AS evaluations, count(DISTINCT agency_name) AS agencies
            FROM evaluation_identity WHERE is_current GROUP BY prefecture ORDER BY evaluations DESC, prefecture`,
      parameters: {},
      bars: columnStack({ form_2: '様式2', form_3: '様式3', form_4: '様式4' }),
    },
    asked('evaluations-by-year', columnStack({ form_2: '様式2', form_3: '様式3', form_4: '様式4' })),
    asked('risk-judgements', rowStack),
    asked('connected-systems', plain('systems')),
    asked('boxes', plain('checked'), {
      title: '特定個人情報の入手方法（チェック欄）',
      key: 'files[].acquisition_methods',
    }),
    asked('top-contractors', plain('contracts')),
    asked('change-timing', columnStack({ beforehand: '事前', afterwards: '事後', other: '不明' })),
    asked(
      'data-quality',
      columnStack({
        with_value: '値あり',
        blank: '空欄',
        missing: '所在不明',
        ambiguous: '判定不能',
        inferred: '推定のみ',
      }),
    ),
    {
      ja: 'データの質：解析で報告された問題',
      en: 'Data quality: problems that the parser reported',
      sql: `SELECT code, severity, count(*) AS problems FROM problems
            WHERE sha256 IN (SELECT sha256 FROM current_documents) GROUP BY code, severity ORDER BY problems DESC, code`,
      parameters: {},
      bars: plain('problems'),
    },
  ]
}
