-- What speaks for looking at an entity again, and what the list of the registry is read and counted by.

-- A survivor and a reason: `identified` is none, but counted the same way.
CREATE TABLE d_look (
  kind TEXT NOT NULL,
  root TEXT NOT NULL,
  PRIMARY KEY (kind, root)
) STRICT, WITHOUT ROWID;
CREATE INDEX d_look_root ON d_look (root);

-- Survivors in the order of the list: those most spoken of first.
CREATE INDEX d_entity_order ON d_entity (mentions DESC, entity_id, root) WHERE root = entity_id;

-- Counts of the list's facets.
CREATE INDEX entity_standing_type ON entity (type, redirect_to) WHERE redirect_to IS NULL;
CREATE INDEX entity_standing_country ON entity (country, redirect_to) WHERE redirect_to IS NULL AND country IS NOT NULL;
