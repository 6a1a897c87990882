-- Another company on the same platform (decision 88). The company that was set up first runs the platform: its administrators let others onto
-- it, and see and do nothing of theirs. Which one that is stays.
CREATE TABLE identity.host (
    is_only          boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    organisation_id  uuid NOT NULL REFERENCES identity.organisation
);
INSERT INTO identity.host (organisation_id) SELECT id FROM identity.organisation ORDER BY created_at, id LIMIT 1;
CREATE TRIGGER host_only_append BEFORE UPDATE OR DELETE ON identity.host
    FOR EACH ROW EXECUTE FUNCTION identity.only_append();
CREATE TRIGGER host_not_emptied BEFORE TRUNCATE ON identity.host
    FOR EACH STATEMENT EXECUTE FUNCTION identity.only_append();

CREATE FUNCTION identity.first_is_host() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO identity.host (organisation_id) VALUES (NEW.id) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER first_is_host AFTER INSERT ON identity.organisation
    FOR EACH ROW EXECUTE FUNCTION identity.first_is_host();

-- Nobody is called what another company here is called, nor so that no eye could tell them apart by spaces, width or case. Those of before that
-- are keep their names.
CREATE FUNCTION identity.name_key(name text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT lower(regexp_replace(normalize(name, NFKC), '[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]', '', 'g'))
$$;
ALTER TABLE identity.organisation ADD COLUMN name_key text;
UPDATE identity.organisation o SET name_key = k.key FROM (
    SELECT id, identity.name_key(name) || CASE WHEN row_number() OVER (PARTITION BY identity.name_key(name) ORDER BY created_at, id) = 1
        THEN '' ELSE ' ' || id END AS key FROM identity.organisation) k WHERE k.id = o.id;
CREATE UNIQUE INDEX organisation_name_key ON identity.organisation (name_key);
CREATE FUNCTION identity.keep_name_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.name_key = identity.name_key(NEW.name);
    RETURN NEW;
END $$;
CREATE TRIGGER keep_name_key BEFORE INSERT ON identity.organisation
    FOR EACH ROW EXECUTE FUNCTION identity.keep_name_key();
CREATE TRIGGER keep_name_key_anew BEFORE UPDATE OF name ON identity.organisation
    FOR EACH ROW WHEN (OLD.name <> NEW.name) EXECUTE FUNCTION identity.keep_name_key();

-- Who was let onto the platform: an account that belongs to no company and sets up one of its own, until it has, or that is ended.
CREATE TABLE identity.newcomer (
    id               uuid PRIMARY KEY,
    account_id       uuid NOT NULL UNIQUE REFERENCES identity.account,
    -- For whom it was meant, as the host calls them.
    label            text NOT NULL CHECK (length(label) BETWEEN 1 AND 60),
    made_by          uuid NOT NULL REFERENCES identity.account,
    made_at          timestamptz NOT NULL,
    organisation_id  uuid UNIQUE REFERENCES identity.organisation,
    set_up_at        timestamptz,
    -- Nobody where a back-up was put back: what a restore forgets opens nothing.
    ended_by         uuid REFERENCES identity.account,
    ended_at         timestamptz,
    CHECK ((organisation_id IS NULL) = (set_up_at IS NULL)),
    CHECK (ended_by IS NULL OR ended_at IS NOT NULL),
    CHECK (set_up_at IS NULL OR ended_at IS NULL)
);

CREATE FUNCTION identity.guard_newcomer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.set_up_at IS NOT NULL OR NEW.ended_at IS NOT NULL
                OR NOT EXISTS (SELECT 1 FROM identity.account a WHERE a.id = NEW.account_id AND a.organisation_id IS NULL AND a.state = 'active')
                OR EXISTS (SELECT 1 FROM identity.user_entities e JOIN identity.user_credentials c ON c.user_entity_user_id = e.id
                    WHERE e.name = NEW.account_id::text)
                OR NOT EXISTS (SELECT 1 FROM identity.account a JOIN identity.host h ON h.organisation_id = a.organisation_id
                    JOIN identity.account_role r ON r.account_id = a.id AND r.role = 'administrator'
                    WHERE a.id = NEW.made_by AND a.state = 'active') THEN
            RAISE EXCEPTION 'NEWCOMER: an administrator of the company that runs the platform lets a new account in, and no other one';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' OR OLD.set_up_at IS NOT NULL OR OLD.ended_at IS NOT NULL
            OR (NEW.id, NEW.account_id, NEW.label, NEW.made_by, NEW.made_at)
                IS DISTINCT FROM (OLD.id, OLD.account_id, OLD.label, OLD.made_by, OLD.made_at) THEN
        RAISE EXCEPTION 'APPEND_ONLY: who was let onto the platform is not changed';
    END IF;
    IF NEW.organisation_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM identity.account a WHERE a.id = NEW.account_id AND a.organisation_id = NEW.organisation_id) THEN
        RAISE EXCEPTION 'NEWCOMER: what they set up is their own';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_newcomer BEFORE INSERT OR UPDATE OR DELETE ON identity.newcomer
    FOR EACH ROW EXECUTE FUNCTION identity.guard_newcomer();
CREATE TRIGGER newcomer_not_emptied BEFORE TRUNCATE ON identity.newcomer
    FOR EACH STATEMENT EXECUTE FUNCTION identity.only_append();

-- An account stays with its company; one that has none sets up a new one, if it is the first here or was let in.
CREATE FUNCTION identity.guard_account_company() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.organisation_id IS NOT NULL
            OR EXISTS (SELECT 1 FROM identity.account a WHERE a.organisation_id = NEW.organisation_id)
            OR NOT (EXISTS (SELECT 1 FROM identity.host h WHERE h.organisation_id = NEW.organisation_id)
                OR EXISTS (SELECT 1 FROM identity.newcomer n
                    WHERE n.account_id = NEW.id AND n.set_up_at IS NULL AND n.ended_at IS NULL)) THEN
        RAISE EXCEPTION 'COMPANY: an account stays with its company, and sets up one of its own if it was let in';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_account_company BEFORE UPDATE OF organisation_id ON identity.account
    FOR EACH ROW WHEN (OLD.organisation_id IS DISTINCT FROM NEW.organisation_id) EXECUTE FUNCTION identity.guard_account_company();

-- Whether one of two companies has let the other onto the platform: then nothing shows that they are of two owners, less than ever.
CREATE FUNCTION identity.has_let_in(one uuid, other uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM identity.newcomer n JOIN identity.account a ON a.id = n.made_by
        WHERE (n.organisation_id, a.organisation_id) IN ((one, other), (other, one)))
$$;

-- Whether somebody has set up a company since the back-up, or was ended, nobody knows: those who had not by then are let in anew.
CREATE FUNCTION identity.recovery_ends_newcomers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE identity.account a SET state = 'ended' FROM identity.newcomer n
        WHERE n.account_id = a.id AND n.set_up_at IS NULL AND n.ended_at IS NULL;
    UPDATE identity.newcomer SET ended_at = NEW.found_at WHERE set_up_at IS NULL AND ended_at IS NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER recovery_ends_newcomers AFTER INSERT ON identity.recovery
    FOR EACH ROW EXECUTE FUNCTION identity.recovery_ends_newcomers();
