import { changesOf } from '../changes/index.ts'
import { coverage, likeness } from '../checks/texts.ts'
import { templateOf } from '../forms/index.ts'
import type { Change, Evaluation } from '../records/index.ts'
import { matchKey } from '../text/characters.ts'
import { blocksOf, itemsIn } from './blocks.ts'
import { textKey } from './compare.ts'
import { type Found, isCountOf } from './differences.ts'
import type { Declaration, Declared, Difference } from './version-diff.ts'

/** A change of the newer version's table; `isLate` if it is dated before the older version, whose table lacks it. */
type Candidate = { readonly change: Change; readonly isLate: boolean }

/** How a change stands to a difference: it names it, or may mean it. */
type Match = 'names' | 'may-mean'

/** Says of each difference whether the newer version's change table declares it, and of each of its changes whether it had effect. */
export function declare(
  found: readonly Found[],
  older: Evaluation,
  newer: Evaluation,
): { differences: Difference[]; declarations: Declaration[] } {
  const candidates = changesBetween(older, newer)
  const verdicts = candidates.map(({ change }) => verdictOf(change, candidates, found, older, newer))
  const without = (index: number) => verdicts[index]!.verdict === 'without-effect'
  const matches = found.map((difference) =>
    candidates.map(
      ({ change }, index): Match | undefined =>
        matchOf(change, difference, found) ??
        (without(index) && saysTheSame(change, difference) ? 'may-mean' : undefined),
    ),
  )
  const kept = candidates.flatMap(({ isLate }, index) =>
    isLate && verdicts[index]!.verdict !== 'effective' ? [] : [index],
  )
  const isUnread = isTableUnread(newer)
  const isChange = ({ kind }: Found) => kind !== 'undecided'
  const differences = found.map((difference, at): Difference => {
    const { byForm, ...rest } = difference
    const named = kept.flatMap((index, position) =>
      matches[at]![index] === undefined ? [] : [{ position, match: matches[at]![index] }],
    )
    const sure = named.filter(({ match }) => match === 'names')
    const told = sure.length > 0 ? sure : named
    const declarations = told.map(({ position }) => position)
    if (!isChange(difference)) return { ...rest, declarations }
    const declared: Declared =
      sure.length > 0
        ? 'declared'
        : isNotExpected(difference)
          ? 'not-expected'
          : named.length > 0 || isUnread
            ? 'possibly-declared'
            : 'omitted'
    return { ...rest, declared, declarations: declared === 'not-expected' ? [] : declarations }
  })
  const declarations = kept.map((index, position): Declaration => {
    const verdict = verdicts[index]!
    const ofIt = differences.flatMap((difference, at) =>
      difference.declarations.includes(position) ? [at] : [],
    )
    const mayMean = without(index) && ofIt.length > 0
    return {
      change: candidates[index]!.change,
      ...(mayMean
        ? {
            verdict: 'undecided',
            reason: 'what it names is the same, but its texts are those of another item',
          }
        : verdict),
      evidence: candidates[index]!.change.rows.flatMap((row) => newer.changes[row]!.evidence),
      differences: ofIt,
    }
  })
  return { differences: following(differences), declarations }
}

/** The changes that came into the table since the older version. */
function changesBetween(older: Evaluation, newer: Evaluation): Candidate[] {
  const since = older.publicationDate?.iso
  const known = changesOf(older)
  return changesOf(newer).flatMap((change) => {
    const isNewer = since !== undefined && change.iso !== undefined && change.iso > since
    if (known.some((one) => isSameChange(one, change, isNewer))) return []
    return [{ change, isLate: since !== undefined && change.iso !== undefined && change.iso < since }]
  })
}

/** The same row as two documents print it, or as it was read from them. */
const SAME_TEXT = 0.9

function isSameChange(one: Change, other: Change, exactly: boolean): boolean {
  const alike = (a: string, b: string) =>
    textKey(a) === textKey(b) || (!exactly && likeness(a, b) >= SAME_TEXT)
  return (
    one.iso === other.iso &&
    matchKey(one.item) === matchKey(other.item) &&
    alike(one.before, other.before) &&
    alike(one.after, other.after)
  )
}

