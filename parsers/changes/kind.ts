import type { ChangeKind } from '../records/index.ts'
import { blankKind, matchKey } from '../text/characters.ts'

/** （新規）, 新規作成, （追加）: nothing stood there before. */
const NEW = /^[([【<]?(?:新規|新規作成|新規追加|新設|追加|新規記載|記載なし)[)\]】>]?$/u
/** （削除）: nothing stands there after. */
const GONE = /^[([【<]?(?:全て|全文|項目)?(?:を)?削除[)\]】>]?$|^※?記載内容を(?:全て)?削除[)]?$/u
/** Words that make a text a part of the item's, or a remark on it; of match keys. */
const PARTIAL = [
  /記載省略|[([【<](?:以下|以上|上記|前|中|後)?(?:は|を)?省?略[)\]】>]|(?:前|中|後|以下)略$/u,
  /以下(?:の内容|の記載|の文言)?(?:のとおり|を)[^。]{0,8}(?:追記|追加|削除|修正|変更)/u,
  /^[^。]{1,40}の新設[)\]】>]?$/u,
  /※[^。]{0,20}を(?:全て)?(?:削除|追加|追記)/u,
] as const
const BOX = /[[［〔]\s*([^\]］〕]{0,3}?)\s*[\]］〕]|[□☐■☑☒]/gu
/** [委託する](2)件, 2)十分である, 2十分である; of a match key. */
const CHOICE = /^[[<〔]?(?:\d{1,2}[).]?)?(.{2,40}?)[\]>〕]?(?:\(\d*\)件)?$/u

export const isNew = (text: string): boolean => NEW.test(matchKey(text))
export const isGone = (text: string): boolean => GONE.test(matchKey(text))
export const isPartial = (text: string): boolean => PARTIAL.some((words) => words.test(matchKey(text)))
export const isEmpty = (text: string): boolean => ['empty', 'dash'].includes(blankKind(text) ?? '')

/** What a change does, told by its two texts and by the wordings of the form's options (match keys). */
export function kindOf(before: string, after: string, options: ReadonlySet<string>): ChangeKind {
  const wasEmpty = isEmpty(before) || isNew(before)
  const isEmptied = isEmpty(after) || isGone(after)
  if (wasEmpty && isEmptied) return 'unknown'
  if (wasEmpty) return 'added'
  if (isEmptied) return 'removed'
  if (matchKey(before) === matchKey(after)) return 'unchanged'
  if (marks(before) > 0 && marks(after) > 0) return 'boxes'
  const isOption = (text: string) => {
    const key = matchKey(text)
    return options.has(key) || options.has(CHOICE.exec(key)?.[1] ?? '')
  }
  return isOption(before) && isOption(after) ? 'choice' : 'reworded'
}

/** Boxes: brackets with a mark or nothing in them. */
const marks = (text: string): number =>
  [...text.matchAll(BOX)].filter(
    ([box, mark]) => mark === undefined || /^[○〇◯●✓レ■O0]?$/u.test(mark) || box === '□',
  ).length
