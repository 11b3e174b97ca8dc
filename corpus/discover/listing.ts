import type { Listing } from '../crawl/types.ts'
import type { Candidate } from './candidate.ts'
import { squeeze } from './dom.ts'
import type { Row } from './row.ts'
import {
  formIn,
  isBrokenOff,
  isCompanion,
  isDraft,
  isEnded,
  isGeneric,
  keyOf,
  namesOperation,
  namesOrgan,
  namesPaper,
  namesTopic,
  stripNotes,
} from './wording.ts'

const DATE =
  /(?:令和|平成|[RHＲＨ])\s*(?:[\d０-９]{1,2}|元)\s*(?:年\s*[\d０-９]{1,2}\s*月\s*[\d０-９]{1,2}\s*日|[.．][\d０-９]{1,2}[.．][\d０-９]{1,2})|[12１２][\d０-９]{3}\s*(?:年\s*[\d０-９]{1,2}\s*月\s*[\d０-９]{1,2}\s*日|[./／-][\d０-９]{1,2}[./／-][\d０-９]{1,2})/u
/** 評価書番号：5, 評価番号5-1, No.5, 第5号 */
const NAMED_NUMBER =
  /(?:評価書?(?:の)?番号|番号|No\.?|№)\s*[:：.]?\s*(?:第\s*)?(\d{1,4})(?:\s*[-‐－ー―–]\s*(\d{1,2}))?(?!\d)|^第\s*(\d{1,4})\s*号/i
/** 5.介護保険, 5-1. 介護保険, 5　介護保険: not 3歳児健診, not 2020年 */
const LEADING_NUMBER =
  /^\s*[【[]?(\d{1,4})(?:\s*[-‐－ー―–]\s*(\d{1,2}))?\s*(?:[.．、:：)）】\]]|\s|(?=[-‐－]?[^\d\s年月日歳か箇人万時番]))/
const NUMBER_DELIMITED = /^\s*[【[]?\d{1,4}(?:\s*[-‐－ー―–]\s*\d{1,2})?\s*(?:[.．、:：】\]]|\s)/
/** (介護保険課) at the end of a title. */
const BRACKETED = /[（(【［[〔]([^（）()【】［］[\]〔〕]*)[）)】］\]〕]/g
/** 電話：000-111-2222, (内線123); there may be several departments, each with its own. */
const PHONE =
  /[（(]?(?:電話(?:番号)?|TEL|ＴＥＬ|内線|直通|代表|FAX|ＦＡＸ|ファクス|ファックス)\s*[:：]?\s*[\d０-９\-－ー‐（(]*[）)]?[\d０-９\-－ー‐]*[）)]?|[（(]?[\d０-９]{2,5}[-－ー‐（(][\d０-９]{1,4}[-－ー‐）)][\d０-９]{3,4}[）)]?/gi
const MARK = /^[\s・●○■□◆◇▼▽※＊*]+/

/** What the page says of a document that it links, as printed. Nothing is said that the page does not say. */
export function listingOf(candidate: Candidate): Listing {
  const { own, label, row, beside, line, columnHead, sections } = candidate
  const around = [
    own,
    label,
    beside.before,
    beside.after,
    row.get('title') ?? '',
    row.get('state') ?? '',
    row.get('form') ?? '',
  ]
  const form =
    formIn(own) ??
    formOf(row.get('form')) ??
    formIn(columnHead) ??
    formIn(label) ??
    formIn(beside.before) ??
    formOfSections(sections)
  const number = numberOf(candidate)
  const title = squeeze(titleOf(candidate))
  const date = row.get('date') ?? firstDate([own, beside.after, beside.before, row.get('title') ?? ''])
  const department = departmentOf(candidate)
  const ended = around.some(isEnded) || line.before.some(isEnded)
  const draft = [own, label, ...sections.slice(0, 2)].some(isDraft)
  return {
    ...(number !== undefined && { number }),
    ...(title !== '' && { title }),
    ...(date !== undefined && date !== '' && { date: squeeze(date) }),
    ...(form && { form }),
    ...(department !== undefined && { department }),
    ...(ended && { ended }),
    ...(draft && { draft }),
  }
}

/** What a row says of an assessment that it does not link. */
export function listingOfRow(row: Row): Listing {
  const number = numberInCell(row)
  const title = tidyTitle(stripNotes(row.get('title') ?? ''))
  const form = formOf(row.get('form')) ?? formOf(row.get('title'))
  const date = row.get('date')
  const ended = [...row.values()].some(isEnded)
  return {
    ...(number !== undefined && { number }),
    ...(title !== '' && { title }),
    ...(date && { date: squeeze(date) }),
    ...(form && { form }),
    ...(ended && { ended }),
  }
}

const formOf = (text: string | undefined) => (text === undefined ? undefined : formIn(text))

/** The nearest heading that names a form decides; where it names two, none is asserted. */
function formOfSections(sections: readonly string[]): Listing['form'] {
  const naming = sections.find((text) => /基礎項目|重点項目|全項目/.test(keyOf(text)))
  return naming === undefined ? undefined : formIn(naming)
}

function numberOf({ row, own, label, beside, line }: Candidate): string | undefined {
  const inCell = numberInCell(row)
  if (inCell !== undefined) return inCell
  const named = [
    own,
    label,
    beside.before,
    ...line.before.toReversed(),
    line.lead,
    line.headings.at(-1)?.text ?? '',
  ]
  for (const text of named) {
    const match = NAMED_NUMBER.exec(ascii(text))
    if (match) return joined(match[1] ?? match[3]!, match[2])
  }
  for (const text of [row.get('title') ?? '', own, beside.before, label].map(ascii)) {
    const plain = text.replace(MARK, '')
    if (!NUMBER_DELIMITED.test(plain) && !/^\d{1,3}-\d{1,2}\D/.test(plain)) continue
    const match = LEADING_NUMBER.exec(plain)
    if (match) return joined(match[1]!, match[2])
  }
  return undefined
}

