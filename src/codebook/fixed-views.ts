import { type ViewColumn, view } from './view-spec.ts'

const EVALUATION: readonly (readonly [string, string])[] = [
  ['evaluation_id', 'the evaluation; `hyoka show` takes it'],
  ['form', '様式2 (basic), 様式3 (key items) or 様式4 (all items)'],
  ['evaluation_number', '評価書番号 as printed'],
  ['title', '評価書名'],
  ['agency_name', '評価実施機関名 as printed'],
  ['agency_code', '全国地方公共団体コード, six digits; NULL for bodies that are no local government'],
  ['prefecture', 'of the agency'],
  ['municipality', 'of the agency'],
  ['publication_date', '公表日, yyyy-mm-dd'],
  ['publication_year', 'calendar year of 公表日'],
  ['is_current', '1: the document is the latest content of a place where it was seen'],
]

export const evaluationColumns: readonly ViewColumn[] = EVALUATION.map(([name, description]) => ({
  name,
  sql: `e.${name}`,
  description,
}))

/** As `current_documents`, but asked of one document at a time: the list of all is as long as the database. */
const IS_CURRENT = `EXISTS (
    SELECT 1 FROM sources AS seen WHERE seen.sha256 = v.sha256 AND NOT EXISTS (
      SELECT 1 FROM sources AS later WHERE later.location = seen.location AND later.last_run_id > seen.last_run_id
    )
  )`

export const identityView = view(
  'evaluation_identity',
  'one row per evaluation: who, what, when, and where the document was seen',
  [
    { name: 'evaluation_id', sql: 'v.id' },
    { name: 'form', sql: 'v.form' },
    { name: 'evaluation_number', sql: 'v.number' },
    { name: 'title', sql: 'v.title' },
    { name: 'agency_name', sql: 'v.agency_name' },
    { name: 'agency_code', sql: 'v.agency_code' },
    { name: 'prefecture', sql: 'v.prefecture' },
    { name: 'municipality', sql: 'v.municipality' },
    { name: 'publication_date', sql: 'v.publication_date' },
    { name: 'publication_year', sql: 'CAST(substr(v.publication_date, 1, 4) AS INTEGER)' },
    { name: 'is_current', sql: IS_CURRENT },
  ]
    .map((column, index): ViewColumn => ({ ...column, description: EVALUATION[index]![1] }))
    .concat([
      {
        name: 'edition_first',
        sql: 'v.edition_first',
        description: 'first edition of the form that it may be',
      },
      { name: 'edition_last', sql: 'v.edition_last', description: 'last edition of the form that it may be' },
      { name: 'sha256', sql: 'v.sha256', description: 'the document' },
      {
        name: 'position',
        sql: 'v.position',
        description: 'place of the evaluation in its document, from 1',
      },
      {
        name: 'location',
        sql: '(SELECT s.location FROM sources AS s WHERE s.sha256 = v.sha256 ORDER BY s.last_run_id DESC, s.location LIMIT 1)',
        description: 'path or URL where the document was last seen',
      },
      { name: 'document_status', sql: 'd.status', description: 'ok, partial or failed' },
      { name: 'text_source', sql: 'd.text_source', description: 'how the text was obtained from the bytes' },
      { name: 'parser', sql: 'd.parser', description: 'version of the parser that made the records' },
      { name: 'characters', sql: 'v.characters', description: 'characters of the evaluation' },
      {
        name: 'unplaced_characters',
        sql: 'v.unplaced_characters',
        description: 'how many of them nothing accounts for',
      },
    ]),
  'FROM evaluations AS v JOIN documents AS d ON d.sha256 = v.sha256',
)

