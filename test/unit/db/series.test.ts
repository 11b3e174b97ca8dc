import { expect, test } from 'vitest'
import {
  evaluationId,
  findSeriesOf,
  readVersion,
  readVersions,
  recordParse,
  refreshSeries,
  startRun,
} from '../../../db/index.ts'
import { linkSeries } from '../../../parsers/history/index.ts'
import type { Evaluation } from '../../../parsers/records/index.ts'
import { sampleResult } from '../../support/parse-result.ts'
import { fiveVersions } from '../../support/series-writer.ts'
import { evaluationOf } from '../../support/sound-evaluation.ts'
import { temporaryStore } from '../../support/temporary-store.ts'

const [first, second, third] = fiveVersions().map(({ filling }) => evaluationOf(filling)) as [
  Evaluation,
  Evaluation,
  Evaluation,
]

/** A store with each evaluation in a document of its own, linked; and their IDs. */
function linkedStore(...evaluations: Evaluation[]) {
  const store = temporaryStore()
  const run = startRun(store, { parser: 'test 1', arguments: ['.'], skipped: 0 })
  const ids = evaluations.map((evaluation, index) => {
    const result = sampleResult({ content: String(index), evaluations: [evaluation] })
    recordParse(store, { run, location: `/docs/${index}.pdf`, result })
    return evaluationId(result.document.sha256, 1)
  })
  refreshSeries(store, linkSeries)
  return { store, run, ids }
}

test('an evaluation knows its place among its versions', () => {
  const { store, ids } = linkedStore(third, first, second)
  const [newest, oldest, middle] = ids
  expect(readVersion(store, middle!)).toEqual({
    series: '架空市-3-7',
    version: 2,
    versions: 3,
    previous: oldest,
    next: newest,
  })
  expect(readVersion(store, oldest!)).toEqual({ series: '架空市-3-7', version: 1, versions: 3, next: middle })
  expect(readVersions(store, '架空市-3-7')).toEqual([oldest, middle, newest])
})

test('two readings that say the same are one version', () => {
  const spaced = {
    ...first,
    items: first.items.map((item) =>
      item.kind === 'longtext' && item.value !== undefined
        ? { ...item, value: `${item.value.slice(0, 2)}\n${item.value.slice(2)}`, confidence: 0.9, raw: 'x' }
        : item,
    ),
  }
  const { store, ids } = linkedStore(first, spaced, second)
  expect(ids.map((id) => readVersion(store, id)?.version)).toEqual([1, 1, 2])
  expect(readVersions(store, '架空市-3-7')).toHaveLength(2)
})

test('links are made anew: what is gone is in no series', () => {
  const { store, run, ids } = linkedStore(first, second)
  const gone = sampleResult({ content: '1', evaluations: [] })
  recordParse(store, { run, location: '/docs/1.pdf', result: { ...gone, parser: 'test 2' } })
  expect(findSeriesOf(store, ids[1]!)).toBeUndefined()
  refreshSeries(store, linkSeries)
  expect(readVersions(store, '架空市-3-7')).toEqual([ids[0]])
  expect(readVersions(store, 'no-such')).toBeUndefined()
})
