-- The codebook is the project's own. Number 1 is the one that shipped; each save adds the next, made from the one before.
-- look_json lists facts that kept a value the version no longer allows: [[fact id, role, reason], …].
-- Nothing was ever written to the table of the first schema.

DROP TABLE codebook_version;
CREATE TABLE codebook_version (
  id TEXT PRIMARY KEY,
  number INTEGER NOT NULL UNIQUE CHECK (number >= 1),
  version TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  body TEXT NOT NULL,
  based_on TEXT REFERENCES codebook_version (id),
  look_json TEXT NOT NULL,
  note TEXT,
  coder_id TEXT,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX codebook_version_based_on ON codebook_version (based_on) WHERE based_on IS NOT NULL;
