import type { ChangeRow, FormName } from '../records/index.ts'
import { addressKey } from './address-text.ts'
import { addressTree, type Place } from './address-tree.ts'
import { TEXT_COLUMNS } from './chains.ts'
import type { Resolution } from './resolve.ts'

const CIRCLED = /^([①-⑳])[\s　]*(.+)$/u

/**
 * The items that the cells of a row name, where 項目 names a heading that has no value: 再委託, and in 変更前 as in 変更後
 * ⑦再委託の有無 … ⑧再委託の許諾方法 … Nothing where the two cells do not name the same.
 */
export function namedInCells(
  row: ChangeRow,
  { paths, keys, score }: Resolution,
  form: FormName,
): Resolution | undefined {
  const heading = addressTree(form).places.find(({ key }) => key === keys[0])
  if (paths.length !== 1 || !heading || heading.hasValue || heading.repeat !== undefined) return undefined
  const below = [...heading.children, ...(heading.parent?.children ?? [])]
  const [before, after] = TEXT_COLUMNS.map((column) => labelsIn(row[column] ?? '', below))
  const found = before!.length > 0 ? before! : after!
  const isSame = after!.length === 0 || pathsOf(after!) === pathsOf(found)
  if (found.length === 0 || !isSame) return undefined
  const [f, n] = ['f', 'n'].map((mark) => indexOf(paths[0]!, heading.path, mark))
  return {
    paths: found.map(({ path }) => path.replace('[f]', `[${f}]`).replace('[n]', `[${n}]`)),
    keys: found.map(({ key }) => key),
    score,
  }
}

const pathsOf = (places: readonly Place[]): string => places.map(({ path }) => path).join()

/** The number that stands in a path where its template has `[f]` or `[n]`. */
function indexOf(path: string, template: string, mark: string): string | undefined {
  const marks = [...template.matchAll(/\[([fn])\]/gu)].map(([, each]) => each)
  return [...path.matchAll(/\[(\d+)\]/gu)][marks.indexOf(mark)]?.[1]
}

function labelsIn(text: string, places: readonly Place[]): Place[] {
  return text.split('\n').flatMap((line) => {
    const [, number, rest] = CIRCLED.exec(line.trim()) ?? []
    if (number === undefined) return []
    const value = number.codePointAt(0)! - '①'.codePointAt(0)! + 1
    const key = addressKey(rest!)
    return (
      places.find(
        ({ hasValue, numbers, names }) =>
          hasValue &&
          numbers.some((each) => each.notation === 'circled' && each.value === value) &&
          names.some((name) => key.startsWith(name)),
      ) ?? []
    )
  })
}
