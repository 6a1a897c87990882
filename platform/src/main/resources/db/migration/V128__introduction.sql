-- A time in which nobody is refused for want of a qualification: from a company's set-up, or for companies of before from this update on.
CREATE TABLE staff.introduction (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id  uuid NOT NULL,
    at               timestamptz NOT NULL,
    -- NULL: the update.
    by_account       uuid,
    what             text NOT NULL CHECK (what IN ('update', 'prolonged', 'ended')),
    until            timestamptz NOT NULL,
    CHECK ((by_account IS NULL) = (what = 'update'))
);
-- Each of them once.
CREATE UNIQUE INDEX introduction_once ON staff.introduction (organisation_id, what);

INSERT INTO staff.introduction (organisation_id, at, what, until)
SELECT id, now(), 'update', now() + interval '14 days' FROM identity.organisation;

-- Who did, or tried to do, what asks for a qualification while nobody was refused, and which courses were missing: one line for a person's day.
-- What they did stands where it was done.
CREATE TABLE staff.unqualified_day (
    account_id  uuid NOT NULL,
    day         date NOT NULL,
    courses     text[] NOT NULL CHECK (cardinality(courses) >= 1),
    first_at    timestamptz NOT NULL,
    PRIMARY KEY (account_id, day, courses)
);

CREATE TRIGGER introduction_only_append BEFORE UPDATE OR DELETE ON staff.introduction
    FOR EACH ROW EXECUTE FUNCTION staff.only_append();
CREATE TRIGGER introduction_not_emptied BEFORE TRUNCATE ON staff.introduction
    FOR EACH STATEMENT EXECUTE FUNCTION staff.only_append();
CREATE TRIGGER unqualified_day_only_append BEFORE UPDATE OR DELETE ON staff.unqualified_day
    FOR EACH ROW EXECUTE FUNCTION staff.only_append();
CREATE TRIGGER unqualified_day_not_emptied BEFORE TRUNCATE ON staff.unqualified_day
    FOR EACH STATEMENT EXECUTE FUNCTION staff.only_append();
