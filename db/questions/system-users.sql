-- ja: あるシステムを今も挙げている評価実施機関
-- en: Who still lists a given system
-- parameter: system = 宛名 | a part of the name, normalised
-- parameter: top = 100 | so many
SELECT e.agency_name, e.prefecture, i.value_text AS system, e.title, e.publication_date, i.evaluation_id, i.path
FROM names AS n
CROSS JOIN items AS i ON i.kind = 'text' AND i.key = 'systems[].name' AND i.value_text = n.printed
JOIN evaluation_identity AS e ON e.evaluation_id = i.evaluation_id
WHERE n.kind = 'system' AND i.status = 'found' AND instr(n.normalised, :system) AND e.is_current
ORDER BY e.prefecture, e.agency_name, e.title
LIMIT :top
