-- The tables of an ecart database. Every row of a fact says which run stored it, which changed it last and since which it is gone.

CREATE TABLE runs (
    id VARCHAR NOT NULL,
    siren VARCHAR NOT NULL,
    started TIMESTAMP NOT NULL,
    finished TIMESTAMP,
    saved TIMESTAMP NOT NULL,
    versions VARCHAR NOT NULL,
    documents INTEGER NOT NULL,
    measures INTEGER NOT NULL,
    acts INTEGER NOT NULL,
    verdicts INTEGER NOT NULL,
    issues INTEGER NOT NULL,
    rows_added BIGINT NOT NULL,
    rows_changed BIGINT NOT NULL,
    rows_gone BIGINT NOT NULL,
    PRIMARY KEY (siren, id)
);
COMMENT ON TABLE runs IS 'One row for each execution of the program on one territory, with what it changed.';
COMMENT ON COLUMN runs.id IS 'Id of the run.';
COMMENT ON COLUMN runs.siren IS 'SIREN of the authority (9 digits).';
COMMENT ON COLUMN runs.started IS 'Start, UTC.';
COMMENT ON COLUMN runs.finished IS 'End, UTC; NULL when the run did not say.';
COMMENT ON COLUMN runs.saved IS 'When its results were committed here, UTC.';
COMMENT ON COLUMN runs.versions IS 'What made the results (program, reader, encoder, matcher), as a JSON array of [name, version].';
COMMENT ON COLUMN runs.documents IS 'Documents of the run.';
COMMENT ON COLUMN runs.measures IS 'Measures found.';
COMMENT ON COLUMN runs.acts IS 'Acts found.';
COMMENT ON COLUMN runs.verdicts IS 'Verdicts given.';
COMMENT ON COLUMN runs.issues IS 'Issues met.';
COMMENT ON COLUMN runs.rows_added IS 'Rows that this run added to other tables.';
COMMENT ON COLUMN runs.rows_changed IS 'Rows that this run changed.';
COMMENT ON COLUMN runs.rows_gone IS 'Rows that this run marked as gone.';

CREATE TABLE territories (
    siren VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('commune', 'epci', 'departement', 'region')),
    root VARCHAR NOT NULL,
    look_back BOOLEAN NOT NULL,
    coverage_threshold DOUBLE NOT NULL,
    first_run VARCHAR NOT NULL,
    changed_run VARCHAR NOT NULL,
    gone_since VARCHAR,
    PRIMARY KEY (siren)
);
COMMENT ON TABLE territories IS 'Authorities that are watched, one row each.';
COMMENT ON COLUMN territories.siren IS 'SIREN of the authority (9 digits).';
COMMENT ON COLUMN territories.name IS 'Name as in the territory file.';
COMMENT ON COLUMN territories.kind IS 'Kind of authority.';
COMMENT ON COLUMN territories.root IS 'Folder of the territory file on the machine that ran; left out of exports.';
COMMENT ON COLUMN territories.look_back IS 'Whether acts before a plan''s adoption count.';
COMMENT ON COLUMN territories.coverage_threshold IS 'Share of the known acts (0..1) below which absence is not stated firmly.';
COMMENT ON COLUMN territories.first_run IS 'Run that stored the row first.';
COMMENT ON COLUMN territories.changed_run IS 'Run that last changed the row''s content.';
COMMENT ON COLUMN territories.gone_since IS 'Run that no longer found it; NULL while it is current. Rows are marked, never erased.';

CREATE TABLE sources (
    siren VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    role VARCHAR NOT NULL CHECK (role IN ('plan', 'acts', 'register', 'budget', 'grants')),
    path VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    adopted DATE,
    until DATE,
    first_run VARCHAR NOT NULL,
    changed_run VARCHAR NOT NULL,
    gone_since VARCHAR,
    PRIMARY KEY (siren, position)
);
COMMENT ON TABLE sources IS 'What the territory file names: plans, acts, registers, budgets, grants.';
COMMENT ON COLUMN sources.siren IS 'SIREN of the authority (9 digits).';
COMMENT ON COLUMN sources.position IS 'Order in the territory file, from 0.';
COMMENT ON COLUMN sources.role IS 'What its files are for.';
COMMENT ON COLUMN sources.path IS 'Path, glob or address as written there.';
COMMENT ON COLUMN sources.title IS 'Title as written there, empty when none.';
COMMENT ON COLUMN sources.adopted IS 'Plans: day of adoption; earlier acts do not count unless look_back.';
COMMENT ON COLUMN sources.until IS 'Plans: last day of the plan''s period.';
COMMENT ON COLUMN sources.first_run IS 'Run that stored the row first.';
COMMENT ON COLUMN sources.changed_run IS 'Run that last changed the row''s content.';
COMMENT ON COLUMN sources.gone_since IS 'Run that no longer found it; NULL while it is current. Rows are marked, never erased.';

CREATE TABLE files (
    siren VARCHAR NOT NULL,
    source INTEGER NOT NULL,
    doc VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    size BIGINT NOT NULL,
    role VARCHAR NOT NULL CHECK (role IN ('plan', 'acts', 'register', 'budget', 'grants')),
    path VARCHAR NOT NULL,
    first_run VARCHAR NOT NULL,
    changed_run VARCHAR NOT NULL,
    gone_since VARCHAR,
    PRIMARY KEY (siren, source, doc)
);
COMMENT ON TABLE files IS 'Files that the sources name, read or not.';
COMMENT ON COLUMN files.siren IS 'SIREN of the authority (9 digits).';
COMMENT ON COLUMN files.source IS 'Source that names it (sources.position); -1 when the territory file no longer does.';
COMMENT ON COLUMN files.doc IS 'Path relative to the territory file, with forward slashes.';
COMMENT ON COLUMN files.sha256 IS 'SHA-256 of the bytes, hexadecimal.';
COMMENT ON COLUMN files.size IS 'Bytes.';
COMMENT ON COLUMN files.role IS 'What the file is for.';
COMMENT ON COLUMN files.path IS 'Place on the machine that ran; left out of exports.';
COMMENT ON COLUMN files.first_run IS 'Run that stored the row first.';
COMMENT ON COLUMN files.changed_run IS 'Run that last changed the row''s content.';
COMMENT ON COLUMN files.gone_since IS 'Run that no longer found it; NULL while it is current. Rows are marked, never erased.';

