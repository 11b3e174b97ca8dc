import { formFrames, formItems } from '../forms/index.ts'
import { holdsHtml, plainText } from '../readers/html.ts'
import type { FormName } from '../records/index.ts'
import { matchKey } from '../text/characters.ts'
import { isSectionHeading } from './text-headings.ts'

/** What a piece of a line is on a cover; `key` is the item's that a label belongs to. */
type Role =
  | { readonly kind: 'label'; readonly key: string }
  | { readonly kind: 'title'; readonly form: FormName }
  /** [平成30年5月　様式３] */
  | { readonly kind: 'mark'; readonly form: FormName }
  | { readonly kind: 'heading' }
  /** Page numbers, running heads. */
  | { readonly kind: 'furniture' }
  | { readonly kind: 'text' }

/** A piece of a line without positions: a label, a table cell, or the text between them. */
export type Segment = Role & {
  readonly text: string
  /** First and last line, 1-based. */
  readonly lines: readonly [number, number]
  /** Counted by form feeds, from 0. */
  readonly page: number
  /** Empty lines before it. */
  readonly gap: number
}

/** A text that begins or ends this many pages is a running head. */
const RUNNING_HEAD_PAGES = 3
/** Labels are broken over this many lines at most. */
const MAX_LABEL_LINES = 3
const MIN_BROKEN_LABEL = 4

/** More labels than a cover has do not run together without white space. */
const MAX_RUN = 8
/** A line with more tags is no fragment of a row; its tags are only cut off. */
const MAX_TAGS = 300

/** On match keys, where ー is a dash: 1 / 41, - 2 -, 3 ページ. */
const PAGE_NUMBER =
  /^(?:-\d+-|(?:p\.?|page)\d+|\d+(?:\/|of)\d+(?:ペ-ジ|頁)?|\d+(?:ペ-ジ|頁)(?:\/\d+(?:ペ-ジ|頁)?)?)$/iu
const MARK_PATTERN =
  '[［\\[【（(]?\\s*(?:平\\s*成|令\\s*和)\\s*[元\\d０-９]\\s*[\\d０-９]?\\s*年\\s*[\\d０-９]\\s*[\\d０-９]?\\s*月\\s*様\\s*式\\s*[2-4２-４]\\s*[］\\]】）)]?'

/** A value that is printed right behind its label, without white space between them. */
const VALUE_BEHIND: Readonly<Record<string, RegExp>> = {
  'cover.evaluation_number': /^[\d０-９]+$/u,
  'cover.implementing_body': /^[^\s。、]{1,30}(?:知事|長)$/u,
  'cover.publication_date': /^(?:令和|平成|20|２０)[\d０-９元年月日\s　]+日/u,
}

/** The wording with white space allowed between its characters, and with or without its round brackets. */
const loose = (wording: string): string =>
  [...wording.replace(/\s/gu, '')]
    .map((character) =>
      '（('.includes(character)
        ? '[（(]?'
        : '）)'.includes(character)
          ? '[）)]?'
          : character.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&'),
    )
    .join('\\s*')

const labels = new Map(
  formFrames
    .flatMap(({ form }) => formItems(form))
    .filter(({ parent, key }) => parent === '表紙' && key !== 'cover.form_version')
    .flatMap(({ key, label, aliases = [] }) => [label, ...aliases].map((wording) => [wording, key] as const)),
)
const tokens: readonly { pattern: RegExp; key: string; role: (text: string) => Role }[] = [
  ...formFrames.map(({ title, form }) => ({
    pattern: new RegExp(loose(title), 'uy'),
    key: matchKey(title),
    role: () => ({ kind: 'title', form }) as const,
  })),
  {
    pattern: new RegExp(MARK_PATTERN, 'uy'),
    key: '',
    role: (text) => ({
      kind: 'mark',
      form: `様式${/様\D*(\d)/u.exec(text.normalize('NFKC'))![1]}` as FormName,
    }),
  },
  ...[...labels]
    .sort(([one], [other]) => other.length - one.length)
    .map(([wording, key]) => ({
      pattern: new RegExp(loose(wording), 'uy'),
      key: matchKey(wording),
      role: () => ({ kind: 'label', key }) as const,
    })),
]

/** Takes lines apart into labels of the cover, headings of sections, and texts; tags of HTML fragments are read. */
export function toSegments(lines: readonly string[]): Segment[] {
  const segments: Segment[] = []
  let page = 0
  let gap = 0
  lines.forEach((line, index) => {
    line.split('\f').forEach((part, count) => {
      if (count > 0) page += 1
      const cells = withoutTags(part)
        .split(/[\n\t]/u)
        .map((cell) => cell.trim())
      for (const cell of cells.filter((each) => each !== '')) {
        for (const { text, ...role } of cut(cell)) {
          segments.push({ ...role, text, lines: [index + 1, index + 1], page, gap })
          gap = 0
        }
      }
      if (cells.every((cell) => cell === '')) gap += 1
    })
  })
  return withoutRunningHeads(joinBrokenLabels(segments))
}

