-- Where on the web a file was seen, when, and under which title. The time of the last look is left out: it changes every night.

CREATE TABLE sightings (
    siren VARCHAR NOT NULL,
    source INTEGER NOT NULL,
    doc VARCHAR NOT NULL,
    address VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    linked_from VARCHAR NOT NULL,
    first_listed TIMESTAMP NOT NULL,
    kept_since TIMESTAMP,
    vanished_since TIMESTAMP,
    first_run VARCHAR NOT NULL,
    changed_run VARCHAR NOT NULL,
    gone_since VARCHAR,
    PRIMARY KEY (siren, source, doc, address)
);
COMMENT ON TABLE sightings IS 'Where on the web a file was seen; a file on disk that no visit fetched has none, one listed at several addresses has several.';
COMMENT ON COLUMN sightings.siren IS 'SIREN of the authority (9 digits).';
COMMENT ON COLUMN sightings.source IS 'Source of the file (files.source).';
COMMENT ON COLUMN sightings.doc IS 'File (files.doc).';
COMMENT ON COLUMN sightings.address IS 'Address as the source lists it.';
COMMENT ON COLUMN sightings.title IS 'Title under which it is listed, empty when none.';
COMMENT ON COLUMN sightings.linked_from IS 'Page that lists it, empty when the territory file names the address itself.';
COMMENT ON COLUMN sightings.first_listed IS 'When the source was first seen to list the address, UTC.';
COMMENT ON COLUMN sightings.kept_since IS 'When these bytes were fetched there first, UTC.';
COMMENT ON COLUMN sightings.vanished_since IS 'Since when it is listed no more or the site says that it is gone, UTC; NULL while it is there.';
COMMENT ON COLUMN sightings.first_run IS 'Run that stored the row first.';
COMMENT ON COLUMN sightings.changed_run IS 'Run that last changed the row''s content.';
COMMENT ON COLUMN sightings.gone_since IS 'Run that no longer found it; NULL while it is current. Rows are marked, never erased.';
