import { carriesValue, type FormSpec } from '../forms/index.ts'
import type { Label } from './align.ts'
import { type Block, type BlockPage, EDGE, isAbove, sameColumn } from './blocks.ts'
import { labelIndex } from './labels.ts'
import { splitAtGaps } from './lines.ts'

/**
 * The blocks in which the value of a label stands, in reading order; `joined` if some came from
 * over a page end, `stacked` if one was taken only because it stands below another, `cutOff` if text that may
 * belong to it, below it or beyond a page end, is claimed by nothing.
 */
export type Region = {
  readonly label: Label
  readonly blocks: Block[]
  joined: boolean
  stacked: boolean
  cutOff: boolean
}

/** Options and boxes of the form: a cell that holds them is no second part of a text. */
const PRINTED_BY_FORM = /<選択肢>|^\[[^\]]{0,2}\]|^.{0,60}(?:\[[^\]]{0,2}\]|[□☐☑■])[^。]{0,30}$/u

/** Boxes one after the other, or an option list: no text's second part. */
const SEVERAL_BOXES = /<選択肢>|(?:(?:\[[○レ✓]?\]|[□☐☑]).*){2}/u
const TEXT_KINDS: ReadonlySet<string> = new Set(['text', 'longtext', 'date', 'repeat'])

/**
 * Finds the place of every label's value: the cells to its right, or those below it, as the form has it. A cell that no label claims
 * goes on from the one above it, or over the page end. Gives the regions in label order and the blocks left over.
 */
export function valueRegions(
  pages: readonly BlockPage[],
  labels: readonly Label[],
  spec: FormSpec,
): { readonly regions: readonly Region[]; readonly left: readonly Block[] } {
  const labelOf = new Map(labels.map((label) => [label.block, label]))
  const owner = new Map<Block, Region>()
  const claim = (region: Region, blocks: readonly Block[]) => {
    for (const block of blocks) {
      if (owner.has(block) || labelOf.has(block)) continue
      owner.set(block, region)
      region.blocks.push(block)
    }
  }
  const flow = pages.flatMap((page) => page.blocks)
  const indexOf = new Map(flow.map((block, index) => [block, index]))
  const pageOf = new Map(pages.map((page) => [page.page, page]))

  const bidsOf = labelIndex(spec)
  const beginsWithLabel = ({ lines: [line] }: Block) => {
    const pieces = line ? splitAtGaps(line, 1) : []
    return pieces.length > 1 && bidsOf([pieces[0]!.text]).some(({ cost }) => cost === 0)
  }
  const regions: Region[] = []
  for (const label of labels) {
    const { block, item } = label
    if (!carriesValue(spec.items[item]!) && spec.items[item]!.key !== 'contents') continue
    const last = regions.at(-1)
    const again =
      last && last.label.item === item && last.label.file === label.file && last.label.n === label.n
    const region: Region = again ? last : { label, blocks: [], joined: false, stacked: false, cutOff: false }
    if (again) region.joined = true
    else regions.push(region)
    if (block.kind === 'line' && spec.items[item]!.kind === 'longtext') {
      let next = indexOf.get(block)! + 1
      while (flow[next] && !labelOf.has(flow[next]!)) claim(region, [flow[next++]!])
      continue
    }
    const blocks = pageOf.get(block.page)!.blocks
    const right = rightOf(block, blocks, labelOf)
    claim(region, spec.items[item]!.below && right.length === 0 ? below(block, blocks, labelOf) : right)
  }

  for (const [index, { blocks }] of pages.entries()) {
    for (const block of blocks) {
      if (block.kind !== 'cell' || block.key === '' || owner.has(block) || labelOf.has(block)) continue
      const beside = blocks.some((other) => other.key !== '' && isLeftOf(other, block))
      if (beside || bidsOf(block.lines.map((line) => line.text)).length > 0 || beginsWithLabel(block))
        continue
      const ahead = nextPageOwner(block, blocks, pages[index + 1], labelOf, owner)
      if (ahead) {
        owner.set(block, ahead)
        ahead.blocks.unshift(block)
        ahead.joined = true
        continue
      }
      const above = blocks.findLast((other) => owner.has(other) && isAbove(other, block))
      const endsPage =
        block.page.sheet === undefined && !blocks.some((other) => other.box[1] > block.box[3] - EDGE)
      const ownRow =
        endsPage &&
        blocks.some((other) => isLeftOf(other, block) && Math.abs(other.box[1] - block.box[1]) < EDGE)
      if (above && !ownRow && !PRINTED_BY_FORM.test(block.key)) {
        const region = owner.get(above)!
        const isBelow = spec.items[region.label.item]!.below
        // A text over the form's whole width may have several cells; beside a label they would be the label's rows.
        if (isBelow || block.page.sheet !== undefined) claim(region, [block])
        else region.cutOff = true
        region.stacked = true
        continue
      }
      const previous = previousPageOwner(block, blocks, pages.slice(0, index), labelOf, owner, regions)
      if (!previous) continue
      const isText = TEXT_KINDS.has(spec.items[previous.label.item]!.kind)
      if (isText && SEVERAL_BOXES.test(block.key)) previous.cutOff = true
      else {
        claim(previous, [block])
        previous.joined = true
      }
    }
  }
  const furniture = spec.frame.furniture.map((pattern) => new RegExp(pattern, 'u'))
  const isLeft = (block: Block) =>
    block.kind === 'cell' &&
    !owner.has(block) &&
    !labelOf.has(block) &&
    !furniture.some((pattern) => pattern.test(block.key))
  pages.slice(1).forEach(({ blocks }, index) => {
    const last = pages[index]!.blocks.findLast((block) => block.key !== '' || owner.has(block))
    const first = blocks.find(({ key }) => key !== '')
    if (!last || !first) return
    if (owner.has(last) && isLeft(first) && sharesEdge(last, first)) owner.get(last)!.cutOff = true
    const top = blocks.find((block) => owner.has(block))
    if (top && isLeft(last) && sharesEdge(last, top)) owner.get(top)!.cutOff = true
  })
  return {
    regions,
    left: flow.filter((block) => block.key !== '' && !owner.has(block) && !labelOf.has(block)),
  }
}

