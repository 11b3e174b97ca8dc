import type { Place } from './address-tree.ts'

const placesBelow = new WeakMap<Place, readonly Place[]>()

/** All places inside one, in form order. */
export function below(place: Place): readonly Place[] {
  const known = placesBelow.get(place)
  if (known) return known
  const found = place.children.flatMap((child) => [child, ...below(child)])
  placesBelow.set(place, found)
  return found
}

export const isWithin = (place: Place, outer: Place): boolean =>
  place.parent !== undefined && (place.parent === outer || isWithin(place.parent, outer))

/** The section that a place is in, or is; of the form as a whole none. */
export const sectionOf = (place: Place): Place | undefined =>
  place.depth < 2 ? (place.depth === 1 ? place : undefined) : sectionOf(place.parent!)

export const isPerFile = ({ path }: Place): boolean => path.includes('[f]')
export const isRepeated = ({ path }: Place): boolean => path.includes('[n]')

/** The places of a sort that are below this one, or below the nearest place around it that has such. */
export function nearest(here: Place, isMeant: (place: Place) => boolean): Place[] {
  for (let outer: Place | undefined = here; outer; outer = outer.parent) {
    const found = below(outer).filter(isMeant)
    if (found.length > 0) return found
  }
  return []
}

/** The innermost place around two, other than themselves. */
export function around(one: Place, other: Place): Place {
  let outer = one.parent ?? one
  while (outer.depth > 0 && !isWithin(other, outer)) outer = outer.parent!
  return outer
}

/** Whether a place stands behind another in the form. */
export function isBehind(place: Place, other: Place): boolean {
  const outer = around(other, place)
  const branch = (from: Place): number => {
    let at = from
    while (at.parent && at.parent !== outer) at = at.parent
    return outer.children.indexOf(at)
  }
  return branch(place) > branch(other)
}

/** リスク2.措置の内容 for リスク1.措置の内容: the place inside `to` that is as `place` is inside `from`. */
export function counterpart(place: Place, from: Place, to: Place): Place | undefined {
  const relative = place.path.slice(from.path.length)
  return below(to).find(({ path }) => path === to.path + relative)
}