function withoutTags(part: string): string {
  if (!holdsHtml(part)) return part
  return part.split('<', MAX_TAGS + 1).length > MAX_TAGS ? part.replace(/<[^<>]*>/gu, '\n') : plainText(part)
}

/** `評価書番号  評価書名`, `特記事項 ―` → labels and the texts between them. */
function cut(cell: string): (Role & { text: string })[] {
  if (isSectionHeading(cell)) return [{ kind: 'heading', text: cell }]
  if (PAGE_NUMBER.test(matchKey(cell))) return [{ kind: 'furniture', text: cell }]
  const pieces: (Role & { text: string })[] = []
  let from = 0
  for (let at = 0; at < cell.length; ) {
    const token = tokenAt(cell, at)
    if (token) {
      pushText(pieces, cell.slice(from, at))
      pieces.push({ ...token.role(token.text), text: token.text })
      at = from = skip(cell, at + token.text.length, /[\s：:]*/uy)
    } else {
      at = skip(cell, at, /\S*\s*/uy)
    }
  }
  pushText(pieces, cell.slice(from))
  return pieces
}

function pushText(pieces: (Role & { text: string })[], text: string) {
  if (text.trim() !== '') pieces.push({ kind: 'text', text: text.trim() })
}

function skip(text: string, from: number, pattern: RegExp): number {
  pattern.lastIndex = from
  return from + pattern.exec(text)![0].length
}

/** The label, title or mark at a place, if it ends there as a word or with its value behind it. */
function tokenAt(
  cell: string,
  at: number,
  run = 1,
): { text: string; role: (text: string) => Role } | undefined {
  if (run > MAX_RUN) return undefined
  for (const { pattern, role } of tokens) {
    pattern.lastIndex = at
    const text = pattern.exec(cell)?.[0]
    if (text === undefined) continue
    const behind = cell.slice(at + text.length)
    const found = role(text)
    const isWord = /^(?:$|[\s：:［[])/u.test(behind)
    const hasValue = found.kind === 'label' && VALUE_BEHIND[found.key]?.test(behind)
    if (isWord || hasValue || tokenAt(cell, at + text.length, run + 1)) return { text: text.trimEnd(), role }
  }
  return undefined
}

/** 特定個人情報保護評価書 ⏎ （重点項目評価書） is one title. */
function joinBrokenLabels(segments: readonly Segment[]): Segment[] {
  const joined: Segment[] = []
  for (let index = 0; index < segments.length; index++) {
    const first = segments[index]!
    const count = first.kind === 'text' ? brokenOver(segments, index) : 1
    const last = segments[index + count - 1]!
    if (count === 1) {
      joined.push(first)
    } else {
      const text = segments.slice(index, index + count).map((segment) => segment.text)
      const { role } = tokens.find(({ key }) => key === matchKey(text.join('')))!
      const place = { lines: [first.lines[0], last.lines[1]] as const, page: first.page, gap: first.gap }
      joined.push({ ...role(text.join('')), text: text.join('\n'), ...place })
      index += count - 1
    }
  }
  return joined
}

function brokenOver(segments: readonly Segment[], from: number): number {
  let key = matchKey(segments[from]!.text)
  for (let count = 2; count <= MAX_LABEL_LINES; count++) {
    if (key.length < MIN_BROKEN_LABEL || !tokens.some((token) => token.key.startsWith(key))) return 1
    const next = segments[from + count - 1]
    if (next?.kind !== 'text' || next.page !== segments[from]!.page) return 1
    key += matchKey(next.text)
    if (tokens.some((token) => token.key === key)) return count
  }
  return 1
}

function withoutRunningHeads(segments: readonly Segment[]): Segment[] {
  const edges = segments.filter(
    ({ page, kind }, index) =>
      kind === 'text' && (segments[index - 1]?.page !== page || segments[index + 1]?.page !== page),
  )
  const byText = Map.groupBy(edges, ({ text }) => matchKey(text)).values()
  const running = new Set(
    [...byText].filter((alike) => new Set(alike.map(({ page }) => page)).size >= RUNNING_HEAD_PAGES).flat(),
  )
  return segments.map((segment) => (running.has(segment) ? { ...segment, kind: 'furniture' } : segment))
}
