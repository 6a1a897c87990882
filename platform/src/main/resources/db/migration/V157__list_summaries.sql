-- The summary of an institution's list is signed as all else that people decide or see. Whatever kinds there are by now stay.
DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_expr(conbin, conrelid) INTO known FROM pg_constraint
        WHERE conrelid = 'ledger.record'::regclass AND conname = 'record_kind_check';
    ALTER TABLE ledger.record DROP CONSTRAINT record_kind_check;
    EXECUTE 'ALTER TABLE ledger.record ADD CONSTRAINT record_kind_check CHECK (kind = ''summary'' OR ' || known || ')';
END $$;

-- Which summaries of a list there are, with what a page shows of them. The signed file lies in ledger.record.
CREATE TABLE intake.list_summary (
    event_id  uuid PRIMARY KEY,
    batch_id  uuid NOT NULL REFERENCES intake.batch,
    number    integer NOT NULL CHECK (number >= 1),
    stage     text NOT NULL CHECK (stage IN ('interim', 'final')),
    devices   integer NOT NULL CHECK (devices >= 1),
    good      integer NOT NULL CHECK (good BETWEEN 0 AND devices),
    -- SHA-256 of the rows as the tables gave them, and as they were signed, when all files had been verified anew.
    basis     bytea NOT NULL CHECK (length(basis) = 32),
    content   bytea NOT NULL CHECK (length(content) = 32),
    actor     text NOT NULL CHECK (actor IN ('staff', 'owner', 'glass')),
    actor_id  uuid,
    at        timestamptz NOT NULL,
    UNIQUE (batch_id, number)
);
CREATE TRIGGER list_summary_only_append BEFORE UPDATE OR DELETE ON intake.list_summary
    FOR EACH ROW EXECUTE FUNCTION intake.only_append();
