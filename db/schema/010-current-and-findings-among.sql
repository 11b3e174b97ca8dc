-- Whether a document is current is asked of that document alone; before, each statement listed all of them first.
DROP VIEW evaluation_identity;

-- evaluation_identity: one row per evaluation: who, what, when, and where the document was seen.
CREATE VIEW evaluation_identity AS
SELECT
  v.id AS evaluation_id,
  v.form AS form,
  v.number AS evaluation_number,
  v.title AS title,
  v.agency_name AS agency_name,
  v.agency_code AS agency_code,
  v.prefecture AS prefecture,
  v.municipality AS municipality,
  v.publication_date AS publication_date,
  CAST(substr(v.publication_date, 1, 4) AS INTEGER) AS publication_year,
  EXISTS (
    SELECT 1 FROM sources AS seen WHERE seen.sha256 = v.sha256 AND NOT EXISTS (
      SELECT 1 FROM sources AS later WHERE later.location = seen.location AND later.last_run_id > seen.last_run_id
    )
  ) AS is_current,
  v.edition_first AS edition_first,
  v.edition_last AS edition_last,
  v.sha256 AS sha256,
  v.position AS position,
  (SELECT s.location FROM sources AS s WHERE s.sha256 = v.sha256 ORDER BY s.last_run_id DESC, s.location LIMIT 1) AS location,
  d.status AS document_status,
  d.text_source AS text_source,
  d.parser AS parser,
  v.characters AS characters,
  v.unplaced_characters AS unplaced_characters
FROM evaluations AS v JOIN documents AS d ON d.sha256 = v.sha256;

-- Contradictions between evaluations, and with what pages say that list them, as `hyoka check` last found them.
CREATE TABLE findings_among (
  evaluation_id TEXT NOT NULL REFERENCES evaluations (id) ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position >= 1),
  other_id TEXT REFERENCES evaluations (id) ON DELETE CASCADE, -- NULL: a page that lists the document
  rule TEXT NOT NULL,
  severity TEXT NOT NULL CHECK (severity IN ('error', 'warning')),
  origin TEXT NOT NULL CHECK (origin IN ('document', 'extraction')),
  message_ja TEXT NOT NULL,
  message_en TEXT NOT NULL,
  paths TEXT NOT NULL CHECK (json_valid(paths)),
  evidence TEXT NOT NULL CHECK (json_valid(evidence)),
  expected TEXT NOT NULL,
  found TEXT NOT NULL,
  PRIMARY KEY (evaluation_id, position)
) STRICT;
CREATE INDEX findings_among_by_other ON findings_among (other_id);
CREATE INDEX findings_among_by_rule ON findings_among (rule, severity, origin);

-- When evaluations were held against each other; without a row here no findings among them only means that nobody looked.
CREATE TABLE checks_among (
  id INTEGER PRIMARY KEY,
  checked_at TEXT NOT NULL,
  evaluations INTEGER NOT NULL,
  findings INTEGER NOT NULL
) STRICT;

-- Filled again when the database is opened.
DELETE FROM column_guide;
