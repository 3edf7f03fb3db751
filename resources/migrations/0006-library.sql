-- The library: what facets count, views that were saved, and lines decided for a whole source.

-- Types of the facts of an article that are proposed or kept, in code-unit order, parted by blanks.
ALTER TABLE d_article ADD COLUMN types TEXT NOT NULL DEFAULT '';
UPDATE d_article SET types = coalesce((
  SELECT group_concat(type, ' ') FROM (
    SELECT type FROM p_fact WHERE p_fact.article_id = d_article.article_id
      AND NOT EXISTS (SELECT 1 FROM fact WHERE fact.id = p_fact.id)
    UNION
    SELECT fact.type FROM attestation JOIN fact ON fact.id = attestation.fact_id
      WHERE attestation.article_id = d_article.article_id AND fact.state NOT IN ('rejected', 'withdrawn')
    ORDER BY 1)), '');

-- A name for a search with its facets and its order.
CREATE TABLE saved_view (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  query_json TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  coder_id TEXT,
  created_at TEXT NOT NULL
) STRICT;

-- A line decided once for every article of a source, those to come too. kind NULL says: it belongs to the article.
-- `source` is the publisher, else the name of the file, as aliases of a source have it. What is decided about a line in
-- one article (`zone`) goes before it.
CREATE TABLE line_rule (
  id TEXT PRIMARY KEY,
  source TEXT NOT NULL,
  line TEXT NOT NULL,
  kind TEXT,
  coder_id TEXT,
  decided_at TEXT NOT NULL,
  UNIQUE (source, line)
) STRICT;