export const agenciesView = view(
  'agencies',
  'one row per agency (評価実施機関): by code, or by name where it has none',
  [
    {
      name: 'agency',
      sql: 'coalesce(agency_code, agency_name)',
      description: 'the code, or the name of a body without one',
    },
    { name: 'code', sql: 'agency_code', description: '全国地方公共団体コード' },
    { name: 'name', sql: 'min(agency_name)', description: 'a name as printed' },
    {
      name: 'names',
      sql: 'json_group_array(DISTINCT agency_name)',
      description: 'all names as printed, as a JSON list: what was taken for the same agency',
    },
    { name: 'prefecture', sql: 'min(prefecture)', description: 'prefecture' },
    { name: 'municipality', sql: 'min(municipality)', description: 'municipality' },
    {
      name: 'evaluations',
      sql: 'count(*)',
      description: 'number of its evaluations, earlier versions included',
    },
  ],
  'FROM evaluations\nWHERE agency_name IS NOT NULL\nGROUP BY coalesce(agency_code, agency_name)',
)

const addressColumns: readonly ViewColumn[] = [
  { name: 'item_id', sql: 'i.id', description: 'the item in `items`' },
  { name: 'path', sql: 'i.path', description: 'its address on the form' },
  { name: 'key', sql: 'i.key', description: 'its key, the same on all forms' },
]

/** Where the row of a table stands in the document, and how sure it is. */
const readingColumns = (table: string): readonly ViewColumn[] => [
  { name: 'page', sql: `${table}.evidence ->> '$[0].page'`, description: 'page where it stands' },
  { name: 'confidence', sql: `${table}.confidence`, description: 'how sure the reading is, 0 to 1' },
]

export const riskView = view(
  'risk_judgements',
  'one row per choice in Ⅲ リスク対策 (様式2: Ⅳ): 対策は十分か, ルールを定めているか and the like',
  [
    ...evaluationColumns,
    {
      name: 'file_number',
      sql: "CASE WHEN i.path GLOB 'III[[]*' THEN CAST(substr(i.path, 5) AS INTEGER) END",
      description: 'number of the 特定個人情報ファイル, from 1; NULL on 様式2',
    },
    ...addressColumns,
    {
      name: 'risk',
      sql: "substr(i.key, 9, length(rtrim(i.key, 'abcdefghijklmnopqrstuvwxyz_')) - 9)",
      description: 'the risk: acquisition.out_of_purpose, use.unauthorized_use, …',
    },
    {
      name: 'is_sufficiency',
      sql: "i.key GLOB '*.sufficiency'",
      description: '1: 対策は十分か; 0: another choice of the same risk',
    },
    {
      name: 'label',
      sql: '(SELECT c.label FROM codebook AS c WHERE c.form = e.form AND c.key = i.key)',
      description: 'the label as the form prints it',
    },
    {
      name: 'section',
      sql: '(SELECT c.section FROM codebook AS c WHERE c.form = e.form AND c.key = i.key)',
      description: 'the labels of the sections around it',
    },
    {
      name: 'judgement',
      sql: "CASE WHEN i.status = 'found' THEN i.option_label END",
      description: 'the option chosen',
    },
    {
      name: 'judgement_option',
      sql: "CASE WHEN i.status = 'found' THEN i.option_number END",
      description: 'its printed number',
    },
    { name: 'status', sql: 'i.status', description: 'found, blank, missing, ambiguous or inferred' },
    { name: 'reason', sql: 'i.reason', description: 'why its place does not tell it' },
    ...readingColumns('i'),
  ],
  "FROM items AS i JOIN evaluation_identity AS e ON e.evaluation_id = i.evaluation_id\nWHERE i.key >= 'risks[].' AND i.key < 'risks[]/' AND i.kind = 'choice'",
)

export const boxView = view(
  'box_states',
  'one row per box (チェック欄)',
  [
    ...evaluationColumns,
    ...addressColumns,
    { name: 'label', sql: 'b.label', description: "the box's label; empty where the box stands alone" },
    {
      name: 'state',
      sql: "CASE WHEN b.state = 'unknown' AND EXISTS (SELECT 1 FROM inferences AS f WHERE f.item_id = b.item_id AND f.box = b.label) THEN 'inferred' ELSE b.state END",
      description:
        'checked, unchecked, unknown, inferred (unknown, and other items tell what it most likely is: see inferred_values), or unlisted (text in brackets without a box)',
    },
    { name: 'detail', sql: 'b.detail', description: 'the text in the brackets behind the label' },
    {
      name: 'status',
      sql: 'i.status',
      description: 'of the item: found, blank, missing, ambiguous or inferred',
    },
    ...readingColumns('i'),
  ],
  'FROM boxes AS b\nJOIN items AS i ON i.id = b.item_id\nJOIN evaluation_identity AS e ON e.evaluation_id = i.evaluation_id',
)