function numberInCell(row: Row): string | undefined {
  const cell = row.get('number') ?? row.get('serial') ?? ''
  const [, stem, branch] =
    /^(?:第|No\.?|№)?\s*(\d{1,4})(?:\s*[-‐－ー―–]\s*(\d{1,2}))?\s*号?$/i.exec(ascii(cell)) ?? []
  return stem === undefined ? undefined : joined(stem, branch)
}

const joined = (stem: string, branch: string | undefined) => {
  const number = String(Number(stem))
  return branch === undefined ? number : `${number}-${Number(branch)}`
}

const ascii = (text: string): string => text.normalize('NFKC')

/** What the paper is called, with its form where the link says it; nothing where no words around name it. */
function titleOf({ row, own, beside, line }: Candidate): string {
  const ownTitle = tidyTitle(own)
  const cell = tidyTitle(row.get('title') ?? '')
  if (cell !== '') return isCompanion(own) && !isCompanion(cell) ? `${cell} ${ownTitle}`.trim() : cell
  if (isName(ownTitle)) return ownTitle
  // 介護保険に関する事務 [基礎項目評価書] [別添1]; or the operation on a line above, or as the heading.
  const headings = line.headings.map(({ text }) => text).toReversed()
  const around = [beside.before, ...line.before.toReversed(), line.itemStart, ...headings]
  const name = around.map(tidyTitle).find((text) => isName(text) && namesTopic(text))
  if (name === undefined) return isCompanion(ownTitle) ? ownTitle : ''
  return ownTitle === '' || isGeneric(own) || name.includes(ownTitle) ? name : `${name} ${ownTitle}`
}

const LONGEST_TITLE = 100
const isName = (title: string): boolean =>
  title.length > 1 &&
  title.length <= LONGEST_TITLE &&
  !isGeneric(title) &&
  !isFormOnly(title) &&
  !isBrokenOff(title) &&
  !/。|ます$|ください$/.test(title) &&
  (namesOperation(title) !== 'no' || namesPaper(title) !== 'no' || isCompanion(title))

const isFormOnly = (title: string): boolean =>
  /^[(（「|｜]?(?:特定個人情報保護評価書?)?[(（]?(?:基礎項目|重点項目|全項目)?(?:評価)?書?[)）」]?$/.test(
    keyOf(title),
  )

/** A title without number, size, date, department, （案） and 【終了】. */
export function tidyTitle(text: string): string {
  return squeeze(
    stripNotes(text)
      .normalize('NFC')
      .replace(MARK, '')
      .replace(
        /^\s*(?:(?:評価書?の?番号|番号|No\.?|№)\s*[:：.．]?\s*)[\d０-９]{1,4}(?:\s*[-‐－ー―–]\s*[\d０-９]{1,2})?\s*[.．、:：)）]?/i,
        '',
      )
      .replace(/^\s*第\s*[\d０-９]{1,4}\s*号[\s:：.．]*/, '')
      .replace(
        /^\s*[（(【［[]?[\d０-９]{1,4}(?:[-‐－ー―–][\d０-９]{1,2})?(?:[)）】］\]]\s*|[.．、:：]\s*|[\s\u3000]+)(?=\D)/,
        '',
      )
      .replace(/^\s*[①-⑳㉑-㉟]\s*/, '')
      .replace(BRACKETED, (whole, inside: string) => (isNote(inside) ? ' ' : whole)),
  )
}

/** Whether brackets hold something besides the title: a date, a department, a state. */
function isNote(inside: string): boolean {
  const key = keyOf(inside)
  return (
    key === '' ||
    DATE.test(inside) ||
    /^(?:案|素案|原案)$/.test(key) ||
    /終了|廃止/.test(key) ||
    (namesOrgan(key) && !/事務|項目|評価/.test(key)) ||
    /^(?:平成|令和|[RH])(?:\d+|元)年(?:\d+月)?(?:版|公表|改訂|改定|更新)?$/.test(key)
  )
}

function departmentOf({ row, own, beside, line }: Candidate): string | undefined {
  const cell = row.get('department')
  if (cell !== undefined) {
    const name = squeeze(cell.replace(PHONE, ''))
    if (name !== '') return name
  }
  for (const text of [own, beside.after, beside.before, row.get('title') ?? '']) {
    const inside = [...text.matchAll(BRACKETED)].map(([, one]) => one!).findLast((one) => isDepartment(one))
    if (inside !== undefined) return squeeze(inside)
  }
  return line.headings.map(({ text }) => text).findLast(isDepartment)
}

const isDepartment = (text: string): boolean => {
  const key = keyOf(text)
  return (
    /(?:部|課|室|係|局|センター|事務所|委員会|委員会事務局|事務局|グループ|班)$/.test(key) &&
    key.length <= 25 &&
    !/評価|個人情報|事務$/.test(key)
  )
}

/** 【令和5年3月31日終了】 holds no date of publication. */
const firstDate = (texts: readonly string[]): string | undefined =>
  texts
    .map((text) => text.replace(BRACKETED, (whole) => (isEnded(whole) ? '' : whole)))
    .map((text) => DATE.exec(text)?.[0])
    .find((date) => date !== undefined)
