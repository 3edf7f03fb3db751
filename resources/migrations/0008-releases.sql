-- Releases: states of a dataset, frozen. What they hold lies in files under releases/, named by their hash; these rows
-- say which. A row never changes, but for removals for good.

CREATE TABLE release (
  id TEXT PRIMARY KEY,
  dataset_id TEXT NOT NULL REFERENCES dataset (id),
  number INTEGER NOT NULL CHECK (number >= 1),
  version TEXT NOT NULL,
  -- The step whose state it shows.
  revision INTEGER NOT NULL,
  coder_id TEXT,
  created_at TEXT NOT NULL,
  note TEXT,
  -- What lists show: name, counts, options, formats, open points, changes by cause.
  body_json TEXT NOT NULL,
  -- When something of it was removed for good.
  purged_at TEXT,
  UNIQUE (dataset_id, number),
  UNIQUE (dataset_id, version)
) STRICT;

CREATE TABLE release_part (
  release_id TEXT NOT NULL REFERENCES release (id),
  ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
  kind TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  rows INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  PRIMARY KEY (release_id, ordinal)
) STRICT;
