-- ja: 変更箇所の提出時期（変更年別）
-- en: Changes filed beforehand (事前) or afterwards (事後), by year of change
SELECT substr(c.date_iso, 1, 4) AS year, sum(c.timing = '事前') AS beforehand, sum(c.timing = '事後') AS afterwards,
  sum(c.timing IS NULL OR c.timing NOT IN ('事前', '事後')) AS other, count(*) AS changes
FROM changes AS c
WHERE c.evaluation_id NOT IN (SELECT evaluation_id FROM evaluation_identity WHERE NOT is_current)
GROUP BY year
ORDER BY year
