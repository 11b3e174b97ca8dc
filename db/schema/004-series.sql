-- A digest of what an evaluation says; equal for two readings that say the same. NULL: written by an older parser.
ALTER TABLE evaluations ADD COLUMN content TEXT;
CREATE INDEX evaluations_by_content ON evaluations (content);

-- All versions of one evaluation (agency, number and form, told apart by title). Made anew after each run.
CREATE TABLE series (
  id TEXT PRIMARY KEY NOT NULL,
  form TEXT NOT NULL
) STRICT;

CREATE TABLE series_members (
  evaluation_id TEXT PRIMARY KEY NOT NULL REFERENCES evaluations (id) ON DELETE CASCADE,
  series_id TEXT NOT NULL REFERENCES series (id) ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position >= 1), -- in order of publication
  version INTEGER CHECK (version >= 1), -- readings of one version share it; NULL: without a date
  UNIQUE (series_id, position)
) STRICT;

-- One row a version: the evaluation that was stored first stands for all of the same content.
CREATE VIEW versions AS
SELECT m.series_id, m.version, min(m.position) AS position, m.evaluation_id, e.form, e.number, e.title, e.agency_name,
  e.publication_date, count(*) AS readings, max(m.version) OVER (PARTITION BY m.series_id) AS versions
FROM series_members AS m JOIN evaluations AS e ON e.id = m.evaluation_id
WHERE m.version IS NOT NULL
GROUP BY m.series_id, m.version;
