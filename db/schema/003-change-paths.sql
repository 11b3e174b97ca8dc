-- The items that a change names: which ones, in the order of the text, and how certain (0..1).
ALTER TABLE changes ADD COLUMN resolution REAL NOT NULL DEFAULT 0 CHECK (resolution BETWEEN 0 AND 1);

CREATE TABLE change_paths (
  evaluation_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  path TEXT NOT NULL,
  key TEXT NOT NULL,
  PRIMARY KEY (evaluation_id, position, ordinal),
  FOREIGN KEY (evaluation_id, position) REFERENCES changes (evaluation_id, position) ON DELETE CASCADE
) STRICT;
CREATE INDEX change_paths_by_key ON change_paths (key);
