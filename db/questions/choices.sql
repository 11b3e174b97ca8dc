-- ja: ある選択項目の内訳（様式別）
-- en: How often each option of an item is chosen, by form
-- parameter: key = operation.subject_count | key of the item; hyoka query "SELECT key, label FROM codebook WHERE kind = 'choice'"
SELECT e.form, i.option_label AS option, count(*) AS evaluations,
  round(100.0 * count(*) / sum(count(*)) OVER (PARTITION BY e.form), 1) AS percent
FROM items AS i JOIN evaluation_identity AS e ON e.evaluation_id = i.evaluation_id
WHERE i.kind = 'choice' AND i.key = :key AND i.status = 'found' AND e.is_current
GROUP BY e.form, i.option_label
ORDER BY e.form, evaluations DESC