CREATE TABLE documents (
    siren VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    doc VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    reader VARCHAR NOT NULL,
    page_count INTEGER NOT NULL,
    ocr_pages INTEGER NOT NULL,
    first_run VARCHAR NOT NULL,
    changed_run VARCHAR NOT NULL,
    gone_since VARCHAR,
    PRIMARY KEY (siren, sha256)
);
COMMENT ON TABLE documents IS 'PDF documents that were read, by content: the same bytes are one document under whatever name.';
COMMENT ON COLUMN documents.siren IS 'SIREN of the authority (9 digits).';
COMMENT ON COLUMN documents.sha256 IS 'SHA-256 of the bytes, hexadecimal.';
COMMENT ON COLUMN documents.doc IS 'Path relative to the territory file (the first, when the same bytes stand at several).';
COMMENT ON COLUMN documents.title IS 'Title given by the file, empty when none.';
COMMENT ON COLUMN documents.reader IS 'Name and version of the reading stage; a document is read again when it changes.';
COMMENT ON COLUMN documents.page_count IS 'Pages.';
COMMENT ON COLUMN documents.ocr_pages IS 'Pages whose words were read by OCR.';
COMMENT ON COLUMN documents.first_run IS 'Run that stored the row first.';
COMMENT ON COLUMN documents.changed_run IS 'Run that last changed the row''s content.';
COMMENT ON COLUMN documents.gone_since IS 'Run that no longer found it; NULL while it is current. Rows are marked, never erased.';

CREATE TABLE pages (
    siren VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    width DOUBLE NOT NULL,
    height DOUBLE NOT NULL,
    rotation INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    body_end INTEGER NOT NULL,
    engine VARCHAR NOT NULL,
    confidence DOUBLE,
    first_run VARCHAR NOT NULL,
    changed_run VARCHAR NOT NULL,
    gone_since VARCHAR,
    PRIMARY KEY (siren, sha256, number)
);
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

CREATE TABLE layouts (
    siren VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    page INTEGER NOT NULL,
    text_hash VARCHAR NOT NULL,
    words BLOB NOT NULL,
    blocks BLOB NOT NULL,
    PRIMARY KEY (siren, sha256, page)
);
COMMENT ON TABLE layouts IS 'Words, lines and blocks of each page, packed: JSON of columns, compressed by zlib (internal; left out of exports).';
COMMENT ON COLUMN layouts.siren IS 'SIREN of the authority (9 digits).';
COMMENT ON COLUMN layouts.sha256 IS 'Document.';
COMMENT ON COLUMN layouts.page IS 'Page, from 1.';
COMMENT ON COLUMN layouts.text_hash IS 'Tells whether the layout belongs to the page''s present text and reader.';
COMMENT ON COLUMN layouts.words IS 'Words: spans, printed forms, boxes in points (origin top left), sizes, bold, italic.';
COMMENT ON COLUMN layouts.blocks IS 'Blocks with their lines and table cells.';

CREATE TABLE stamps (
    siren VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    page INTEGER NOT NULL,
    position INTEGER NOT NULL,
    shape VARCHAR NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    transmission_id VARCHAR,
    stamped_siren VARCHAR,
    act_date DATE,
    number VARCHAR,
    nature VARCHAR,
    received DATE,
    published DATE,
    first_run VARCHAR NOT NULL,
    changed_run VARCHAR NOT NULL,
    gone_since VARCHAR,
    PRIMARY KEY (siren, sha256, page, position)
);
COMMENT ON TABLE stamps IS 'Transmission stamps of the contrôle de légalité found on pages.';
COMMENT ON COLUMN stamps.siren IS 'SIREN of the authority (9 digits).';
COMMENT ON COLUMN stamps.sha256 IS 'Document.';
COMMENT ON COLUMN stamps.page IS 'Page, from 1.';
COMMENT ON COLUMN stamps.position IS 'Order on the page, from 0.';
COMMENT ON COLUMN stamps.shape IS 'Shape of the stamp, A to E.';
COMMENT ON COLUMN stamps.span_start IS 'Start in pages.text, characters from 0.';
COMMENT ON COLUMN stamps.span_end IS 'End in pages.text, not included.';
COMMENT ON COLUMN stamps.transmission_id IS 'département-SIREN-yyyymmdd-number-nature.';
COMMENT ON COLUMN stamps.stamped_siren IS 'SIREN in the stamp.';
COMMENT ON COLUMN stamps.act_date IS 'Date of the act in the stamp.';
COMMENT ON COLUMN stamps.number IS 'Number of the act in the stamp.';
COMMENT ON COLUMN stamps.nature IS 'Nature in the stamp: DE, AR, BF, ...';
COMMENT ON COLUMN stamps.received IS 'Day the préfecture received it.';
COMMENT ON COLUMN stamps.published IS 'Day of publication.';
COMMENT ON COLUMN stamps.first_run IS 'Run that stored the row first.';
COMMENT ON COLUMN stamps.changed_run IS 'Run that last changed the row''s content.';
COMMENT ON COLUMN stamps.gone_since IS 'Run that no longer found it; NULL while it is current. Rows are marked, never erased.';

