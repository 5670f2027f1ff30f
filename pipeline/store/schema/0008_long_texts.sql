-- Long texts are compressed by ZSTD. What DuckDB chooses for them (DICT_FSST) took half of the time of loading and a quarter more room:
-- 97 CPU-seconds and 1.34 GB against 50 and 1.06 on 1,000,000 acts with 6,000,000 pieces of evidence. A column's compression cannot be altered, so the four tables are made anew.

CREATE TABLE pages_packed (
    siren VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    width DOUBLE NOT NULL,
    height DOUBLE NOT NULL,
    rotation INTEGER NOT NULL,
    text VARCHAR NOT NULL USING COMPRESSION zstd,
    body_end INTEGER NOT NULL,
    engine VARCHAR NOT NULL,
    confidence DOUBLE,
    first_run VARCHAR NOT NULL,
    changed_run VARCHAR NOT NULL,
    gone_since VARCHAR,
    PRIMARY KEY (siren, sha256, number)
);
INSERT INTO pages_packed BY NAME FROM pages;
DROP TABLE pages;
ALTER TABLE pages_packed RENAME TO pages;
COMMENT ON TABLE pages IS 'The text of each page as read; every piece of evidence is a span of it.';
COMMENT ON COLUMN pages.siren IS 'SIREN of the authority (9 digits).';
COMMENT ON COLUMN pages.sha256 IS 'Document.';
COMMENT ON COLUMN pages.number IS 'Page, from 1.';
COMMENT ON COLUMN pages.width IS 'Width in points.';
COMMENT ON COLUMN pages.height IS 'Height in points.';
COMMENT ON COLUMN pages.rotation IS 'Rotation of the page in degrees, already applied.';
COMMENT ON COLUMN pages.text IS 'Body in reading order, then stamps, running headers and footers.';
COMMENT ON COLUMN pages.body_end IS 'Length of the body in characters: text[:body_end] is what the document says.';
COMMENT ON COLUMN pages.engine IS 'What read the page.';
COMMENT ON COLUMN pages.confidence IS 'OCR''s own confidence, 0..1; NULL when the words are the file''s own.';
COMMENT ON COLUMN pages.first_run IS 'Run that stored the row first.';
COMMENT ON COLUMN pages.changed_run IS 'Run that last changed the row''s content.';
COMMENT ON COLUMN pages.gone_since IS 'Run that no longer found it; NULL while it is current. Rows are marked, never erased.';

CREATE TABLE acts_packed (
    siren VARCHAR NOT NULL,
    id VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    doc VARCHAR NOT NULL,
    page INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number VARCHAR,
    number_source VARCHAR CHECK (number_source IN ('text', 'stamp', 'file name')),
    subject VARCHAR NOT NULL,
    session DATE,
    session_source VARCHAR CHECK (session_source IN ('text', 'words', 'stamp', 'file name', 'register')),
    body VARCHAR NOT NULL CHECK (body IN ('council', 'delegation')),
    outcome VARCHAR NOT NULL CHECK (outcome IN ('adopted', 'rejected', 'postponed', 'withdrawn', 'noted', 'opinion', 'unstated')),
    operative VARCHAR USING COMPRESSION zstd,
    beneficiaries VARCHAR,
    imputation VARCHAR,
    condition VARCHAR,
    matter VARCHAR,
    transmission_id VARCHAR,
    received DATE,
    by_ocr BOOLEAN NOT NULL,
    first_run VARCHAR NOT NULL,
    changed_run VARCHAR NOT NULL,
    gone_since VARCHAR,
    PRIMARY KEY (siren, id)
);
INSERT INTO acts_packed BY NAME FROM acts;
DROP TABLE acts;
ALTER TABLE acts_packed RENAME TO acts;
COMMENT ON TABLE acts IS 'What the council, or its executive by delegation, decided or declined: one row for each item with its own outcome.';
COMMENT ON COLUMN acts.siren IS 'SIREN of the authority (9 digits).';
COMMENT ON COLUMN acts.id IS 'Id made from the content: the same in every run.';
COMMENT ON COLUMN acts.sha256 IS 'Document.';
COMMENT ON COLUMN acts.doc IS 'Path of the document relative to the territory file.';
COMMENT ON COLUMN acts.page IS 'Page where it begins, from 1.';
COMMENT ON COLUMN acts.position IS 'Order in the document, from 0.';
COMMENT ON COLUMN acts.number IS 'Number as printed or stamped.';
COMMENT ON COLUMN acts.number_source IS 'Where the number was read.';
COMMENT ON COLUMN acts.subject IS 'Title or object, on one line.';
COMMENT ON COLUMN acts.session IS 'Day of the sitting.';
COMMENT ON COLUMN acts.session_source IS 'Where the day was read.';
COMMENT ON COLUMN acts.body IS 'Who took it: the assembly (délibération) or its executive by delegation (décision).';
COMMENT ON COLUMN acts.outcome IS 'What became of it; noted and opinion commit the authority to nothing.';
COMMENT ON COLUMN acts.operative IS 'The words that carry the outcome (dispositif), on one line: only these decide.';
COMMENT ON COLUMN acts.beneficiaries IS 'Who receives, verbatim, joined by '' ; ''.';
COMMENT ON COLUMN acts.imputation IS 'Budget lines named, verbatim, joined by '' ; ''.';
COMMENT ON COLUMN acts.condition IS 'Words that make the money or the act conditional.';
COMMENT ON COLUMN acts.matter IS 'Code of the nomenclature ACTES, as text (7.10 is not 7.1).';
COMMENT ON COLUMN acts.transmission_id IS 'Identifier of the transmission to the préfecture.';
COMMENT ON COLUMN acts.received IS 'Day the préfecture received it.';
COMMENT ON COLUMN acts.by_ocr IS 'Whether it was read by OCR.';
COMMENT ON COLUMN acts.first_run IS 'Run that stored the row first.';
COMMENT ON COLUMN acts.changed_run IS 'Run that last changed the row''s content.';
COMMENT ON COLUMN acts.gone_since IS 'Run that no longer found it; NULL while it is current. Rows are marked, never erased.';

