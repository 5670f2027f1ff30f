-- Synthetic territories: consistent rows (every quote stands on its page), deterministic. `scale.py` fills in the numbers.

CREATE TEMP MACRO pick(words, seed) AS words[(seed % len(words) + 1)::INTEGER];
CREATE TEMP MACRO salt(number, kind) AS (hash(number * 31 + kind) % 1000003)::BIGINT;
CREATE TEMP MACRO siren_of(t) AS (900000000 + t)::VARCHAR;
CREATE TEMP MACRO subject_of(n) AS pick(['Attribution d''une subvention à', 'Convention avec', 'Travaux confiés à',
    'Avenant au marché de', 'Adhésion à', 'Règlement de'], salt(n, 1)) || ' ' || pick(['l''association Les Passerelles',
    'la coopérative du Moulin', 'la régie de quartier', 'le comité des fêtes', 'l''atelier partagé', 'la ressourcerie',
    'l''école de musique', 'le syndicat des eaux', 'la maison des jeunes', 'l''épicerie solidaire'], salt(n, 2)) || ' pour ' ||
    pick(['un café associatif', 'la rénovation de la halle', 'une ligne de bus', 'le jardin partagé', 'la collecte du verre',
    'un tiers-lieu', 'la piste cyclable', 'la cantine bio', 'l''accueil des nouveaux arrivants', 'le logement des saisonniers',
    'la fête du lac', 'un budget participatif'], salt(n, 3)) || ', lot ' || n % 97;
CREATE TEMP MACRO figure_of(n) AS format('{:,}', 500 + salt(n, 4) % 90000).replace(',', ' ') || ' €';
CREATE TEMP MACRO operative_of(n) AS 'DÉCIDE d''attribuer la somme de ' || figure_of(n) ||
    ' et d''autoriser le maire à signer les pièces utiles.';
CREATE TEMP MACRO number_of(n) AS '2024-' || n;
CREATE TEMP MACRO recital_of(n) AS
    'Vu le code général des collectivités territoriales ; considérant la demande reçue sous le numéro ' || salt(n, 5);
CREATE TEMP MACRO text_of(n) AS 'Délibération n° ' || number_of(n) || chr(10) || subject_of(n) || chr(10) || recital_of(n) ||
    chr(10) || operative_of(n) || chr(10) || 'Adopté à l''unanimité.';
CREATE TEMP MACRO act_of(t, n) AS 'a' || t || '-' || n;
CREATE TEMP MACRO measure_of(t, m) AS 'm' || t || '-' || m;
CREATE TEMP VIEW places AS SELECT unnest(range($territories)) AS t;
CREATE TEMP VIEW every_act AS SELECT t, unnest(range($acts)) AS i, t * $acts + i AS n FROM places;
CREATE TEMP VIEW every_measure AS SELECT t, unnest(range($measures)) AS m, t * $measures + m AS n FROM places;

-- table territories
SELECT siren_of(t) AS siren, 'Commune ' || t AS name, 'commune' AS kind, '.' AS root, FALSE AS look_back, 0.95 AS
    coverage_threshold, 'r1' AS first_run, 'r1' AS changed_run, NULL AS gone_since FROM places

-- table runs
SELECT 'r1' AS id, siren_of(t) AS siren, TIMESTAMP '2026-01-05 08:00:00' AS started, NULL AS finished, TIMESTAMP
    '2026-01-05 08:10:00' AS saved, '[]' AS versions, $acts AS documents, $measures AS measures, $acts AS acts, $measures AS
    verdicts, 0 AS issues, 0 AS rows_added, 0 AS rows_changed, 0 AS rows_gone FROM places

-- table documents
SELECT siren_of(t) AS siren, 's' || n AS sha256, 'actes/' || i || '.pdf' AS doc, '' AS title, 'scale 1' AS reader, 1 AS page_count,
    0 AS ocr_pages, 'r1' AS first_run, 'r1' AS changed_run, NULL AS gone_since FROM every_act

-- table pages
SELECT siren_of(t) AS siren, 's' || n AS sha256, 1 AS number, 595.25 AS width, 842.0 AS height, 0 AS rotation, text_of(n) AS text,
    length(text_of(n)) AS body_end, 'pdfium' AS engine, NULL AS confidence, 'r1' AS first_run, 'r1' AS changed_run, NULL AS
    gone_since FROM every_act

-- table acts
SELECT siren_of(t) AS siren, act_of(t, i) AS id, 's' || n AS sha256, 'actes/' || i || '.pdf' AS doc, 1 AS page, 0 AS position,
    number_of(n) AS number, 'text' AS number_source, subject_of(n) AS subject, DATE '2023-01-01' + (salt(n, 6) % 1000)::INTEGER AS
    session, 'text' AS session_source, 'council' AS body, pick(['adopted', 'adopted', 'adopted', 'adopted', 'noted', 'rejected'],
    salt(n, 7)) AS outcome, operative_of(n) AS operative, NULL AS beneficiaries, NULL AS imputation, NULL AS condition, '7.5' AS
    matter, NULL AS transmission_id, NULL AS received, FALSE AS by_ocr, 'r1' AS first_run, 'r1' AS changed_run, NULL AS gone_since
    FROM every_act

