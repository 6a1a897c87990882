-- What a company pays in, and what it and its sites are called, can be changed. Offers, payments and signed statements keep what they said.
ALTER TABLE identity.organisation
    ADD COLUMN currency text NOT NULL DEFAULT 'CNY' CHECK (currency ~ '^[A-Z]{3}$');

CREATE TABLE identity.company_change (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at               timestamptz NOT NULL,
    by_account       uuid NOT NULL REFERENCES identity.account,
    organisation_id  uuid NOT NULL REFERENCES identity.organisation,
    site_id          uuid REFERENCES identity.site,
    what             text NOT NULL CHECK (what IN ('name', 'currency', 'site_name', 'time_zone')),
    before           text NOT NULL,
    after            text NOT NULL,
    CHECK (before <> after),
    CHECK ((site_id IS NULL) = (what IN ('name', 'currency')))
);
CREATE INDEX company_change_organisation ON identity.company_change (organisation_id, id DESC);
CREATE TRIGGER company_change_only_append BEFORE UPDATE OR DELETE ON identity.company_change
    FOR EACH ROW EXECUTE FUNCTION identity.only_append();
CREATE TRIGGER company_change_not_emptied BEFORE TRUNCATE ON identity.company_change
    FOR EACH STATEMENT EXECUTE FUNCTION identity.only_append();
