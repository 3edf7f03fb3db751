-- Who is who: offices with their time, judgements of difference, groups put off, and what suggestions are found by.

-- An office somebody held. `of_entity_id` is the state or organisation; times are ISO 8601 of reduced precision
-- (1999, 1999-08, 1999-08-09), both ends included; NULL says unknown at the start and still held at the end.
CREATE TABLE office (
  id TEXT PRIMARY KEY,
  entity_id TEXT NOT NULL REFERENCES entity (id),
  title TEXT NOT NULL,
  of_entity_id TEXT REFERENCES entity (id),
  valid_from TEXT,
  valid_to TEXT,
  note TEXT,
  origin TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX office_entity ON office (entity_id);
CREATE INDEX office_of ON office (of_entity_id) WHERE of_entity_id IS NOT NULL;

-- Never the same: a pair of entities somebody judged different. Read with redirects followed.
CREATE TABLE distinction (
  a TEXT NOT NULL REFERENCES entity (id),
  b TEXT NOT NULL REFERENCES entity (id),
  reason TEXT,
  coder_id TEXT,
  decided_at TEXT NOT NULL,
  PRIMARY KEY (a, b),
  CHECK (a < b)
) STRICT;
CREATE INDEX distinction_b ON distinction (b);

-- A suggested group somebody put off: the ids of its members, sorted, joined by a space.
CREATE TABLE cluster_later (
  members TEXT PRIMARY KEY,
  coder_id TEXT,
  decided_at TEXT NOT NULL
) STRICT;

-- Whatever writes the column, an undo or a redo too: a chain of redirects ends at an entity that has none.
CREATE TRIGGER entity_redirect_ends BEFORE UPDATE OF redirect_to ON entity
WHEN new.redirect_to IS NOT NULL AND new.redirect_to IS NOT old.redirect_to
BEGIN
  SELECT RAISE(ABORT, 'constraint failed: redirects would loop') WHERE EXISTS (
    WITH RECURSIVE chain (id) AS (
      SELECT new.redirect_to
      UNION SELECT entity.redirect_to FROM entity JOIN chain ON entity.id = chain.id WHERE entity.redirect_to IS NOT NULL
    )
    SELECT 1 FROM chain WHERE id = new.id);
END;

-- Every entity, who stands for it after all merges, and how much is said of it. Counts stand at that survivor.
CREATE TABLE d_entity (
  n INTEGER PRIMARY KEY,
  entity_id TEXT NOT NULL UNIQUE,
  root TEXT NOT NULL,
  mentions INTEGER NOT NULL DEFAULT 0,
  articles INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX d_entity_root ON d_entity (root);
CREATE INDEX d_entity_mentions ON d_entity (mentions);

-- Mentions of an entity (as it was linked, before redirects) in one article.
CREATE TABLE d_entity_article (
  article_id TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  mentions INTEGER NOT NULL,
  PRIMARY KEY (article_id, entity_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX d_entity_article_entity ON d_entity_article (entity_id);

-- Keys under which the names of entity `n` are found, and the neighbours of each word that occurs in one.
CREATE TABLE d_name_key (
  key TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (key, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE d_word_block (
  block TEXT NOT NULL,
  word TEXT NOT NULL,
  PRIMARY KEY (block, word)
) STRICT, WITHOUT ROWID;

-- Which version of the keys the tables above hold.
CREATE TABLE d_linking (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  version TEXT NOT NULL
) STRICT;

-- Whom an article names but nobody linked yet, by the name.
CREATE INDEX p_entity_open ON p_entity (canonical) WHERE entity_id IS NULL;

-- Proposed slots that rest on a mention.
CREATE INDEX p_slot_mention ON p_slot (mention_id) WHERE mention_id IS NOT NULL;
