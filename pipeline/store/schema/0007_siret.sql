-- Open data of acts names the authority by the SIRET of its seat, which the SIREN alone does not tell.

ALTER TABLE territories ADD COLUMN siret VARCHAR;
COMMENT ON COLUMN territories.siret IS 'SIRET of the authority''s seat (14 digits); empty or NULL when the territory file does not give it.';
