import { Temporal } from 'temporal-polyfill/full'
import { foldGlyphForms } from './characters.ts'

/** What stands with every date that was read. */
type Common = {
  /** The text has a first and a last day; the reading is the first. */
  readonly isRange: boolean
  /**
   * The day is not in the era that is named, as 平成32年4月1日 (written in advance) or 令和元年4月1日;
   * it was counted on from the era's first year.
   */
  readonly eraOverrun: boolean
  /** What the text says besides (時点, 予定, （30日間）), without white space; empty if nothing. */
  readonly rest: string
}

export type UnreadableDate =
  | 'no-date'
  | 'impossible-date'
  | 'several-dates'
  | 'only-last-day'
  | 'date-within-text'

/** A printed date. Only a whole day has `iso` (yyyy-mm-dd). */
export type DateReading =
  | (Common & { readonly kind: 'day'; readonly iso: string })
  | (Common & { readonly kind: 'month'; readonly year: number; readonly month: number })
  | (Common & { readonly kind: 'year'; readonly year: number })
  | { readonly kind: 'unreadable'; readonly reason: UnreadableDate }

/** A text that holds more characters than this besides its dates is a sentence that mentions a date. */
export const REST_LIMIT = 12
const EARLIEST_YEAR = 1868
const LATEST_YEAR = 2100

const ERAS: Readonly<Record<string, string>> = {
  明治: 'meiji',
  M: 'meiji',
  大正: 'taisho',
  T: 'taisho',
  昭和: 'showa',
  S: 'showa',
  平成: 'heisei',
  H: 'heisei',
  令和: 'reiwa',
  R: 'reiwa',
}

const DASHES = '\\-‐‑‒–—―−ー'
const SEPARATOR = `[./${DASHES}]`
const NUMERAL = '(?:\\d{1,2}|[〇一二三四五六七八九十]{1,3})'
const YEAR = `(?:(?<era>明治|大正|昭和|平成|令和|(?<![A-Za-z])[MTSHR])\\.?(?<eraYear>元|\\d{1,3}|${NUMERAL})|(?:西暦)?(?<!\\d)(?<year>\\d{4}))`
const IN_WORDS = `年(?:(?<month>${NUMERAL})月(?:(?<day>${NUMERAL})日)?)?`
const IN_DIGITS = `${SEPARATOR}(?<month2>\\d{1,2})(?!\\d)(?:${SEPARATOR}(?<day2>\\d{1,2})(?!\\d))?`
const DATE = new RegExp(`${YEAR}(?:${IN_WORDS}|${IN_DIGITS})`, 'g')
/** The end of a range may leave out its year and month: 令和3年2月1日から3月2日まで. */
const SHORT_END = new RegExp(`(?:から|より|[~〜→${DASHES}])(?:${NUMERAL}月)?${NUMERAL}日(?!間|以内)`)
const CONNECTORS = new RegExp(`から|より|まで|[~〜→${DASHES}]`, 'g')
/** ～令和3年3月31日, 令和3年3月31日まで: the first day is not said. */
const ONLY_END = /^[~〜]|まで/

/**
 * Reads a printed date: 和暦 and 西暦, any width of characters, with white space anywhere.
 * A sentence that mentions a date, a day that does not exist, several dates that are no range, and a last day alone
 * are `unreadable`.
 */
export function readDate(printed: string): DateReading {
  const text = foldGlyphForms(printed)
    .normalize('NFKC')
    .replace(/[\s\u200b\ufeff]+/g, '')
  const matches = [...text.matchAll(DATE)]
  const dates = matches.map((match) => dayOf(match.groups!))
  const first = dates[0]
  if (first === undefined) return { kind: 'unreadable', reason: 'no-date' }
  if (dates.includes('impossible')) return { kind: 'unreadable', reason: 'impossible-date' }

  const between = matches.slice(1).map((match, index) => {
    const before = matches[index]!
    return text.slice(before.index + before[0].length, match.index)
  })
  const others = text.replace(DATE, '')
  const shortEnd = SHORT_END.exec(others)
  const isRange = between.length === 1 ? between[0]!.search(CONNECTORS) !== -1 : shortEnd !== null
  if (!isRange && dates.some((date) => !isSame(date, first)))
    return { kind: 'unreadable', reason: 'several-dates' }

  const rest = isRange ? others.replace(SHORT_END, '').replace(CONNECTORS, '') : others
  if ([...rest].length > REST_LIMIT) return { kind: 'unreadable', reason: 'date-within-text' }
  if (!isRange && ONLY_END.test(rest)) return { kind: 'unreadable', reason: 'only-last-day' }
  return { ...(first as Found), isRange, rest }
}

/** A date before its surroundings are known. */
type Found = (
  | { readonly kind: 'day'; readonly iso: string }
  | { readonly kind: 'month'; readonly year: number; readonly month: number }
  | { readonly kind: 'year'; readonly year: number }
) & { readonly eraOverrun: boolean }

function dayOf(groups: Readonly<Record<string, string | undefined>>): Found | 'impossible' {
  const month = groups.month ?? groups.month2
  const day = groups.day ?? groups.day2
  const start = dateOf(groups, month === undefined ? 1 : numeral(month), day === undefined ? 1 : numeral(day))
  if (!start || start.year < EARLIEST_YEAR || start.year > LATEST_YEAR) return 'impossible'
  const { year } = start
  // A month or a year is outside of its era if all of it is: 令和元年 began in May, 平成31年 ended in April.
  const eraOverrun = groups.era !== undefined && !touchesEra(start, ERAS[groups.era]!, month, day)
  if (month === undefined) return { kind: 'year', year, eraOverrun }
  if (day === undefined) return { kind: 'month', year, month: start.month, eraOverrun }
  return { kind: 'day', iso: start.withCalendar('iso8601').toString(), eraOverrun }
}

function dateOf(
  { era, eraYear, year }: Readonly<Record<string, string | undefined>>,
  month: number,
  day: number,
): Temporal.PlainDate | undefined {
  const counted = eraYear === undefined ? Number(year) : numeral(eraYear)
  if (counted < 1) return undefined
  // 1月 of an era's first year is before the era; the calendar counts on both ways.
  const fields = era === undefined ? { year: counted } : { era: ERAS[era]!, eraYear: counted }
  try {
    return Temporal.PlainDate.from({ calendar: 'japanese', ...fields, month, day }, { overflow: 'reject' })
  } catch {
    return undefined
  }
}

function touchesEra(
  start: Temporal.PlainDate,
  era: string,
  month: string | undefined,
  day: string | undefined,
): boolean {
  if (start.era === era) return true
  if (day !== undefined) return false
  const end =
    month === undefined ? start.with({ month: 12, day: 31 }) : start.with({ day: start.daysInMonth })
  return end.era === era
}

const isSame = (one: Found | 'impossible', other: Found | 'impossible'): boolean =>
  JSON.stringify({ ...(one as Found), eraOverrun: false }) ===
  JSON.stringify({ ...(other as Found), eraOverrun: false })

/** 元 → 1, 12 → 12, 十二 → 12, 二〇 → 20 */
function numeral(printed: string): number {
  if (printed === '元') return 1
  if (/^\d+$/.test(printed)) return Number(printed)
  const digit = (character: string | undefined) => '〇一二三四五六七八九'.indexOf(character ?? '')
  const [tens, units] = printed.split('十')
  if (units === undefined) return [...printed].reduce((sum, character) => sum * 10 + digit(character), 0)
  return (tens === '' ? 1 : digit(tens)) * 10 + (units === '' ? 0 : digit(units))
}
