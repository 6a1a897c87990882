-- Counted up while the platform runs, here first and then in a file of the data folder: a database that was put back without the folder counts
-- less than the file.
CREATE TABLE identity.pulse (
    is_only  boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    beats    bigint NOT NULL CHECK (beats >= 0),
    at       timestamptz NOT NULL
);
INSERT INTO identity.pulse (beats, at) VALUES (0, now());

-- After a restore the log stands still until somebody decides: what it had published since would be contradicted under its own name.
CREATE TABLE ledger.log_goes_on (
    recovery_id  uuid PRIMARY KEY REFERENCES identity.recovery,
    at           timestamptz NOT NULL,
    by_account   uuid NOT NULL
);
CREATE TRIGGER log_goes_on_only_append BEFORE UPDATE OR DELETE ON ledger.log_goes_on
    FOR EACH ROW EXECUTE FUNCTION ledger.only_append();
CREATE TRIGGER log_goes_on_not_emptied BEFORE TRUNCATE ON ledger.log_goes_on
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.only_append();
