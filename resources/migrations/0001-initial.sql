-- The first schema.
--
-- Three classes of tables, told apart by name:
--   decided   no prefix  what people and imports decided; every row change is journaled
--   proposed  p_         what extraction said; built again from the blob that `extraction` names
--   derived   d_         full text, counts, the stamp of a snapshot; can be rebuilt from the other two
-- `history` and `history_change` are decided too, but only the engine writes them.
--
-- Offsets are UTF-16 code units, half-open, into the frozen text; every span keeps its quote.
-- Times are ISO 8601 instants in UTC, durations whole milliseconds.
-- Columns named `batch_sha256` name a file under batches/, which is kept as long as any row or step of
-- the history names it.
-- Foreign keys are checked at once and never cascade: an undo that would leave a row pointing at nothing fails,
-- and the conflict is shown.

CREATE TABLE coder (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT
) STRICT;

CREATE TABLE codebook_version (
  id TEXT PRIMARY KEY,
  version TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

-- What is frozen: the decoded text under texts/, and how it was decoded.
CREATE TABLE text (
  sha256 TEXT PRIMARY KEY,
  utf16_length INTEGER NOT NULL CHECK (utf16_length >= 0),
  byte_length INTEGER NOT NULL CHECK (byte_length >= 0),
  source_sha256 TEXT NOT NULL,
  encoding TEXT NOT NULL,
  bom INTEGER NOT NULL CHECK (bom IN (0, 1)),
  newline TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

-- Who published it.
CREATE TABLE article (
  id TEXT PRIMARY KEY,
  text_sha256 TEXT NOT NULL REFERENCES text (sha256),
  source TEXT,
  source_name TEXT,
  version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
  supersedes TEXT REFERENCES article (id),
  imported_at TEXT NOT NULL,
  title TEXT,
  publisher TEXT,
  agency TEXT,
  author TEXT,
  url TEXT,
  published TEXT,
  published_basis TEXT,
  lang TEXT,
  triage TEXT NOT NULL,
  triage_reason TEXT,
  finished_at TEXT,
  ordinal INTEGER NOT NULL
) STRICT;
CREATE INDEX article_text ON article (text_sha256);
CREATE INDEX article_source ON article (source, source_name);
CREATE INDEX article_supersedes ON article (supersedes) WHERE supersedes IS NOT NULL;
CREATE INDEX article_ordinal ON article (ordinal);

CREATE TABLE article_field (
  article_id TEXT NOT NULL REFERENCES article (id),
  field TEXT NOT NULL,
  value TEXT,
  basis TEXT,
  start INTEGER,
  "end" INTEGER,
  quote TEXT,
  PRIMARY KEY (article_id, field)
) STRICT;

-- kind NULL says: this belongs to the article.
CREATE TABLE zone (
  id TEXT PRIMARY KEY,
  article_id TEXT NOT NULL REFERENCES article (id),
  start INTEGER NOT NULL CHECK (start >= 0),
  "end" INTEGER NOT NULL CHECK ("end" > start),
  quote TEXT NOT NULL,
  kind TEXT,
  coder_id TEXT,
  decided_at TEXT NOT NULL
) STRICT;
CREATE INDEX zone_article ON zone (article_id, start);

-- Names the proposals of an article: entry `batch_index` of the file batches/<batch_sha256>.
CREATE TABLE extraction (
  article_id TEXT PRIMARY KEY REFERENCES article (id),
  batch_sha256 TEXT NOT NULL,
  batch_index INTEGER NOT NULL CHECK (batch_index >= 0),
  extractor TEXT NOT NULL,
  lexicon TEXT NOT NULL,
  codebook TEXT NOT NULL,
  learned TEXT,
  at TEXT NOT NULL
) STRICT;

CREATE TABLE entity (
  id TEXT PRIMARY KEY,
  type TEXT NOT NULL,
  label_de TEXT,
  label_en TEXT,
  country TEXT,
  note TEXT,
  origin TEXT NOT NULL,
  redirect_to TEXT REFERENCES entity (id),
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX entity_type ON entity (type);
CREATE INDEX entity_redirect ON entity (redirect_to) WHERE redirect_to IS NOT NULL;

CREATE TABLE alias (
  id TEXT PRIMARY KEY,
  entity_id TEXT NOT NULL REFERENCES entity (id),
  text TEXT NOT NULL,
  folded TEXT NOT NULL,
  kind TEXT NOT NULL,
  scope TEXT NOT NULL,
  scope_id TEXT,
  lang TEXT,
  origin TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX alias_entity ON alias (entity_id);
CREATE INDEX alias_folded ON alias (folded, scope);

CREATE TABLE identifier (
  entity_id TEXT NOT NULL REFERENCES entity (id),
  scheme TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (entity_id, scheme, value)
) STRICT;
CREATE INDEX identifier_value ON identifier (scheme, value);

-- A decided mention overrides the proposal of the same id.
CREATE TABLE mention (
  id TEXT PRIMARY KEY,
  article_id TEXT NOT NULL REFERENCES article (id),
  start INTEGER NOT NULL CHECK (start >= 0),
  "end" INTEGER NOT NULL CHECK ("end" > start),
  quote TEXT NOT NULL,
  type TEXT NOT NULL,
  form TEXT,
  state TEXT NOT NULL,
  entity_id TEXT REFERENCES entity (id),
  coder_id TEXT,
  decided_at TEXT NOT NULL
) STRICT;
CREATE INDEX mention_article ON mention (article_id, start);
CREATE INDEX mention_entity ON mention (entity_id) WHERE entity_id IS NOT NULL;

CREATE TABLE fact (
  id TEXT PRIMARY KEY,
  article_id TEXT REFERENCES article (id),
  type TEXT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  modality TEXT NOT NULL,
  polarity TEXT NOT NULL,
  time_iso TEXT,
  time_precision TEXT,
  time_basis TEXT,
  time_rule TEXT,
  time_json TEXT,
  attribution_json TEXT,
  plover_json TEXT,
  cameo TEXT,
  temporal_status TEXT,
  codebook_version TEXT,
  origin TEXT NOT NULL,
  rule TEXT,
  fingerprint TEXT,
  reject_reason TEXT,
  note TEXT,
  flag INTEGER NOT NULL DEFAULT 0 CHECK (flag IN (0, 1)),
  coder_id TEXT,
  decided_at TEXT,
  duration_ms INTEGER
) STRICT;
CREATE INDEX fact_article ON fact (article_id);
CREATE INDEX fact_type_state ON fact (type, state);
CREATE INDEX fact_rule ON fact (rule, state);

CREATE TABLE attestation (
  id TEXT PRIMARY KEY,
  fact_id TEXT NOT NULL REFERENCES fact (id),
  article_id TEXT NOT NULL REFERENCES article (id),
  trigger_start INTEGER,
  trigger_end INTEGER,
  trigger_quote TEXT,
  origin TEXT NOT NULL,
  CHECK ((trigger_start IS NULL) = (trigger_end IS NULL))
) STRICT;
CREATE INDEX attestation_fact ON attestation (fact_id);
CREATE INDEX attestation_article ON attestation (article_id);

CREATE TABLE evidence (
  attestation_id TEXT NOT NULL REFERENCES attestation (id),
  ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
  start INTEGER NOT NULL CHECK (start >= 0),
  "end" INTEGER NOT NULL CHECK ("end" > start),
  quote TEXT NOT NULL,
  PRIMARY KEY (attestation_id, ordinal)
) STRICT;

-- mention_id may name a proposed mention, so it is no foreign key.
CREATE TABLE slot (
  id TEXT PRIMARY KEY,
  fact_id TEXT NOT NULL REFERENCES fact (id),
  attestation_id TEXT REFERENCES attestation (id),
  role TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  entity_id TEXT REFERENCES entity (id),
  mention_id TEXT,
  local_entity TEXT,
  start INTEGER,
  "end" INTEGER,
  quote TEXT,
  norm_json TEXT,
  value TEXT,
  inferred INTEGER NOT NULL DEFAULT 0 CHECK (inferred IN (0, 1)),
  not_stated INTEGER NOT NULL DEFAULT 0 CHECK (not_stated IN (0, 1)),
  rule TEXT,
  CHECK ((start IS NULL) = ("end" IS NULL))
) STRICT;
CREATE INDEX slot_fact ON slot (fact_id, ordinal);
CREATE INDEX slot_attestation ON slot (attestation_id);
CREATE INDEX slot_entity ON slot (entity_id) WHERE entity_id IS NOT NULL;
CREATE INDEX slot_mention ON slot (mention_id) WHERE mention_id IS NOT NULL;

CREATE TABLE decision (
  id TEXT PRIMARY KEY,
  subject_kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  article_id TEXT REFERENCES article (id),
  verdict TEXT NOT NULL,
  reason TEXT,
  coder_id TEXT,
  at TEXT NOT NULL,
  duration_ms INTEGER
) STRICT;
CREATE INDEX decision_subject ON decision (subject_kind, subject_id);
CREATE INDEX decision_article ON decision (article_id);

CREATE TABLE sentence_review (
  article_id TEXT NOT NULL REFERENCES article (id),
  start INTEGER NOT NULL CHECK (start >= 0),
  "end" INTEGER NOT NULL CHECK ("end" > start),
  quote TEXT NOT NULL,
  complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
  blind INTEGER NOT NULL DEFAULT 0 CHECK (blind IN (0, 1)),
  coder_id TEXT,
  at TEXT NOT NULL,
  PRIMARY KEY (article_id, start, "end")
) STRICT;

CREATE TABLE dataset (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  query_json TEXT NOT NULL,
  created_at TEXT NOT NULL,
  coder_id TEXT
) STRICT;

-- fact_id may name a proposed fact, so it is no foreign key.
CREATE TABLE dataset_member (
  dataset_id TEXT NOT NULL REFERENCES dataset (id),
  fact_id TEXT NOT NULL,
  verdict TEXT NOT NULL,
  PRIMARY KEY (dataset_id, fact_id)
) STRICT;
CREATE INDEX dataset_member_fact ON dataset_member (fact_id);

-- Who, when, why. seq is the number of the journal frame.
-- undo_of: the step this one takes back (its newest, where it takes back a group); undone_by: the step that took this one back.
CREATE TABLE history (
  seq INTEGER PRIMARY KEY,
  command_id TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  label TEXT NOT NULL,
  payload_json TEXT NOT NULL,
  coder_id TEXT,
  at TEXT NOT NULL,
  note TEXT,
  undo_of INTEGER REFERENCES history (seq),
  undone_by INTEGER REFERENCES history (seq),
  group_id TEXT,
  article_id TEXT,
  undoable INTEGER NOT NULL CHECK (undoable IN (0, 1)),
  answer_json TEXT NOT NULL
) STRICT;
CREATE INDEX history_coder ON history (coder_id, seq);
CREATE INDEX history_article ON history (article_id, seq) WHERE article_id IS NOT NULL;
CREATE INDEX history_group ON history (group_id) WHERE group_id IS NOT NULL;
CREATE INDEX history_undone_by ON history (undone_by) WHERE undone_by IS NOT NULL;
CREATE INDEX history_undo_of ON history (undo_of) WHERE undo_of IS NOT NULL;

-- Before and after, row by row, in the order it happened. A row that appeared has no before, one that went has no
-- after; where it was changed, both hold the changed columns only.
CREATE TABLE history_change (
  seq INTEGER NOT NULL REFERENCES history (seq),
  n INTEGER NOT NULL,
  tbl TEXT NOT NULL,
  key_json TEXT NOT NULL,
  before_json TEXT,
  after_json TEXT,
  PRIMARY KEY (seq, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX history_change_row ON history_change (tbl, key_json, seq);

CREATE TABLE p_mention (
  id TEXT PRIMARY KEY,
  article_id TEXT NOT NULL,
  local_id TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  quote TEXT NOT NULL,
  type TEXT NOT NULL,
  form TEXT NOT NULL,
  local_entity TEXT,
  norm_json TEXT,
  rule TEXT NOT NULL,
  prior REAL NOT NULL,
  nested_in TEXT
) STRICT;
CREATE INDEX p_mention_article ON p_mention (article_id, start);
CREATE INDEX p_mention_entity ON p_mention (article_id, local_entity);

CREATE TABLE p_entity (
  article_id TEXT NOT NULL,
  local_id TEXT NOT NULL,
  type TEXT NOT NULL,
  canonical TEXT NOT NULL,
  body_json TEXT NOT NULL,
  entity_id TEXT,
  link_rule TEXT,
  PRIMARY KEY (article_id, local_id)
) STRICT;
CREATE INDEX p_entity_entity ON p_entity (entity_id) WHERE entity_id IS NOT NULL;

CREATE TABLE p_fact (
  id TEXT PRIMARY KEY,
  article_id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  type TEXT NOT NULL,
  start INTEGER NOT NULL,
  rule TEXT NOT NULL,
  prior REAL NOT NULL,
  fingerprint TEXT NOT NULL,
  body_json TEXT NOT NULL
) STRICT;
CREATE INDEX p_fact_article ON p_fact (article_id, ordinal);
CREATE INDEX p_fact_type ON p_fact (type);
CREATE INDEX p_fact_rule ON p_fact (rule);
CREATE INDEX p_fact_fingerprint ON p_fact (fingerprint);

CREATE TABLE p_slot (
  slot_id TEXT PRIMARY KEY,
  fact_id TEXT NOT NULL,
  role TEXT NOT NULL,
  local_entity TEXT,
  mention_id TEXT
) STRICT;
CREATE INDEX p_slot_fact ON p_slot (fact_id);

CREATE TABLE p_zone (
  article_id TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  kind TEXT,
  section TEXT,
  rule TEXT
) STRICT;
CREATE INDEX p_zone_article ON p_zone (article_id, start);

CREATE TABLE p_sentence (
  article_id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  section TEXT NOT NULL,
  PRIMARY KEY (article_id, ordinal)
) STRICT;

CREATE TABLE p_field (
  article_id TEXT NOT NULL,
  field TEXT NOT NULL,
  value TEXT,
  basis TEXT,
  start INTEGER,
  "end" INTEGER,
  quote TEXT,
  rule TEXT,
  PRIMARY KEY (article_id, field)
) STRICT;

CREATE TABLE d_article (
  article_id TEXT PRIMARY KEY,
  facts INTEGER NOT NULL DEFAULT 0,
  decided INTEGER NOT NULL DEFAULT 0,
  rejected INTEGER NOT NULL DEFAULT 0,
  sentences INTEGER NOT NULL DEFAULT 0,
  reviewed INTEGER NOT NULL DEFAULT 0,
  conflicts INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Full text. FTS4 knows rows by number only; the map says whose they are.
CREATE TABLE d_fts_map (
  docid INTEGER PRIMARY KEY,
  article_id TEXT NOT NULL UNIQUE
) STRICT;
CREATE VIRTUAL TABLE d_fts USING fts4 (title, body, tokenize=unicode61 "remove_diacritics=2");

-- Which state this database is: written into a snapshot just before it is saved.
CREATE TABLE d_snapshot (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  project_id TEXT NOT NULL,
  generation INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  chain_crc INTEGER NOT NULL,
  written_at TEXT NOT NULL,
  sha256 TEXT NOT NULL
) STRICT;
