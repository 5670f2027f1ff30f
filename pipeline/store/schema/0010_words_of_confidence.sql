-- What confidence and the flag "dropped" mean, said as it is: neither is a rate of being right, nor a refusal where no act refuses.

COMMENT ON COLUMN verdicts.confidence IS 'Strength of its ground, 0..1, from which the report takes the word of its reliability; not how often such verdicts are right (the report''s method page tells that). With acts: the probability of the surest link, less for OCR, for an act of several parts and for a budget not read. Without: the share of the known acts that was read, less the nearest act set aside. 1 where a person confirmed or corrected it.';
COMMENT ON COLUMN gaps.confidence IS 'Strength of the verdict''s ground, 0..1; not how often such verdicts are right (verdicts.confidence).';
COMMENT ON COLUMN verdicts.dropped IS 'Flag: an act rejects or withdraws it (status dropped), or no trace although its deadline passed and enough was read (status no_trace: nothing says that it was refused).';
COMMENT ON COLUMN gaps.dropped IS 'Flag; with the status no_trace it says that the deadline passed, not that anybody refused it (verdicts.dropped).';
