-- What listing pages say of documents, and how the documents were had: one row for each page that names a place.
-- Written anew, source by source, whenever a store of fetched documents is ingested; the store keeps the history.
CREATE TABLE listings (
  id INTEGER PRIMARY KEY,
  location TEXT NOT NULL, -- as in `sources`: the URL, with `#entry` for a document within a ZIP archive
  sha256 TEXT CHECK (sha256 IS NULL OR length(sha256) = 64), -- the last content that was had, if any
  -- What became of the place when it was asked for last. `pending`: it was not asked for yet.
  state TEXT NOT NULL CHECK (state IN ('had', 'gone', 'failed', 'refused', 'pending')),
  code TEXT, -- why not `had`
  message TEXT,
  status INTEGER, -- of HTTP
  fetched_at TEXT, -- when it was asked for last
  listed_at TEXT NOT NULL, -- when the page was last seen to name it
  still_listed INTEGER NOT NULL CHECK (still_listed IN (0, 1)), -- by the source's last run
  source TEXT NOT NULL, -- where agencies publish: the key of the store
  agency_name TEXT NOT NULL,
  agency_code TEXT,
  prefecture TEXT,
  referrer TEXT, -- the page that names it; NULL where a person brought the file
  link_text TEXT,
  number TEXT, -- as printed on the page, and so the following ones
  title TEXT,
  date_printed TEXT,
  form TEXT CHECK (form IN ('様式2', '様式3', '様式4')),
  department TEXT,
  ended INTEGER NOT NULL CHECK (ended IN (0, 1)),
  draft INTEGER NOT NULL CHECK (draft IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX listings_by_place ON listings (location, source, ifnull(referrer, ''));
CREATE INDEX listings_by_document ON listings (sha256);
CREATE INDEX listings_by_agency ON listings (prefecture, agency_code);
