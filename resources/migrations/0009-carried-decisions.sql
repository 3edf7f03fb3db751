-- Decisions that came with a fact from another project, as its export told them: who decided what, and when, before it
-- came here. body_json is the record of the export. fact_id may name a proposed fact, so it is no foreign key.
CREATE TABLE carried_decision (
  fact_id TEXT NOT NULL,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
  article_id TEXT NOT NULL REFERENCES article (id),
  coder_id TEXT,
  at TEXT NOT NULL,
  body_json TEXT NOT NULL,
  PRIMARY KEY (fact_id, ordinal)
) STRICT;
CREATE INDEX carried_decision_article ON carried_decision (article_id);
