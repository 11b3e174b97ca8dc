-- ja: あるチェック欄の内訳
-- en: How often each box of an item is checked
-- parameter: key = files[].acquisition_methods | key of the item; hyoka query "SELECT key, label FROM codebook WHERE kind = 'checkboxes'"
SELECT b.label, sum(b.state = 'checked') AS checked, sum(b.state = 'unchecked') AS unchecked,
  sum(b.state = 'unknown') AS unknown, round(100.0 * sum(b.state = 'checked') / count(*), 1) AS percent
FROM items AS i JOIN boxes AS b ON b.item_id = i.id
WHERE i.key = :key AND b.state != 'unlisted'
  AND i.evaluation_id NOT IN (SELECT evaluation_id FROM evaluation_identity WHERE NOT is_current)
GROUP BY b.label
ORDER BY checked DESC