CREATE TABLE evidence_packed (
    siren VARCHAR NOT NULL,
    fact VARCHAR NOT NULL,
    role VARCHAR NOT NULL CHECK (role IN ('text', 'whole', 'step', 'axis', 'owner', 'partner', 'deadline', 'budget', 'indicator', 'also_at', 'subject', 'operative', 'recital', 'statement', 'debate', 'annex', 'session', 'vote', 'amount', 'payee', 'beneficiary', 'imputation', 'condition', 'row', 'passage', 'verdict', 'ledger')),
    item INTEGER NOT NULL,
    piece INTEGER NOT NULL,
    sha256 VARCHAR NOT NULL,
    page INTEGER,
    span_start INTEGER,
    span_end INTEGER,
    line INTEGER,
    quote VARCHAR NOT NULL USING COMPRESSION zstd,
    boxes DOUBLE[],
    first_run VARCHAR NOT NULL,
    changed_run VARCHAR NOT NULL,
    gone_since VARCHAR,
    CHECK ((page IS NULL) <> (line IS NULL)),
    CHECK ((page IS NULL) = (span_start IS NULL AND span_end IS NULL))
);
INSERT INTO evidence_packed BY NAME FROM evidence;
DROP TABLE evidence;
ALTER TABLE evidence_packed RENAME TO evidence;
COMMENT ON TABLE evidence IS 'Where every fact stands: the exact words and their place. substring(pages.text, span_start + 1, span_end - span_start) = quote.';
COMMENT ON COLUMN evidence.siren IS 'SIREN of the authority (9 digits).';
COMMENT ON COLUMN evidence.fact IS 'Measure, act, budget line, grant, register entry, link, or (for verdict and ledger) measure.';
COMMENT ON COLUMN evidence.role IS 'What of the fact the words carry.';
COMMENT ON COLUMN evidence.item IS 'Which one, where a fact has several of a role (amounts, steps), from 0.';
COMMENT ON COLUMN evidence.piece IS 'Order of the pieces of one passage that runs over pages, from 0.';
COMMENT ON COLUMN evidence.sha256 IS 'Document or table file.';
COMMENT ON COLUMN evidence.page IS 'Page, from 1; NULL for a line of a table file.';
COMMENT ON COLUMN evidence.span_start IS 'Start in pages.text, characters from 0.';
COMMENT ON COLUMN evidence.span_end IS 'End in pages.text, not included.';
COMMENT ON COLUMN evidence.line IS 'Line of a table file, header is 1; NULL for a page.';
COMMENT ON COLUMN evidence.quote IS 'The exact words.';
COMMENT ON COLUMN evidence.boxes IS 'Boxes of the words on the page: x0, top, x1, bottom in points (origin top left), box after box.';
COMMENT ON COLUMN evidence.first_run IS 'Run that stored the row first.';
COMMENT ON COLUMN evidence.changed_run IS 'Run that last changed the row''s content.';
COMMENT ON COLUMN evidence.gone_since IS 'Run that no longer found it; NULL while it is current. Rows are marked, never erased.';

