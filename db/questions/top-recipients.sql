-- ja: 提供先・移転先の上位
-- en: Recipients (提供先, 移転先) named most often
-- parameter: top = 20 | so many
SELECT iif(i.key GLOB 'files*provision*', '提供先', '移転先') AS kind, i.value_text AS recipient, count(*) AS times,
  count(DISTINCT i.evaluation_id) AS evaluations
FROM items AS i
WHERE i.kind = 'text' AND i.key IN ('files[].provision.recipients[].name', 'files[].transfer.recipients[].name')
  AND i.status = 'found'
  AND i.evaluation_id NOT IN (SELECT evaluation_id FROM evaluation_identity WHERE NOT is_current)
GROUP BY kind, recipient
ORDER BY times DESC, recipient
LIMIT :top
