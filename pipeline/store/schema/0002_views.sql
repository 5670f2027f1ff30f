-- Views and functions for people. They show what is current; the tables keep what is gone as well.

CREATE MACRO number_key(printed) AS upper(regexp_replace(printed, '[^A-Za-z0-9]', '', 'g'));
COMMENT ON MACRO number_key IS 'An act''s number without punctuation and in capitals, to compare numbers written differently.';

CREATE MACRO folded(words) AS strip_accents(lower(replace(replace(words, 'œ', 'oe'), 'Œ', 'oe')));
COMMENT ON MACRO folded IS 'Words in lower case, without accents and ligatures, as searches compare them.';

CREATE VIEW gaps AS
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
    coalesce(s.asked, m.budget_cents) AS asked_cents, s.voted AS voted_cents, s.budgeted AS budgeted_cents,
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
COMMENT ON COLUMN gaps.dropped IS 'Flag.';
COMMENT ON COLUMN gaps.unfunded IS 'Flag.';
COMMENT ON COLUMN gaps.lost_at IS 'Where it was lost.';
COMMENT ON COLUMN gaps.confidence IS 'How sure, 0..1.';
COMMENT ON COLUMN gaps.reviewed_by IS 'Reviewer, if any.';
COMMENT ON COLUMN gaps.asked_cents IS 'Money the plan asks for, euro cents.';
COMMENT ON COLUMN gaps.voted_cents IS 'Money voted by acts, euro cents.';
COMMENT ON COLUMN gaps.budgeted_cents IS 'Credits of budgets, euro cents.';
COMMENT ON COLUMN gaps.conditional_cents IS 'Money voted under a condition, euro cents.';
COMMENT ON COLUMN gaps.paid_cents IS 'Money paid, euro cents.';
COMMENT ON COLUMN gaps.acts IS 'Numbers (or subjects) of the acts it rests on.';
COMMENT ON COLUMN gaps.statement IS 'The verdict in one French sentence.';
COMMENT ON COLUMN gaps.coverage IS 'What the corpus holds and lacks.';

CREATE VIEW money_by_measure AS
SELECT l.siren, l.measure, m.number, m.text, l.year,
    sum(l.cents) FILTER (l.kind = 'asked')::BIGINT AS asked_cents, sum(l.cents) FILTER (l.kind = 'voted')::BIGINT AS voted_cents,
    sum(l.cents) FILTER (l.kind = 'budgeted')::BIGINT AS budgeted_cents, sum(l.cents) FILTER (l.kind = 'conditional')::BIGINT AS conditional_cents,
    sum(l.cents) FILTER (l.kind = 'paid')::BIGINT AS paid_cents
FROM ledger l JOIN measures m ON m.siren = l.siren AND m.id = l.measure
WHERE l.gone_since IS NULL AND m.gone_since IS NULL
GROUP BY ALL ORDER BY l.siren, m.number, l.measure, l.year;
COMMENT ON VIEW money_by_measure IS 'The account of each measure by budget year.';
COMMENT ON COLUMN money_by_measure.siren IS 'SIREN of the authority.';
COMMENT ON COLUMN money_by_measure.measure IS 'Measure (measures.id).';
COMMENT ON COLUMN money_by_measure.number IS 'Number as printed.';
COMMENT ON COLUMN money_by_measure.text IS 'The measure''s words.';
COMMENT ON COLUMN money_by_measure.year IS 'Budget year; NULL where none is named.';
COMMENT ON COLUMN money_by_measure.asked_cents IS 'Asked, euro cents.';
COMMENT ON COLUMN money_by_measure.voted_cents IS 'Voted, euro cents.';
COMMENT ON COLUMN money_by_measure.budgeted_cents IS 'Budgeted, euro cents.';
COMMENT ON COLUMN money_by_measure.conditional_cents IS 'Voted under a condition, euro cents.';
COMMENT ON COLUMN money_by_measure.paid_cents IS 'Paid, euro cents.';

