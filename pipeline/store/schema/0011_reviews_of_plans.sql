-- People also say which measures a plan has and in which words. That holds as long as the plan says so, whatever the machine reads there:
-- a measure that was taken out is gone from the next run on, and its review must not be asked again for it.

CREATE OR REPLACE VIEW reviews_due AS
SELECT r.siren, r.id, r.kind, r.measure, r.act, r.field, r.choice, r.reviewer, r.reviewed_at
FROM reviews r
WHERE r.withdrawn IS NULL AND review_ground(r.siren, r.kind, r.measure, r.act) <> r.evidence_hash
    AND NOT (r.kind = 'field' AND r.act IS NULL AND split_part(r.field, ':', 1) IN ('measure', 'text', 'added'))
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
COMMENT ON COLUMN reviews.field IS 'Field that was corrected: of a measure number, deadline, budget or text (its printed words); measure (rejected: it is none); added:PAGE:DOC (a measure that was missed, on that page of that plan). Of an act number, session, outcome, body or amount:CENTS.';
COMMENT ON COLUMN reviews.value IS 'Corrected value; for a measure that was added or is none, its words.';
