import { formFrames } from '../forms/index.ts'
import type { Evaluation, FormName, Item, Problem } from '../records/index.ts'
import { identifyAgency } from '../text/agency.ts'
import { matchKey } from '../text/characters.ts'
import { missingCover, readCover } from './text-cover-items.ts'
import { assessmentMarks, formByHeadings } from './text-headings.ts'
import { type Cover, findCovers } from './text-region.ts'
import { type Segment, toSegments } from './text-segments.ts'

type Evaluated = { evaluations: Evaluation[]; problems: Problem[] }

/**
 * Reads the covers of a text without positions: OCR text with HTML fragments, PDF text in scrambled order.
 * Each cover begins an evaluation that reaches to the next. A text without a cover (a change table alone) is one only
 * if its headings tell the form. Only the cover is read; what it does not show with certainty is not asserted.
 */
export function evaluateLines(lines: readonly string[]): Evaluated {
  const segments = toSegments(lines)
  const covers = findCovers(segments)
  const parts = [
    withoutCover(segments.slice(0, covers[0]?.from), covers.length > 0),
    ...covers.map((cover, index) => withCover(cover, segments.slice(cover.from, covers[index + 1]?.from))),
  ]
  return {
    evaluations: parts.flatMap(({ evaluations }) => evaluations),
    problems: parts.flatMap(({ problems }) => problems),
  }
}

function withCover(cover: Cover, span: readonly Segment[]): Evaluated {
  const form = formOfCover(cover, span)
  if (!form) {
    return unrecognised(
      'the title on the cover cannot be read as one form, and the headings do not tell it',
      cover.segments,
    )
  }
  const { items, accounted } = readCover(cover, form)
  return { evaluations: [toEvaluation(form, items, span, accounted)], problems: [] }
}

/** What stands before the first cover, or everything; before a cover it may be an agenda or slides, which is no problem. */
function withoutCover(span: readonly Segment[], beforeCover: boolean): Evaluated {
  const marks = assessmentMarks(span)
  if (marks.length === 0) {
    if (beforeCover) return { evaluations: [], problems: [] }
    const message =
      'neither the cover nor the labels of a 特定個人情報保護評価書 stand in the text; if it is one, its text is too damaged to be read'
    return { evaluations: [], problems: [{ code: 'not-an-assessment', severity: 'error', message }] }
  }
  const byHeadings = formByHeadings(span)
  if (!byHeadings) {
    return unrecognised(
      'the text has no cover, and its headings do not tell the form (or tell more than one)',
      marks,
    )
  }
  const { form, headings } = byHeadings
  const evaluation = toEvaluation(form, missingCover(form), span, [])
  const message = `the text has no cover; that it is a ${form} is told by headings that only this form has`
  const problem: Problem = {
    code: 'item-missing',
    severity: 'warning',
    message,
    path: '表紙',
    evidence: headings.map(lineOf),
  }
  const others = evaluation.problems.filter(({ code }) => code !== 'item-missing')
  return { evaluations: [{ ...evaluation, problems: [problem, ...others] }], problems: [] }
}

/** By the title; without one by the edition mark, the name of the evaluation, or the headings, if they agree. */
function formOfCover({ titles, segments }: Cover, span: readonly Segment[]): FormName | undefined {
  if (titles.size > 0) return titles.size === 1 ? [...titles][0] : undefined
  const told = new Set<FormName>()
  for (const segment of segments) {
    if (segment.kind === 'mark') told.add(segment.form)
    const kind = /(基礎|重点|全)項目評価書/u.exec(matchKey(segment.text))?.[1]
    const frame = kind && formFrames.find(({ title }) => title.includes(`（${kind}項目`))
    if (frame) told.add(frame.form)
  }
  const byHeadings = formByHeadings(span)?.form
  if (byHeadings) told.add(byHeadings)
  return told.size === 1 ? [...told][0] : undefined
}

function unrecognised(why: string, marks: readonly Segment[]): Evaluated {
  const message = `${why}; no form is assumed, look at the document`
  return {
    evaluations: [],
    problems: [{ code: 'form-not-recognised', severity: 'error', message, evidence: marks.map(lineOf) }],
  }
}

function toEvaluation(
  form: FormName,
  items: readonly Item[],
  span: readonly Segment[],
  accounted: readonly Segment[],
): Evaluation {
  const textOf = (key: string) => {
    const item = items.find((candidate) => candidate.key === key)
    return item && 'value' in item && typeof item.value === 'string' ? item.value : undefined
  }
  const version = textOf('cover.form_version')
  const number = textOf('cover.evaluation_number')
  const title = textOf('cover.evaluation_name')
  const body = textOf('cover.implementing_body')
  const date = items.find(({ key }) => key === 'cover.publication_date')
  const identified = body === undefined ? undefined : identifyAgency(body)
  const characters = inked(span)
  return {
    form,
    ...(version === undefined ? {} : { version }),
    ...(number === undefined ? {} : { number }),
    ...(title === undefined ? {} : { title }),
    ...(identified === undefined ? {} : { agency: identified.agency }),
    ...(date?.kind === 'date' && date.value !== undefined
      ? { publicationDate: { value: date.value, ...(date.iso === undefined ? {} : { iso: date.iso }) } }
      : {}),
    span: { lines: [span[0]!.lines[0], span.at(-1)!.lines[1]] },
    items: [...items],
    changes: [],
    unplaced: [],
    coverage: { characters, unplaced: characters - inked(accounted) },
    problems: [...itemProblems(items), ...agencyProblems(identified), NOT_READ],
  }
}

const NOT_READ: Problem = {
  code: 'items-not-read',
  severity: 'warning',
  message: 'only the cover is read from text without positions; its other items and its change table are not',
}

function itemProblems(items: readonly Item[]): Problem[] {
  return items.flatMap((item): Problem[] => {
    const message = `${item.path}: ${item.reason}`
    if (item.status === 'missing')
      return [{ code: 'item-missing', severity: 'info', message, path: item.path }]
    if (item.status !== 'ambiguous' || item.kind !== 'date') return []
    return [
      { code: 'date-not-understood', severity: 'warning', message, path: item.path, evidence: item.evidence },
    ]
  })
}

function agencyProblems(identified: ReturnType<typeof identifyAgency> | undefined): Problem[] {
  if (identified?.agency.prefecture !== undefined) return []
  const message = identified
    ? `「${identified.agency.name}」 is not the name of one local government; its prefecture and code are unknown`
    : 'no 評価実施機関 was read from a cover'
  return [{ code: 'agency-not-identified', severity: 'info', message }]
}

const lineOf = ({ lines }: Segment) => ({ lines: [lines[0], lines[1]] as [number, number] })

const inked = (segments: readonly Segment[]): number =>
  segments.reduce((sum, { text }) => sum + [...text.replace(/\s/gu, '')].length, 0)