-- table amounts
SELECT siren_of(t) AS siren, act_of(t, i) AS act, 0 AS position, (500 + salt(n, 4) % 90000) * 100 AS cents, 'granted' AS role,
    figure_of(n) AS quote, NULL AS payee, NULL AS tax, NULL AS credit, 2024 AS year, FALSE AS per_year, FALSE AS by_ocr, 'r1' AS
    first_run, 'r1' AS changed_run, NULL AS gone_since FROM every_act

-- table votes
SELECT siren_of(t) AS siren, act_of(t, i) AS act, NULL AS in_favour, NULL AS against, NULL AS abstention, NULL AS not_voting, TRUE
    AS unanimous, 'r1' AS first_run, 'r1' AS changed_run, NULL AS gone_since FROM every_act

-- table register
SELECT siren_of(t) AS siren, 'r' || n AS id, 'registre.csv' AS doc, i AS position, number_of(n) AS number, DATE '2023-01-01' +
    (salt(n, 6) % 1000)::INTEGER AS date, subject_of(n) AS subject, '7.5' AS matter, NULL AS transmission_id, NULL AS url, NULL AS
    outcome, 'r1' AS first_run, 'r1' AS changed_run, NULL AS gone_since FROM every_act

-- table measures
SELECT siren_of(t) AS siren, measure_of(t, m) AS id, 'p' || t AS sha256, 'plan.pdf' AS doc, 1 + m // 4 AS page, m AS position,
    'Action ' || m AS number, 'Soutenir ' || subject_of(n) AS text, 'Axe ' || m // 10 AS axis, NULL AS owner, NULL AS partners, NULL
    AS deadline, NULL AS deadline_start, NULL AS deadline_end, NULL AS budget_text, NULL AS budget_cents, NULL AS budget_undefined,
    NULL AS budget_per_year, 'lieux' AS theme, NULL AS author, NULL AS support, 'support' AS verb, 'r1' AS first_run, 'r1' AS
    changed_run, NULL AS gone_since FROM every_measure

-- table links
SELECT siren_of(t) AS siren, 'l' || n || '-' || k AS id, measure_of(t, m) AS measure, act_of(t, salt(n, k) % $acts) AS act, NULL AS
    part, k AS position, 0.9 - k / 10 AS probability, CASE WHEN k = 0 THEN 'linked' ELSE 'unlinked' END AS band, 'r1' AS first_run,
    'r1' AS changed_run, NULL AS gone_since FROM (SELECT *, unnest(range(8)) AS k FROM every_measure)

-- table signals
SELECT siren_of(t) AS siren, 'l' || n || '-' || k AS link, s AS position, 'signal ' || s AS name, (salt(n, s) % 100) / 100 AS value,
    1.5 AS weight, 'mots de la mesure' AS left_words, 'mots de l''acte' AS right_words, 'r1' AS first_run, 'r1' AS changed_run, NULL
    AS gone_since FROM (SELECT *, unnest(range(10)) AS s FROM (SELECT *, unnest(range(8)) AS k FROM every_measure))

-- table verdicts
SELECT siren_of(t) AS siren, measure_of(t, m) AS measure, 'adopted' AS decision, 'same' AS substance, 'granted' AS money,
    pick(['funded', 'unfunded', 'no_trace', 'weakened', 'dropped', 'unsure'], salt(n, 8)) AS status, FALSE AS dropped, FALSE AS
    unfunded, 0.9 AS confidence, 'rule' AS rule, 'Une phrase que chacun peut vérifier.' AS statement, NULL AS lost_at, '' AS
    coverage, act_of(t, salt(n, 0) % $acts) AS acts, NULL AS reviewed_by, 'r1' AS first_run, 'r1' AS changed_run, NULL AS gone_since
    FROM every_measure

-- table verdict_history
SELECT siren_of(t) AS siren, measure_of(t, m) AS measure, 'r1' AS run, 'new' AS event, NULL AS previous_status, 'funded' AS status,
    'adopted' AS decision, 'same' AS substance, 'granted' AS money, FALSE AS dropped, FALSE AS unfunded, '' AS acts, 'rule' AS rule,
    NULL AS reviewed_by FROM every_measure

-- table verdict_decisions
SELECT siren_of(t) AS siren, measure_of(t, m) AS measure, 0 AS position, act_of(t, salt(n, 0) % $acts) AS act, 'r1' AS first_run,
    'r1' AS changed_run, NULL AS gone_since FROM every_measure