CREATE TABLE measures (
    siren VARCHAR NOT NULL,
    id VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    doc VARCHAR NOT NULL,
    page INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number VARCHAR,
    text VARCHAR NOT NULL,
    axis VARCHAR,
    owner VARCHAR,
    partners VARCHAR,
    deadline VARCHAR,
    deadline_start DATE,
    deadline_end DATE,
    budget_text VARCHAR,
    budget_cents BIGINT,
    budget_undefined BOOLEAN,
    budget_per_year BOOLEAN,
    theme VARCHAR,
    author VARCHAR,
    support DOUBLE,
    verb VARCHAR,
    first_run VARCHAR NOT NULL,
    changed_run VARCHAR NOT NULL,
    gone_since VARCHAR,
    PRIMARY KEY (siren, id)
);
COMMENT ON TABLE measures IS 'What the plans ask for: one row for each action, proposal or recommendation. Verbatim words and places: evidence.';
COMMENT ON COLUMN measures.siren IS 'SIREN of the authority (9 digits).';
COMMENT ON COLUMN measures.id IS 'Id made from the content: the same in every run.';
COMMENT ON COLUMN measures.sha256 IS 'Document.';
COMMENT ON COLUMN measures.doc IS 'Path of the plan relative to the territory file.';
COMMENT ON COLUMN measures.page IS 'Page where it begins, from 1.';
COMMENT ON COLUMN measures.position IS 'Order in the document, from 0.';
COMMENT ON COLUMN measures.number IS 'Number as printed.';
COMMENT ON COLUMN measures.text IS 'The measure''s own wording, on one line.';
COMMENT ON COLUMN measures.axis IS 'Nearest heading it stands under.';
COMMENT ON COLUMN measures.owner IS 'Who is to do it, as printed.';
COMMENT ON COLUMN measures.partners IS 'Partners as printed, joined by '' ; ''.';
COMMENT ON COLUMN measures.deadline IS 'Time limit as printed.';
COMMENT ON COLUMN measures.deadline_start IS 'First day of the period it means.';
COMMENT ON COLUMN measures.deadline_end IS 'Last day of the period it means.';
COMMENT ON COLUMN measures.budget_text IS 'Words of the budget.';
COMMENT ON COLUMN measures.budget_cents IS 'Money asked for or announced, euro cents.';
COMMENT ON COLUMN measures.budget_undefined IS 'TRUE for words like à définir: a budget is spoken of, no sum given.';
COMMENT ON COLUMN measures.budget_per_year IS 'TRUE when the sum is meant for each year.';
COMMENT ON COLUMN measures.theme IS 'Theme, a value of the table of themes.';
COMMENT ON COLUMN measures.author IS 'Workshop or group that asks for it, as printed.';
COMMENT ON COLUMN measures.support IS 'Share of the participants'' votes, 0..1.';
COMMENT ON COLUMN measures.verb IS 'Strength of what is asked: create, fund, support, study, ...';
COMMENT ON COLUMN measures.first_run IS 'Run that stored the row first.';
COMMENT ON COLUMN measures.changed_run IS 'Run that last changed the row''s content.';
COMMENT ON COLUMN measures.gone_since IS 'Run that no longer found it; NULL while it is current. Rows are marked, never erased.';

CREATE TABLE measure_budget_years (
    siren VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    year INTEGER NOT NULL,
    cents BIGINT NOT NULL,
    first_run VARCHAR NOT NULL,
    changed_run VARCHAR NOT NULL,
    gone_since VARCHAR,
    PRIMARY KEY (siren, measure, position)
);
COMMENT ON TABLE measure_budget_years IS 'Sums by year that a plan gives for a measure.';
COMMENT ON COLUMN measure_budget_years.siren IS 'SIREN of the authority (9 digits).';
COMMENT ON COLUMN measure_budget_years.measure IS 'Measure.';
COMMENT ON COLUMN measure_budget_years.position IS 'Order as printed, from 0.';
COMMENT ON COLUMN measure_budget_years.year IS 'Year.';
COMMENT ON COLUMN measure_budget_years.cents IS 'Euro cents.';
COMMENT ON COLUMN measure_budget_years.first_run IS 'Run that stored the row first.';
COMMENT ON COLUMN measure_budget_years.changed_run IS 'Run that last changed the row''s content.';
COMMENT ON COLUMN measure_budget_years.gone_since IS 'Run that no longer found it; NULL while it is current. Rows are marked, never erased.';

