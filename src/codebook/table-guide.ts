import { REASON_CODES } from '../../parsers/records/index.ts'
import type { ColumnGuide } from './view-spec.ts'

type TableGuide = { readonly description: string; readonly columns: Readonly<Record<string, string>> }

const evaluation = 'the evaluation'
const boxPlace = 'pages and boxes in PDF points, sheets and ranges, or lines; JSON'
const confidence = 'how sure the reading is, 0 to 1'
const finding = {
  rule: 'id of the rule',
  severity: 'error, warning',
  origin: "whose it is: document (the agency's slip), extraction (hyoka may have misread)",
  message_ja: 'what contradicts what, in Japanese',
  message_en: 'the same in English',
  paths: 'addresses of the items involved, a JSON list',
  evidence: boxPlace,
  expected: 'what the rule asks for',
  found: 'what stands there',
}
/** What the codes of reasons mean, in one line. */
export const REASON_CODE_GUIDE = `the same as a code, NULL where an older parser gave none. ${Object.entries(
  REASON_CODES,
)
  .map(([code, meaning]) => `${code}: ${meaning}`)
  .join('; ')}`

/** What the tables hold. The views are described where they are made. */
const tables: Readonly<Record<string, TableGuide>> = {
  runs: {
    description: 'one row per ingest',
    columns: {
      id: 'number of the run, from 1',
      started_at: 'UTC',
      finished_at: 'UTC; NULL: going on, or interrupted',
      parser: 'version of the parser',
      arguments: 'as typed, a JSON list',
      new: 'documents that were not known',
      unchanged: 'documents that were known, with records by the same parser',
      reparsed: 'documents whose records were replaced',
      failed: 'documents without records, and files that could not be read',
      skipped: 'files in folders that are obviously no documents',
    },
  },
  documents: {
    description: 'one row per content (bytes) that was parsed',
    columns: {
      sha256: 'hash of the bytes',
      media_type: 'what the bytes are',
      bytes: 'number of bytes',
      pages: 'PDF pages, sheets or form-feed pages',
      text_source: 'how the text was obtained from the bytes',
      status:
        'ok; partial: an error somewhere, or no evaluation without a reason; failed: an error, and no evaluation',
      parser: 'version of the parser that made the records',
      first_parsed_at: 'UTC',
      last_parsed_at: 'UTC',
      first_run_id: 'run that met it first',
      last_run_id: 'run that parsed it last',
    },
  },
  sources: {
    description: 'one row per place (path, URL) and content seen there',
    columns: {
      id: 'number',
      location: 'path or URL',
      sha256: 'the document',
      first_seen_at: 'UTC',
      last_seen_at: 'UTC',
      first_run_id: 'run',
      last_run_id: 'run',
    },
  },
  listings: {
    description: 'what listing pages say of documents: one row per page that names a place',
    columns: {
      id: 'number',
      location: 'as in sources: the URL, with #entry for a document within a ZIP archive',
      sha256: 'the last content that was had, if any',
      state: 'what became of the place when it was asked for last: had, gone, failed, refused, pending',
      code: 'why not had',
      message: 'why not had, in words',
      status: 'of HTTP',
      fetched_at: 'when it was asked for last, UTC',
      listed_at: 'when the page was last seen to name it, UTC',
      still_listed: "1: by the source's last run",
      source: 'where agencies publish: the key of the store of fetched documents',
      agency_name: 'whose page it is',
      agency_code: '全国地方公共団体コード, six digits',
      prefecture: 'of the agency',
      referrer: 'the page that names it; NULL where a person brought the file',
      link_text: 'text of the link',
      number: '評価書番号 as printed on the page',
      title: '評価書名 as printed on the page',
      date_printed: 'date as printed on the page',
      form: 'as the page says it',
      department: '担当課 as printed on the page',
      ended: '1: the page says that the evaluation has ended',
      draft: '1: the page says that it is a draft',
    },
  },
  current_documents: {
    description: 'documents that are the latest content of at least one place',
    columns: { sha256: 'the document' },
  },
  unread_files: {
    description: 'files of which not even the bytes could be had',
    columns: { run_id: 'run', location: 'path', code: 'unreadable or too-large', message: 'why' },
  },
  evaluations: {
    description: 'one row per evaluation (特定個人情報保護評価書)',
    columns: {
      id: 'first 12 digits of the hash, a dash, the position: 3f2a9c81d0e4-1',
      sha256: 'the document',
      position: 'place in the document, from 1',
      form: '様式2, 様式3 or 様式4',
      version: 'the edition mark as printed',
      edition_first: 'first edition of the form that it may be: H26 H28 H29 H30 H31 R6',
      edition_last: 'last edition of the form that it may be',
      edition_by: 'mark: told by the printed mark; items: by the items that it has',
      number: '評価書番号 as printed',
      title: '評価書名',
      agency_name: '評価実施機関名 as printed',
      agency_code: '全国地方公共団体コード, six digits',
      prefecture: 'of the agency',
      municipality: 'of the agency',
      publication_printed: '公表日 as printed',
      publication_date: '公表日, yyyy-mm-dd',
      span: 'pages, sheets or lines of the document, JSON',
      characters: 'characters without white space',
      unplaced_characters: 'how many of them nothing accounts for',
      content: 'digest of what the evaluation says; two readings of one version share it',
      checked: '1: the consistency rules were run; without findings it is then free of contradictions',
    },
  },
  items: {
    description: 'one row per item (項目) of an evaluation',
    columns: {
      id: 'number; it changes when the document is parsed again',
      evaluation_id: evaluation,
      position: 'order in the evaluation, from 1',
      path: 'address on the form: II[1].4.委託事項[2].3',
      key: 'what the item means, the same on all forms',
      kind: 'text, longtext, choice, checkboxes, checkbox, date or number',
      status: 'found, blank, missing, ambiguous or inferred; only found asserts a value',
      blank_kind: 'empty, dash, なし, 該当なし or 非公表',
      reason: 'why it is missing, ambiguous or inferred, or why boxes are unknown, in words',
      reason_code: REASON_CODE_GUIDE,
      value_text: 'text as read; date as printed',
      value_iso: 'date, yyyy-mm-dd',
      value_number: 'number',
      option_number: 'printed number of the chosen option',
      option_label: 'its wording on the form',
      raw: 'the text of the place as printed',
      confidence,
      evidence: boxPlace,
    },
  },
  boxes: {
    description: 'one row per box of an item of kind checkbox or checkboxes',
    columns: {
      item_id: 'the item',
      position: 'order, from 1',
      label: 'empty where the box stands alone',
      state: 'checked, unchecked, unknown, or unlisted (text in brackets without a box)',
      detail: 'text in the brackets behind the label',
    },
  },
  inferences: {
    description: 'one row per value that other items tell and its own place does not; never asserted',
    columns: {
      item_id: 'the item',
      position: 'order, from 1',
      box: 'label of the box; empty where it is of the item as a whole',
      value: 'checked or unchecked of a box, the wording of an option, a number, or a text',
      rule: 'the rule that it follows by',
      confidence: 'how sure it is, 0.8 at most',
      sources: 'the items that it follows from, with their places, JSON',
    },
  },
  changes: {
    description: 'one row per row of a change table (変更箇所)',
    columns: {
      evaluation_id: evaluation,
      position: 'row, from 1',
      date_printed: '変更日 as printed',
      date_iso: '変更日, yyyy-mm-dd',
      item_printed: '項目',
      before_text: '変更前の記載',
      after_text: '変更後の記載',
      timing: '提出時期',
      explanation: '提出時期に係る説明',
      unattributed: 'columns that could not be told apart, a JSON list',
      confidence,
      evidence: boxPlace,
      resolution: 'how certain it is which items the row names, 0 to 1',
    },
  },
  change_paths: {
    description: 'the items that a row of a change table names',
    columns: {
      evaluation_id: evaluation,
      position: 'row of the change table, from 1',
      ordinal: 'order in the row, from 1',
      path: 'address of the item',
      key: 'what the item means, the same on all forms',
    },
  },
  series: {
    description:
      'one row per evaluation over its versions: same agency, number and form, told apart by title',
    columns: { id: 'id of the series', form: '様式2, 様式3 or 様式4' },
  },
  series_members: {
    description: 'which evaluations are versions of one another',
    columns: {
      evaluation_id: evaluation,
      series_id: 'the series',
      position: 'order of publication, from 1',
      version: 'number of the version, from 1; readings of one version share it; NULL: without a date',
    },
  },
  versions: {
    description:
      'one row per version of a series; the evaluation that was stored first stands for its readings',
    columns: {
      series_id: 'the series',
      version: 'number of the version, from 1',
      position: 'order of publication, from 1',
      evaluation_id: evaluation,
      form: '様式2, 様式3 or 様式4',
      number: '評価書番号',
      title: '評価書名',
      agency_name: '評価実施機関 as printed',
      publication_date: '公表日, yyyy-mm-dd',
      readings: 'documents that hold this version',
      versions: 'number of versions in the series',
    },
  },
  findings: {
    description: 'one row per contradiction that a consistency rule found; docs/checks.md has the rules',
    columns: { evaluation_id: evaluation, position: 'order in the evaluation, from 1', ...finding },
  },
  findings_among: {
    description:
      'one row per contradiction between evaluations, or with a page that lists one, as `hyoka check` last found it',
    columns: {
      evaluation_id: evaluation,
      position: 'order in the evaluation, from 1',
      other_id: 'the evaluation that it does not agree with; NULL: a page that lists its document',
      ...finding,
    },
  },
  checks_among: {
    description:
      'when `hyoka check` held the evaluations against each other; the last row made findings_among',
    columns: {
      id: 'number',
      checked_at: 'UTC',
      evaluations: 'how many: those of the latest content of each place',
      findings: 'how many contradictions',
    },
  },
  problems: {
    description: 'what the parse of a document, or of an evaluation, reported',
    columns: {
      id: 'number',
      sha256: 'the document',
      evaluation_id: 'NULL: of the whole document',
      position: 'order, from 1',
      code: 'see docs/problems.md',
      severity: 'error, warning or info',
      message: 'for people',
      path: 'address of the item',
      evidence: boxPlace,
    },
  },
  unplaced: {
    description: 'text of an evaluation that no item, label, option or furniture accounts for',
    columns: {
      evaluation_id: evaluation,
      position: 'order, from 1',
      text: 'as printed',
      evidence: boxPlace,
    },
  },
  migrations: {
    description: 'the versions of this schema that were applied',
    columns: { name: 'file in db/schema', checksum: 'sha256 of its SQL', applied_at: 'UTC' },
  },
  search_evaluations: {
    description: 'evaluations that are in the search index',
    columns: { number: 'what their rows in the index begin with', evaluation_id: evaluation },
  },
  names: {
    description: 'names of contractors and systems, and what they are counted under',
    columns: {
      kind: 'contractor or system',
      printed: 'as read',
      normalised: 'with one width, without white space, with the full legal form',
    },
  },
  name_merges: {
    description: 'normalised names that are printed in more than one way',
    columns: {
      kind: 'contractor or system',
      normalised: 'the normalised name',
      spellings: 'number of ways',
      printed: 'the ways, a JSON list',
    },
  },
  status_counts: {
    description: 'how many items of an evaluation have which status',
    columns: {
      evaluation_id: evaluation,
      status: 'found, blank, missing, ambiguous or inferred',
      items: 'how many',
    },
  },
  corrections: {
    description: 'what people say that documents show; rows are only added, the latest for a place holds',
    columns: {
      id: 'number',
      sha256: 'the document',
      evaluation_position: 'the evaluation in it, from 1',
      path: 'address of the item',
      kind: 'kind of the item',
      value:
        'text; option; yyyy-mm-dd; number; checked or unchecked; JSON list of checked boxes; empty: blank',
      as_read: 'the value that was replaced',
      corrected_by: 'who',
      corrected_at: 'UTC',
      reason: 'why',
    },
  },
  item_values: {
    description: 'one row per item: as printed, as read, as corrected',
    columns: {
      item_id: 'the item in `items`',
      evaluation_id: evaluation,
      path: 'address on the form',
      key: 'what the item means, the same on all forms',
      kind: 'text, longtext, choice, checkboxes, checkbox, date or number',
      status: 'of the reading',
      as_printed: 'the text of the place as printed',
      as_read: 'the value as read, as text; NULL where none is asserted',
      as_corrected: 'the value as a person corrected it',
      corrected_by: 'who',
      corrected_at: 'UTC',
      correction_reason: 'why',
      read_otherwise_since: '1: what is read now is not what was corrected then: look again',
      value: 'the corrected value, or else the one that was read',
      confidence,
    },
  },
  codebook: {
    description: 'one row per item of each form: what the keys mean',
    columns: {
      form: '様式2, 様式3 or 様式4',
      position: 'order on the form, from 1',
      key: 'what the item means, the same on all forms',
      path: 'address; [f] is the number of the file, [n] of the repeat',
      label: 'as printed',
      number: 'as printed before the label',
      section: 'labels of the sections around it',
      kind: 'text, longtext, choice, checkboxes, checkbox, date or number',
      options: 'a JSON list of {number, label, detail}',
      required: '1: changing it is normally a 重要な変更 (※ on the form)',
      since: 'first edition that prints it',
      until: 'last edition that prints it; NULL: it still does',
      description: 'how its values are to be read',
    },
  },
  column_guide: {
    description: 'what each column of each table and view means',
    columns: {
      relation: 'table or view',
      position: 'order, from 1; 0: the table or view itself, with an empty name',
      name: 'column',
      key: 'the item that it holds, if it holds one',
      description: 'what it means',
    },
  },
}

/** The tables themselves (empty name) and their columns. */
export function tableGuides(): readonly ColumnGuide[] {
  return Object.entries(tables).flatMap(([relation, { description, columns }]) => [
    { relation, name: '', description },
    ...Object.entries(columns).map(([name, meaning]) => ({ relation, name, description: meaning })),
  ])
}
