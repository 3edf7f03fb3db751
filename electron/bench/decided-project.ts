import type { Ground } from '../workbench/store/testing/store-on-disk.ts'
import { snapshotOf } from '../workbench/store/testing/store-on-disk.ts'
import { generateProject, openGenerated, type ProjectSize } from './generated-project.ts'

/** Every proposal accepted, a destination that no text names marked as such, each by a step of its own, as an analyst's work would leave it; past the program, as its rows are. */
const accepted = `
  INSERT INTO coder VALUES ('c_bench', 'Bench', '2026-11-22T08:00:00.000Z');
  INSERT INTO fact (id, article_id, type, kind, state, modality, polarity, time_iso, time_precision, time_basis, time_rule, time_json,
      attribution_json, plover_json, cameo, codebook_version, origin, rule, fingerprint, coder_id, decided_at, duration_ms)
    SELECT id, article_id, type, body_json ->> '$.kind', 'accepted', body_json ->> '$.modality', body_json ->> '$.polarity',
      body_json ->> '$.time.iso', body_json ->> '$.time.precision', body_json ->> '$.time.basis', body_json ->> '$.time.rule',
      nullif(body_json -> '$.time', 'null'), nullif(body_json -> '$.attribution', 'null'), nullif(body_json -> '$.plover', 'null'),
      body_json ->> '$.cameo', '1.0.0', 'rule', rule, fingerprint, 'c_bench', '2026-11-22T09:00:00.000Z', 2100 FROM p_fact;
  INSERT INTO attestation SELECT id || '.a', id, article_id, body_json ->> '$.trigger.start', body_json ->> '$.trigger.end',
      body_json ->> '$.trigger.surface', 'rule' FROM p_fact;
  INSERT INTO evidence SELECT p_fact.id || '.a', span.key, span.value ->> '$.start', span.value ->> '$.end', span.value ->> '$.surface'
    FROM p_fact, json_each(p_fact.body_json, '$.evidence') AS span;
  INSERT INTO slot (id, fact_id, attestation_id, role, ordinal, mention_id, local_entity, start, "end", quote, norm_json, rule)
    SELECT slot.value ->> '$.id', p_fact.id, p_fact.id || '.a', slot.value ->> '$.role', slot.key, slot.value ->> '$.mentionId',
      slot.value ->> '$.localEntity', slot.value ->> '$.start', slot.value ->> '$.end', slot.value ->> '$.surface', slot.value -> '$.norm', slot.value ->> '$.rule'
    FROM p_fact, json_each(p_fact.body_json, '$.slots') AS slot;
  INSERT INTO slot (id, fact_id, attestation_id, role, ordinal, not_stated)
    SELECT id || '.n', id, id || '.a', 'destination', 9, 1 FROM p_fact WHERE type = 'visit'
      AND NOT EXISTS (SELECT 1 FROM slot WHERE slot.fact_id = p_fact.id AND slot.role = 'destination');
  INSERT INTO history (seq, command_id, type, label, payload_json, coder_id, at, article_id, undoable, answer_json)
    SELECT 100 + row_number() OVER (ORDER BY id), 'bench-' || id, 'fact.accept', type, json_object('factId', id), 'c_bench',
      '2026-11-22T09:00:00.000Z', article_id, 1, '{}' FROM p_fact;
  INSERT INTO history_change (seq, n, tbl, key_json, before_json, after_json)
    SELECT 100 + row_number() OVER (ORDER BY id), 0, 'fact', json_array(id), NULL, json_object('id', id, 'article_id', article_id, 'state', 'accepted') FROM p_fact;
  INSERT INTO history_change (seq, n, tbl, key_json, before_json, after_json)
    SELECT 100 + row_number() OVER (ORDER BY id), 1, 'attestation', json_array(id || '.a'), NULL, json_object('id', id || '.a', 'fact_id', id) FROM p_fact;
  INSERT INTO dataset VALUES ('d_bench', 'Alles', '{"states":["accepted","edited","added"]}', '2026-11-22T09:00:00.000Z', 'c_bench');`

/** Lays out a generated project in which everything was decided, with a dataset of all of it. */
export function decidedProject(
  ground: Ground,
  parent: string,
  name: string,
  size: ProjectSize,
): { readonly root: string; readonly facts: number; readonly dataset: string } {
  const { root } = generateProject(ground, parent, name, size)
  const { engine } = openGenerated(ground, root)
  engine.derive((db) => {
    for (const statement of accepted.split(';\n')) db.run(statement)
  })
  const facts = engine.read().count('SELECT count(*) FROM fact')
  snapshotOf(engine)
  engine.close()
  return { root, facts, dataset: 'Alles' }
}