/** Without any row, text beyond this share of an evaluation that nothing accounts for may be its change table. */
const LEFT_OVER = 0.05
/** The heads of its columns, among text that nothing accounts for. */
const HEADS = /変更前.{0,6}変更後/u

/** Whether rows of the change table may not have been read. */
function isTableUnread({ changes, coverage, unplaced }: Evaluation): boolean {
  if (unplaced.some(({ text }) => HEADS.test(matchKey(text)))) return true
  return changes.length === 0 && coverage.unplaced > LEFT_OVER * coverage.characters
}

/** What no change table tells: the date on the cover, the mark of the form, numbers that follow from other changes. */
const NOT_TOLD = ['cover.publication_date', 'cover.form_version']

const isNotExpected = ({ key, kind, byForm }: Found): boolean =>
  byForm || kind === 'moved' || NOT_TOLD.includes(key)

/** A count, and the Ⅲ of a file, that no row names are told by the repeats, and the Ⅱ, that came or went with them. */
function following(differences: readonly Difference[]): Difference[] {
  return differences.map((difference) => {
    if (difference.declared !== 'omitted' && difference.declared !== 'possibly-declared') return difference
    const leaders = differences.filter(
      (one) =>
        one !== difference && one.whole && ['added', 'removed'].includes(one.kind) && leads(one, difference),
    )
    const verdicts = leaders.map(({ declared }) => declared)
    if (leaders.length === 0 || verdicts.includes('omitted')) return difference
    return {
      ...difference,
      declared: verdicts.includes('possibly-declared') ? 'possibly-declared' : 'declared',
      declarations: [...new Set(leaders.flatMap(({ declarations }) => declarations))],
    }
  })
}

