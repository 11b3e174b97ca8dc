import {
  distinctEditions,
  EDITIONS,
  type Edition,
  type FormSpec,
  formFrames,
  formSpec,
  sameLayout,
} from '../forms/index.ts'
import type { ChangeRow, Evaluation, FormName } from '../records/index.ts'
import { matchKey } from '../text/characters.ts'
import { alignLabels, type Label, withSharedLabels } from './align.ts'
import { type Block, type BlockPage, sameColumn } from './blocks.ts'
import { readChanges } from './changes.ts'
import { splitSharedCells } from './shared-cells.ts'

/** A stretch of pages that holds one evaluation, its form and edition, and its labels. */
export type Recognised = {
  readonly pages: readonly BlockPage[]
  /** The pages without the blocks of the change table. */
  readonly body: readonly BlockPage[]
  readonly changes: readonly ChangeRow[]
  readonly spec: FormSpec
  readonly labels: readonly Label[]
  /** The edition mark: as printed without brackets, and the block it stands in. */
  readonly mark: { readonly version: string; readonly block: Block } | undefined
  readonly edition: NonNullable<Evaluation['edition']>
}

/** Without a cover, a document is an assessment only if this many labels of one form line up in it. */
const MIN_LABELS_WITHOUT_COVER = 10
/** Of the labels that every cover prints, so many must be there beside the title. */
const MIN_COVER_LABELS = 3
/** … and where none stand in cells of their own. */
const MIN_LOOSE_COVER_LABELS = 2
/** Characters beyond the form's title that a title line may have. */
const MAX_TITLE_EXTRA = 12
/** A line longer than this (characters) only mentions an edition. */
const MAX_MARK_LENGTH = 24
const MARK = /(?:平成|令和)(?:元|\d{1,2})年\d{1,2}月様式[2-4]/u

/**
 * Finds the evaluations of a document: each begins at a cover (the form's title and the cover's labels on one page) and
 * reaches to the page before the next cover. What stands before the first cover (agenda, slides) is no evaluation.
 * Without any cover the whole document is tried against every form.
 */
export function recognise(pages: readonly BlockPage[]): Recognised[] {
  const inCells = coversOf(pages, ({ kind }) => kind === 'cell', MIN_COVER_LABELS)
  const covers = inCells.length > 0 ? inCells : coversOf(pages, () => true, MIN_LOOSE_COVER_LABELS)
  if (covers.length === 0) {
    const best = bestSpec(
      pages,
      formFrames.map(({ form }) => form),
    )
    return best && best.labels.length >= MIN_LABELS_WITHOUT_COVER ? [best] : []
  }
  return covers.flatMap(({ form, index }, position) => {
    const span = pages.slice(index, covers[position + 1]?.index ?? pages.length)
    const best = bestSpec(span, [form])
    return best ? [best] : []
  })
}

/** Pages that are covers. The labels of a cover stand in cells; a slide that lists them does not make an evaluation. */
function coversOf(
  pages: readonly BlockPage[],
  holdsLabel: (block: Block) => boolean,
  enough: number,
): { form: FormName; index: number }[] {
  return pages.flatMap((page, index) => {
    const form = coverForm(page, holdsLabel, enough)
    return form ? [{ form, index }] : []
  })
}

/** The form whose title and cover labels a page shows; the title may carry a word more: （案）, 【公表用】. */
function coverForm(
  { blocks }: BlockPage,
  holdsLabel: (block: Block) => boolean,
  enough: number,
): FormName | undefined {
  const labels = new Set(blocks.filter(holdsLabel).map(({ key }) => key))
  const loose = blocks.filter(({ kind }) => kind === 'line').map(({ key }) => key)
  const titles = [
    ...blocks.map(({ key }) => key),
    ...loose.map((key, index) => key + (loose[index + 1] ?? '')),
  ]
  return formFrames.find(({ title, coverLabels }) => {
    const wanted = matchKey(title)
    const titled = titles.some((key) => key.includes(wanted) && key.length <= wanted.length + MAX_TITLE_EXTRA)
    return titled && coverLabels.filter((label) => labels.has(matchKey(label))).length >= enough
  })?.form
}

/** A label more outweighs what speaks against the others. */
const LABEL_WORTH = 3