CREATE TABLE acts (
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
    operative VARCHAR,
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

CREATE TABLE amounts (
    siren VARCHAR NOT NULL,
    act VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    cents BIGINT NOT NULL,
    role VARCHAR NOT NULL CHECK (role IN ('granted', 'budgeted', 'estimated', 'received', 'tariff', 'other')),
    quote VARCHAR NOT NULL,
    payee VARCHAR,
    tax VARCHAR CHECK (tax IN ('HT', 'TTC')),
    credit VARCHAR CHECK (credit IN ('AP', 'AE', 'CP')),
    year INTEGER,
    per_year BOOLEAN NOT NULL,
    by_ocr BOOLEAN NOT NULL,
    first_run VARCHAR NOT NULL,
    changed_run VARCHAR NOT NULL,
    gone_since VARCHAR,
    PRIMARY KEY (siren, act, position)
);
COMMENT ON TABLE amounts IS 'Sums of money in acts, each counted once.';
COMMENT ON COLUMN amounts.siren IS 'SIREN of the authority (9 digits).';
COMMENT ON COLUMN amounts.act IS 'Act.';
COMMENT ON COLUMN amounts.position IS 'Order in the act, from 0.';
COMMENT ON COLUMN amounts.cents IS 'Euro cents.';
COMMENT ON COLUMN amounts.role IS 'What the sum means in the act.';
COMMENT ON COLUMN amounts.quote IS 'The figure as printed, on one line.';
COMMENT ON COLUMN amounts.payee IS 'Who receives it, as printed.';
COMMENT ON COLUMN amounts.tax IS 'Without (HT) or with (TTC) tax, as printed.';
COMMENT ON COLUMN amounts.credit IS 'Autorisation de programme, d''engagement, or crédit de paiement.';
COMMENT ON COLUMN amounts.year IS 'Budget year that the words name.';
COMMENT ON COLUMN amounts.per_year IS 'TRUE when the sum is due each year.';
COMMENT ON COLUMN amounts.by_ocr IS 'Read by OCR: a digit may be wrong.';
COMMENT ON COLUMN amounts.first_run IS 'Run that stored the row first.';
COMMENT ON COLUMN amounts.changed_run IS 'Run that last changed the row''s content.';
COMMENT ON COLUMN amounts.gone_since IS 'Run that no longer found it; NULL while it is current. Rows are marked, never erased.';

CREATE TABLE votes (
    siren VARCHAR NOT NULL,
    act VARCHAR NOT NULL,
    in_favour INTEGER,
    against INTEGER,
    abstention INTEGER,
    not_voting INTEGER,
    unanimous BOOLEAN,
    first_run VARCHAR NOT NULL,
    changed_run VARCHAR NOT NULL,
    gone_since VARCHAR,
    PRIMARY KEY (siren, act)
);
COMMENT ON TABLE votes IS 'The vote on each act as printed; NULL means that the page gives no figure.';
COMMENT ON COLUMN votes.siren IS 'SIREN of the authority (9 digits).';
COMMENT ON COLUMN votes.act IS 'Act.';
COMMENT ON COLUMN votes.in_favour IS 'Votes for.';
COMMENT ON COLUMN votes.against IS 'Votes against.';
COMMENT ON COLUMN votes.abstention IS 'Abstentions.';
COMMENT ON COLUMN votes.not_voting IS 'Present and not taking part.';
COMMENT ON COLUMN votes.unanimous IS 'TRUE where the page says unanimous, FALSE where it says majority or counts a vote against.';
COMMENT ON COLUMN votes.first_run IS 'Run that stored the row first.';
COMMENT ON COLUMN votes.changed_run IS 'Run that last changed the row''s content.';
COMMENT ON COLUMN votes.gone_since IS 'Run that no longer found it; NULL while it is current. Rows are marked, never erased.';

CREATE TABLE named_votes (
    siren VARCHAR NOT NULL,
    act VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    choice VARCHAR NOT NULL CHECK (choice IN ('for', 'against', 'abstention', 'not_voting')),
    first_run VARCHAR NOT NULL,
    changed_run VARCHAR NOT NULL,
    gone_since VARCHAR,
    PRIMARY KEY (siren, act, position)
);
COMMENT ON TABLE named_votes IS 'Names or groups printed with a vote.';
COMMENT ON COLUMN named_votes.siren IS 'SIREN of the authority (9 digits).';
COMMENT ON COLUMN named_votes.act IS 'Act.';
COMMENT ON COLUMN named_votes.position IS 'Order as printed, from 0.';
COMMENT ON COLUMN named_votes.name IS 'Name or group as printed.';
COMMENT ON COLUMN named_votes.choice IS 'What they voted.';
COMMENT ON COLUMN named_votes.first_run IS 'Run that stored the row first.';
COMMENT ON COLUMN named_votes.changed_run IS 'Run that last changed the row''s content.';
COMMENT ON COLUMN named_votes.gone_since IS 'Run that no longer found it; NULL while it is current. Rows are marked, never erased.';

CREATE TABLE register (
    siren VARCHAR NOT NULL,
    id VARCHAR NOT NULL,
    doc VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    number VARCHAR NOT NULL,
    date DATE,
    subject VARCHAR NOT NULL,
    matter VARCHAR,
    transmission_id VARCHAR,
    url VARCHAR,
    outcome VARCHAR,
    first_run VARCHAR NOT NULL,
    changed_run VARCHAR NOT NULL,
    gone_since VARCHAR,
    PRIMARY KEY (siren, id)
);
COMMENT ON TABLE register IS 'Acts known to exist, read or not, from registers and listes des délibérations.';
COMMENT ON COLUMN register.siren IS 'SIREN of the authority (9 digits).';
COMMENT ON COLUMN register.id IS 'Id made from document, line and number.';
COMMENT ON COLUMN register.doc IS 'Path of the register.';
COMMENT ON COLUMN register.position IS 'Order in the register, from 0.';
COMMENT ON COLUMN register.number IS 'Number of the act.';
COMMENT ON COLUMN register.date IS 'Day of the act.';
COMMENT ON COLUMN register.subject IS 'Object.';
COMMENT ON COLUMN register.matter IS 'Code of the nomenclature ACTES, as text.';
COMMENT ON COLUMN register.transmission_id IS 'Identifier of the transmission.';
COMMENT ON COLUMN register.url IS 'Where the act is published.';
COMMENT ON COLUMN register.outcome IS 'Outcome the list states.';
COMMENT ON COLUMN register.first_run IS 'Run that stored the row first.';
COMMENT ON COLUMN register.changed_run IS 'Run that last changed the row''s content.';
COMMENT ON COLUMN register.gone_since IS 'Run that no longer found it; NULL while it is current. Rows are marked, never erased.';

CREATE TABLE budget_lines (
    siren VARCHAR NOT NULL,
    id VARCHAR NOT NULL,
    doc VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    year INTEGER NOT NULL,
    stage VARCHAR NOT NULL CHECK (stage IN ('BP', 'BS', 'DM', 'CA', 'CFU')),
    label VARCHAR NOT NULL,
    direction VARCHAR NOT NULL CHECK (direction IN ('expense', 'income')),
    voted BIGINT,
    realised BIGINT,
    chapter VARCHAR,
    nature VARCHAR,
    nature_label VARCHAR,
    function VARCHAR,
    function_label VARCHAR,
    operation VARCHAR,
    section VARCHAR CHECK (section IN ('fonctionnement', 'investissement')),
    book_entry BOOLEAN NOT NULL,
    first_run VARCHAR NOT NULL,
    changed_run VARCHAR NOT NULL,
    gone_since VARCHAR,
    PRIMARY KEY (siren, id)
);
COMMENT ON TABLE budget_lines IS 'Lines of budgets and accounts.';
COMMENT ON COLUMN budget_lines.siren IS 'SIREN of the authority (9 digits).';
COMMENT ON COLUMN budget_lines.id IS 'Id made from the content.';
COMMENT ON COLUMN budget_lines.doc IS 'Path of the budget.';
COMMENT ON COLUMN budget_lines.position IS 'Order in the document, from 0.';
COMMENT ON COLUMN budget_lines.year IS 'Budget year.';
COMMENT ON COLUMN budget_lines.stage IS 'Budget primitif, supplémentaire, décision modificative, compte administratif, compte financier unique.';
COMMENT ON COLUMN budget_lines.label IS 'Words that name the line, as printed.';
COMMENT ON COLUMN budget_lines.direction IS 'Expense or income.';
COMMENT ON COLUMN budget_lines.voted IS 'Credits, euro cents.';
COMMENT ON COLUMN budget_lines.realised IS 'Payments of a CA or CFU, euro cents.';
COMMENT ON COLUMN budget_lines.chapter IS 'Chapter.';
COMMENT ON COLUMN budget_lines.nature IS 'Account by nature.';
COMMENT ON COLUMN budget_lines.nature_label IS 'Its name.';
COMMENT ON COLUMN budget_lines.function IS 'Account by function.';
COMMENT ON COLUMN budget_lines.function_label IS 'Its name.';
COMMENT ON COLUMN budget_lines.operation IS 'Operation, number or name.';
COMMENT ON COLUMN budget_lines.section IS 'Section of the budget.';
COMMENT ON COLUMN budget_lines.book_entry IS 'TRUE for an opération d''ordre: an entry of the books, no money moves.';
COMMENT ON COLUMN budget_lines.first_run IS 'Run that stored the row first.';
COMMENT ON COLUMN budget_lines.changed_run IS 'Run that last changed the row''s content.';
COMMENT ON COLUMN budget_lines.gone_since IS 'Run that no longer found it; NULL while it is current. Rows are marked, never erased.';

CREATE TABLE grants (
    siren VARCHAR NOT NULL,
    id VARCHAR NOT NULL,
    doc VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    beneficiary VARCHAR NOT NULL,
    purpose VARCHAR NOT NULL,
    cents BIGINT NOT NULL,
    date DATE,
    reference VARCHAR,
    beneficiary_siret VARCHAR,
    conditions VARCHAR,
    first_run VARCHAR NOT NULL,
    changed_run VARCHAR NOT NULL,
    gone_since VARCHAR,
    PRIMARY KEY (siren, id)
);
COMMENT ON TABLE grants IS 'Grants that the authority lists as awarded or paid.';
COMMENT ON COLUMN grants.siren IS 'SIREN of the authority (9 digits).';
COMMENT ON COLUMN grants.id IS 'Id made from the content.';
COMMENT ON COLUMN grants.doc IS 'Path of the list.';
COMMENT ON COLUMN grants.position IS 'Order in the list, from 0.';
COMMENT ON COLUMN grants.beneficiary IS 'Who receives.';
COMMENT ON COLUMN grants.purpose IS 'What for.';
COMMENT ON COLUMN grants.cents IS 'Euro cents.';
COMMENT ON COLUMN grants.date IS 'Day of the agreement.';
COMMENT ON COLUMN grants.reference IS 'Act it names (SCDL referenceDecision).';
COMMENT ON COLUMN grants.beneficiary_siret IS 'SIRET of the beneficiary.';
COMMENT ON COLUMN grants.conditions IS 'Conditions of payment.';
COMMENT ON COLUMN grants.first_run IS 'Run that stored the row first.';
COMMENT ON COLUMN grants.changed_run IS 'Run that last changed the row''s content.';
COMMENT ON COLUMN grants.gone_since IS 'Run that no longer found it; NULL while it is current. Rows are marked, never erased.';

CREATE TABLE links (
    siren VARCHAR NOT NULL,
    id VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    act VARCHAR NOT NULL,
    part INTEGER,
    position INTEGER NOT NULL,
    probability DOUBLE NOT NULL CHECK (probability BETWEEN 0 AND 1),
    band VARCHAR NOT NULL CHECK (band IN ('linked', 'review', 'unlinked')),
    first_run VARCHAR NOT NULL,
    changed_run VARCHAR NOT NULL,
    gone_since VARCHAR,
    PRIMARY KEY (siren, id)
);
COMMENT ON TABLE links IS 'A measure and an act that may answer it.';
COMMENT ON COLUMN links.siren IS 'SIREN of the authority (9 digits).';
COMMENT ON COLUMN links.id IS 'Id made from measure, act and part.';
COMMENT ON COLUMN links.measure IS 'Measure.';
COMMENT ON COLUMN links.act IS 'Act.';
COMMENT ON COLUMN links.part IS 'Step of the measure that is answered, from 0; NULL for the measure itself.';
COMMENT ON COLUMN links.position IS 'Order among the links of the measure, from 0.';
COMMENT ON COLUMN links.probability IS 'Calibrated probability, 0..1.';
COMMENT ON COLUMN links.band IS 'linked counts; review waits for a person; unlinked was set aside.';
COMMENT ON COLUMN links.first_run IS 'Run that stored the row first.';
COMMENT ON COLUMN links.changed_run IS 'Run that last changed the row''s content.';
COMMENT ON COLUMN links.gone_since IS 'Run that no longer found it; NULL while it is current. Rows are marked, never erased.';

CREATE TABLE money_links (
    siren VARCHAR NOT NULL,
    id VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    money_row VARCHAR NOT NULL,
    via VARCHAR,
    position INTEGER NOT NULL,
    reason VARCHAR NOT NULL,
    first_run VARCHAR NOT NULL,
    changed_run VARCHAR NOT NULL,
    gone_since VARCHAR,
    PRIMARY KEY (siren, id)
);
COMMENT ON TABLE money_links IS 'A budget line or grant that belongs to a measure.';
COMMENT ON COLUMN money_links.siren IS 'SIREN of the authority (9 digits).';
COMMENT ON COLUMN money_links.id IS 'Id made from measure, row and way.';
COMMENT ON COLUMN money_links.measure IS 'Measure.';
COMMENT ON COLUMN money_links.money_row IS 'Budget line or grant (budget_lines.id, grants.id).';
COMMENT ON COLUMN money_links.via IS 'Act that leads to it; NULL when it is linked by its own words.';
COMMENT ON COLUMN money_links.position IS 'Order among those of the measure, from 0.';
COMMENT ON COLUMN money_links.reason IS 'reference, operation, beneficiary and amount, or own words.';
COMMENT ON COLUMN money_links.first_run IS 'Run that stored the row first.';
COMMENT ON COLUMN money_links.changed_run IS 'Run that last changed the row''s content.';
COMMENT ON COLUMN money_links.gone_since IS 'Run that no longer found it; NULL while it is current. Rows are marked, never erased.';

CREATE TABLE signals (
    siren VARCHAR NOT NULL,
    link VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    value DOUBLE NOT NULL,
    weight DOUBLE NOT NULL,
    left_words VARCHAR NOT NULL,
    right_words VARCHAR NOT NULL,
    first_run VARCHAR NOT NULL,
    changed_run VARCHAR NOT NULL,
    gone_since VARCHAR
);
COMMENT ON TABLE signals IS 'The reasons behind each link, with the words of both sides; weight times value is what one adds to the log-odds.';
COMMENT ON COLUMN signals.siren IS 'SIREN of the authority (9 digits).';
COMMENT ON COLUMN signals.link IS 'Link or money link.';
COMMENT ON COLUMN signals.position IS 'Order, from 0.';
COMMENT ON COLUMN signals.name IS 'Name of the signal.';
COMMENT ON COLUMN signals.value IS 'Value.';
COMMENT ON COLUMN signals.weight IS 'Weight.';
COMMENT ON COLUMN signals.left_words IS 'Words of the measure.';
COMMENT ON COLUMN signals.right_words IS 'Words of the act or row.';
COMMENT ON COLUMN signals.first_run IS 'Run that stored the row first.';
COMMENT ON COLUMN signals.changed_run IS 'Run that last changed the row''s content.';
COMMENT ON COLUMN signals.gone_since IS 'Run that no longer found it; NULL while it is current. Rows are marked, never erased.';

CREATE TABLE verdicts (
    siren VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    decision VARCHAR NOT NULL CHECK (decision IN ('adopted', 'rejected', 'postponed', 'withdrawn', 'noted', 'none')),
    substance VARCHAR CHECK (substance IN ('same', 'reduced', 'extended', 'contradicted')),
    money VARCHAR CHECK (money IN ('granted', 'budgeted', 'conditional', 'short', 'none', 'not_needed')),
    status VARCHAR NOT NULL CHECK (status IN ('dropped', 'postponed', 'no_trace', 'weakened', 'unfunded', 'conditional', 'underfunded', 'funded', 'unsure')),
    dropped BOOLEAN NOT NULL,
    unfunded BOOLEAN NOT NULL,
    confidence DOUBLE NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    rule VARCHAR NOT NULL,
    statement VARCHAR NOT NULL,
    lost_at VARCHAR,
    coverage VARCHAR NOT NULL,
    acts VARCHAR NOT NULL,
    reviewed_by VARCHAR,
    first_run VARCHAR NOT NULL,
    changed_run VARCHAR NOT NULL,
    gone_since VARCHAR,
    PRIMARY KEY (siren, measure)
);
COMMENT ON TABLE verdicts IS 'What is said of each measure now.';
COMMENT ON COLUMN verdicts.siren IS 'SIREN of the authority (9 digits).';
COMMENT ON COLUMN verdicts.measure IS 'Measure.';
COMMENT ON COLUMN verdicts.decision IS 'Decision taken; none when no act answers.';
COMMENT ON COLUMN verdicts.substance IS 'The act''s content against the measure''s.';
COMMENT ON COLUMN verdicts.money IS 'Money behind an adopted measure.';
COMMENT ON COLUMN verdicts.status IS 'The headline.';
COMMENT ON COLUMN verdicts.dropped IS 'Flag: an act rejects or withdraws it, or no trace with enough coverage and its deadline passed.';
COMMENT ON COLUMN verdicts.unfunded IS 'Flag: voted, and no money in any act, budget line or grant read.';
COMMENT ON COLUMN verdicts.confidence IS 'How sure, 0..1.';
COMMENT ON COLUMN verdicts.rule IS 'Rule that fired.';
COMMENT ON COLUMN verdicts.statement IS 'One sentence in French that a reader can check.';
COMMENT ON COLUMN verdicts.lost_at IS 'Where the measure was lost, in one word.';
COMMENT ON COLUMN verdicts.coverage IS 'Coverage statement, part of each negative verdict.';
COMMENT ON COLUMN verdicts.acts IS 'Acts it rests on, joined by a space (see verdict_decisions).';
COMMENT ON COLUMN verdicts.reviewed_by IS 'Person whose review overrides the machine.';
COMMENT ON COLUMN verdicts.first_run IS 'Run that stored the row first.';
COMMENT ON COLUMN verdicts.changed_run IS 'Run that last changed the row''s content.';
COMMENT ON COLUMN verdicts.gone_since IS 'Run that no longer found it; NULL while it is current. Rows are marked, never erased.';

CREATE TABLE verdict_decisions (
    siren VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    act VARCHAR NOT NULL,
    first_run VARCHAR NOT NULL,
    changed_run VARCHAR NOT NULL,
    gone_since VARCHAR,
    PRIMARY KEY (siren, measure, position)
);
COMMENT ON TABLE verdict_decisions IS 'Acts that a verdict rests on.';
COMMENT ON COLUMN verdict_decisions.siren IS 'SIREN of the authority (9 digits).';
COMMENT ON COLUMN verdict_decisions.measure IS 'Measure.';
COMMENT ON COLUMN verdict_decisions.position IS 'Order, from 0.';
COMMENT ON COLUMN verdict_decisions.act IS 'Act.';
COMMENT ON COLUMN verdict_decisions.first_run IS 'Run that stored the row first.';
COMMENT ON COLUMN verdict_decisions.changed_run IS 'Run that last changed the row''s content.';
COMMENT ON COLUMN verdict_decisions.gone_since IS 'Run that no longer found it; NULL while it is current. Rows are marked, never erased.';

CREATE TABLE verdict_reasons (
    siren VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    reason VARCHAR NOT NULL,
    first_run VARCHAR NOT NULL,
    changed_run VARCHAR NOT NULL,
    gone_since VARCHAR,
    PRIMARY KEY (siren, measure, position)
);
COMMENT ON TABLE verdict_reasons IS 'Reasons of a verdict, one sentence each.';
COMMENT ON COLUMN verdict_reasons.siren IS 'SIREN of the authority (9 digits).';
COMMENT ON COLUMN verdict_reasons.measure IS 'Measure.';
COMMENT ON COLUMN verdict_reasons.position IS 'Order, from 0.';
COMMENT ON COLUMN verdict_reasons.reason IS 'French sentence.';
COMMENT ON COLUMN verdict_reasons.first_run IS 'Run that stored the row first.';
COMMENT ON COLUMN verdict_reasons.changed_run IS 'Run that last changed the row''s content.';
COMMENT ON COLUMN verdict_reasons.gone_since IS 'Run that no longer found it; NULL while it is current. Rows are marked, never erased.';

CREATE TABLE ledger (
    siren VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('asked', 'voted', 'budgeted', 'conditional', 'paid')),
    cents BIGINT NOT NULL,
    year INTEGER,
    source VARCHAR NOT NULL,
    first_run VARCHAR NOT NULL,
    changed_run VARCHAR NOT NULL,
    gone_since VARCHAR,
    PRIMARY KEY (siren, measure, position)
);
COMMENT ON TABLE ledger IS 'The account of each measure: what was asked, voted, budgeted, made conditional, paid.';
COMMENT ON COLUMN ledger.siren IS 'SIREN of the authority (9 digits).';
COMMENT ON COLUMN ledger.measure IS 'Measure.';
COMMENT ON COLUMN ledger.position IS 'Order, from 0.';
COMMENT ON COLUMN ledger.kind IS 'What the sum is.';
COMMENT ON COLUMN ledger.cents IS 'Euro cents.';
COMMENT ON COLUMN ledger.year IS 'Budget year.';
COMMENT ON COLUMN ledger.source IS 'Measure, act, budget line or grant that says so.';
COMMENT ON COLUMN ledger.first_run IS 'Run that stored the row first.';
COMMENT ON COLUMN ledger.changed_run IS 'Run that last changed the row''s content.';
COMMENT ON COLUMN ledger.gone_since IS 'Run that no longer found it; NULL while it is current. Rows are marked, never erased.';

