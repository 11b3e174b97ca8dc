-- ja: ある委託先に委託している評価実施機関
-- en: Agencies that outsource to a contractor
-- parameter: contractor = 株式会社 | a part of the name, normalised (株式会社, not ㈱)
-- parameter: top = 100 | so many
SELECT e.agency_name, e.prefecture, i.value_text AS contractor, e.title, e.publication_date, i.evaluation_id, i.path
FROM names AS n
CROSS JOIN items AS i ON i.kind = 'text' AND i.key = 'files[].outsourcing.contracts[].contractor' AND i.value_text = n.printed
JOIN evaluation_identity AS e ON e.evaluation_id = i.evaluation_id
WHERE n.kind = 'contractor' AND instr(n.normalised, :contractor) AND i.status = 'found' AND e.is_current
ORDER BY e.prefecture, e.agency_name, e.title
LIMIT :top
