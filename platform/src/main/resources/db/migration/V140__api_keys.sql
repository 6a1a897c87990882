-- Programs of a company, a plant's ERP say, and the keys by which they are let in. Of a key only its beginning and its digest are kept.
CREATE SCHEMA exchange;

CREATE FUNCTION exchange.only_append() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'APPEND_ONLY: % is not changed afterwards', TG_TABLE_NAME;
END $$;

CREATE TABLE exchange.api_key (
    id               uuid PRIMARY KEY,
    organisation_id  uuid NOT NULL REFERENCES identity.organisation,
    -- NULL for all sites of the company.
    site_id          uuid REFERENCES identity.site,
    name             text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    -- What people tell it by, and where it is looked up; no secret.
    prefix           text NOT NULL UNIQUE CHECK (length(prefix) = 8),
    digest           bytea NOT NULL CHECK (length(digest) = 32),
    scopes           text[] NOT NULL CHECK (cardinality(scopes) > 0),
    -- In whose name it takes devices in.
    responsible      uuid REFERENCES identity.account,
    ends_at          timestamptz NOT NULL,
    used_at          timestamptz,
    -- 'unconfirmed': it was there in a back-up that was put back, and nobody has said that it still is.
    state            text NOT NULL CHECK (state IN ('active', 'revoked', 'unconfirmed')),
    CHECK ((responsible IS NOT NULL) = ('orders:write' = ANY (scopes)))
);
CREATE INDEX api_key_organisation ON exchange.api_key (organisation_id);

CREATE FUNCTION exchange.api_key_stays_revoked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (OLD.state = 'revoked' AND NEW.state <> 'revoked')
            OR (NEW.id, NEW.organisation_id, NEW.site_id, NEW.prefix, NEW.digest, NEW.scopes, NEW.responsible, NEW.ends_at)
                IS DISTINCT FROM (OLD.id, OLD.organisation_id, OLD.site_id, OLD.prefix, OLD.digest, OLD.scopes, OLD.responsible, OLD.ends_at) THEN
        RAISE EXCEPTION 'API_KEY: it is never more than it was, and what was revoked stays so';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER api_key_stays_revoked BEFORE UPDATE OR DELETE ON exchange.api_key
    FOR EACH ROW EXECUTE FUNCTION exchange.api_key_stays_revoked();

-- What was done to keys, and by whom.
CREATE TABLE exchange.api_key_change (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key_id      uuid NOT NULL REFERENCES exchange.api_key,
    at          timestamptz NOT NULL,
    by_account  uuid NOT NULL REFERENCES identity.account,
    what        text NOT NULL CHECK (what IN ('made', 'revoked', 'confirmed'))
);
CREATE INDEX api_key_change_key ON exchange.api_key_change (key_id, id);
CREATE TRIGGER api_key_change_only_append BEFORE UPDATE OR DELETE ON exchange.api_key_change
    FOR EACH ROW EXECUTE FUNCTION exchange.only_append();
CREATE TRIGGER api_key_change_not_emptied BEFORE TRUNCATE ON exchange.api_key_change
    FOR EACH STATEMENT EXECUTE FUNCTION exchange.only_append();

-- A key of before may have been revoked since: it opens nothing until an administrator has said that it is still good.
CREATE FUNCTION exchange.recovery_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE exchange.api_key SET state = 'unconfirmed' WHERE state = 'active';
    RETURN NULL;
END $$;
CREATE TRIGGER recovery_begins_exchange AFTER INSERT ON identity.recovery
    FOR EACH ROW EXECUTE FUNCTION exchange.recovery_begins();
