-- ja: 委託先の上位（表記ゆれをまとめる。まとめた表記は name_merges にある）
-- en: Contractors with the most contracts; spellings are merged (the merges are in name_merges)
-- parameter: pref = % | prefecture, % for all
-- parameter: top = 20 | so many
SELECT n.normalised AS contractor, count(*) AS contracts, count(DISTINCT i.evaluation_id) AS evaluations,
  count(DISTINCT e.agency_name) AS agencies, count(DISTINCT n.printed) AS spellings
FROM items AS i
CROSS JOIN names AS n ON n.kind = 'contractor' AND n.printed = i.value_text
JOIN evaluation_identity AS e ON e.evaluation_id = i.evaluation_id
WHERE i.kind = 'text' AND i.key = 'files[].outsourcing.contracts[].contractor' AND i.status = 'found'
  AND e.is_current AND ifnull(e.prefecture, '') LIKE :pref
GROUP BY n.normalised
ORDER BY contracts DESC, contractor
LIMIT :top