CREATE TABLE verdict_history (
    siren VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    run VARCHAR NOT NULL,
    event VARCHAR NOT NULL CHECK (event IN ('new', 'changed', 'gone', 'back')),
    previous_status VARCHAR CHECK (previous_status IN ('dropped', 'postponed', 'no_trace', 'weakened', 'unfunded', 'conditional', 'underfunded', 'funded', 'unsure')),
    status VARCHAR CHECK (status IN ('dropped', 'postponed', 'no_trace', 'weakened', 'unfunded', 'conditional', 'underfunded', 'funded', 'unsure')),
    decision VARCHAR CHECK (decision IN ('adopted', 'rejected', 'postponed', 'withdrawn', 'noted', 'none')),
    substance VARCHAR CHECK (substance IN ('same', 'reduced', 'extended', 'contradicted')),
    money VARCHAR CHECK (money IN ('granted', 'budgeted', 'conditional', 'short', 'none', 'not_needed')),
    dropped BOOLEAN,
    unfunded BOOLEAN,
    acts VARCHAR,
    rule VARCHAR,
    reviewed_by VARCHAR,
    PRIMARY KEY (siren, measure, run)
);
COMMENT ON TABLE verdict_history IS 'Every change of a verdict, with the run that made it.';
COMMENT ON COLUMN verdict_history.siren IS 'SIREN of the authority (9 digits).';
COMMENT ON COLUMN verdict_history.measure IS 'Measure.';
COMMENT ON COLUMN verdict_history.run IS 'Run that changed it.';
COMMENT ON COLUMN verdict_history.event IS 'First seen, changed, no longer found, or found again.';
COMMENT ON COLUMN verdict_history.previous_status IS 'Status before.';
COMMENT ON COLUMN verdict_history.status IS 'Status after; NULL when gone.';
COMMENT ON COLUMN verdict_history.decision IS 'Decision after.';
COMMENT ON COLUMN verdict_history.substance IS 'Substance after.';
COMMENT ON COLUMN verdict_history.money IS 'Money after.';
COMMENT ON COLUMN verdict_history.dropped IS 'Flag after.';
COMMENT ON COLUMN verdict_history.unfunded IS 'Flag after.';
COMMENT ON COLUMN verdict_history.acts IS 'Acts it rests on after, joined by a space.';
COMMENT ON COLUMN verdict_history.rule IS 'Rule that fired.';
COMMENT ON COLUMN verdict_history.reviewed_by IS 'Reviewer after.';

