-- The history of one fact or one entity beside it.
--
-- A row that appeared or went holds all its columns, one that was linked elsewhere the changed link: so every step that
-- tied a row to a fact or an entity, or loosened it, is found by these, also where the row is gone by now. Tables that
-- name no entity are left out, so that an import does not pay for reading their rows.

CREATE INDEX history_change_entity_before ON history_change (json_extract(before_json, '$.entity_id'), seq)
  WHERE tbl NOT IN ('article', 'article_field', 'text', 'extraction', 'evidence', 'zone')
    AND json_extract(before_json, '$.entity_id') IS NOT NULL;
CREATE INDEX history_change_entity_after ON history_change (json_extract(after_json, '$.entity_id'), seq)
  WHERE tbl NOT IN ('article', 'article_field', 'text', 'extraction', 'evidence', 'zone')
    AND json_extract(after_json, '$.entity_id') IS NOT NULL;
CREATE INDEX history_change_fact_before ON history_change (json_extract(before_json, '$.fact_id'), tbl, key_json)
  WHERE tbl IN ('attestation', 'dataset_member', 'slot') AND json_extract(before_json, '$.fact_id') IS NOT NULL;
CREATE INDEX history_change_fact_after ON history_change (json_extract(after_json, '$.fact_id'), tbl, key_json)
  WHERE tbl IN ('attestation', 'dataset_member', 'slot') AND json_extract(after_json, '$.fact_id') IS NOT NULL;
