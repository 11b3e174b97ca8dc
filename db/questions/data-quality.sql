-- ja: 読み取りの状態（様式別）
-- en: How much was read: statuses of items, and text that nothing accounts for, by form
SELECT e.form, count(*) AS items, sum(i.status IN ('found', 'inferred')) AS with_value, sum(i.status = 'blank') AS blank,
  sum(i.status = 'missing') AS missing, sum(i.status = 'ambiguous') AS ambiguous,
  round(100.0 * sum(i.status IN ('missing', 'ambiguous')) / count(*), 2) AS percent_in_doubt
FROM items AS i JOIN evaluations AS e ON e.id = i.evaluation_id
WHERE e.sha256 IN (SELECT sha256 FROM current_documents)
GROUP BY e.form
ORDER BY e.form
