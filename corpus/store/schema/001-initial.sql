-- The account of all fetches, beside the objects (files by content). Times are ISO 8601 in UTC. Rows of `fetches`,
-- `links` and `archive_entries` are never changed or deleted.

CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('crawl', 'import')),
  -- What was chosen, sorted: an unfinished run of the same choice is gone on with.
  selection TEXT NOT NULL CHECK (json_valid(selection)),
  started_at TEXT NOT NULL,
  finished_at TEXT, -- NULL: going on, interrupted, or stopped by a limit
  user_agent TEXT
) STRICT;

-- The agencies of a run. `source` is the key that other tables use.
CREATE TABLE run_sources (
  run_id INTEGER NOT NULL REFERENCES runs (id),
  source TEXT NOT NULL,
  position INTEGER NOT NULL,
  agency_name TEXT NOT NULL,
  agency_code TEXT,
  prefecture TEXT,
  PRIMARY KEY (run_id, source)
) STRICT;

-- Bytes in objects/, by content.
CREATE TABLE objects (
  sha256 TEXT PRIMARY KEY NOT NULL CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
  bytes INTEGER NOT NULL CHECK (bytes >= 0),
  media_type TEXT NOT NULL, -- by content where it can be told, otherwise as the server said
  first_stored_at TEXT NOT NULL
) STRICT;

-- Every fetch that came to an end. `location` is the URL, of a form with what was sent.
CREATE TABLE fetches (
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES runs (id),
  source TEXT NOT NULL,
  location TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('page', 'document')),
  url TEXT NOT NULL,
  method TEXT NOT NULL CHECK (method IN ('GET', 'POST', 'HAND')), -- HAND: a person fetched it
  request_body TEXT,
  final_url TEXT NOT NULL,
  redirects TEXT NOT NULL CHECK (json_valid(redirects)),
  attempts INTEGER NOT NULL,
  started_at TEXT NOT NULL,
  ended_at TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('body', 'not-modified', 'gone', 'refused', 'failed')),
  status INTEGER,
  headers TEXT CHECK (headers IS NULL OR json_valid(headers)),
  sha256 TEXT REFERENCES objects (sha256), -- of a 304: the content that is still the same
  change TEXT CHECK (change IN ('new', 'changed', 'unchanged', 'gone')), -- against the fetch before
  code TEXT, -- why there is no body
  message TEXT,
  depth INTEGER NOT NULL,
  referrer TEXT, -- the page that links it
  link_text TEXT,
  listing TEXT CHECK (listing IS NULL OR json_valid(listing)), -- what that page says of it
  fingerprint TEXT, -- structure of a page
  problems TEXT NOT NULL CHECK (json_valid(problems)), -- what is odd about it
  CHECK ((outcome IN ('body', 'not-modified')) = (sha256 IS NOT NULL))
) STRICT;
CREATE INDEX fetches_by_location ON fetches (location, id);
CREATE INDEX fetches_by_run ON fetches (run_id, source);
CREATE INDEX fetches_by_object ON fetches (sha256);

-- What a run has to ask for, and has asked for. Filled in the transaction of the page that names it.
CREATE TABLE frontier (
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES runs (id),
  source TEXT NOT NULL,
  location TEXT NOT NULL,
  host TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('page', 'document')),
  url TEXT NOT NULL,
  method TEXT NOT NULL CHECK (method IN ('GET', 'POST')),
  request_body TEXT,
  content_type TEXT,
  depth INTEGER NOT NULL,
  listed INTEGER NOT NULL CHECK (listed IN (0, 1)), -- 0: known from an earlier run, linked by no page now
  fetch_id INTEGER REFERENCES fetches (id), -- NULL: not yet
  UNIQUE (run_id, source, location)
) STRICT;
CREATE INDEX frontier_pending ON frontier (run_id, host, id) WHERE fetch_id IS NULL;

-- Each place that names a document or page, with what it says of it.
CREATE TABLE links (
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES runs (id),
  source TEXT NOT NULL,
  location TEXT NOT NULL,
  referrer TEXT NOT NULL,
  position INTEGER NOT NULL, -- on that page
  kind TEXT NOT NULL CHECK (kind IN ('page', 'document')),
  text TEXT NOT NULL,
  listing TEXT CHECK (listing IS NULL OR json_valid(listing)),
  UNIQUE (run_id, source, referrer, position)
) STRICT;
CREATE INDEX links_by_place ON links (run_id, source, location);
CREATE INDEX links_by_location ON links (location);

-- Documents within a ZIP archive; those that were not taken have a reason.
CREATE TABLE archive_entries (
  archive TEXT NOT NULL REFERENCES objects (sha256),
  position INTEGER NOT NULL,
  name TEXT NOT NULL, -- as the archive says; no path on disk is ever made of it
  sha256 TEXT REFERENCES objects (sha256),
  code TEXT,
  message TEXT,
  PRIMARY KEY (archive, position),
  CHECK ((sha256 IS NULL) = (code IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- The last thing that is known of each place of a document.
CREATE VIEW document_places AS
SELECT fetches.*
FROM fetches
WHERE kind = 'document' AND id = (
  SELECT max(id) FROM fetches AS later
  WHERE later.location = fetches.location AND later.outcome IN ('body', 'not-modified', 'gone')
);

-- Each content that a place has had, archives unpacked. `version` counts from 1; `current` is the last one.
CREATE VIEW document_versions AS
WITH contents AS (
  SELECT location, sha256, min(id) AS first_fetch, max(id) AS last_fetch
  FROM fetches
  WHERE kind = 'document' AND sha256 IS NOT NULL
  GROUP BY location, sha256
), numbered AS (
  SELECT *,
    row_number() OVER (PARTITION BY location ORDER BY first_fetch) AS version,
    last_fetch = max(last_fetch) OVER (PARTITION BY location) AS current
  FROM contents
)
SELECT
  numbered.location || coalesce('#' || entries.name, '') AS location,
  coalesce(entries.sha256, numbered.sha256) AS sha256,
  numbered.location AS fetched_from, version, current, first_fetch, last_fetch
FROM numbered
LEFT JOIN archive_entries AS entries ON entries.archive = numbered.sha256
WHERE entries.archive IS NULL OR entries.sha256 IS NOT NULL;