CREATE TABLE reviews (
    siren VARCHAR NOT NULL,
    id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('link', 'verdict', 'field')),
    measure VARCHAR,
    act VARCHAR,
    field VARCHAR,
    choice VARCHAR NOT NULL CHECK (choice IN ('confirmed', 'rejected', 'corrected')),
    value VARCHAR,
    reason VARCHAR NOT NULL,
    reviewer VARCHAR NOT NULL,
    reviewed_at TIMESTAMP NOT NULL,
    evidence_hash VARCHAR NOT NULL,
    withdrawn TIMESTAMP,
    PRIMARY KEY (siren, id)
);
COMMENT ON TABLE reviews IS 'What people confirmed, rejected or corrected; kept across runs, never overwritten by the machine.';
COMMENT ON COLUMN reviews.siren IS 'SIREN of the authority (9 digits).';
COMMENT ON COLUMN reviews.id IS 'Id of the review.';
COMMENT ON COLUMN reviews.kind IS 'What was reviewed.';
COMMENT ON COLUMN reviews.measure IS 'Measure.';
COMMENT ON COLUMN reviews.act IS 'Act.';
COMMENT ON COLUMN reviews.field IS 'Field that was corrected.';
COMMENT ON COLUMN reviews.choice IS 'What the person said.';
COMMENT ON COLUMN reviews.value IS 'Corrected value.';
COMMENT ON COLUMN reviews.reason IS 'Why, in the person''s words.';
COMMENT ON COLUMN reviews.reviewer IS 'Who.';
COMMENT ON COLUMN reviews.reviewed_at IS 'When, UTC.';
COMMENT ON COLUMN reviews.evidence_hash IS 'Hash of the evidence that the person saw; the review is asked again when it changes.';
COMMENT ON COLUMN reviews.withdrawn IS 'When the person took it back, UTC.';

