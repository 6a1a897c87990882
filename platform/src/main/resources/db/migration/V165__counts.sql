-- How many results a site has is signed as all else, and is of no order. Whatever kinds there are by now stay.
DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_expr(conbin, conrelid) INTO known FROM pg_constraint
        WHERE conrelid = 'ledger.record'::regclass AND conname = 'record_kind_check';
    ALTER TABLE ledger.record DROP CONSTRAINT record_kind_check;
    EXECUTE 'ALTER TABLE ledger.record ADD CONSTRAINT record_kind_check CHECK (kind = ''counts'' OR ' || known || ')';
END $$;
ALTER TABLE ledger.record ALTER COLUMN order_id DROP NOT NULL;
ALTER TABLE ledger.record ADD CONSTRAINT record_of_an_order CHECK ((order_id IS NULL) = (kind = 'counts'));

-- Results that no counts have yet. A trigger notes each, so that no part of the program can leave one out.
CREATE TABLE ledger.uncounted (
    event_id     uuid PRIMARY KEY REFERENCES ledger.statement,
    site_id      uuid NOT NULL,
    received_at  timestamptz NOT NULL
);
CREATE INDEX uncounted_received ON ledger.uncounted (site_id, received_at);
CREATE FUNCTION ledger.note_uncounted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO ledger.uncounted VALUES (NEW.event_id, NEW.site_id, NEW.received_at);
    RETURN NULL;
END $$;
CREATE TRIGGER note_uncounted AFTER INSERT ON ledger.statement
    FOR EACH ROW EXECUTE FUNCTION ledger.note_uncounted();
INSERT INTO ledger.uncounted SELECT event_id, site_id, received_at FROM ledger.statement;

-- In which counts each stands: in one.
CREATE TABLE ledger.counted (
    event_id   uuid PRIMARY KEY REFERENCES ledger.statement,
    record_id  uuid NOT NULL REFERENCES ledger.record DEFERRABLE INITIALLY DEFERRED
);
CREATE TRIGGER counted_only_append BEFORE UPDATE OR DELETE ON ledger.counted
    FOR EACH ROW EXECUTE FUNCTION ledger.only_append();

-- The counts of a site with what pages show of them. The signed file lies in ledger.record.
CREATE TABLE oversight.site_counts (
    event_id      uuid PRIMARY KEY REFERENCES ledger.record DEFERRABLE INITIALLY DEFERRED,
    site_id       uuid NOT NULL REFERENCES identity.site,
    number        integer NOT NULL CHECK (number >= 1),
    since         timestamptz NOT NULL,
    until         timestamptz NOT NULL CHECK (until >= since),
    size          bigint NOT NULL,
    total         integer NOT NULL CHECK (total >= 10),
    purged        integer NOT NULL,
    cleared       integer NOT NULL,
    partial       integer NOT NULL,
    unproven      integer NOT NULL,
    failed        integer NOT NULL,
    certificates  integer NOT NULL,
    drawn         bigint NOT NULL,
    confirmed     bigint NOT NULL,
    found         bigint NOT NULL,
    released      bigint NOT NULL,
    looks_open    bigint NOT NULL,
    received      bigint NOT NULL,
    answered      bigint NOT NULL,
    late          bigint NOT NULL,
    complaints_open bigint NOT NULL,
    UNIQUE (site_id, number),
    CHECK (total = purged + cleared + partial + unproven + failed)
);
CREATE TRIGGER site_counts_only_append BEFORE UPDATE OR DELETE ON oversight.site_counts
    FOR EACH ROW EXECUTE FUNCTION oversight.only_append();
