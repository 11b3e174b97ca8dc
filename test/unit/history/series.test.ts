import { describe, expect, test } from 'vitest'
import { diffEvaluations } from '../../../parsers/history/index.ts'
import { parseDocument } from '../../../parsers/index.ts'
import type { Evaluation } from '../../../parsers/records/index.ts'
import { writeForm } from '../../support/form-writer.ts'
import { fiveVersions, plantedOf } from '../../support/series-writer.ts'
import { evaluationOf } from '../../support/sound-evaluation.ts'

const versions = fiveVersions()

/** All that a diff says, as it was planted. */
function reported(older: Evaluation, newer: Evaluation) {
  const { differences, declarations } = diffEvaluations(older, newer)
  return {
    differences: differences.map(plantedOf),
    idle: declarations.filter(({ verdict }) => verdict === 'without-effect').map(({ change }) => change.item),
  }
}

const planted = versions.slice(1).map(({ differences, idle }) => ({ differences, idle }))

describe('a series of five versions', () => {
  test('differs in what was planted, and the change table lacks what was left out of it', () => {
    const read = versions.map(({ filling }) => evaluationOf(filling))
    expect(read.slice(1).map((newer, index) => reported(read[index]!, newer))).toEqual(planted)
  })

  test('does so when it is printed and read', async () => {
    const read: Evaluation[] = []
    for (const { filling } of versions) {
      const { evaluations } = await parseDocument(writeForm(filling).bytes)
      expect(evaluations).toHaveLength(1)
      read.push(evaluations[0]!)
    }
    expect(read.slice(1).map((newer, index) => reported(read[index]!, newer))).toEqual(planted)
  }, 120_000)
})
