-- Words to search in, folded once and kept: folding 1,000,000 acts for every question took 8 seconds.

CREATE TABLE search_words (
    siren VARCHAR NOT NULL,
    fact VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('act', 'measure')),
    words VARCHAR NOT NULL
);
COMMENT ON TABLE search_words IS 'What search_acts and search_measures look in (internal; left out of exports).';
COMMENT ON COLUMN search_words.siren IS 'SIREN of the authority (9 digits).';
COMMENT ON COLUMN search_words.fact IS 'Act or measure.';
COMMENT ON COLUMN search_words.kind IS 'What the fact is.';
COMMENT ON COLUMN search_words.words IS 'Its words as folded() gives them, one space before, between and after: subject and operative part of an act; text, axis and steps of a measure.';

CREATE MACRO spaced(words) AS ' ' || trim(regexp_replace(folded(words), '[^a-z0-9]+', ' ', 'g')) || ' ';
COMMENT ON MACRO spaced IS 'Folded words with one space before, between and after.';

CREATE VIEW searchable AS
SELECT a.siren, a.id AS fact, 'act' AS kind, a.changed_run, spaced(concat_ws(' ', a.subject, a.operative)) AS words FROM acts a
UNION ALL
SELECT m.siren, m.id, 'measure', m.changed_run, spaced(concat_ws(' ', m.text, m.axis, s.steps))
FROM measures m
LEFT JOIN (
    SELECT siren, fact, string_agg(quote, ' ' ORDER BY item, piece) AS steps FROM evidence WHERE role = 'step' AND gone_since IS NULL GROUP BY ALL
) s ON s.siren = m.siren AND s.fact = m.id;
COMMENT ON VIEW searchable IS 'What search_words is made from (internal; left out of exports).';
COMMENT ON COLUMN searchable.siren IS 'SIREN of the authority.';
COMMENT ON COLUMN searchable.fact IS 'Act or measure.';
COMMENT ON COLUMN searchable.kind IS 'act or measure.';
COMMENT ON COLUMN searchable.changed_run IS 'Run that last changed the fact.';
COMMENT ON COLUMN searchable.words IS 'Its words, folded and spaced.';

INSERT INTO search_words SELECT siren, fact, kind, words FROM searchable;

DROP MACRO TABLE search_acts;
CREATE MACRO search_acts(wanted) AS TABLE
WITH asked AS (
    SELECT list_filter(list_distinct(string_split(trim(spaced(wanted)), ' ')), lambda w: w <> '') AS parts
), found AS (
    SELECT s.siren, s.fact
    FROM search_words s, asked
    WHERE s.kind = 'act' AND len(parts) > 0 AND contains(s.words, ' ' || parts[1])
        AND len(list_filter(parts, lambda w: contains(s.words, ' ' || w))) = len(parts)
)
SELECT a.siren, a.id AS act, a.doc, a.page, a.number, a.session, a.outcome, a.subject,
    list_sum(list_transform(parts, lambda w: 3 * contains(spaced(a.subject), ' ' || w)::INTEGER
        + contains(spaced(coalesce(a.operative, '')), ' ' || w)::INTEGER))::INTEGER AS rank
FROM found f JOIN acts a ON a.siren = f.siren AND a.id = f.fact, asked
WHERE a.gone_since IS NULL
ORDER BY rank DESC, a.session DESC, a.id;
COMMENT ON MACRO TABLE search_acts IS 'Acts that hold all the words given, in any order, whatever their case and accents; a word also finds longer ones that begin with it. Best first: words in the subject count threefold.';

DROP MACRO TABLE search_measures;
CREATE MACRO search_measures(wanted) AS TABLE
WITH asked AS (
    SELECT list_filter(list_distinct(string_split(trim(spaced(wanted)), ' ')), lambda w: w <> '') AS parts
), found AS (
    SELECT s.siren, s.fact
    FROM search_words s, asked
    WHERE s.kind = 'measure' AND len(parts) > 0 AND len(list_filter(parts, lambda w: contains(s.words, ' ' || w))) = len(parts)
)
SELECT m.siren, m.id AS measure, m.doc, m.page, m.number, m.text, m.axis
FROM found f JOIN measures m ON m.siren = f.siren AND m.id = f.fact
WHERE m.gone_since IS NULL
ORDER BY m.siren, m.doc, m.page, m.number;
COMMENT ON MACRO TABLE search_measures IS 'Measures that hold all the words given, in any order, whatever their case and accents.';
