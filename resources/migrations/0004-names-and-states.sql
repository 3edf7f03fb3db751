-- Names that people gave or that decisions taught, among the many that extraction brought: asked for with every article
-- that is extracted, and by the list of what was learned.
CREATE INDEX alias_origin ON alias (origin, scope, scope_id);

-- Decided facts by what was decided: datasets ask for the accepted ones among many that only were proposed.
CREATE INDEX fact_state ON fact (state);
