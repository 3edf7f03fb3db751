-- What somebody else decided about the same articles, kept beside the project's own decisions, and how each difference
-- was settled. Nothing of it counts as a fact of the project until somebody takes it over.

CREATE TABLE opinion (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  origin TEXT NOT NULL,
  -- The agreement there was when it came: settling differences would only raise it.
  agreement_json TEXT NOT NULL,
  coder_id TEXT,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE opinion_article (
  opinion_id TEXT NOT NULL REFERENCES opinion (id),
  article_id TEXT NOT NULL REFERENCES article (id),
  finished INTEGER NOT NULL,
  PRIMARY KEY (opinion_id, article_id)
) STRICT;
CREATE INDEX opinion_article_article ON opinion_article (article_id);

CREATE TABLE opinion_fact (
  id TEXT PRIMARY KEY,
  opinion_id TEXT NOT NULL REFERENCES opinion (id),
  article_id TEXT NOT NULL REFERENCES article (id),
  ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
  body_json TEXT NOT NULL
) STRICT;
CREATE INDEX opinion_fact_opinion ON opinion_fact (opinion_id, article_id, ordinal);
CREATE INDEX opinion_fact_article ON opinion_fact (article_id);

-- One side is null where a coder has no such fact. fact_id is the project's own, or the one made by taking theirs over.
CREATE TABLE adjudication (
  id TEXT PRIMARY KEY,
  opinion_id TEXT NOT NULL REFERENCES opinion (id),
  article_id TEXT NOT NULL REFERENCES article (id),
  fact_id TEXT,
  opinion_fact_id TEXT,
  choice TEXT NOT NULL CHECK (choice IN ('mine', 'theirs')),
  note TEXT,
  coder_id TEXT,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX adjudication_opinion ON adjudication (opinion_id);
CREATE INDEX adjudication_article ON adjudication (article_id);
CREATE INDEX adjudication_fact ON adjudication (fact_id);
