-- What changed verdicts, what the council added, and how the acts came: by month and body, with the days until they were received.

CREATE VIEW verdict_causes AS
WITH ordered AS (
    SELECT r.siren, r.id, r.started, r.versions, lag(r.id) OVER w AS before, lag(r.versions) OVER w AS versions_before, lag(r.started) OVER w AS started_before
    FROM runs r WINDOW w AS (PARTITION BY r.siren ORDER BY r.started, r.saved)
), changed AS (
    SELECT h.*, o.started, o.before, o.started_before, o.versions IS DISTINCT FROM o.versions_before AS other_program,
        (SELECT p.reviewed_by FROM verdict_history p JOIN ordered q ON q.siren = p.siren AND q.id = p.run
         WHERE p.siren = h.siren AND p.measure = h.measure AND q.started < o.started ORDER BY q.started DESC LIMIT 1) AS reviewed_before
    FROM verdict_history h JOIN ordered o ON o.siren = h.siren AND o.id = h.run
    WHERE o.before IS NOT NULL
), causes AS (
    SELECT siren, measure, run, 'review' AS cause, reviewed_by AS detail FROM changed WHERE reviewed_by IS DISTINCT FROM reviewed_before
    UNION ALL
    SELECT c.siren, c.measure, c.run, 'review', r.reviewer FROM changed c JOIN reviews r ON r.siren = c.siren
        AND (r.measure = c.measure OR (r.measure IS NULL AND c.acts LIKE '%' || r.act || '%')) AND r.kind <> 'verdict'
    WHERE r.reviewed_at > c.started_before
    UNION ALL
    SELECT c.siren, c.measure, c.run, 'act found', a.id FROM changed c JOIN acts a ON a.siren = c.siren AND a.first_run = c.run
    WHERE c.acts LIKE '%' || a.id || '%'
    UNION ALL
    SELECT c.siren, c.measure, c.run, 'act changed', a.id FROM changed c JOIN acts a ON a.siren = c.siren AND a.changed_run = c.run AND a.first_run <> c.run
    WHERE c.acts LIKE '%' || a.id || '%'
    UNION ALL
    SELECT c.siren, c.measure, c.run, 'act gone', a.id FROM changed c JOIN acts a ON a.siren = c.siren AND a.gone_since = c.run
        JOIN links l ON l.siren = c.siren AND l.measure = c.measure AND l.act = a.id AND l.band <> 'unlinked'
    UNION ALL
    SELECT c.siren, c.measure, c.run, 'measure changed', m.id FROM changed c
        JOIN measures m ON m.siren = c.siren AND m.id = c.measure AND m.changed_run = c.run AND m.first_run <> c.run
    UNION ALL
    SELECT DISTINCT c.siren, c.measure, c.run, 'money found', l.money_row FROM changed c
        JOIN money_links l ON l.siren = c.siren AND l.measure = c.measure AND l.first_run = c.run
    UNION ALL
    SELECT siren, measure, run, 'program', NULL FROM changed WHERE other_program
)
SELECT c.siren, c.measure, m.text, c.run, c.started, c.event, c.previous_status, c.status,
    coalesce(k.cause, CASE WHEN c.event = 'new' THEN 'measure found' WHEN c.event = 'gone' THEN 'measure gone' ELSE 'other acts or day' END) AS cause,
    k.detail
