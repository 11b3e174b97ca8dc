import { describe, expect, it } from 'vitest'
import { nearReadings } from '../../../parsers/engine/scrambled/near-readings.ts'
import { displaced, mismatch, printedKeys } from '../../../parsers/engine/scrambled/printed-page.ts'
import { lineKey, shownBlocks } from '../../../parsers/engine/scrambled/shown-page.ts'
import { fixedWidth, proportionalWidth } from '../../../parsers/engine/scrambled/widths.ts'

const SIZE = 11
const at = (key: string, x0: number, width: number, y0: number) => ({
  key,
  x0,
  x1: x0 + width,
  y0,
  y1: y0 + SIZE,
})
const shown = (...blocks: readonly (readonly string[])[]) =>
  shownBlocks(blocks.map((block) => block.map((key) => ({ key, wording: key.replace('#', 'line ') }))))

describe('a page as it would be printed', () => {
  it('puts neighbouring lines of one left edge into a block, and blocks from the left to the right', () => {
    const lines = [
      at('label', 0, 60, 6),
      at('first', 150, 300, 0),
      at('second', 150, 200, 11),
      at('next label', 0, 70, 40),
      at('next', 150, 100, 40),
    ]
    expect(printedKeys(lines, shown())).toEqual([
      '|',
      'label',
      '|',
      'first',
      'second',
      '|',
      'next label',
      '|',
      'next',
      '|',
    ])
  })

  it('asks the page itself where a gap is too near to the limit', () => {
    const [one, other] = [lineKey(0), lineKey(1)]
    const lines = [at(one, 0, 60, 0), at(other, 0, 80, SIZE + 5.5)]
    expect(printedKeys(lines, shown([one, other]))).toEqual(['|', one, other, '|'])
    expect(printedKeys(lines, shown([one], [other]))).toEqual(['|', one, '|', other, '|'])
  })

  it('counts the neighbours that differ, and names the lines beside them', () => {
    const lines = [at('a', 0, 60, 0), at('b', 0, 60, 40), at('c', 0, 60, 80)]
    const same = shown(['a'], ['b'], ['c'])
    expect(mismatch(lines, same)).toBe(0)
    expect(displaced(lines, same).size).toBe(0)
    const turned = shown(['a'], ['c'], ['b'])
    expect(mismatch(lines, turned)).toBe(4)
    expect([...displaced(lines, turned).keys()].toSorted()).toEqual(['a', 'b', 'c'])
  })

  it('says of a page that differs more than is asked no less than that', () => {
    const keys = Array.from({ length: 12 }, (_, index) => `${index}`)
    const lines = keys.map((key, index) => at(key, 0, 60, 40 * index))
    const page = shown(...keys.toReversed().map((key) => [key]))
    const all = mismatch(lines, page)
    for (let limit = 0; limit <= all; limit++) {
      expect(mismatch(lines, page, limit)).toBeGreaterThanOrEqual(limit)
      expect(mismatch(lines, page, limit)).toBeLessThanOrEqual(all)
    }
    expect(mismatch(lines, page, all + 1)).toBe(all)
  })
})

describe('readings next to one', () => {
  it('move a value to a blank, a part of it to its neighbour, and a chain by one place', () => {
    const near = [...nearReadings([0, 1, 1], 3)].map((owners) => owners.join(' '))
    expect(near).toContain('0 0 1')
    expect(near).toContain('0 1 2')
    expect(near).toContain('0 2 2')
    expect(near).toContain('1 2 2')
    expect(near).not.toContain('0 1 1')
  })
})

describe('widths', () => {
  it('are those of a fixed or a proportional type', () => {
    expect(fixedWidth('情報１1')).toBe(3.5)
    expect(proportionalWidth('情報')).toBe(2)
    expect(proportionalWidth('、「し')).toBeCloseTo(0.5 + 0.57 + 0.79)
  })
})