type Fit = Pick<Recognised, 'spec' | 'pages' | 'body' | 'changes' | 'labels'> & { readonly score: number }

/** A printed mark outweighs a difference in score smaller than this. */
const MARK_WEIGHT = 0.2
/** Scores closer than this say nothing about the edition. */
const EQUAL_SCORE = 0.01

/** The form and edition whose labels fit best; of equals the one that is printed on the cover, else the newest. */
function bestSpec(span: readonly BlockPage[], forms: readonly FormName[]): Recognised | undefined {
  const mark = editionMark(span)
  const fits = forms.flatMap((form) =>
    distinctEditions(form).map((edition) => tryForm(span, formSpec(form, edition))),
  )
  const marked = (spec: FormSpec) => {
    const edition = editionOf(spec.form, mark?.version)
    return edition !== undefined && sameLayout(spec.form, spec.edition, edition) ? edition : undefined
  }
  const weight = ({ score, spec }: Fit) => score + (marked(spec) ? MARK_WEIGHT : 0)
  const best = fits.reduce((a, b) => (weight(b) >= weight(a) ? b : a))
  if (best.labels.length === 0) return undefined
  const printed = marked(best.spec)
  return {
    pages: best.pages,
    body: best.body,
    changes: best.changes,
    spec: best.spec,
    labels: withSharedLabels(best.labels, best.spec),
    mark,
    edition: printed ? { first: printed, last: printed, by: 'mark' } : editionsOf(best, fits),
  }
}

function tryForm(span: readonly BlockPage[], spec: FormSpec): Fit {
  const all = splitSharedCells(span, spec)
  const { changes, taken } = readChanges(all, spec)
  const withoutTable = all.map((page) => ({
    ...page,
    blocks: page.blocks.filter((block) => !taken.has(block)),
  }))
  const { labels, cost } = alignLabels(withoutTable, spec)
  const pages = upToLastUse(all, new Set([...labels.map((label) => label.block), ...taken]))
  const body = withoutTable.slice(0, pages.length)
  return { spec, pages, body, changes, labels, score: LABEL_WORTH * labels.length - cost }
}

/** The editions that fit as well as the best one: items tell some editions apart, not all. */
function editionsOf(best: Fit, fits: readonly Fit[]): NonNullable<Evaluation['edition']> {
  const equal = fits.filter(
    ({ spec, score }) => spec.form === best.spec.form && Math.abs(score - best.score) < EQUAL_SCORE,
  )
  const layouts = equal.map(({ spec }) => spec.edition)
  const covered = EDITIONS.filter((edition) =>
    layouts.some((layout) => sameLayout(best.spec.form, layout, edition)),
  )
  return { first: covered[0]!, last: covered.at(-1)!, by: 'items' }
}

function editionOf(form: FormName, version: string | undefined): Edition | undefined {
  if (!version) return undefined
  const { editions } = formFrames.find((frame) => frame.form === form)!
  return Object.entries(editions).find(([mark]) => matchKey(version).startsWith(matchKey(mark)))?.[1]
}

function editionMark(span: readonly BlockPage[]): Recognised['mark'] {
  const block = span[0]?.blocks.find(({ key }) => MARK.test(key) && key.length < MAX_MARK_LENGTH)
  if (!block) return undefined
  const printed = block.lines.map((line) => line.text).join('')
  return { version: printed.replace(/^[\s[［]+|[\]］\s]+$/gu, ''), block }
}

/**
 * Pages behind the last label that hold nothing of the form (minutes, annexes of a packet) are not the evaluation's;
 * a page whose cells go on in the columns of the page before is.
 */
function upToLastUse(span: readonly BlockPage[], used: ReadonlySet<Block>): readonly BlockPage[] {
  let last = span.findLastIndex(({ blocks }) => blocks.some((block) => used.has(block)))
  while (last >= 0 && span[last + 1] && goesOnIn(span[last]!, span[last + 1]!)) last++
  return span.slice(0, last + 1)
}

const goesOnIn = (page: BlockPage, next: BlockPage): boolean => {
  const first = next.blocks.find(({ key }) => key !== '')
  return (
    first?.kind === 'cell' && page.blocks.some((block) => block.kind === 'cell' && sameColumn(block, first))
  )
}
