import { createHash } from 'node:crypto'
import type { Evaluation, Item } from '../../parsers/records/index.ts'

/** A digest of what an evaluation says, whatever its places and line breaks: equal for the PDF and the workbook of one version. */
export function contentDigest({ form, items, changes }: Evaluation): string {
  const rows = changes.map((row) =>
    [row.変更日, row.項目, row.変更前, row.変更後, row.提出時期, row.説明].map((text = '') => folded(text)),
  )
  // What is inferred follows from what is said elsewhere.
  const said = items
    .filter(({ status }) => status !== 'missing' && status !== 'inferred')
    .map((item) => [item.path, saidBy(item)])
  return createHash('sha256')
    .update(JSON.stringify([form, said, rows]))
    .digest('hex')
}

function saidBy(item: Item): unknown {
  if (item.status === 'blank') return ['blank', item.blankKind]
  if (item.status !== 'found' && item.kind !== 'checkboxes') return [item.status, folded(item.raw)]
  switch (item.kind) {
    case 'text':
    case 'longtext':
    case 'date':
      return folded(item.value ?? item.raw)
    case 'number':
      return item.value
    case 'choice':
      return item.option ?? folded(item.raw)
    case 'checkbox':
      return item.checked
    case 'checkboxes':
      return [
        item.checked.toSorted(),
        item.unknown.toSorted(),
        Object.entries(item.details)
          .map((entry) => entry.map(folded))
          .toSorted(),
      ]
  }
}

const folded = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, '')
