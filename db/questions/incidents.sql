-- ja: 重大事故の発生ありとする評価書
-- en: Evaluations that report a serious incident
-- parameter: top = 100 | so many
SELECT e.agency_name, e.prefecture, e.title, e.form, e.publication_date, i.path, i.evaluation_id,
  (SELECT c.value_text FROM items AS c WHERE c.evaluation_id = i.evaluation_id AND c.path = i.path || '.その内容') AS content
FROM items AS i JOIN evaluation_identity AS e ON e.evaluation_id = i.evaluation_id
WHERE i.kind = 'choice' AND i.option_label = '発生あり' AND i.status = 'found'
  AND i.key IN ('threshold.serious_incident', 'risks[].storage.leakage.serious_incident')
  AND e.is_current
ORDER BY e.publication_date DESC, i.evaluation_id
LIMIT :top