CREATE VIEW unread_documents AS
SELECT i.siren, t.name AS territory, i.doc, f.role, i.code, i.message, i.remedy
FROM issues i JOIN territories t USING (siren)
LEFT JOIN (SELECT siren, doc, min(role) AS role FROM files WHERE gone_since IS NULL GROUP BY ALL) f ON f.siren = i.siren AND f.doc = i.doc
WHERE i.unread AND i.gone_since IS NULL ORDER BY i.siren, i.doc;
COMMENT ON VIEW unread_documents IS 'Files that could not be read, why, and what to do. What stands in them is unknown, not absent.';
COMMENT ON COLUMN unread_documents.siren IS 'SIREN of the authority.';
COMMENT ON COLUMN unread_documents.territory IS 'Name of the authority.';
COMMENT ON COLUMN unread_documents.doc IS 'File.';
COMMENT ON COLUMN unread_documents.role IS 'What it is for.';
COMMENT ON COLUMN unread_documents.code IS 'Stable word for the reason.';
COMMENT ON COLUMN unread_documents.message IS 'The reason.';
COMMENT ON COLUMN unread_documents.remedy IS 'What to do.';

CREATE VIEW missing_acts AS
SELECT c.siren, t.name AS territory, c.number, c.subject, r.date, r.url, r.doc AS register
FROM coverage_missing c JOIN territories t USING (siren)
LEFT JOIN (
    SELECT siren, number, min(date) AS date, min(url) AS url, min(doc) AS doc FROM register WHERE gone_since IS NULL GROUP BY ALL
) r ON r.siren = c.siren AND r.number = c.number
WHERE c.gone_since IS NULL ORDER BY c.siren, c.position;
COMMENT ON VIEW missing_acts IS 'Acts known to exist that were not read: ask the authority for them.';
COMMENT ON COLUMN missing_acts.siren IS 'SIREN of the authority.';
COMMENT ON COLUMN missing_acts.territory IS 'Name of the authority.';
COMMENT ON COLUMN missing_acts.number IS 'Number.';
COMMENT ON COLUMN missing_acts.subject IS 'Object, empty when only the number is known.';
COMMENT ON COLUMN missing_acts.date IS 'Day of the act, where a register gives it.';
COMMENT ON COLUMN missing_acts.url IS 'Where it is published, where a register says so.';
COMMENT ON COLUMN missing_acts.register IS 'Register that names it; NULL when a gap in the numbers does.';

CREATE VIEW measure_timeline AS
SELECT siren, measure, day, event, words, source FROM (
    SELECT m.siren, m.id AS measure, s.adopted AS day, 'plan adopted' AS event, s.title AS words, m.doc AS source
    FROM measures m
    JOIN files f ON f.siren = m.siren AND f.doc = m.doc AND f.gone_since IS NULL
    JOIN sources s ON s.siren = f.siren AND s.position = f.source AND s.adopted IS NOT NULL
    WHERE m.gone_since IS NULL
    UNION ALL
    SELECT m.siren, m.id, m.deadline_end, 'deadline', m.deadline, m.doc FROM measures m WHERE m.gone_since IS NULL AND m.deadline_end IS NOT NULL
    UNION ALL
    SELECT d.siren, d.measure, a.session, 'act ' || a.outcome, a.subject, a.doc
    FROM verdict_decisions d JOIN acts a ON a.siren = d.siren AND a.id = d.act
    WHERE d.gone_since IS NULL AND a.session IS NOT NULL
    UNION ALL
    SELECT l.siren, l.measure, g.date, 'grant', g.beneficiary || ' : ' || g.purpose, g.doc
    FROM money_links l JOIN grants g ON g.siren = l.siren AND g.id = l.money_row
    WHERE l.gone_since IS NULL AND g.date IS NOT NULL
    UNION ALL
    SELECT h.siren, h.measure, r.started::DATE, 'verdict ' || h.event, coalesce(h.status, h.previous_status), h.run
    FROM verdict_history h JOIN runs r ON r.siren = h.siren AND r.id = h.run
) ORDER BY siren, measure, day, event;
COMMENT ON VIEW measure_timeline IS 'What happened to each measure, day by day: the plan, the acts that answer, money paid, its deadline, and changes of its verdict.';
COMMENT ON COLUMN measure_timeline.siren IS 'SIREN of the authority.';
COMMENT ON COLUMN measure_timeline.measure IS 'Measure (measures.id).';
COMMENT ON COLUMN measure_timeline.day IS 'Day.';
COMMENT ON COLUMN measure_timeline.event IS 'What happened: plan adopted, deadline, act adopted (rejected, ...), grant, verdict new (changed, ...).';
COMMENT ON COLUMN measure_timeline.words IS 'Title, subject or status.';
COMMENT ON COLUMN measure_timeline.source IS 'File, or run for verdicts.';

