-- Names of contractors and systems as printed, and what they are counted under: 株式会社, (株) and ㈱ are one, widths are one.
CREATE TABLE names (
  kind TEXT NOT NULL CHECK (kind IN ('contractor', 'system')),
  printed TEXT NOT NULL,
  normalised TEXT NOT NULL,
  PRIMARY KEY (kind, printed)
) STRICT, WITHOUT ROWID;
CREATE INDEX names_by_normalised ON names (kind, normalised);

-- What was taken for the same name.
CREATE VIEW name_merges AS
SELECT
  kind AS kind,
  normalised AS normalised,
  count(*) AS spellings,
  json_group_array(printed) AS printed
FROM names
GROUP BY kind, normalised
HAVING count(*) > 1;

-- What a person says that a document shows. It is tied to the bytes and the place, not to records, so that it stays when
-- the document is parsed again. Rows are only added; the latest for a place holds.
CREATE TABLE corrections (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL REFERENCES documents (sha256),
  evaluation_position INTEGER NOT NULL CHECK (evaluation_position >= 1),
  path TEXT NOT NULL,
  kind TEXT NOT NULL,
  value TEXT NOT NULL, -- text; option; yyyy-mm-dd; number; checked or unchecked; JSON list of checked boxes; '' is blank
  as_read TEXT, -- the value that was replaced, written in the same way; NULL where none was asserted
  corrected_by TEXT NOT NULL CHECK (corrected_by != ''),
  corrected_at TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (reason != '')
) STRICT;
CREATE INDEX corrections_by_place ON corrections (sha256, evaluation_position, path);
CREATE TRIGGER corrections_stay BEFORE DELETE ON corrections
BEGIN SELECT raise(ABORT, 'corrections are never deleted; correct again'); END;
CREATE TRIGGER corrections_stand BEFORE UPDATE ON corrections
BEGIN SELECT raise(ABORT, 'corrections are never changed; correct again'); END;

-- As printed, as read, as corrected; `value` is the corrected one where there is one, otherwise what was read.
CREATE VIEW item_values AS
SELECT
  r.item_id AS item_id,
  r.evaluation_id AS evaluation_id,
  r.path AS path,
  r.key AS key,
  r.kind AS kind,
  r.status AS status,
  r.raw AS as_printed,
  r.as_read AS as_read,
  c.value AS as_corrected,
  c.corrected_by AS corrected_by,
  c.corrected_at AS corrected_at,
  c.reason AS correction_reason,
  c.as_read IS NOT r.as_read AND c.id IS NOT NULL AS read_otherwise_since,
  coalesce(c.value, r.as_read) AS value,
  r.confidence AS confidence
FROM (
  SELECT
    i.id AS item_id, i.evaluation_id, i.path, i.key, i.kind, i.status, i.raw, i.confidence,
    CASE WHEN i.status IN ('found', 'inferred') THEN
      CASE i.kind
        WHEN 'choice' THEN i.option_label
        WHEN 'date' THEN coalesce(i.value_iso, i.value_text)
        WHEN 'number' THEN CAST(i.value_number AS TEXT)
        WHEN 'checkbox' THEN (SELECT b.state FROM boxes AS b WHERE b.item_id = i.id)
        WHEN 'checkboxes' THEN (SELECT json_group_array(label) FROM (
          SELECT b.label FROM boxes AS b WHERE b.item_id = i.id AND b.state = 'checked' ORDER BY b.position
        ))
        ELSE i.value_text
      END
    END AS as_read,
    (
      SELECT max(c.id) FROM corrections AS c JOIN evaluations AS e ON e.sha256 = c.sha256 AND e.position = c.evaluation_position
      WHERE e.id = i.evaluation_id AND c.path = i.path
    ) AS correction_id
  FROM items AS i
) AS r
LEFT JOIN corrections AS c ON c.id = r.correction_id;

-- Indexes that answer questions without touching the items themselves.
DROP INDEX IF EXISTS items_by_key;
CREATE INDEX items_by_key ON items (key, status, evaluation_id);
CREATE INDEX items_by_choice ON items (key, option_label, status, evaluation_id) WHERE kind = 'choice';
CREATE INDEX items_by_text ON items (key, value_text, status, evaluation_id, path) WHERE kind = 'text';
CREATE INDEX boxes_by_item ON boxes (item_id, position, label, state);

-- How much of each evaluation was read.
CREATE TABLE status_counts (
  evaluation_id TEXT NOT NULL REFERENCES evaluations (id) ON DELETE CASCADE,
  status TEXT NOT NULL,
  items INTEGER NOT NULL,
  PRIMARY KEY (evaluation_id, status)
) STRICT, WITHOUT ROWID;
INSERT INTO status_counts SELECT evaluation_id, status, count(*) FROM items GROUP BY evaluation_id, status;
