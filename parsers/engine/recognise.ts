import { distinctEditions, type Edition, type FormSpec, formFrames, formSpec } from '../forms/index.ts'
import type { FormName } from '../records/index.ts'
import { matchKey } from '../text/characters.ts'
import { alignLabels, type Label, withSharedLabels } from './align.ts'
import { type Block, type BlockPage, sameColumn } from './blocks.ts'
import { splitSharedCells } from './shared-cells.ts'

/** A stretch of pages that holds one evaluation, its form and edition, and its labels. */
export type Recognised = {
  readonly pages: readonly BlockPage[]
  readonly spec: FormSpec
  readonly labels: readonly Label[]
  /** The edition mark: as printed without brackets, and the block it stands in. */
  readonly mark: { readonly version: string; readonly block: Block } | undefined
}

/** Without a cover, a document is an assessment only if this many labels of one form line up in it. */
const MIN_LABELS_WITHOUT_COVER = 10
/** Of the labels that every cover prints, so many must be there beside the title. */
const MIN_COVER_LABELS = 3
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
  const covers = pages.flatMap((page, index) => {
    const form = coverForm(page)
    return form ? [{ form, index }] : []
  })
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

/** The form whose title and cover labels a page shows; the title may carry a word more: （案）, 【公表用】. */
function coverForm({ blocks }: BlockPage): FormName | undefined {
  const keys = new Set(blocks.map(({ key }) => key))
  const loose = blocks.filter(({ kind }) => kind === 'line').map(({ key }) => key)
  const titles = [...keys, ...loose.map((key, index) => key + (loose[index + 1] ?? ''))]
  return formFrames.find(({ title, coverLabels }) => {
    const wanted = matchKey(title)
    const titled = titles.some((key) => key.includes(wanted) && key.length <= wanted.length + MAX_TITLE_EXTRA)
    return titled && coverLabels.filter((label) => keys.has(matchKey(label))).length >= MIN_COVER_LABELS
  })?.form
}

/** The form and edition whose labels fit best; of equals the one that is printed on the cover, else the newest. */
function bestSpec(span: readonly BlockPage[], forms: readonly FormName[]): Recognised | undefined {
  const mark = editionMark(span)
  let best: { found: Recognised; score: number } | undefined
  for (const form of forms) {
    const marked = editionOf(form, mark?.version)
    for (const edition of distinctEditions(form)) {
      const spec = formSpec(form, edition)
      const cut = splitSharedCells(span, spec)
      const { labels, cost } = alignLabels(cut, spec)
      const preferred = marked !== undefined && sameLayout(form, edition, marked) ? 0.2 : 0
      const score = labels.length - cost + preferred
      if (!best || score >= best.score)
        best = {
          found: { pages: upToLastLabel(cut, labels), spec, labels: withSharedLabels(labels, spec), mark },
          score,
        }
    }
  }
  return best && best.found.labels.length > 0 ? best.found : undefined
}

const sameLayout = (form: FormName, a: Edition, b: Edition): boolean =>
  JSON.stringify(formSpec(form, a).items) === JSON.stringify(formSpec(form, b).items)

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
function upToLastLabel(span: readonly BlockPage[], labels: readonly Label[]): readonly BlockPage[] {
  const withLabel = new Set(labels.map((label) => label.block.page))
  let last = span.findLastIndex(({ page }) => withLabel.has(page))
  while (span[last + 1] && goesOnIn(span[last]!, span[last + 1]!)) last++
  return span.slice(0, last + 1)
}

const goesOnIn = (page: BlockPage, next: BlockPage): boolean => {
  const first = next.blocks.find(({ key }) => key !== '')
  return (
    first?.kind === 'cell' && page.blocks.some((block) => block.kind === 'cell' && sameColumn(block, first))
  )
}