CREATE VIEW acts_without_measure AS
SELECT a.siren, a.id AS act, a.doc, a.page, a.number, a.session, a.subject, a.matter,
    (SELECT sum(m.cents)::BIGINT FROM amounts m WHERE m.siren = a.siren AND m.act = a.id AND m.role IN ('granted', 'budgeted') AND m.gone_since IS NULL) AS cents
FROM acts a
WHERE a.gone_since IS NULL AND a.outcome = 'adopted'
    AND NOT EXISTS (FROM links l WHERE l.siren = a.siren AND l.act = a.id AND l.band = 'linked' AND l.gone_since IS NULL)
    AND NOT EXISTS (FROM verdict_decisions d WHERE d.siren = a.siren AND d.act = a.id AND d.gone_since IS NULL)
ORDER BY a.siren, a.session, a.doc, a.position;
COMMENT ON VIEW acts_without_measure IS 'Acts of the council that were adopted and answer no measure: what was added, or what no plan asked for.';
COMMENT ON COLUMN acts_without_measure.siren IS 'SIREN of the authority.';
COMMENT ON COLUMN acts_without_measure.act IS 'Act (acts.id).';
COMMENT ON COLUMN acts_without_measure.doc IS 'File.';
COMMENT ON COLUMN acts_without_measure.page IS 'Page.';
COMMENT ON COLUMN acts_without_measure.number IS 'Number.';
COMMENT ON COLUMN acts_without_measure.session IS 'Day of the sitting.';
COMMENT ON COLUMN acts_without_measure.subject IS 'Object.';
COMMENT ON COLUMN acts_without_measure.matter IS 'Code of the nomenclature ACTES.';
COMMENT ON COLUMN acts_without_measure.cents IS 'Granted and budgeted by it, euro cents.';

CREATE VIEW coverage_by_month AS
WITH known AS (
    SELECT r.siren, date_trunc('month', r.date)::DATE AS month,
        r.transmission_id IN (SELECT a.transmission_id FROM acts a WHERE a.siren = r.siren AND a.gone_since IS NULL AND a.transmission_id IS NOT NULL)
        OR number_key(r.number) IN (SELECT number_key(a.number) FROM acts a WHERE a.siren = r.siren AND a.gone_since IS NULL AND a.number IS NOT NULL)
            AS is_read
    FROM register r WHERE r.gone_since IS NULL
), counted AS (
    SELECT siren, month, count(*) AS known, count(*) FILTER (is_read) AS read, 0 AS acts FROM known GROUP BY ALL
    UNION ALL
    SELECT siren, date_trunc('month', session)::DATE, 0, 0, count(*) FROM acts WHERE gone_since IS NULL GROUP BY ALL
)
SELECT siren, month, sum(known)::BIGINT AS known, sum(read)::BIGINT AS read, sum(acts)::BIGINT AS acts
FROM counted GROUP BY ALL ORDER BY siren, month;
COMMENT ON VIEW coverage_by_month IS 'Acts that registers name against those read, by month. An act counts as read by its transmission id, or by its number without punctuation.';
COMMENT ON COLUMN coverage_by_month.siren IS 'SIREN of the authority.';
COMMENT ON COLUMN coverage_by_month.month IS 'First day of the month; NULL where no day is known.';
COMMENT ON COLUMN coverage_by_month.known IS 'Acts that registers name.';
COMMENT ON COLUMN coverage_by_month.read IS 'Those of them found among the acts read.';
COMMENT ON COLUMN coverage_by_month.acts IS 'Acts read, named by a register or not.';

