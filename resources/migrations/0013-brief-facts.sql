-- What lists and counts ask of a proposed fact, beside its body: the list of a long article is not to read thousands of bodies.
-- [kind, [[start, end] of each evidence], [start, end] of the trigger or null, roles that words or values answer,
--  [role, mention, local entity] of slots that only an entity can answer, ids of facts in conflict]
ALTER TABLE p_fact ADD COLUMN brief_json TEXT;

UPDATE p_fact SET brief_json = json_array(
  body_json ->> '$.kind',
  json((SELECT json_group_array(json_array(value ->> '$.start', value ->> '$.end')) FROM json_each(body_json, '$.evidence'))),
  CASE WHEN body_json ->> '$.trigger.start' IS NULL THEN NULL
    ELSE json(json_array(body_json ->> '$.trigger.start', body_json ->> '$.trigger.end')) END,
  json((SELECT json_group_array(DISTINCT value ->> '$.role') FROM json_each(body_json, '$.slots')
    WHERE value ->> '$.start' IS NOT NULL OR value ->> '$.norm' IS NOT NULL OR coalesce(value ->> '$.inferred', 0) = 1)),
  json((SELECT json_group_array(json_array(value ->> '$.role', value ->> '$.mentionId', value ->> '$.localEntity'))
    FROM json_each(body_json, '$.slots')
    WHERE value ->> '$.start' IS NULL AND value ->> '$.norm' IS NULL AND coalesce(value ->> '$.inferred', 0) <> 1
      AND coalesce(value ->> '$.mentionId', value ->> '$.localEntity') IS NOT NULL)),
  json(coalesce(body_json -> '$.conflictsWith', '[]'))
);
