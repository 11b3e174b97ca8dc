import type { Owners } from './reading-looks.ts'

/** So many places away from its own may a value stand. */
const REACH = 5
const PAIR_REACH = 3

/** The readings next to one: values, or their first or last groups, go to a place nearby, or chains of values move on. */
export function* nearReadings(owners: Owners, width: number): Generator<Owners> {
  const groupsOf = Array.from({ length: width }, (): number[] => [])
  owners.forEach((owner, group) => {
    if (owner >= 0) groupsOf[owner]!.push(group)
  })
  const isFilled = (slot: number) => groupsOf[slot]!.length > 0
  const given = (groups: readonly number[], to: number) =>
    owners.map((owner, group) => (groups.includes(group) ? to : owner))
  for (let slot = 0; slot < width; slot++) {
    const own = groupsOf[slot]!
    if (own.length === 0) continue
    for (const step of [-1, 1]) {
      let passed = 0
      for (let to = slot + step; to >= 0 && to < width && passed < REACH; to += step) {
        passed++
        for (let count = 1; count <= own.length; count++)
          yield given(step < 0 ? own.slice(0, count) : own.slice(-count), to)
        if (isFilled(to)) break
      }
    }
  }
  // Values that follow each other up to a blank move on together, by one place or as many as are blank.
  for (let from = 0; from < width; from++) {
    for (let to = from; to < width && isFilled(to); to++) {
      for (const step of [-1, 1]) {
        for (let by = 1; by <= REACH; by++) {
          const end = (step < 0 ? from : to) + step * by
          if (end < 0 || end >= width || isFilled(end)) break
          if (from < to)
            yield owners.map((owner) => (owner >= from && owner <= to ? owner + step * by : owner))
        }
      }
    }
  }
  yield* pushedOn(owners, width, groupsOf)
  // Of two values that follow each other the one moves to a blank before or behind, and the other after it.
  const filled = Array.from({ length: width }, (_, slot) => slot).filter(isFilled)
  for (const [at, one] of filled.entries()) {
    for (const step of [-1, 1]) {
      const other = filled[at - step]
      if (other === undefined) continue
      for (
        let to = one + step;
        to >= 0 && to < width && !isFilled(to) && Math.abs(to - one) <= PAIR_REACH;
        to += step
      ) {
        for (let next = to - step; next !== other; next -= step) {
          if (next !== one && Math.abs(next - other) <= PAIR_REACH)
            yield owners.map((owner) => (owner === one ? to : owner === other ? next : owner))
        }
        if (other !== one - step && Math.abs(one - other) <= PAIR_REACH)
          yield owners.map((owner) => (owner === one ? to : owner === other ? one : owner))
      }
    }
  }
  for (const [group, owner] of owners.entries()) {
    if (owner >= 0) continue
    for (let to = 0; to < width; to++) if (!isFilled(to)) yield given([group], to)
    for (const near of [owners[group - 1], owners[group + 1]])
      if (near !== undefined && near >= 0) yield given([group], near)
  }
}

/** The readings in which two values that follow each other change places. */
export function* exchangedReadings(owners: Owners): Generator<Owners> {
  const filled = [...new Set(owners)].filter((owner) => owner >= 0).sort((a, b) => a - b)
  for (const [at, one] of filled.entries()) {
    const next = filled[at + 1]
    if (next !== undefined && next - one <= PAIR_REACH)
      yield owners.map((owner) => (owner === one ? next : owner === next ? one : owner))
  }
}

/**
 * The first or last groups of a value become one of the next place, whose own value moves on, and so all up to a blank; or a
 * value joins the one before, and those behind it move up; or it is two, in two blank places that follow each other.
 */
function* pushedOn(
  owners: Owners,
  width: number,
  groupsOf: readonly (readonly number[])[],
): Generator<Owners> {
  const isFilled = (slot: number) => (groupsOf[slot]?.length ?? 0) > 0
  for (let slot = 0; slot < width; slot++) {
    const own = groupsOf[slot]!
    if (own.length === 0) continue
    for (const step of [-1, 1]) {
      let end = slot + step
      while (isFilled(end)) end += step
      const isBetween = (owner: number) => step * (owner - slot) > 0 && step * (end - owner) > 0
      if (end >= 0 && end < width && end !== slot + step)
        for (let count = 1; count < own.length; count++) {
          const given = new Set(step < 0 ? own.slice(0, count) : own.slice(-count))
          yield owners.map((owner, group) => (given.has(group) || isBetween(owner) ? owner + step : owner))
        }
      const before = slot - step
      if (isFilled(before) && end !== slot + step)
        yield owners.map((owner) => (owner === slot || isBetween(owner) ? owner - step : owner))
    }
    for (let to = slot - REACH; to < slot + REACH; to++) {
      if (to < 0 || to + 1 >= width || isFilled(to) || isFilled(to + 1)) continue
      for (let from = 0; from + 1 < own.length; from++) {
        const parts = to < slot ? own.slice(0, own.length - from) : own.slice(from)
        for (const cut of to < slot ? [1, parts.length - 1] : [1]) {
          const [first, last] = [new Set(parts.slice(0, cut)), new Set(parts.slice(cut))]
          yield owners.map((owner, group) => (first.has(group) ? to : last.has(group) ? to + 1 : owner))
        }
      }
    }
  }
}