export const inferredView = view(
  'inferred_values',
  'one row per value that other items tell and its own place does not: likely, never asserted',
  [
    ...evaluationColumns,
    ...addressColumns,
    { name: 'box', sql: 'f.box', description: 'label of the box; empty where it is of the item as a whole' },
    {
      name: 'inferred_value',
      sql: 'f.value',
      description: 'checked or unchecked of a box, the wording of an option, a number, or a text',
    },
    { name: 'rule', sql: 'f.rule', description: 'the rule that it follows by' },
    { name: 'confidence', sql: 'f.confidence', description: 'how sure it is, 0.8 at most' },
    {
      name: 'from_paths',
      sql: "(SELECT json_group_array(value ->> 'path') FROM json_each(f.sources))",
      description: 'the items that it follows from, as a JSON list',
    },
    { name: 'reason', sql: 'i.reason', description: 'why the place itself does not tell it' },
  ],
  'FROM inferences AS f\nJOIN items AS i ON i.id = f.item_id\nJOIN evaluation_identity AS e ON e.evaluation_id = i.evaluation_id',
)

export const changeView = view(
  'change_rows',
  'one row per row of a change table (変更箇所)',
  [
    ...evaluationColumns,
    { name: 'row_number', sql: 'c.position', description: 'row of the change table, from 1' },
    { name: 'change_date', sql: 'c.date_iso', description: '変更日, yyyy-mm-dd' },
    { name: 'change_date_printed', sql: 'c.date_printed', description: '変更日 as printed' },
    { name: 'item_printed', sql: 'c.item_printed', description: '項目 as printed' },
    { name: 'before_text', sql: 'c.before_text', description: '変更前の記載' },
    { name: 'after_text', sql: 'c.after_text', description: '変更後の記載' },
    { name: 'timing', sql: 'c.timing', description: '提出時期: 事前 or 事後' },
    { name: 'explanation', sql: 'c.explanation', description: '提出時期に係る説明' },
    {
      name: 'unattributed',
      sql: 'c.unattributed',
      description: 'columns of the row that could not be told apart, as a JSON list',
    },
    {
      name: 'paths',
      sql: '(SELECT json_group_array(path) FROM (SELECT p.path FROM change_paths AS p WHERE p.evaluation_id = c.evaluation_id AND p.position = c.position ORDER BY p.ordinal))',
      description: 'the items that 項目 names, as a JSON list; empty: not told',
    },
    { name: 'resolution', sql: 'c.resolution', description: 'how certain those items are, 0 to 1' },
    ...readingColumns('c'),
  ],
  'FROM changes AS c JOIN evaluation_identity AS e ON e.evaluation_id = c.evaluation_id',
)

export const coverageView = view(
  'key_coverage',
  'one row per key: how often it was found, over all evaluations that have it',
  [
    { name: 'key', sql: 'key', description: 'the key' },
    { name: 'items', sql: 'count(*)', description: 'items with this key' },
    { name: 'found', sql: "sum(status = 'found')", description: 'the document shows the value' },
    {
      name: 'blank',
      sql: "sum(status = 'blank')",
      description: 'the place holds nothing, or a word for nothing',
    },
    { name: 'missing', sql: "sum(status = 'missing')", description: 'the place was not found' },
    {
      name: 'ambiguous',
      sql: "sum(status = 'ambiguous')",
      description: 'what stands there cannot be decided',
    },
    {
      name: 'inferred',
      sql: "sum(status = 'inferred')",
      description: 'missing or ambiguous, and other items tell what it most likely is',
    },
    {
      name: 'share_found',
      sql: "1.0 * sum(status = 'found') / count(*)",
      description: 'share of the items whose value the document shows, 0 to 1',
    },
  ],
  'FROM items\nGROUP BY key',
)
