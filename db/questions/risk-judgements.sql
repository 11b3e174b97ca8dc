-- ja: リスクごとの判断（対策は十分か）の内訳
-- en: How each risk is judged (対策は十分か), over all forms
SELECT substr(i.key, 9, length(i.key) - 20) AS risk, i.option_label AS judgement, count(*) AS judgements,
  round(100.0 * count(*) / sum(count(*)) OVER (PARTITION BY i.key), 1) AS percent
FROM items AS i
WHERE i.kind = 'choice' AND i.key >= 'risks[].' AND i.key < 'risks[]/' AND i.key GLOB '*.sufficiency'
  AND i.status = 'found'
  AND i.evaluation_id NOT IN (SELECT evaluation_id FROM evaluation_identity WHERE NOT is_current)
GROUP BY i.key, i.option_label
ORDER BY risk, judgements DESC