function leads(whole: Difference, other: Difference): boolean {
  const [path, otherPath] = [whole, other].map(({ paths }) => (paths.newer ?? paths.older)!)
  if (other.whole) return other.kind === whole.kind && otherPath === path!.replace(/^II\[/u, 'III[')
  return isCountOf(other.key, whole.key) && isAt(path!, blockOf(otherPath!))
}

/** II[1].4.委託の有無.件数 → II[1] */
const blockOf = (path: string): string => path.replace(/^(.*\[\d+\]).*$/u, '$1')

function matchOf(change: Change, difference: Found, all: readonly Found[]): Match | undefined {
  if (change.paths.length === 0) return mayStandFor(change, difference) ? 'may-mean' : undefined
  const matches = change.paths.flatMap((path) =>
    VERSIONS.map((version) => matchAt(change, path, version, difference, all)),
  )
  return matches.includes('names') ? 'names' : matches.includes('may-mean') ? 'may-mean' : undefined
}

const VERSIONS = ['older', 'newer'] as const

/** Whether a row that names `path` is about what has an address of its own in this version. */
function matchAt(
  change: Change,
  path: string,
  version: (typeof VERSIONS)[number],
  difference: Found,
  all: readonly Found[],
): Match | undefined {
  const own = difference.paths[version]
  if (own === undefined) return undefined
  if (isAt(own, path)) {
    // 提供先3 was removed, and 4 has its number now: which of both a row on 提供先3 means, its kind and texts may tell.
    const namesake = all.find((one) => one !== difference && isRepeatOf(one, path, version))
    if (!namesake) return 'names'
    if (change.kind === (version === 'newer' ? 'removed' : 'added')) return undefined
    return isOfTexts(change, difference) ? 'names' : 'may-mean'
  }
  if (difference.whole && difference.kind !== 'moved' && isAt(path, own))
    return change.kind === difference.kind ? 'names' : 'may-mean'
  const isLike = isAt(templateOf(own), templateOf(path))
  return isLike && isNumberOpen(change, path, own) ? 'may-mean' : undefined
}

/** A path is that of an item, or of what the item belongs to. */
const isAt = (path: string, outer: string): boolean =>
  path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`)

/** Whether an address is, in the other version, one of a repeat that this version does not have, or may not have. */
function isRepeatOf({ whole, paths }: Found, path: string, version: (typeof VERSIONS)[number]): boolean {
  const there = version === 'newer' ? paths.older : paths.newer
  return whole && paths[version] === undefined && there !== undefined && isAt(path, there)
}

const REPEAT_NUMBER = /(?:システム|委託事項|提供先|移転先)\s*[0-9①-⑳]/u
const FILE_NUMBER = /[(（]\s*[0-9]{1,2}\s*[)）]|[⑴-⒇]/u

/** Whether the address leaves open which repeat or file it is about: it is then taken for the first. */
function isNumberOpen({ item }: Change, path: string, own: string): boolean {
  const printed = item.normalize('NFKC')
  const [file, ownFile] = [path, own].map((one) => /^III?\[\d+\]/u.exec(one)?.[0])
  if (file !== ownFile && FILE_NUMBER.test(printed)) return false
  const [rest, ownRest] = [path.slice(file?.length ?? 0), own.slice(ownFile?.length ?? 0)]
  const sameRepeat = isAt(ownRest, rest)
  return sameRepeat || !REPEAT_NUMBER.test(printed)
}

/** An unresolved row stands for any item that its texts do not speak against. */
const SHARED_TEXT = 0.5

function mayStandFor(change: Change, { texts, kind }: Found): boolean {
  if (kind === 'moved') return false
  if (change.partial || change.missing.length > 0 || change.kind === 'unknown') return true
  return shares(change.before, texts.older) || shares(change.after, texts.newer)
}

function shares(told: string, text: string | undefined): boolean {
  if (text === undefined || textKey(text) === '' || textKey(told) === '') return false
  return Math.max(coverage(told, text), coverage(text, told)) >= SHARED_TEXT
}

const isOfTexts = ({ before, after }: Change, { texts }: Found): boolean =>
  shares(before, texts.older) && shares(after, texts.newer)

/** Short texts (十分である) are told of many items. */
const TELLING_LENGTH = 10

/** A row whose two texts are those of another item than it names. */
function saysTheSame({ before, after }: Change, { kind, texts }: Found): boolean {
  const pairs = [
    [before, texts.older ?? ''],
    [after, texts.newer ?? ''],
  ].map((pair) => pair.map(textKey))
  const isTelling = pairs.some(([told]) => told!.length >= TELLING_LENGTH)
  return isTelling && kind !== 'moved' && pairs.every(([told, text]) => told === text)
}

type Verdict = Pick<Declaration, 'verdict' | 'reason'>

const undecided = (reason: string): Verdict => ({ verdict: 'undecided', reason })

function verdictOf(
  change: Change,
  candidates: readonly Candidate[],
  found: readonly Found[],
  older: Evaluation,
  newer: Evaluation,
): Verdict {
  if (change.paths.length === 0) return undecided('which item it names cannot be told')
  const matches = found.map((difference) => ({ difference, match: matchOf(change, difference, found) }))
  const named = matches.filter(({ match }) => match === 'names').map(({ difference }) => difference)
  if (named.some(({ kind }) => kind !== 'undecided' && kind !== 'moved')) return { verdict: 'effective' }
  if (named.some(({ kind }) => kind === 'undecided'))
    return undecided('whether what it names differs cannot be told')
  if (matches.some(({ match, difference }) => match === 'may-mean' && difference.kind !== 'undecided'))
    return undecided('it may name another file or repeat, which differs')
  const isShifted = found.some(
    ({ kind, paths }) =>
      kind === 'moved' && change.paths.some((path) => isAt(path, paths.older!) || isAt(path, paths.newer!)),
  )
  if (isShifted) return undecided('the repeat that it names has another number now')
  const isRecorded = change.paths.every((path) =>
    [older, newer].every(({ items }) => itemsIn(blocksOf(items)).some((item) => isAt(item.path, path))),
  )
  if (!isRecorded) return undecided('what it names is not in both records')
  const again = candidates.filter(({ change: other }) =>
    other.paths.some((path) => change.paths.some((own) => isAt(path, own) || isAt(own, path))),
  )
  if (again.length > 1) return undecided('several changes name it, and may have undone each other')
  return { verdict: 'without-effect' }
}
