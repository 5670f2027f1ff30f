-- What a later run needs to know so that nothing is done twice: how a source is listed on the web, which step met an issue, and for which
-- day a run judged.

ALTER TABLE sources ADD COLUMN web VARCHAR;
COMMENT ON COLUMN sources.web IS 'How its files are listed on the web, as a JSON object; NULL for files on disk.';

ALTER TABLE runs ADD COLUMN judged_on DATE;
COMMENT ON COLUMN runs.judged_on IS 'The day that decided which deadlines had passed; NULL when the run did not say.';

ALTER TABLE runs ADD COLUMN holds_until DATE;
COMMENT ON COLUMN runs.holds_until IS 'First day on which a deadline will have passed that had not when the run judged; NULL when none is ahead.';
ALTER TABLE runs ADD COLUMN reviews VARCHAR;
COMMENT ON COLUMN runs.reviews IS 'Mark of the reviews that the run knew, made from their ids; empty when none, NULL when the run did not say.';

CREATE TABLE issues_by_stage (
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
    stage VARCHAR NOT NULL CHECK (stage IN ('', 'collect', 'read', 'extract')),
    position INTEGER NOT NULL,
    first_run VARCHAR NOT NULL,
    changed_run VARCHAR NOT NULL,
    gone_since VARCHAR,
    PRIMARY KEY (siren, id)
);
INSERT INTO issues_by_stage BY NAME SELECT *, '' AS stage FROM issues;
DROP TABLE issues;
ALTER TABLE issues_by_stage RENAME TO issues;
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
COMMENT ON COLUMN issues.stage IS 'The step of the run that met it: collect, read or extract; empty when stored before this was kept.';
COMMENT ON COLUMN issues.position IS 'Order among the issues of the file, from 0.';
COMMENT ON COLUMN issues.first_run IS 'Run that stored the row first.';
COMMENT ON COLUMN issues.changed_run IS 'Run that last changed the row''s content.';
COMMENT ON COLUMN issues.gone_since IS 'Run that no longer found it; NULL while it is current. Rows are marked, never erased.';
