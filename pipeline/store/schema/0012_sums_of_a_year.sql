-- Sums asked for each year are told apart from sums that are all there is; acts that only a grant or a gap names are told as such.

CREATE OR REPLACE VIEW gaps AS
WITH sums AS (
    SELECT siren, measure,
        sum(cents) FILTER (kind = 'asked')::BIGINT AS asked, sum(cents) FILTER (kind = 'voted')::BIGINT AS voted,
        sum(cents) FILTER (kind = 'budgeted')::BIGINT AS budgeted, sum(cents) FILTER (kind = 'conditional')::BIGINT AS conditional,
        sum(cents) FILTER (kind = 'paid')::BIGINT AS paid
    FROM ledger WHERE gone_since IS NULL GROUP BY ALL
), answers AS (
    SELECT d.siren, d.measure, string_agg(coalesce(a.number, a.subject), ' ; ' ORDER BY d.position) AS acts
    FROM verdict_decisions d JOIN acts a ON a.siren = d.siren AND a.id = d.act
    WHERE d.gone_since IS NULL GROUP BY ALL
)
SELECT m.siren, t.name AS territory, m.id AS measure, m.doc, m.page, m.number, m.text, m.axis, m.theme,
    v.status, v.decision, v.substance, v.money, v.dropped, v.unfunded, v.lost_at, v.confidence, v.reviewed_by,
    coalesce(s.asked, m.budget_cents) AS asked_cents, CASE WHEN asked_cents IS NOT NULL THEN m.budget_per_year END AS asked_per_year, s.voted AS voted_cents, s.budgeted AS budgeted_cents,
    s.conditional AS conditional_cents, s.paid AS paid_cents, n.acts, v.statement, v.coverage
FROM measures m
JOIN territories t USING (siren)
LEFT JOIN verdicts v ON v.siren = m.siren AND v.measure = m.id AND v.gone_since IS NULL
LEFT JOIN sums s ON s.siren = m.siren AND s.measure = m.id
LEFT JOIN answers n ON n.siren = m.siren AND n.measure = m.id
WHERE m.gone_since IS NULL
ORDER BY m.siren, m.doc, m.position;
COMMENT ON VIEW gaps IS 'One row for each measure: what was asked, what became of it, with what money. The table to start from.';
COMMENT ON COLUMN gaps.siren IS 'SIREN of the authority.';
COMMENT ON COLUMN gaps.territory IS 'Name of the authority.';
COMMENT ON COLUMN gaps.measure IS 'Measure (measures.id).';
COMMENT ON COLUMN gaps.doc IS 'Path of the plan.';
COMMENT ON COLUMN gaps.page IS 'Page of the plan.';
COMMENT ON COLUMN gaps.number IS 'Number as printed.';
COMMENT ON COLUMN gaps.text IS 'The measure''s words.';
COMMENT ON COLUMN gaps.axis IS 'Heading it stands under.';
COMMENT ON COLUMN gaps.theme IS 'Theme.';
COMMENT ON COLUMN gaps.status IS 'Headline; NULL while not judged.';
COMMENT ON COLUMN gaps.decision IS 'Decision taken.';
COMMENT ON COLUMN gaps.substance IS 'The act''s content against the measure''s.';
COMMENT ON COLUMN gaps.money IS 'Money behind it.';
COMMENT ON COLUMN gaps.dropped IS 'Flag; with the status no_trace it says that the deadline passed, not that anybody refused it (verdicts.dropped).';
COMMENT ON COLUMN gaps.unfunded IS 'Flag.';
COMMENT ON COLUMN gaps.lost_at IS 'Where it was lost.';
COMMENT ON COLUMN gaps.confidence IS 'Strength of the verdict''s ground, 0..1; not how often such verdicts are right (verdicts.confidence).';
COMMENT ON COLUMN gaps.reviewed_by IS 'Reviewer, if any.';
COMMENT ON COLUMN gaps.asked_cents IS 'Money the plan asks for, euro cents: all of it, or that of one year (asked_per_year).';
COMMENT ON COLUMN gaps.asked_per_year IS 'TRUE when asked_cents is meant for each year: it may not be added to sums that are all there is. NULL without a sum.';
COMMENT ON COLUMN gaps.voted_cents IS 'Money voted by acts, euro cents.';
COMMENT ON COLUMN gaps.budgeted_cents IS 'Credits of budgets, euro cents.';
COMMENT ON COLUMN gaps.conditional_cents IS 'Money voted under a condition, euro cents.';
COMMENT ON COLUMN gaps.paid_cents IS 'Money paid, euro cents.';
COMMENT ON COLUMN gaps.acts IS 'Numbers (or subjects) of the acts it rests on.';
COMMENT ON COLUMN gaps.statement IS 'The verdict in one French sentence.';
COMMENT ON COLUMN gaps.coverage IS 'What the corpus holds and lacks.';

COMMENT ON COLUMN money_by_measure.year IS 'Budget year; NULL where none is named. A sum asked for each year without naming the years stands once, without a year.';
COMMENT ON COLUMN missing_acts.subject IS 'Object; where no register names the act, how it is known: named by the list of grants, or a gap in the numbers.';
COMMENT ON COLUMN missing_acts.register IS 'Register that names it; NULL when a grant or a gap in the numbers does.';