CREATE VIEW votes_by_group AS
SELECT n.siren, n.name, n.choice, a.outcome, count(*) AS acts
FROM named_votes n JOIN acts a ON a.siren = n.siren AND a.id = n.act
WHERE n.gone_since IS NULL AND a.gone_since IS NULL GROUP BY ALL ORDER BY n.siren, acts DESC, n.name, n.choice, a.outcome;
COMMENT ON VIEW votes_by_group IS 'How names and groups voted, where the pages print it.';
COMMENT ON COLUMN votes_by_group.siren IS 'SIREN of the authority.';
COMMENT ON COLUMN votes_by_group.name IS 'Name or group as printed.';
COMMENT ON COLUMN votes_by_group.choice IS 'for, against, abstention or not_voting.';
COMMENT ON COLUMN votes_by_group.outcome IS 'Outcome of the acts.';
COMMENT ON COLUMN votes_by_group.acts IS 'How many acts.';

CREATE VIEW territory_comparison AS
SELECT t.siren, t.name AS territory, count(m.id) AS measures,
    count(*) FILTER (v.status = 'funded') AS funded, count(*) FILTER (v.status = 'underfunded') AS underfunded,
    count(*) FILTER (v.status = 'conditional') AS conditional, count(*) FILTER (v.status = 'unfunded') AS unfunded,
    count(*) FILTER (v.status = 'weakened') AS weakened, count(*) FILTER (v.status = 'postponed') AS postponed,
    count(*) FILTER (v.status = 'dropped') AS dropped, count(*) FILTER (v.status = 'no_trace') AS no_trace,
    count(*) FILTER (v.status = 'unsure') AS unsure,
    any_value(c.share) AS coverage, any_value(c.period_start) AS period_start, any_value(c.period_end) AS period_end,
    any_value(d.ocr_share) AS ocr_share, any_value(u.unread) AS unread_documents
FROM territories t
LEFT JOIN measures m ON m.siren = t.siren AND m.gone_since IS NULL
LEFT JOIN verdicts v ON v.siren = t.siren AND v.measure = m.id AND v.gone_since IS NULL
LEFT JOIN coverage c ON c.siren = t.siren
LEFT JOIN (
    SELECT siren, sum(ocr_pages) / nullif(sum(page_count), 0) AS ocr_share FROM documents WHERE gone_since IS NULL GROUP BY siren
) d ON d.siren = t.siren
LEFT JOIN (SELECT siren, count(DISTINCT doc) AS unread FROM issues WHERE unread AND gone_since IS NULL GROUP BY siren) u ON u.siren = t.siren
GROUP BY t.siren, t.name ORDER BY t.name, t.siren;
COMMENT ON VIEW territory_comparison IS 'Territories side by side, with what limits a comparison: coverage, share unsure, share read by OCR. No single score.';
COMMENT ON COLUMN territory_comparison.siren IS 'SIREN of the authority.';
COMMENT ON COLUMN territory_comparison.territory IS 'Name of the authority.';
COMMENT ON COLUMN territory_comparison.measures IS 'Measures of its plans.';
COMMENT ON COLUMN territory_comparison.funded IS 'Measures whose status is funded.';
COMMENT ON COLUMN territory_comparison.underfunded IS 'Measures whose status is underfunded.';
COMMENT ON COLUMN territory_comparison.conditional IS 'Measures whose status is conditional.';
COMMENT ON COLUMN territory_comparison.unfunded IS 'Measures whose status is unfunded.';
COMMENT ON COLUMN territory_comparison.weakened IS 'Measures whose status is weakened.';
COMMENT ON COLUMN territory_comparison.postponed IS 'Measures whose status is postponed.';
COMMENT ON COLUMN territory_comparison.dropped IS 'Measures whose status is dropped.';
COMMENT ON COLUMN territory_comparison.no_trace IS 'Measures whose status is no_trace.';
COMMENT ON COLUMN territory_comparison.unsure IS 'Measures whose status is unsure.';
COMMENT ON COLUMN territory_comparison.coverage IS 'Share of the known acts that was read, 0..1; NULL when unknown.';
COMMENT ON COLUMN territory_comparison.period_start IS 'First day of the period covered.';
COMMENT ON COLUMN territory_comparison.period_end IS 'Last day of the period covered.';
COMMENT ON COLUMN territory_comparison.ocr_share IS 'Share of the pages that were read by OCR, 0..1.';
COMMENT ON COLUMN territory_comparison.unread_documents IS 'Files that could not be read; NULL when none.';

