-- Proposals that contradict another one of their article: few among many, counted after every decision.
CREATE INDEX p_fact_conflict ON p_fact (article_id) WHERE json_array_length(body_json, '$.conflictsWith') > 0;
