-- A database that failed over to a replica which lagged behind is found out by the log, whose files know more. Each state of the files is told
-- of once, and is of one restore: of the one for which people are waited for already, if there is one.
CREATE TABLE ledger.log_evidence (
    -- The root of the largest checkpoint among the files, in base64.
    root         text PRIMARY KEY,
    recovery_id  uuid NOT NULL REFERENCES identity.recovery,
    at           timestamptz NOT NULL,
    -- Whether the log goes on from those files: then nobody has to decide how it does.
    goes_on      boolean NOT NULL
);
CREATE TRIGGER log_evidence_only_append BEFORE UPDATE OR DELETE ON ledger.log_evidence
    FOR EACH ROW EXECUTE FUNCTION identity.only_append();
CREATE TRIGGER log_evidence_not_emptied BEFORE TRUNCATE ON ledger.log_evidence
    FOR EACH STATEMENT EXECUTE FUNCTION identity.only_append();
