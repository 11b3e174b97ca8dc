-- Why no value is asserted, as a code (parsers/records/reason.ts). NULL: there is a value, or an older parser wrote the row
-- and its words do not tell the code; parsing the document again gives it.
ALTER TABLE items ADD COLUMN reason_code TEXT;
UPDATE items SET reason_code = 'odd-mark'
WHERE status = 'ambiguous'
  AND (reason GLOB 'the box holds *' OR reason GLOB 'a mark may stand in *' OR reason GLOB 'an empty HTML box*');

-- The guide to the columns is written anew when the database is opened.
DELETE FROM column_guide;

-- Search finds what stands in brackets behind boxes, and what people corrected: the next search builds the index anew.
INSERT INTO search_index (search_index) VALUES ('delete-all');
DELETE FROM search_evaluations;