/** Cells to the right of a label in its rows, up to the next label in the row. */
function rightOf(label: Block, blocks: readonly Block[], labelOf: ReadonlyMap<Block, Label>): Block[] {
  const inRow = (block: Block) => {
    const middle = (block.box[1] + block.box[3]) / 2
    return (
      block.kind === 'cell' &&
      middle > label.box[1] &&
      middle < label.box[3] &&
      block.box[0] >= label.box[2] - EDGE
    )
  }
  const row = blocks.filter(inRow)
  const labels = row.filter((block) => labelOf.has(block))
  return row.filter(
    (block) =>
      !labelOf.has(block) &&
      !labels.some(
        (other) =>
          other.box[0] <= block.box[0] &&
          Math.min(other.box[3], block.box[3]) - Math.max(other.box[1], block.box[1]) > EDGE,
      ),
  )
}

/** The cells that touch a label from below, within its width. */
function below(label: Block, blocks: readonly Block[], labelOf: ReadonlyMap<Block, Label>): Block[] {
  const bottom = label.box[3]
  const touching = blocks.filter(
    (block) =>
      block.kind === 'cell' &&
      Math.abs(block.box[1] - bottom) < EDGE &&
      block.box[0] >= label.box[0] - EDGE &&
      block.box[2] <= label.box[2] + EDGE,
  )
  return touching.some((block) => labelOf.has(block)) ? [] : touching
}

const sharesEdge = (a: Block, b: Block): boolean =>
  Math.abs(a.box[0] - b.box[0]) < EDGE || Math.abs(a.box[2] - b.box[2]) < EDGE

const isLeftOf = (left: Block, right: Block): boolean =>
  Math.abs(left.box[2] - right.box[0]) < EDGE &&
  Math.min(left.box[3], right.box[3]) - Math.max(left.box[1], right.box[1]) > EDGE

/** A page's first cell goes on with what stood last in the same column on a page before, or is what a label there heads. */
function previousPageOwner(
  block: Block,
  blocks: readonly Block[],
  before: readonly BlockPage[],
  labelOf: ReadonlyMap<Block, Label>,
  owner: ReadonlyMap<Block, Region>,
  regions: readonly Region[],
): Region | undefined {
  if (
    blocks.some((other) => other.box[3] <= block.box[1] + EDGE && (labelOf.has(other) || owner.has(other)))
  ) {
    return undefined
  }
  const page = before.findLast((candidate) => candidate.blocks.some((other) => other.key !== ''))
  const last = page?.blocks.findLast((other) => labelOf.has(other) || owner.has(other))
  if (!last || !sameColumn(last, block)) return undefined
  return (
    owner.get(last) ?? regions.find((region) => region.label.block === last && region.blocks.length === 0)
  )
}

/** A page's last row without a label belongs to the label that stands at the top of the next page. */
function nextPageOwner(
  block: Block,
  blocks: readonly Block[],
  next: BlockPage | undefined,
  labelOf: ReadonlyMap<Block, Label>,
  owner: ReadonlyMap<Block, Region>,
): Region | undefined {
  if (!next || blocks.some((other) => other.kind === 'cell' && other.box[1] > block.box[3] - EDGE))
    return undefined
  const left = blocks.find((other) => isLeftOf(other, block))
  if (left?.key !== '') return undefined
  const top = next.blocks.find((other) => other.kind === 'cell' && sameColumn(other, block))
  if (!top || !owner.has(top)) return undefined
  const label = owner.get(top)!.label.block
  const first = next.blocks.find((other) => other.kind === 'cell' && other.key !== '')
  return labelOf.has(label) && first === label && sameColumn(label, left) ? owner.get(top) : undefined
}
