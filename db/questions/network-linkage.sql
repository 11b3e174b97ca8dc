-- ja: 情報連携の実施の有無（都道府県別）
-- en: Whether information is linked over the national network, by prefecture
SELECT e.prefecture, sum(i.option_label = '実施する') AS performed, sum(i.option_label = '実施しない') AS not_performed,
  sum(i.option_label = '未定') AS undecided, count(*) AS evaluations
FROM items AS i JOIN evaluation_identity AS e ON e.evaluation_id = i.evaluation_id
WHERE i.kind = 'choice' AND i.key = 'network_linkage.performed' AND i.status = 'found' AND e.is_current
GROUP BY e.prefecture
ORDER BY e.prefecture
