import {
  AFTER,
  BEFORE,
  codeOf,
  columnOf,
  DATE,
  EXPLANATION,
  keyOf,
  type Problem,
  rowOf,
  TIMING,
} from './change-paths.ts'

/** Places that differ in one decision: of a piece, of the end or begin of a cell, of a row, or of a column from a piece on. */
export function moves({ pieces, rows, isOpen, told }: Problem, places: Uint8Array): Uint8Array[] {
  const found = new Map<string, Uint8Array>()
  const first = isOpen ? 0 : 1
  const change = (indices: readonly number[], to: (code: number) => number) => {
    const next = places.slice()
    for (const index of indices) {
      const code = to(places[index]!)
      const row = rowOf(code)
      if (code < 0 || row < first || row > rows) return
      next[index] = code
    }
    found.set(keyOf(next), next)
  }
  const flip = (code: number) => codeOf(rowOf(code), columnOf(code) === BEFORE ? AFTER : BEFORE)
  const by = (step: number) => (code: number) => code + step * (codeOf(1, 0) - codeOf(0, 0))
  const free = pieces.flatMap(({ isHead }, index) => (isHead || told.has(index) ? [] : [index]))
  const isText = (index: number) => pieces[index]!.column === 'text'
  const texts = free.filter(isText)
  for (const index of free) {
    const code = places[index]!
    const cell = free.filter((each) => places[each] === code)
    const column = free.filter((each) => columnOf(places[each]!) === columnOf(code))
    const below = column.filter((each) => each >= index)
    const tail = cell.filter((each) => each >= index)
    const head = cell.filter((each) => each <= index)
    for (const step of [-1, 1]) {
      change([index], by(step))
      change(below, by(step))
      change(step < 0 ? head : tail, by(step))
    }
    if (!isText(index)) continue
    for (const run of [[index], tail, head]) {
      change(run, flip)
      change(run, (each) => by(1)(flip(each)))
      change(run, (each) => by(-1)(flip(each)))
    }
  }
  for (let row = first; row <= rows; row++) {
    const own = texts.filter((index) => rowOf(places[index]!) === row)
    if (own.length > 0) change(own, flip)
  }
  texts.forEach((index, at) => {
    const other = texts[at + 1]
    if (other === undefined || places[index] === places[other]) return
    const next = places.slice()
    next[index] = places[other]!
    next[other] = places[index]!
    found.set(keyOf(next), next)
    const after = texts.slice(at)
    change(after, flip)
  })
  found.delete(keyOf(places))
  return [...found.values()]
}

/**
 * Places under which one 変更日, or one 提出時期 and the 説明 beside it, is printed before others that stand above it: what stands
 * next to a high row may come into a group of its own.
 */
export function turns({ pieces }: Problem, places: Uint8Array): Uint8Array[] {
  const found: Uint8Array[] = []
  for (const column of [DATE, TIMING]) {
    const own = pieces.flatMap(({ isHead }, index) =>
      !isHead && columnOf(places[index]!) === column ? [index] : [],
    )
    for (let from = 0; from < own.length; from++)
      for (let to = 0; to < own.length; to++) {
        if (to === from || to === from - 1) continue
        const rows = own.map((index) => rowOf(places[index]!))
        rows.splice(to, 0, ...rows.splice(from, 1))
        const next = places.slice()
        for (const [at, index] of own.entries()) {
          const row = rows[at]!
          const beside = index + 1
          next[index] = codeOf(row, column)
          if (beside < pieces.length && places[beside] === codeOf(rowOf(places[index]!), EXPLANATION))
            next[beside] = codeOf(row, EXPLANATION)
        }
        found.push(next)
      }
  }
  return found
}
