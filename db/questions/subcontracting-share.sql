-- ja: 再委託をしている評価書の割合（都道府県別・公表年別）
-- en: Share of the evaluations with an outsourcing contract that subcontract, by prefecture and year
WITH answers AS (
  SELECT evaluation_id, max(option_label = '再委託する') AS subcontracts
  FROM items
  WHERE kind = 'choice' AND key = 'files[].outsourcing.contracts[].subcontracting.exists'
    AND status = 'found'
  GROUP BY evaluation_id
)
SELECT e.prefecture, e.publication_year, count(*) AS evaluations, sum(a.subcontracts) AS subcontracting,
  round(100.0 * sum(a.subcontracts) / count(*), 1) AS percent
FROM answers AS a JOIN evaluation_identity AS e ON e.evaluation_id = a.evaluation_id
WHERE e.is_current
GROUP BY e.prefecture, e.publication_year
ORDER BY e.prefecture, e.publication_year