FROM changed c
LEFT JOIN (SELECT DISTINCT * FROM causes) k ON k.siren = c.siren AND k.measure = c.measure AND k.run = c.run
LEFT JOIN measures m ON m.siren = c.siren AND m.id = c.measure
ORDER BY c.started, c.siren, c.measure, cause, k.detail;
COMMENT ON VIEW verdict_causes IS 'What may have caused each change of a verdict after the first run: a row for each cause that is seen beside it.';
COMMENT ON COLUMN verdict_causes.siren IS 'SIREN of the authority.';
COMMENT ON COLUMN verdict_causes.measure IS 'Measure (measures.id).';
COMMENT ON COLUMN verdict_causes.text IS 'The measure''s words.';
COMMENT ON COLUMN verdict_causes.run IS 'Run that made the change.';
COMMENT ON COLUMN verdict_causes.started IS 'Start of that run, UTC.';
COMMENT ON COLUMN verdict_causes.event IS 'new, changed, gone or back.';
COMMENT ON COLUMN verdict_causes.previous_status IS 'Status before.';
COMMENT ON COLUMN verdict_causes.status IS 'Status after.';
COMMENT ON COLUMN verdict_causes.cause IS 'review, act found, act changed, act gone, measure changed, money found, program (another version), measure found or gone, or other acts or day: other acts known to exist, a deadline that passed.';
COMMENT ON COLUMN verdict_causes.detail IS 'Reviewer, act or row behind the cause.';

CREATE VIEW added_by_council AS
SELECT a.siren, a.act, a.doc, a.page, a.number, a.session, a.subject, a.matter, a.cents,
    arg_max(l.measure, s.value) AS nearest_measure, max(s.value) AS nearness
FROM acts_without_measure a
JOIN acts f ON f.siren = a.siren AND f.id = a.act AND f.body = 'council'
JOIN links l ON l.siren = a.siren AND l.act = a.act AND l.gone_since IS NULL
JOIN signals s ON s.siren = a.siren AND s.link = l.id AND s.name = 'topic' AND s.gone_since IS NULL
WHERE NOT EXISTS (FROM signals g WHERE g.siren = a.siren AND g.link = l.id AND g.name = 'general' AND g.gone_since IS NULL)
GROUP BY ALL
HAVING max(s.value) >= 0.35
ORDER BY a.siren, a.session, nearness DESC;
COMMENT ON VIEW added_by_council IS 'Acts that were adopted on the plan''s subjects and answer no measure: what the council added. Subjects are told by the signal "topic" of links that were set aside, from 0.35 on.';
COMMENT ON COLUMN added_by_council.siren IS 'SIREN of the authority.';
COMMENT ON COLUMN added_by_council.act IS 'Act (acts.id).';
COMMENT ON COLUMN added_by_council.doc IS 'File.';
COMMENT ON COLUMN added_by_council.page IS 'Page.';
COMMENT ON COLUMN added_by_council.number IS 'Number.';
COMMENT ON COLUMN added_by_council.session IS 'Day of the sitting.';
COMMENT ON COLUMN added_by_council.subject IS 'Object.';
COMMENT ON COLUMN added_by_council.matter IS 'Code of the nomenclature ACTES.';
COMMENT ON COLUMN added_by_council.cents IS 'Granted and budgeted by it, euro cents.';
COMMENT ON COLUMN added_by_council.nearest_measure IS 'Measure whose subject is nearest (measures.id).';
COMMENT ON COLUMN added_by_council.nearness IS 'How near, 0 to 1.';

CREATE VIEW acts_by_month AS
SELECT siren, date_trunc('month', session)::DATE AS month, body, count(*) AS acts,
    count(received) AS received, median(date_diff('day', session, received)) AS median_days, max(date_diff('day', session, received)) AS longest_days
FROM acts WHERE gone_since IS NULL
GROUP BY ALL ORDER BY siren, month, body;
COMMENT ON VIEW acts_by_month IS 'Acts read by month and body, and the days from the sitting until the préfecture received them.';
COMMENT ON COLUMN acts_by_month.siren IS 'SIREN of the authority.';
COMMENT ON COLUMN acts_by_month.month IS 'First day of the month; NULL where no day is known.';
COMMENT ON COLUMN acts_by_month.body IS 'council or delegation.';
COMMENT ON COLUMN acts_by_month.acts IS 'Acts read.';
COMMENT ON COLUMN acts_by_month.received IS 'Those of them whose day of reception is printed.';
COMMENT ON COLUMN acts_by_month.median_days IS 'Days from sitting to reception, median.';
COMMENT ON COLUMN acts_by_month.longest_days IS 'Days from sitting to reception, longest.';
