-- Contradictions that the consistency rules found in an evaluation; docs/checks.md has the rules.
CREATE TABLE findings (
  evaluation_id TEXT NOT NULL REFERENCES evaluations (id) ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position >= 1),
  rule TEXT NOT NULL,
  severity TEXT NOT NULL CHECK (severity IN ('error', 'warning')),
  origin TEXT NOT NULL CHECK (origin IN ('document', 'extraction')),
  message_ja TEXT NOT NULL,
  message_en TEXT NOT NULL,
  paths TEXT NOT NULL CHECK (json_valid(paths)),
  evidence TEXT NOT NULL CHECK (json_valid(evidence)),
  expected TEXT NOT NULL,
  found TEXT NOT NULL,
  PRIMARY KEY (evaluation_id, position)
) STRICT;
CREATE INDEX findings_by_rule ON findings (rule, severity, origin);

-- Whether the rules were run: an evaluation without findings may be free of contradictions, or unchecked.
ALTER TABLE evaluations ADD COLUMN checked INTEGER NOT NULL DEFAULT 0 CHECK (checked IN (0, 1));
