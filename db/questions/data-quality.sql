-- ja: 読み取りの状態（様式別）
-- en: How much was read: statuses of items, and text that nothing accounts for, by form
SELECT e.form, sum(c.items) AS items, sum(iif(c.status = 'found', c.items, 0)) AS with_value,
  sum(iif(c.status = 'blank', c.items, 0)) AS blank, sum(iif(c.status = 'missing', c.items, 0)) AS missing,
  sum(iif(c.status = 'ambiguous', c.items, 0)) AS ambiguous, sum(iif(c.status = 'inferred', c.items, 0)) AS inferred,
  round(100.0 * sum(iif(c.status IN ('missing', 'ambiguous', 'inferred'), c.items, 0)) / sum(c.items), 2) AS percent_in_doubt
FROM evaluations AS e JOIN status_counts AS c ON c.evaluation_id = e.id
WHERE e.sha256 IN (SELECT sha256 FROM current_documents)
GROUP BY e.form
ORDER BY e.form