CREATE TABLE coverage (
    siren VARCHAR NOT NULL,
    period_start DATE,
    period_end DATE,
    known INTEGER NOT NULL,
    read INTEGER NOT NULL,
    share DOUBLE,
    threshold DOUBLE NOT NULL,
    unread VARCHAR[] NOT NULL,
    budget_years INTEGER[] NOT NULL,
    first_run VARCHAR NOT NULL,
    changed_run VARCHAR NOT NULL,
    gone_since VARCHAR,
    PRIMARY KEY (siren)
);
COMMENT ON TABLE coverage IS 'What is known to exist against what was read, for each territory.';
COMMENT ON COLUMN coverage.siren IS 'SIREN of the authority (9 digits).';
COMMENT ON COLUMN coverage.period_start IS 'First day of the period.';
COMMENT ON COLUMN coverage.period_end IS 'Last day of the period.';
COMMENT ON COLUMN coverage.known IS 'Acts known to exist.';
COMMENT ON COLUMN coverage.read IS 'Those of them that were read.';
COMMENT ON COLUMN coverage.share IS 'read / known; NULL when nothing tells what exists.';
COMMENT ON COLUMN coverage.threshold IS 'Share from which absence may be stated firmly.';
COMMENT ON COLUMN coverage.unread IS 'Files that could not be read.';
COMMENT ON COLUMN coverage.budget_years IS 'Years whose budgets were read.';
COMMENT ON COLUMN coverage.first_run IS 'Run that stored the row first.';
COMMENT ON COLUMN coverage.changed_run IS 'Run that last changed the row''s content.';
COMMENT ON COLUMN coverage.gone_since IS 'Run that no longer found it; NULL while it is current. Rows are marked, never erased.';

