-- Whom people can reach about their data, as the company publishes it: at work, and by their own wish. The last row counts; what was said
-- before stays.
CREATE TABLE rights.officer (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id  uuid NOT NULL REFERENCES identity.organisation,
    at               timestamptz NOT NULL,
    by_account       uuid NOT NULL REFERENCES identity.account,
    name             text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    contact          text NOT NULL CHECK (length(contact) BETWEEN 1 AND 100)
);
CREATE INDEX officer_organisation ON rights.officer (organisation_id, id DESC);
CREATE TRIGGER officer_only_append BEFORE UPDATE OR DELETE ON rights.officer
    FOR EACH ROW EXECUTE FUNCTION rights.only_append();
CREATE TRIGGER officer_not_emptied BEFORE TRUNCATE ON rights.officer
    FOR EACH STATEMENT EXECUTE FUNCTION rights.only_append();
