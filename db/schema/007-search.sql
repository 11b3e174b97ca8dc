-- Full-text search. A row of the index is an item with text, or a row of the change table; its rowid is
-- number * 1048576 + position of the item, or number * 1048576 + 524288 + position of the change.
CREATE TABLE search_evaluations (
  number INTEGER PRIMARY KEY,
  evaluation_id TEXT NOT NULL UNIQUE REFERENCES evaluations (id)
) STRICT;

-- `grams`: the folded text as pairs of neighbouring characters; `tags`: form, prefecture, year and key, each one word
-- (see db/search). The texts themselves are in items and changes.
CREATE VIRTUAL TABLE search_index USING fts5 (
  grams, tags, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '1'
);

-- Whoever deletes an evaluation, the index follows.
CREATE TRIGGER search_forgets BEFORE DELETE ON evaluations
WHEN EXISTS (SELECT 1 FROM search_evaluations WHERE evaluation_id = old.id)
BEGIN
  DELETE FROM search_index WHERE
    rowid >= (SELECT number * 1048576 FROM search_evaluations WHERE evaluation_id = old.id)
    AND rowid < (SELECT (number + 1) * 1048576 FROM search_evaluations WHERE evaluation_id = old.id);
  DELETE FROM search_evaluations WHERE evaluation_id = old.id;
END;
