import { formFrames, formSpec } from '../../forms/index.ts'
import type { FormName } from '../../records/index.ts'
import { matchKey } from '../../text/characters.ts'
import { foldHabits } from '../fuzzy.ts'
import { headKey, wordingsOfForms } from './form-wordings.ts'
import type { Cell, Row } from './grid.ts'
import { MAX_LABEL_LENGTH } from './labels.ts'

/** No text has as many covers as this; of one that does only the covers are read (`evaluateLines`). */
const MAX_COVERS = 200
/** Before a text without a cover is tried against all forms, this many of their labels must stand in it word for word. */
const MIN_EXACT_LABELS = 5
/** The labels of a cover stand within this many rows behind its title. */
const COVER_ROWS = 16
const MIN_COVER_LABELS = 2
const MARK = /^\[?(?:平成|令和)(?:元|\d{1,2})年\d{1,2}月様式[2-4]\]?$/u
const CONTENTS = '項目一覧'

/** Rows that one assessment may stand in, and the forms that it may be on. */
export type Stretch = {
  readonly rows: readonly Row[]
  readonly forms: readonly FormName[]
  readonly covered: boolean
}

/** Cuts the rows at the covers. What stands before the first is no evaluation; without a cover all is tried. */
export function stretches(rows: readonly Row[]): Stretch[] {
  const titles = formFrames.map((frame) => ({
    form: frame.form,
    title: matchKey(frame.title),
    labels: new Set(frame.coverLabels.map(matchKey)),
  }))
  const all = formFrames.map(({ form }) => form)
  const starts: { at: number; forms: readonly FormName[] }[] = []
  rows.forEach((row, at) => {
    if (starts.length > 0 && at - starts.at(-1)!.at < COVER_ROWS) return
    const title = titles.find(({ title: key }) => row.cells.some((cell) => cell.key === key))
    const cover = rows.slice(at, at + COVER_ROWS).flatMap(({ cells }) => cells.flatMap(labelKeys))
    const labels = new Set(cover.filter((key) => titles[0]!.labels.has(key)))
    if (title && labels.size >= MIN_COVER_LABELS) starts.push({ at, forms: [title.form] })
    else if (
      !title &&
      row.cells.some((cell) => labelKeys(cell).includes('評価書番号')) &&
      labels.size > MIN_COVER_LABELS
    )
      starts.push({ at, forms: all })
  })
  if (starts.length > MAX_COVERS) return []
  if (starts.length === 0) return showsLabels(rows) ? [{ rows, forms: all, covered: false }] : []
  return starts.map(({ at, forms }, index) => ({
    rows: rows.slice(at, starts[index + 1]?.at),
    forms,
    covered: true,
  }))
}

function showsLabels(rows: readonly Row[]): boolean {
  const found = new Set<string>()
  for (const { cells } of rows) {
    for (const { key } of cells) {
      const label = foldHabits(key.slice(0, MAX_LABEL_LENGTH).split('[')[0]!)
      if (wordingsOfForms.some((own) => own.has(label))) found.add(label)
      if (found.size >= MIN_EXACT_LABELS) return true
    }
  }
  return false
}

/** What a cell of a cover may be as a label: all of it, or its first word. */
const labelKeys = ({ key, text }: Cell): string[] =>
  key.length > 60 ? [] : [key, matchKey(text.split(/[\s　:：]/u)[0]!)]

/** The table of contents names every section once more; it is left out, or all headings are found twice. */
export function withoutContents(rows: readonly Row[]): Row[] {
  const heads = new Set(
    formFrames.flatMap(({ form }) =>
      formSpec(form, 'R6')
        .items.filter(({ parent, path }) => parent === undefined && path !== '表紙')
        .map(({ label }) => headKey(label)),
    ),
  )
  const kept: Row[] = []
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index]!
    kept.push(row)
    if (!row.cells.some(({ key }) => key === CONTENTS)) continue
    const seen = new Set<string>()
    while (index + 1 < rows.length) {
      const inked = rows[index + 1]!.cells.filter(({ text }) => text !== '')
      const keys = inked
        .flatMap(({ text }) => text.split('\n'))
        .map((text) => headKey(text.replace(/^[-*・]\s*/u, '').replace(/[.…・\s]*\d*$/u, '')))
      if (!keys.every((key) => heads.has(key) && !seen.has(key))) break
      for (const key of keys) seen.add(key)
      index++
    }
  }
  return kept
}

/** Takes the mark of the form's edition, `[平成30年5月 様式３]`, out of the first rows. */
export function withoutMark(rows: readonly Row[]): {
  rows: readonly Row[]
  version: string | undefined
  cell: Cell | undefined
} {
  for (const [index, row] of rows.slice(0, 60).entries()) {
    const cell = row.cells.find(({ key }) => MARK.test(key))
    if (!cell) continue
    const version = cell.text.replace(/^[\s[［]+|[\]］\s]+$/gu, '')
    const cells = row.cells.filter((other) => other !== cell)
    const rest = cells.some(({ text }) => text !== '') ? [{ ...row, cells }] : []
    return { rows: [...rows.slice(0, index), ...rest, ...rows.slice(index + 1)], version, cell }
  }
  return { rows, version: undefined, cell: undefined }
}
