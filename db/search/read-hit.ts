import type { Evidence } from '../../parsers/records/index.ts'
import type { Store } from '../open.ts'
import type { Place } from './place.ts'
import { type Snippet, snippetOf } from './snippet.ts'
import { CHANGES_KEY, readItemText, textsOf } from './texts.ts'

/** A place that matches a query. */
export type Hit = {
  readonly evaluation: string
  readonly form: string
  readonly title: string | null
  readonly agency: string | null
  readonly prefecture: string | null
  readonly published: string | null
  readonly kind: Place['kind']
  /** Path of the item, or 変更[3] for a row of the change table. */
  readonly path: string
  readonly key: string
  readonly label: string | null
  readonly status: string
  /** The words stand only in what a person corrected, not in print. */
  readonly corrected: boolean
  readonly evidence: readonly Evidence[]
  readonly score: number
  /** As printed, where the words stand so; otherwise as read. */
  readonly snippet: Snippet
}

type EvaluationRow = Pick<Hit, 'evaluation' | 'form' | 'title' | 'agency' | 'prefecture' | 'published'>
type ItemRow = {
  path: string
  key: string
  label: string | null
  status: string
  evidence: string
  raw: string
}
type ChangeRow = {
  item_printed: string | null
  before_text: string | null
  after_text: string | null
  explanation: string | null
  evidence: string
}

const WIDTH = 90

/** Fetches what a result shows of a place. */
export function readHit({ database }: Store, place: Place, words: readonly string[], score: number): Hit {
  const evaluation = database
    .prepare<[number], EvaluationRow>(
      `SELECT id AS evaluation, form, title, agency_name AS agency, prefecture, publication_date AS published
       FROM evaluations WHERE id = (SELECT evaluation_id FROM search_evaluations WHERE number = ?)`,
    )
    .get(place.number)!
  if (place.kind === 'change') {
    const { evidence, ...columns } = database
      .prepare<[string, number], ChangeRow>(
        `SELECT item_printed, before_text, after_text, explanation, evidence FROM changes
         WHERE evaluation_id = ? AND position = ?`,
      )
      .get(evaluation.evaluation, place.position)!
    return {
      ...evaluation,
      kind: 'change',
      path: `変更[${place.position}]`,
      key: CHANGES_KEY,
      label: '変更箇所',
      status: 'found',
      corrected: false,
      evidence: JSON.parse(evidence) as Evidence[],
      score,
      snippet: snippetIn(Object.values(columns), words) ?? beginning(Object.values(columns)),
    }
  }
  const { raw, evidence, ...item } = database
    .prepare<[string, string, number], ItemRow>(
      `SELECT path, key, status, evidence, raw,
         (SELECT label FROM codebook AS c WHERE c.form = ? AND c.key = i.key) AS label
       FROM items AS i WHERE evaluation_id = ? AND position = ?`,
    )
    .get(evaluation.form, evaluation.evaluation, place.position)!
  const texts = readItemText(database, evaluation.evaluation, place.position)
  const shown = [raw, ...textsOf({ ...texts, corrected: null })]
  const snippet = snippetIn(shown, words)
  const inCorrection = snippet ? undefined : snippetIn([texts.corrected], words)
  return {
    ...evaluation,
    kind: 'item',
    ...item,
    corrected: inCorrection !== undefined,
    evidence: JSON.parse(evidence) as Evidence[],
    score,
    snippet: snippet ?? inCorrection ?? beginning(shown),
  }
}

/** The first text in which a word stands. */
function snippetIn(texts: readonly (string | null)[], words: readonly string[]): Snippet | undefined {
  for (const text of texts) {
    const snippet = text === null ? undefined : snippetOf(text, words, WIDTH)
    if (snippet) return snippet
  }
  return undefined
}

/** Where the words stand in no text as it is (of 委 NOT 託, say): how the first one begins. */
const beginning = (texts: readonly (string | null)[]): Snippet => ({
  text: (texts.find((text) => text !== null && text !== '') ?? '').slice(0, WIDTH),
  matches: [],
})
