import { matchKey } from '../../text/characters.ts'
import { COLUMNS, type Column, type Piece } from './change-pieces.ts'
import { resemblance } from './resemblance.ts'

/** What speaks for and against a piece's place by its words. */
export type Traits = {
  readonly key: string
  readonly startsSection: boolean
  readonly isWhole: boolean
  readonly isAlone: boolean
  readonly isUntil: boolean
  readonly isFrom: boolean
  readonly isAdded: boolean
  readonly isRemoved: boolean
  /** An address begins here. */
  readonly begins: boolean
  /** 同上, （続き）: the row goes on with the item of the row before. */
  readonly isSame: boolean
  /** ②, (2): not the first of a list. */
  readonly isLater: boolean
  /** It begins within a sentence. */
  readonly isMiddle: boolean
  readonly isDash: boolean
  /** A heading, and nothing below it. */
  readonly isBare: boolean
}

const SECTION = /^(?:[<【■●○◆〈]|\(?※|\((?!\d))/u
export const ENDS = /[。)）」』】＞>:：]$/u
const ADDED = /^\(?(?:追加|新規|新規作成|新規追加)\)?$/u
const REMOVED = /^\(?削除\)?$/u
const UNTIL = /^\(?下段に続く\)?$|\((?:下段に)?続く\)$/u
const FROM = /^\(?上段からの続き\)?$/u
const SAME = /^(?:同上|\(続き\))/u
const LATER = /^(?:[②-⑳]|[(（](?:[2-9２-９]|1\d)[)）])/u
const MIDDLE = /^[ぁ-ん、。)」』ッァィゥェォャュョー]/u
const STARTS =
  /^(?:さらに|ただし|なお|また|あわせて|そのほか|その|この|これ|あらかじめ|いずれ|すべて|なし|すで|おおむね|とくに|もし|ほか|うち)/u
const ALONE = /^(?:\(?(?:追加|新規|新規作成|新規追加|削除|なし|記載なし)\)?|-+)$/u

const BARE = /^(?:<[^<>]+>|【[^【】]+】|■[^。・■]{2,30})$/u

const SHORT_LINES = 2
const SHORT_LENGTH = 30
const TWIN_LENGTH = 5
const ALIKE_LENGTH = 8
const ALIKE = 0.4
const HEAD = 60

/** Whether lines are no more than 削除, （追加） or a dash. */
export const isAlone = (lines: readonly string[]): boolean => ALONE.test(matchKey(lines.join('')))
/** 令和7年4月1日, 市民課, [委託する]（1）件: a value in one or two lines, and no part of a text. */
const isShort = ({ lines }: Piece, key: string): boolean =>
  lines.length <= SHORT_LINES &&
  key.length <= SHORT_LENGTH &&
  !SECTION.test(key) &&
  !UNTIL.test(key) &&
  !FROM.test(key) &&
  !/[。、>」]|^[-・ぁ-ん]|^\(\d/u.test(key) &&
  !/^[①-⑳・]/u.test(lines[0]!)
export const keyOf = (piece: Piece): string => matchKey(piece.lines.join(''))

export function traitsOf(piece: Piece, begins: (line: string) => boolean): Traits {
  const key = keyOf(piece)
  return {
    key,
    startsSection: SECTION.test(key),
    isWhole: ENDS.test(piece.lines.at(-1)!),
    isAlone: ALONE.test(key) || isShort(piece, key),
    isUntil: UNTIL.test(key),
    isFrom: FROM.test(key),
    isAdded: ADDED.test(key),
    isRemoved: REMOVED.test(key),
    begins: begins(piece.lines[0]!),
    isSame: piece.column === '項目' && SAME.test(key),
    isLater: LATER.test(piece.lines[0]!),
    isMiddle: MIDDLE.test(key) && !STARTS.test(key),
    isDash: /^-+$/u.test(key),
    isBare: BARE.test(key),
  }
}

/** For each text the texts before it that say the same or nearly so, and how much so (0 to 1). */
export function likenessOf(
  pieces: readonly Piece[],
  traits: readonly Traits[],
): readonly (readonly { readonly other: number; readonly alike: number }[])[] {
  return pieces.map((piece, index) => {
    if (piece.column !== 'text') return []
    const { key } = traits[index]!
    return pieces.slice(0, index).flatMap((each, other) => {
      if (each.column !== 'text') return []
      const { key: two } = traits[other]!
      if (key === two) return key.length >= TWIN_LENGTH ? [{ other, alike: 1 }] : []
      if (Math.min(key.length, two.length) < ALIKE_LENGTH) return []
      const alike = resemblance(key.slice(0, HEAD), two.slice(0, HEAD))
      return alike > ALIKE ? [{ other, alike }] : []
    })
  })
}

/** What speaks against a piece below another in the same cell: blank lines stand before headings and marks of continuation. */
export function below(above: Traits, own: Traits): number {
  const alone = own.isAlone || above.isAlone ? 3 : 0
  if (above.isFrom) return alone + (own.isFrom || own.isUntil ? 4 : 0)
  if (own.isUntil) return alone
  return (
    alone +
    (own.startsSection ? 0.4 : 4) +
    (above.isWhole ? 0 : 1.5) +
    (above.isBare ? 3 : 0) +
    (above.isUntil || own.isFrom ? 4 : 0)
  )
}

/**
 * How often a block follows another in the order of a layout analysis, in permille, by the columns of both: in the same
 * cell, in the same row, in the next row, in a later one, in an earlier one.
 */
const FOLLOWING: Readonly<Record<Column, readonly string[]>> = {
  変更日: ['0/0/230/20/5', '0/630/20/10/90', '0/30/10/3/3', '0/5/5/2/3', '0/3/5/2/3', '0/2/2/2/2'],
  項目: ['0/230/20/10/5', '90/5/100/5/5', '5/370/5/5/80', '10/20/5/5/60', '0/20/5/3/30', '0/5/3/3/10'],
  変更前: ['0/10/85/3/8', '0/15/5/3/5', '180/5/95/5/8', '70/400/10/3/50', '0/35/5/3/12', '0/5/5/3/5'],
  変更後: ['0/5/80/3/8', '0/5/8/3/5', '85/15/40/5/8', '160/5/110/8/8', '0/430/10/5/65', '0/15/12/5/10'],
  提出時期: ['0/7/35/3/5', '0/5/5/3/5', '15/8/35/3/8', '15/10/15/3/8', '0/3/110/5/8', '0/730/8/3/10'],
  説明: ['0/65/215/20/50', '0/5/8/3/8', '20/50/120/5/15', '10/45/70/8/30', '0/5/255/15/8', '5/3/15/5/5'],
}
const IN_CELL = 0
const IN_ROW = 1
const IN_NEXT = 2
const IN_LATER = 3
const IN_EARLIER = 4
const LEAST = 2

const COSTS: readonly (readonly (readonly number[])[])[] = COLUMNS.map((column) =>
  FOLLOWING[column].map((shares) =>
    shares.split('/').map((share) => -Math.log(Math.max(LEAST, Number(share)) / 1000)),
  ),
)

/** What speaks against a block of column `to` right behind one of column `from`, so many rows below it. */
export function stepCost(from: number, to: number, isSameCell: boolean, rows: number): number {
  const kind = isSameCell
    ? IN_CELL
    : rows === 0
      ? IN_ROW
      : rows === 1
        ? IN_NEXT
        : rows > 1
          ? IN_LATER
          : IN_EARLIER
  return COSTS[from]![to]![kind]! + (rows < -1 ? 0.5 : 0)
}