-- table ledger
SELECT siren_of(t) AS siren, measure_of(t, m) AS measure, 0 AS position, 'voted' AS kind, 100000 AS cents, 2024 AS year, act_of(t,
    salt(n, 0) % $acts) AS source, 'r1' AS first_run, 'r1' AS changed_run, NULL AS gone_since FROM every_measure

-- table coverage
SELECT siren_of(t) AS siren, DATE '2023-01-01' AS period_start, DATE '2025-12-31' AS period_end, $acts AS known, $acts AS read, 1.0
    AS share, 0.95 AS threshold, []::VARCHAR[] AS unread, [2024] AS budget_years, 'r1' AS first_run, 'r1' AS changed_run, NULL AS
    gone_since FROM places

-- table evidence
SELECT siren_of(t) AS siren, act_of(t, i) AS fact, 'subject' AS role, 0 AS item, 0 AS piece, 's' || n AS sha256, 1 AS page,
    length('Délibération n° ' || number_of(n) || chr(10)) AS span_start, length('Délibération n° ' || number_of(n) || chr(10)) +
    length(subject_of(n)) AS span_end, NULL AS line, subject_of(n) AS quote, [50.0, 60.5, 540.25, 71.5] AS boxes, 'r1' AS first_run,
    'r1' AS changed_run, NULL AS gone_since FROM every_act
UNION ALL SELECT siren_of(t) AS siren, act_of(t, i) AS fact, 'whole' AS role, 0 AS item, 0 AS piece, 's' || n AS sha256, 1 AS page, 0 AS
    span_start, 0 + length(text_of(n)) AS span_end, NULL AS line, text_of(n) AS quote, [50.0, 60.5, 540.25, 71.5] AS boxes, 'r1' AS
    first_run, 'r1' AS changed_run, NULL AS gone_since FROM every_act
UNION ALL SELECT siren_of(t) AS siren, act_of(t, i) AS fact, 'recital' AS role, 0 AS item, 0 AS piece, 's' || n AS sha256, 1 AS page,
    length('Délibération n° ' || number_of(n) || chr(10)) + length(subject_of(n)) + 1 AS span_start, length('Délibération n° ' ||
    number_of(n) || chr(10)) + length(subject_of(n)) + 1 + length(recital_of(n)) AS span_end, NULL AS line, recital_of(n) AS quote,
    [50.0, 60.5, 540.25, 71.5] AS boxes, 'r1' AS first_run, 'r1' AS changed_run, NULL AS gone_since FROM every_act
UNION ALL SELECT siren_of(t) AS siren, act_of(t, i) AS fact, 'operative' AS role, 0 AS item, 0 AS piece, 's' || n AS sha256, 1 AS page,
    length('Délibération n° ' || number_of(n) || chr(10)) + length(subject_of(n)) + length(recital_of(n)) + 2 AS span_start,
    length('Délibération n° ' || number_of(n) || chr(10)) + length(subject_of(n)) + length(recital_of(n)) + 2 +
    length(operative_of(n)) AS span_end, NULL AS line, operative_of(n) AS quote, [50.0, 60.5, 540.25, 71.5] AS boxes, 'r1' AS
    first_run, 'r1' AS changed_run, NULL AS gone_since FROM every_act
UNION ALL SELECT siren_of(t) AS siren, act_of(t, i) AS fact, 'amount' AS role, 0 AS item, 0 AS piece, 's' || n AS sha256, 1 AS page,
    length('Délibération n° ' || number_of(n) || chr(10)) + length(subject_of(n)) + length(recital_of(n)) + 2 +
    length('DÉCIDE d''attribuer la somme de ') AS span_start, length('Délibération n° ' || number_of(n) || chr(10)) +
    length(subject_of(n)) + length(recital_of(n)) + 2 + length('DÉCIDE d''attribuer la somme de ') + length(figure_of(n)) AS
    span_end, NULL AS line, figure_of(n) AS quote, [50.0, 60.5, 540.25, 71.5] AS boxes, 'r1' AS first_run, 'r1' AS changed_run, NULL
    AS gone_since FROM every_act
UNION ALL SELECT siren_of(t) AS siren, act_of(t, i) AS fact, 'vote' AS role, 0 AS item, 0 AS piece, 's' || n AS sha256, 1 AS page,
    length(text_of(n)) - length('Adopté à l''unanimité.') AS span_start, length(text_of(n)) - length('Adopté à l''unanimité.') +
    length('Adopté à l''unanimité.') AS span_end, NULL AS line, 'Adopté à l''unanimité.' AS quote, [50.0, 60.5, 540.25, 71.5] AS
    boxes, 'r1' AS first_run, 'r1' AS changed_run, NULL AS gone_since FROM every_act

-- table search_words
SELECT siren, fact, kind, words FROM searchable
