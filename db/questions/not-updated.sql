-- ja: ある日より前に公表されたまま更新の見られない評価書
-- en: Evaluations published before a day, with nothing newer of the same agency and number
-- parameter: before = 2020-01-01 | yyyy-mm-dd
-- parameter: top = 100 | so many
SELECT prefecture, agency_name, evaluation_number, max(title) AS title, max(publication_date) AS published
FROM evaluation_identity
WHERE is_current AND publication_date IS NOT NULL
GROUP BY coalesce(agency_code, agency_name), evaluation_number
HAVING max(publication_date) < :before
ORDER BY published, prefecture, agency_name
LIMIT :top