CREATE TABLE coverage_missing (
    siren VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    number VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    first_run VARCHAR NOT NULL,
    changed_run VARCHAR NOT NULL,
    gone_since VARCHAR,
    PRIMARY KEY (siren, position)
);
COMMENT ON TABLE coverage_missing IS 'Acts known to exist that were not read.';
COMMENT ON COLUMN coverage_missing.siren IS 'SIREN of the authority (9 digits).';
COMMENT ON COLUMN coverage_missing.position IS 'Order, from 0.';
COMMENT ON COLUMN coverage_missing.number IS 'Number.';
COMMENT ON COLUMN coverage_missing.subject IS 'Object, empty when not known.';
COMMENT ON COLUMN coverage_missing.first_run IS 'Run that stored the row first.';
COMMENT ON COLUMN coverage_missing.changed_run IS 'Run that last changed the row''s content.';
COMMENT ON COLUMN coverage_missing.gone_since IS 'Run that no longer found it; NULL while it is current. Rows are marked, never erased.';

CREATE TABLE issues (
    siren VARCHAR NOT NULL,
    id VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    message VARCHAR NOT NULL,
    remedy VARCHAR NOT NULL,
    doc VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    page INTEGER,
    severity VARCHAR NOT NULL CHECK (severity IN ('error', 'warning', 'note')),
    unread BOOLEAN NOT NULL,
    position INTEGER NOT NULL,
    first_run VARCHAR NOT NULL,
    changed_run VARCHAR NOT NULL,
    gone_since VARCHAR,
    PRIMARY KEY (siren, id)
);
COMMENT ON TABLE issues IS 'What a person should know: what happened, where, and what to do.';
COMMENT ON COLUMN issues.siren IS 'SIREN of the authority (9 digits).';
COMMENT ON COLUMN issues.id IS 'Id made from the content.';
COMMENT ON COLUMN issues.code IS 'Stable word.';
COMMENT ON COLUMN issues.message IS 'What happened.';
COMMENT ON COLUMN issues.remedy IS 'What to do.';
COMMENT ON COLUMN issues.doc IS 'File, empty when none.';
COMMENT ON COLUMN issues.sha256 IS 'Document, empty when none.';
COMMENT ON COLUMN issues.page IS 'Page, from 1.';
COMMENT ON COLUMN issues.severity IS 'error: could not be used; warning: used with doubt; note: worth knowing.';
COMMENT ON COLUMN issues.unread IS 'TRUE when the whole document stays unread.';
COMMENT ON COLUMN issues.position IS 'Order among the issues of the file, from 0.';
COMMENT ON COLUMN issues.first_run IS 'Run that stored the row first.';
COMMENT ON COLUMN issues.changed_run IS 'Run that last changed the row''s content.';
COMMENT ON COLUMN issues.gone_since IS 'Run that no longer found it; NULL while it is current. Rows are marked, never erased.';

CREATE TABLE evidence (
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
    quote VARCHAR NOT NULL,
    boxes DOUBLE[],
    first_run VARCHAR NOT NULL,
    changed_run VARCHAR NOT NULL,
    gone_since VARCHAR,
    CHECK ((page IS NULL) <> (line IS NULL)),
    CHECK ((page IS NULL) = (span_start IS NULL AND span_end IS NULL))
);
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
