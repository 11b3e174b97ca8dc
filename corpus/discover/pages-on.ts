import type { Candidate } from './candidate.ts'
import { placeKind } from './judge.ts'
import {
  excludesPaper,
  isPaging,
  keyOf,
  namesOlder,
  namesOperation,
  namesOrgan,
  namesPaper,
  namesSubject,
} from './wording.ts'

/** How a link to a page goes on: deeper, to the next page of the same list, or not at all. */
export type Way = 'deeper' | 'same-list' | 'no'

const PAGER = /pag(?:er|ing|ination|e-?nav)|page_?link|wp-pagenavi/i

/** Judges a link to another page of the same sites by its words and its place. */
export function judgePage(candidate: Candidate, onSubject: boolean, holdsDocuments: boolean): Way {
  const { own, label } = candidate
  if (isNextPage(candidate) && (onSubject || holdsDocuments)) return 'same-list'
  const named = namesPaper(label)
  if (named === 'own') return 'deeper'
  const key = keyOf(label)
  if (/しきい値|フロー|指針|ガイドライン|規則|記載要領|よくある質問|Q&A/.test(key)) return 'no'
  if (namesSubject(label)) return 'deeper'
  if (named === 'plain' && onSubject) return 'deeper'
  if (!onSubject) return 'no'
  if (namesOlder(own)) return 'deeper'
  const place = placeKind(candidate, onSubject)
  if (place !== 'list' || excludesPaper(label)) return 'no'
  return namesOrgan(own) || /評価/.test(key) || namesOperation(label) === 'said' || candidate.row.has('title')
    ? 'deeper'
    : 'no'
}

/** 次のページ, rel=next, or a number in what is a pager by its name. */
function isNextPage({ element, own }: Candidate): boolean {
  if (/\bnext\b/.test(element.attribs.rel ?? '')) return true
  if (!isPaging(own)) return false
  if (!/^\[?\d{1,3}\]?$/.test(keyOf(own))) return true
  for (let at: typeof element | null = element; at; at = at.parent as typeof element | null)
    if (PAGER.test(`${at.attribs?.class ?? ''} ${at.attribs?.id ?? ''}`)) return true
  return /(?:^|[?&/_-])(?:page|p|pg|offset|start)[=_/-]?\d+/i.test(
    new URL(element.attribs.href ?? '', 'http://x').href,
  )
}