CREATE TABLE search_words_packed (
    siren VARCHAR NOT NULL,
    fact VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('act', 'measure')),
    words VARCHAR NOT NULL USING COMPRESSION zstd
);
INSERT INTO search_words_packed BY NAME FROM search_words;
DROP TABLE search_words;
ALTER TABLE search_words_packed RENAME TO search_words;
COMMENT ON TABLE search_words IS 'What search_acts and search_measures look in (internal; left out of exports).';
COMMENT ON COLUMN search_words.siren IS 'SIREN of the authority (9 digits).';
COMMENT ON COLUMN search_words.fact IS 'Act or measure.';
COMMENT ON COLUMN search_words.kind IS 'What the fact is.';
COMMENT ON COLUMN search_words.words IS 'Its words as folded() gives them, one space before, between and after: subject and operative part of an act; text, axis and steps of a measure.';

-- One pass over the sums, in place of one for each group of acts: 0.5 CPU-seconds instead of 1.2.
CREATE OR REPLACE VIEW acts_without_measure AS
WITH sums AS (
    SELECT siren, act, sum(cents)::BIGINT AS cents FROM amounts WHERE role IN ('granted', 'budgeted') AND gone_since IS NULL GROUP BY ALL
)
SELECT a.siren, a.id AS act, a.doc, a.page, a.number, a.session, a.subject, a.matter, s.cents
FROM acts a LEFT JOIN sums s ON s.siren = a.siren AND s.act = a.id
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

-- Numbers printed alike need no folding: 0.5 CPU-seconds instead of 1.1 where registers and acts print them alike.
CREATE OR REPLACE VIEW coverage_by_month AS
WITH taken AS (
    SELECT siren, number, transmission_id FROM acts WHERE gone_since IS NULL
), entries AS (
    SELECT r.siren, date_trunc('month', r.date)::DATE AS month, r.number, r.transmission_id,
        EXISTS (FROM taken a WHERE a.siren = r.siren AND a.number = r.number) AS same
    FROM register r WHERE r.gone_since IS NULL
), others AS (
    FROM entries WHERE NOT same
), keys AS (
    SELECT siren, number_key(number) AS key FROM taken WHERE number IS NOT NULL AND siren IN (SELECT siren FROM others)
), known AS (
    SELECT siren, month, TRUE AS is_read FROM entries WHERE same
    UNION ALL
    SELECT o.siren, o.month, EXISTS (FROM keys k WHERE k.siren = o.siren AND k.key = number_key(o.number))
        OR EXISTS (FROM taken a WHERE a.siren = o.siren AND a.transmission_id = o.transmission_id)
    FROM others o
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

-- Three words are compared without making a list, and the subject is folded once: 0.5 to 0.8 CPU-seconds instead of 1.2 to 2.3.
DROP MACRO TABLE search_acts;
CREATE MACRO search_acts(wanted) AS TABLE
WITH asked AS (
    SELECT list_filter(list_distinct(string_split(trim(spaced(wanted)), ' ')), lambda w: w <> '') AS parts
), found AS (
    SELECT s.siren, s.fact, s.words
    FROM search_words s, asked
    WHERE s.kind = 'act' AND len(parts) > 0 AND contains(s.words, ' ' || parts[1])
        AND contains(s.words, ' ' || coalesce(parts[2], '')) AND contains(s.words, ' ' || coalesce(parts[3], ''))
        AND (len(parts) <= 3 OR len(list_filter(parts, lambda w: contains(s.words, ' ' || w))) = len(parts))
), titled AS (
    SELECT a.siren, a.id AS act, a.doc, a.page, a.number, a.session, a.outcome, a.subject, spaced(a.subject) AS title, f.words
    FROM found f JOIN acts a ON a.siren = f.siren AND a.id = f.fact
    WHERE a.gone_since IS NULL
), parted AS (
    SELECT *, CASE WHEN trim(title) = '' THEN words ELSE substring(words, length(title)) END AS body FROM titled
)
SELECT siren, act, doc, page, number, session, outcome, subject,
    list_sum(list_transform(parts, lambda w: 3 * contains(title, ' ' || w)::INTEGER + contains(body, ' ' || w)::INTEGER))::INTEGER AS rank
FROM parted, asked
ORDER BY rank DESC, session DESC, act;
COMMENT ON MACRO TABLE search_acts IS 'Acts that hold all the words given, in any order, whatever their case and accents; a word also finds longer ones that begin with it. Best first: words in the subject count threefold.';
