-- ja: 公表年・様式別の評価書数
-- en: Evaluations by year of publication and form
SELECT publication_year, sum(form = '様式2') AS form_2, sum(form = '様式3') AS form_3, sum(form = '様式4') AS form_4,
  count(*) AS evaluations, count(DISTINCT agency_name) AS agencies
FROM evaluation_identity
WHERE is_current
GROUP BY publication_year
ORDER BY publication_year