CREATE VIEW verdict_changes AS
SELECT h.siren, h.measure, m.number, m.text, h.run, r.started, h.event, h.previous_status, h.status, h.rule, h.reviewed_by
FROM verdict_history h
JOIN runs r ON r.siren = h.siren AND r.id = h.run
LEFT JOIN measures m ON m.siren = h.siren AND m.id = h.measure
ORDER BY r.started, h.siren, m.doc, m.position;
COMMENT ON VIEW verdict_changes IS 'The history of verdicts in words, with the day of the run.';
COMMENT ON COLUMN verdict_changes.siren IS 'SIREN of the authority.';
COMMENT ON COLUMN verdict_changes.measure IS 'Measure (measures.id).';
COMMENT ON COLUMN verdict_changes.number IS 'Number as printed.';
COMMENT ON COLUMN verdict_changes.text IS 'The measure''s words.';
COMMENT ON COLUMN verdict_changes.run IS 'Run that made the change.';
COMMENT ON COLUMN verdict_changes.started IS 'Start of that run, UTC.';
COMMENT ON COLUMN verdict_changes.event IS 'new, changed, gone or back.';
COMMENT ON COLUMN verdict_changes.previous_status IS 'Status before.';
COMMENT ON COLUMN verdict_changes.status IS 'Status after.';
COMMENT ON COLUMN verdict_changes.rule IS 'Rule that fired.';
COMMENT ON COLUMN verdict_changes.reviewed_by IS 'Reviewer, if any.';

CREATE VIEW evidence_check AS
SELECT e.siren, e.fact, e.role, e.item, e.piece, e.sha256, d.doc, e.page, e.quote,
    CASE WHEN e.page IS NOT NULL THEN coalesce(substring(p.text, e.span_start + 1, e.span_end - e.span_start) = e.quote, FALSE) END AS stands
FROM evidence e
LEFT JOIN pages p ON p.siren = e.siren AND p.sha256 = e.sha256 AND p.number = e.page
LEFT JOIN documents d ON d.siren = e.siren AND d.sha256 = e.sha256
WHERE e.gone_since IS NULL;
COMMENT ON VIEW evidence_check IS 'Every quote against its page: stands is TRUE when the stored page holds exactly these words at this place; NULL for lines of table files.';
COMMENT ON COLUMN evidence_check.siren IS 'SIREN of the authority.';
COMMENT ON COLUMN evidence_check.fact IS 'Fact that the words prove.';
COMMENT ON COLUMN evidence_check.role IS 'What of the fact they carry.';
COMMENT ON COLUMN evidence_check.item IS 'Which one, from 0.';
COMMENT ON COLUMN evidence_check.piece IS 'Piece of a passage that runs over pages, from 0.';
COMMENT ON COLUMN evidence_check.sha256 IS 'Document or table file.';
COMMENT ON COLUMN evidence_check.doc IS 'Path of the document; NULL for table files.';
COMMENT ON COLUMN evidence_check.page IS 'Page.';
COMMENT ON COLUMN evidence_check.quote IS 'The exact words.';
COMMENT ON COLUMN evidence_check.stands IS 'Whether they stand there.';

