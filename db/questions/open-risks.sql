-- ja: 「課題が残されている」と判断されたリスク（公表の新しい順）
-- en: Risks judged 課題が残されている (problems remain), the latest evaluations first
-- parameter: pref = % | prefecture, % for all
-- parameter: top = 100 | so many
WITH judged AS MATERIALIZED (
  SELECT i.id
  FROM items AS i CROSS JOIN evaluation_identity AS e ON e.evaluation_id = i.evaluation_id
  WHERE i.kind = 'choice' AND i.key >= 'risks[].' AND i.key < 'risks[]/' AND i.option_label = '課題が残されている'
    AND i.status = 'found' AND e.is_current AND ifnull(e.prefecture, '') LIKE :pref
  ORDER BY e.publication_date DESC, i.evaluation_id, i.id
  LIMIT :top
)
SELECT e.agency_name, e.prefecture, e.title, c.section, c.label, i.path, i.evidence ->> '$[0].page' AS page,
  i.evaluation_id, e.publication_date
FROM judged
JOIN items AS i ON i.id = judged.id
JOIN evaluation_identity AS e ON e.evaluation_id = i.evaluation_id
LEFT JOIN codebook AS c ON c.form = e.form AND c.key = i.key
ORDER BY e.publication_date DESC, i.evaluation_id, i.id
