-- Families of near-duplicates, facts that several articles attest, and what a new version could not take over.

-- What a person decided about two articles: one family, or never. Read for the newest versions of both.
CREATE TABLE family_verdict (
  a TEXT NOT NULL REFERENCES article (id),
  b TEXT NOT NULL REFERENCES article (id),
  verdict TEXT NOT NULL CHECK (verdict IN ('join', 'split')),
  coder_id TEXT,
  decided_at TEXT NOT NULL,
  PRIMARY KEY (a, b),
  CHECK (a < b)
) STRICT;
CREATE INDEX family_verdict_b ON family_verdict (b);

-- A proposal of an article that an attestation of a fact of another article answers: nobody is asked about it any more,
-- and no proposed row is made of it. proposal_id is the id the proposal had.
CREATE TABLE answered_proposal (
  proposal_id TEXT PRIMARY KEY,
  article_id TEXT NOT NULL REFERENCES article (id),
  fact_id TEXT NOT NULL REFERENCES fact (id)
) STRICT;
CREATE INDEX answered_proposal_article ON answered_proposal (article_id);
CREATE INDEX answered_proposal_fact ON answered_proposal (fact_id);

-- What was decided about an article and does not stand in its new version any more (gone), or stands there several times
-- (twice). subject_id names the fact, mention or zone; start, end and quote are those of the old version.
-- state: open, attached (to a place of the new version), dropped (no longer holds), left (holds, by the old version).
CREATE TABLE carry_rest (
  id TEXT PRIMARY KEY,
  article_id TEXT NOT NULL REFERENCES article (id),
  from_article_id TEXT NOT NULL REFERENCES article (id),
  kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  why TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  quote TEXT NOT NULL,
  state TEXT NOT NULL,
  coder_id TEXT,
  decided_at TEXT
) STRICT;
CREATE INDEX carry_rest_article ON carry_rest (article_id);
CREATE INDEX carry_rest_from ON carry_rest (from_article_id);
CREATE INDEX carry_rest_subject ON carry_rest (subject_id);

-- Another version of an article is looked for by its address, and by publisher and day.
CREATE INDEX article_url ON article (url) WHERE url IS NOT NULL;
CREATE INDEX article_day ON article (published, publisher) WHERE published IS NOT NULL;

-- The newest version of every article: how many shingles it has, its MinHash signature (32-bit numbers), and whether it
-- stands in the bands. Of articles with one text only the first does.
CREATE TABLE d_signature (
  n INTEGER PRIMARY KEY,
  article_id TEXT NOT NULL UNIQUE,
  text_sha256 TEXT NOT NULL,
  shingles INTEGER NOT NULL,
  signature BLOB NOT NULL,
  banded INTEGER NOT NULL
) STRICT;
CREATE INDEX d_signature_text ON d_signature (text_sha256);
CREATE TABLE d_band (
  key INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (key, n)
) STRICT, WITHOUT ROWID;
-- Pairs that resemble one another, by number, and how many shingles they share.
CREATE TABLE d_near (
  a INTEGER NOT NULL,
  b INTEGER NOT NULL,
  shared INTEGER NOT NULL,
  PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX d_near_b ON d_near (b);
-- Articles that are not alone: members of a family, and older versions beside the newest one of theirs. A family is
-- called by its first member.
CREATE TABLE d_family (
  article_id TEXT PRIMARY KEY,
  family TEXT NOT NULL,
  newest TEXT NOT NULL
) STRICT;
CREATE INDEX d_family_family ON d_family (family);
-- Which version of the index the tables above hold.
CREATE TABLE d_families (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  version TEXT NOT NULL
) STRICT;
