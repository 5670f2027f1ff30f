-- Reviews are asked again when the words that the person saw have changed.

CREATE MACRO words_hash(of_siren, of_fact) AS (
    SELECT md5(string_agg(e.quote, chr(31) ORDER BY e.role, e.item, e.piece))
    FROM evidence e
    WHERE e.siren = of_siren AND e.fact = of_fact AND e.gone_since IS NULL AND e.role NOT IN ('verdict', 'ledger')
);
COMMENT ON MACRO words_hash IS 'Tells whether the words behind a measure or act are still the same; NULL when it is gone.';

CREATE MACRO review_ground(of_siren, of_kind, of_measure, of_act) AS concat_ws(
    ' ',
    words_hash(of_siren, of_measure),
    words_hash(of_siren, of_act),
    CASE WHEN of_kind = 'verdict' THEN (
        SELECT v.acts FROM verdicts v WHERE v.siren = of_siren AND v.measure = of_measure AND v.gone_since IS NULL
    ) END
);
COMMENT ON MACRO review_ground IS 'What a review rests on: the words of its measure and act, and for a verdict the acts it names.';

CREATE VIEW reviews_due AS
SELECT r.siren, r.id, r.kind, r.measure, r.act, r.field, r.choice, r.reviewer, r.reviewed_at
FROM reviews r
WHERE r.withdrawn IS NULL AND review_ground(r.siren, r.kind, r.measure, r.act) <> r.evidence_hash
ORDER BY r.siren, r.reviewed_at, r.id;
COMMENT ON VIEW reviews_due IS 'Reviews to ask for again: the words that the person saw have changed since, or are gone.';
COMMENT ON COLUMN reviews_due.siren IS 'SIREN of the authority.';
COMMENT ON COLUMN reviews_due.id IS 'Review (reviews.id).';
COMMENT ON COLUMN reviews_due.kind IS 'What was reviewed.';
COMMENT ON COLUMN reviews_due.measure IS 'Measure.';
COMMENT ON COLUMN reviews_due.act IS 'Act.';
COMMENT ON COLUMN reviews_due.field IS 'Field that was corrected.';
COMMENT ON COLUMN reviews_due.choice IS 'What the person said.';
COMMENT ON COLUMN reviews_due.reviewer IS 'Who.';
COMMENT ON COLUMN reviews_due.reviewed_at IS 'When, UTC.';
