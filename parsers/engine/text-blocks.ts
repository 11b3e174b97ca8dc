import { matchKey } from '../text/characters.ts'
import { readDate } from '../text/dates.ts'
import type { Cover } from './text-region.ts'
import type { Segment } from './text-segments.ts'

/** Labels that stand together, and the texts between them and the next label. */
export type TextBlock = {
  /** Keys of the labels' items; empty for what stands before the first label. */
  readonly keys: readonly string[]
  readonly labels: readonly Segment[]
  readonly texts: readonly Segment[]
  /** What ends it is seen: a label, a heading, the page's end. */
  readonly closed: boolean
  /** The cover's last block, at whose end the page's number may stand. */
  readonly isLast: boolean
}

const LEADING_NUMBER = /^([\d０-９]{1,4})\s+(?=[^\d０-９\s])/u

/** Cuts a cover into its labels and the texts behind them. Titles and marks stand anywhere and end nothing. */
export function toTextBlocks({ segments, endsSure }: Cover): TextBlock[] {
  const blocks = [emptyBlock()]
  for (const [index, segment] of segments.entries()) {
    const block = blocks.at(-1)!
    if (segment.kind === 'label') {
      // 公表日 ⏎ 特記事項 ―: the text is of the label on its line, and the one before has lost its own
      const hasOwnText =
        isOnLine(segments[index + 1], segment, 'text') && !isOnLine(segments[index - 1], segment, 'label')
      if (hasOwnText && block.texts.length === 0) block.closed = false
      if (hasOwnText || block.texts.length > 0 || block.labels.length === 0) blocks.push(emptyBlock())
      blocks.at(-1)!.labels.push(segment)
      blocks.at(-1)!.keys.push(segment.key)
    } else if (segment.kind === 'text') {
      // 23 予防接種に関する事務: two cells of a row
      const number = block.keys.includes('cover.evaluation_number') && LEADING_NUMBER.exec(segment.text)
      if (!number) block.texts.push(segment)
      else {
        const name = segment.text.slice(number[0].length)
        block.texts.push({ ...segment, text: number[1]! }, { ...segment, text: name, gap: 0 })
      }
    }
  }
  if (!endsSure) blocks.at(-1)!.closed = false
  return blocks.map((block, index) => ({ ...block, isLast: index === blocks.length - 1 }))
}

const emptyBlock = () => ({
  keys: [] as string[],
  labels: [] as Segment[],
  texts: [] as Segment[],
  closed: true,
})

const isOnLine = (segment: Segment | undefined, { lines }: Segment, kind: Segment['kind']): boolean =>
  segment?.kind === kind && segment.lines[0] === lines[0]

const NUMBER = /^(?:第|no\.?)?\d{1,4}(?:[-の]\d{1,3})?号?$/iu
/** Local heads and organs stand alone on a line for nothing but the body; other bodies only behind the label. */
const HEAD =
  /^[^。、]{1,30}(?:知事|[市区町村]長|連合長|組合長|企業長|管理者|理事長|大臣|長官|教育委員会|公安委員会)$/u
const BODY =
  /^[^。、]{1,40}(?:長|知事|者|大臣|委員会?|会|機構|基金|組合|連合|庁|省|局|院|所|本部|法人|財団|社団|大学|公社|銀行|センター|団|[都道府県市区町村])$/u
const LOCAL_HEAD =
  /(?:知事|[市区町村]長|広域連合長|組合長|企業長|管理者|(?:^|[都道府県市区町村])教育委員会)$/u
const TITLE = /(?:基礎|重点|全)項目評価書(?:[【(〔[].*)?$/u
const NAME = /事務|業務|評価書|に関する/u
/** Besides its date a line may say this much (予定, 公表). */
const MAX_BESIDE_DATE = 4

/** The kinds of values that tell themselves by their looks. */
export const looksLike = {
  number: ({ text }: Segment): boolean => NUMBER.test(matchKey(text)),
  day: ({ text }: Segment): boolean => {
    const date = readDate(text)
    return date.kind === 'day' && !date.isRange && [...date.rest].length <= MAX_BESIDE_DATE
  },
  head: ({ text }: Segment): boolean => HEAD.test(firstWords(text)) || HEAD.test(matchKey(text)),
  body: (segment: Segment): boolean =>
    (BODY.test(matchKey(segment.text)) || HEAD.test(firstWords(segment.text))) && !looksLike.name(segment),
  localHead: ({ text }: Segment): boolean =>
    LOCAL_HEAD.test(firstWords(text)) || LOCAL_HEAD.test(matchKey(text)),
  /** The title of an evaluation ends in its kind; without it a name says at least what it is about. */
  title: ({ text }: Segment): boolean => TITLE.test(matchKey(text)),
  name: ({ text }: Segment): boolean => NAME.test(matchKey(text)),
} as const

/** The head's own name may follow: 架空市長　架空太郎 */
const firstWords = (text: string): string => matchKey(text.split(/[\s　]+/u)[0] ?? '')
