-- What a machine's clock did that time does not: every time of day that the platform wrote down meanwhile is wrong by as much.
CREATE SCHEMA clock;

CREATE TABLE clock.step (
    sequence     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- How it was noticed: by a process that runs, against what only counts; or when one began, against what others had read last.
    noticed      text NOT NULL CHECK (noticed IN ('running', 'begun')),
    -- The clock before and after.
    before_at    timestamptz NOT NULL,
    after_at     timestamptz NOT NULL,
    -- How far it was set; negative if back.
    seconds      bigint NOT NULL CHECK (seconds <> 0)
);
CREATE INDEX step_after ON clock.step (after_at);
CREATE TRIGGER step_only_appends BEFORE UPDATE OR DELETE ON clock.step
    FOR EACH ROW EXECUTE FUNCTION ledger.only_append();
CREATE TRIGGER step_not_emptied BEFORE TRUNCATE ON clock.step
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.only_append();

-- Which of them a company's administrators have seen to. Each company has its own duties to look at.
CREATE TABLE clock.seen (
    organisation_id  uuid NOT NULL REFERENCES identity.organisation,
    up_to            bigint NOT NULL REFERENCES clock.step,
    by_account       uuid NOT NULL REFERENCES identity.account,
    at               timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, up_to)
);
CREATE TRIGGER seen_only_appends BEFORE UPDATE OR DELETE ON clock.seen
    FOR EACH ROW EXECUTE FUNCTION ledger.only_append();

-- What any process read last, so that one which begins can tell that its clock is behind.
CREATE TABLE clock.last_read (
    is_only  boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    at       timestamptz NOT NULL
);
