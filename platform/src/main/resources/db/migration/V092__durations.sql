-- How long what kind of medium took, as its station signed it: what the counter says before an offer is measured, and not invented.
-- Of receipts from before, nothing is known here.
ALTER TABLE ledger.statement
    ADD COLUMN medium_class    text,
    ADD COLUMN capacity_bytes  bigint CHECK (capacity_bytes >= 0),
    ADD COLUMN work_seconds    bigint CHECK (work_seconds >= 0),
    ADD COLUMN interruptions   integer,
    ADD COLUMN passes          smallint,
    ADD COLUMN read_back       text CHECK (read_back IN ('full', 'sample', 'none'));
