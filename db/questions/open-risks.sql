-- ja: 「課題が残されている」と判断されたリスク
-- en: Risks judged 課題が残されている (problems remain)
-- parameter: pref = % | prefecture, % for all
-- parameter: top = 100 | so many
SELECT e.agency_name, e.prefecture, e.title, r.risk, r.section, r.path, r.page, r.evaluation_id, e.publication_date
FROM (
  SELECT DISTINCT evaluation_id, key FROM items
  WHERE kind = 'choice' AND key >= 'risks[].' AND key < 'risks[]/' AND option_label = '課題が残されている'
    AND status IN ('found', 'inferred')
) AS judged
CROSS JOIN evaluation_identity AS e ON e.evaluation_id = judged.evaluation_id
JOIN risk_judgements AS r ON r.evaluation_id = judged.evaluation_id AND r.key = judged.key
WHERE e.is_current AND ifnull(e.prefecture, '') LIKE :pref AND r.judgement = '課題が残されている'
ORDER BY e.publication_date DESC, r.evaluation_id, r.path
LIMIT :top
