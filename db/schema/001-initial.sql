-- Times are ISO 8601 in UTC. Vocabularies that grow with the parser (problem codes, text sources) are left to
-- parsers/records; only closed ones are checked here.

CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  started_at TEXT NOT NULL,
  finished_at TEXT, -- NULL: going on, or interrupted
  parser TEXT NOT NULL,
  arguments TEXT NOT NULL CHECK (json_valid(arguments)),
  new INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0,
  reparsed INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0, -- documents without records, whether new or not, and files that could not be read
  skipped INTEGER NOT NULL DEFAULT 0 -- files in folders that are obviously no documents
) STRICT;

-- Bytes that were parsed, by content. `parser` made the records that are stored now.
CREATE TABLE documents (
  sha256 TEXT PRIMARY KEY NOT NULL CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
  media_type TEXT NOT NULL,
  bytes INTEGER NOT NULL CHECK (bytes >= 0),
  pages INTEGER NOT NULL CHECK (pages >= 0),
  text_source TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('ok', 'partial', 'failed')),
  parser TEXT NOT NULL,
  first_parsed_at TEXT NOT NULL,
  last_parsed_at TEXT NOT NULL,
  first_run_id INTEGER NOT NULL REFERENCES runs (id),
  last_run_id INTEGER NOT NULL REFERENCES runs (id)
) STRICT;

-- A path or URL that a document was seen under. A file that changes leaves one row for each content.
CREATE TABLE sources (
  id INTEGER PRIMARY KEY,
  location TEXT NOT NULL,
  sha256 TEXT NOT NULL REFERENCES documents (sha256),
  first_seen_at TEXT NOT NULL,
  last_seen_at TEXT NOT NULL,
  first_run_id INTEGER NOT NULL REFERENCES runs (id),
  last_run_id INTEGER NOT NULL REFERENCES runs (id),
  UNIQUE (location, sha256)
) STRICT;
CREATE INDEX sources_by_document ON sources (sha256);
CREATE INDEX sources_by_run ON sources (last_run_id);

-- Documents that are the latest content of at least one place.
CREATE VIEW current_documents AS
SELECT DISTINCT sha256
FROM sources AS seen
WHERE NOT EXISTS (
  SELECT 1 FROM sources AS later
  WHERE later.location = seen.location AND later.last_run_id > seen.last_run_id
);

-- Files of which not even the bytes could be had.
CREATE TABLE unread_files (
  run_id INTEGER NOT NULL REFERENCES runs (id),
  location TEXT NOT NULL,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  PRIMARY KEY (run_id, location)
) STRICT;

CREATE TABLE evaluations (
  id TEXT PRIMARY KEY NOT NULL, -- first 12 digits of the hash, a dash, the position: 3f2a9c81d0e4-1
  sha256 TEXT NOT NULL REFERENCES documents (sha256) ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position >= 1),
  form TEXT NOT NULL,
  version TEXT, -- the edition mark as printed
  edition_first TEXT, -- the editions of the form data (H30) that it may be, from .. to
  edition_last TEXT,
  edition_by TEXT CHECK (edition_by IN ('mark', 'items')),
  number TEXT,
  title TEXT,
  agency_name TEXT,
  agency_code TEXT,
  prefecture TEXT,
  municipality TEXT,
  publication_printed TEXT,
  publication_date TEXT,
  span TEXT NOT NULL CHECK (json_valid(span)),
  characters INTEGER NOT NULL,
  unplaced_characters INTEGER NOT NULL,
  UNIQUE (sha256, position)
) STRICT;
CREATE INDEX evaluations_by_form ON evaluations (form);
CREATE INDEX evaluations_by_agency ON evaluations (prefecture, agency_code);

-- Which columns hold the value depends on `kind`: value_text (text, longtext, date as printed), value_iso (date),
-- value_number (number), option_number and option_label (choice), rows of `boxes` (checkbox, checkboxes).
CREATE TABLE items (
  id INTEGER PRIMARY KEY,
  evaluation_id TEXT NOT NULL REFERENCES evaluations (id) ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position >= 1),
  path TEXT NOT NULL,
  key TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('text', 'longtext', 'choice', 'checkboxes', 'checkbox', 'date', 'number')),
  status TEXT NOT NULL CHECK (status IN ('found', 'blank', 'missing', 'ambiguous')),
  blank_kind TEXT,
  reason TEXT,
  value_text TEXT CHECK (value_text IS NULL OR kind IN ('text', 'longtext', 'date')),
  value_iso TEXT CHECK (value_iso IS NULL OR kind = 'date'),
  value_number REAL CHECK (value_number IS NULL OR kind = 'number'),
  option_number INTEGER CHECK (option_number IS NULL OR kind = 'choice'),
  option_label TEXT CHECK (option_label IS NULL OR kind = 'choice'),
  raw TEXT NOT NULL,
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  evidence TEXT NOT NULL CHECK (json_valid(evidence)),
  UNIQUE (evaluation_id, position)
) STRICT;
CREATE INDEX items_by_path ON items (evaluation_id, path);
CREATE INDEX items_by_key ON items (key, status);

-- The label of a box that stands alone is ''. `unlisted`: text in the brackets of a label that has no box.
CREATE TABLE boxes (
  item_id INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position >= 1),
  label TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('checked', 'unchecked', 'unknown', 'unlisted')),
  detail TEXT,
  PRIMARY KEY (item_id, position)
) STRICT;
CREATE INDEX boxes_by_label ON boxes (label, state);

-- Rows of the change table (変更箇所).
CREATE TABLE changes (
  evaluation_id TEXT NOT NULL REFERENCES evaluations (id) ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position >= 1),
  date_printed TEXT, -- 変更日
  date_iso TEXT,
  item_printed TEXT, -- 項目
  before_text TEXT, -- 変更前
  after_text TEXT, -- 変更後
  timing TEXT, -- 提出時期
  explanation TEXT, -- 説明
  unattributed TEXT CHECK (unattributed IS NULL OR json_valid(unattributed)),
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  evidence TEXT NOT NULL CHECK (json_valid(evidence)),
  PRIMARY KEY (evaluation_id, position)
) STRICT;
CREATE INDEX changes_by_date ON changes (date_iso);

-- Of a document, or of one of its evaluations.
CREATE TABLE problems (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL REFERENCES documents (sha256) ON DELETE CASCADE,
  evaluation_id TEXT REFERENCES evaluations (id) ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position >= 1),
  code TEXT NOT NULL,
  severity TEXT NOT NULL CHECK (severity IN ('error', 'warning', 'info')),
  message TEXT NOT NULL,
  path TEXT,
  evidence TEXT CHECK (evidence IS NULL OR json_valid(evidence))
) STRICT;
CREATE UNIQUE INDEX problems_by_owner ON problems (sha256, ifnull(evaluation_id, ''), position);
CREATE INDEX problems_by_evaluation ON problems (evaluation_id);
CREATE INDEX problems_by_code ON problems (code);

-- Text of an evaluation that no item, label, option or furniture accounts for.
CREATE TABLE unplaced (
  evaluation_id TEXT NOT NULL REFERENCES evaluations (id) ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position >= 1),
  text TEXT NOT NULL,
  evidence TEXT NOT NULL CHECK (json_valid(evidence)),
  PRIMARY KEY (evaluation_id, position)
) STRICT;
