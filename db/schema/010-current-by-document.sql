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