CREATE MACRO changes_since(since) AS TABLE
WITH later AS (
    SELECT r.siren, r.id, r.started FROM runs r
    JOIN runs s ON s.siren = r.siren AND s.id = since
    WHERE r.started > s.started OR (r.started = s.started AND r.saved > s.saved)
)
SELECT siren, run, started, what, fact, before, after, words FROM (
    SELECT c.siren, c.run, c.started, 'verdict ' || c.event AS what, c.measure AS fact, c.previous_status AS before, c.status AS after, c.text AS words
    FROM verdict_changes c JOIN later l ON l.siren = c.siren AND l.id = c.run
    UNION ALL
    SELECT a.siren, l.id, l.started, 'act new', a.id, NULL, a.outcome, a.subject FROM acts a JOIN later l ON l.siren = a.siren AND l.id = a.first_run
    UNION ALL
    SELECT a.siren, l.id, l.started, 'act gone', a.id, a.outcome, NULL, a.subject FROM acts a JOIN later l ON l.siren = a.siren AND l.id = a.gone_since
    UNION ALL
    SELECT m.siren, l.id, l.started, 'measure new', m.id, NULL, NULL, m.text FROM measures m JOIN later l ON l.siren = m.siren AND l.id = m.first_run
    UNION ALL
    SELECT m.siren, l.id, l.started, 'measure gone', m.id, NULL, NULL, m.text FROM measures m JOIN later l ON l.siren = m.siren AND l.id = m.gone_since
) ORDER BY started, siren, what, fact;
COMMENT ON MACRO TABLE changes_since IS 'What changed after a run: verdicts, and acts and measures that are new or gone. Call it as a table: FROM changes_since(''run id'').';

CREATE MACRO search_acts(words) AS TABLE
WITH wanted AS (
    SELECT list_filter(list_distinct(regexp_split_to_array(folded(words), '[^a-z0-9]+')), lambda w: w <> '') AS parts
), folds AS (
    SELECT a.siren, a.id AS act, a.doc, a.page, a.number, a.session, a.outcome, a.subject,
        ' ' || regexp_replace(folded(a.subject), '[^a-z0-9]+', ' ', 'g') AS title,
        ' ' || regexp_replace(folded(coalesce(a.operative, '')), '[^a-z0-9]+', ' ', 'g') AS body
    FROM acts a, wanted
    WHERE a.gone_since IS NULL AND len(parts) > 0
        AND contains(folded(a.subject || ' ' || coalesce(a.operative, '')), parts[1])
)
SELECT siren, act, doc, page, number, session, outcome, subject,
    list_sum(list_transform(parts, lambda w: 3 * contains(title, ' ' || w)::INTEGER + contains(body, ' ' || w)::INTEGER))::INTEGER AS rank
FROM folds, wanted
WHERE len(list_filter(parts, lambda w: contains(title, ' ' || w) OR contains(body, ' ' || w))) = len(parts)
ORDER BY rank DESC, session DESC, act;
COMMENT ON MACRO TABLE search_acts IS 'Acts that hold all the words given, in any order, whatever their case and accents; a word also finds longer ones that begin with it. Best first: words in the subject count threefold.';

CREATE MACRO search_measures(words) AS TABLE
WITH wanted AS (
    SELECT list_filter(list_distinct(regexp_split_to_array(folded(words), '[^a-z0-9]+')), lambda w: w <> '') AS parts
), folds AS (
    SELECT m.siren, m.id AS measure, m.doc, m.page, m.number, m.text, m.axis,
        ' ' || regexp_replace(folded(concat_ws(' ', m.text, m.axis, s.steps)), '[^a-z0-9]+', ' ', 'g') AS body
    FROM measures m
    LEFT JOIN (
        SELECT siren, fact, string_agg(quote, ' ') AS steps FROM evidence WHERE role = 'step' AND gone_since IS NULL GROUP BY ALL
    ) s ON s.siren = m.siren AND s.fact = m.id
    WHERE m.gone_since IS NULL
)
SELECT siren, measure, doc, page, number, text, axis FROM folds, wanted
WHERE len(parts) > 0 AND len(list_filter(parts, lambda w: contains(body, ' ' || w))) = len(parts)
ORDER BY siren, doc, page, number;
COMMENT ON MACRO TABLE search_measures IS 'Measures that hold all the words given, in any order, whatever their case and accents.';
