import { createHash } from 'node:crypto'
import { type Element, isTag } from 'domhandler'
import type { Candidate } from './candidate.ts'
import { keyOf } from './wording.ts'

/**
 * The structure of a page as discovery sees it: the ways down to the links that were taken, and the heads of their
 * tables. It stays when documents come and go or change their wording, and changes when the page is built anew.
 */
export function fingerprintOf(taken: readonly Candidate[]): string {
  const parts = taken.flatMap(({ element, line }) => [
    wayTo(element),
    ...(line.place.table?.heads.map((head) => `head ${keyOf(head)}`) ?? []),
  ])
  return createHash('sha256')
    .update([...new Set(parts)].sort().join('\n'))
    .digest('hex')
}

/** body>div.main>ul>li>a; numbers in classes and IDs count entries, not structure. */
function wayTo(element: Element): string {
  const names: string[] = []
  for (
    let at: Element | undefined = element;
    at;
    at = at.parent && isTag(at.parent) ? at.parent : undefined
  ) {
    const classes = (at.attribs.class ?? '').split(/\s+/).filter((name) => name !== '' && !/\d/.test(name))
    names.push([at.name, ...classes.sort()].join('.'))
  }
  return names.reverse().join('>')
}
