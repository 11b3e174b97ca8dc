-- ja: 他のシステムとの接続の内訳（システムごとのチェック）
-- en: What systems are connected to: boxes checked over all systems
SELECT b.label AS connected_to, sum(b.state = 'checked') AS systems, count(*) AS systems_with_this_box,
  round(100.0 * sum(b.state = 'checked') / count(*), 1) AS percent, sum(b.state = 'unknown') AS unknown
FROM items AS i JOIN boxes AS b ON b.item_id = i.id
WHERE i.key = 'systems[].connections'
  AND i.evaluation_id NOT IN (SELECT evaluation_id FROM evaluation_identity WHERE NOT is_current)
GROUP BY b.label
ORDER BY systems DESC
