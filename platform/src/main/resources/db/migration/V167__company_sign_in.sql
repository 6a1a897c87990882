-- A company's own identity provider (OpenID Connect), and whom it may sign in: never more than an account that is here already. What the
-- provider says of somebody is not kept, but a keyed digest of the name by which it knows them.
CREATE TABLE identity.provider (
    id               uuid PRIMARY KEY,
    organisation_id  uuid NOT NULL UNIQUE REFERENCES identity.organisation,
    -- By which its page is found: of the company, as long as it is there, and guessed by nobody.
    code             text NOT NULL UNIQUE CHECK (code ~ '^[a-z2-7]{12}$'),
    issuer           text NOT NULL CHECK (length(issuer) BETWEEN 8 AND 500),
    client_id        text NOT NULL CHECK (length(client_id) BETWEEN 1 AND 255),
    -- Sealed with a key that is in a file.
    secret           bytea NOT NULL,
    secret_at        timestamptz NOT NULL,
    -- What an identity token has to say of how somebody has shown who they are; NULL for anything.
    acr              text CHECK (length(acr) BETWEEN 1 AND 200),
    amr              text CHECK (length(amr) BETWEEN 1 AND 60),
    -- 'unconfirmed': it was on in a back-up that was put back, and nobody has said that it still is.
    state            text NOT NULL CHECK (state IN ('on', 'off', 'unconfirmed')),
    made_at          timestamptz NOT NULL
);

-- Whom a link is of never changes: another issuer is another provider, and another person another link.
CREATE FUNCTION identity.provider_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.organisation_id, NEW.issuer) IS DISTINCT FROM (OLD.id, OLD.organisation_id, OLD.issuer) THEN
        RAISE EXCEPTION 'PROVIDER: another issuer is another provider';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER provider_stays BEFORE UPDATE ON identity.provider
    FOR EACH ROW EXECUTE FUNCTION identity.provider_stays();

-- One account is one person of the provider, and one person of it one account.
CREATE TABLE identity.provider_link (
    id           uuid PRIMARY KEY,
    account_id   uuid NOT NULL UNIQUE REFERENCES identity.account,
    provider_id  uuid NOT NULL REFERENCES identity.provider ON DELETE CASCADE,
    subject      bytea NOT NULL CHECK (length(subject) = 32),
    made_at      timestamptz NOT NULL,
    used_at      timestamptz,
    -- The provider has signed them out: what they had begun before is over.
    ended_at     timestamptz,
    UNIQUE (provider_id, subject)
);

CREATE FUNCTION identity.provider_link_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.id, NEW.account_id, NEW.provider_id, NEW.subject)
            IS DISTINCT FROM (OLD.id, OLD.account_id, OLD.provider_id, OLD.subject) THEN
        RAISE EXCEPTION 'PROVIDER_LINK: another person is another link';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM identity.account a JOIN identity.provider p ON p.organisation_id = a.organisation_id
            WHERE a.id = NEW.account_id AND p.id = NEW.provider_id) THEN
        RAISE EXCEPTION 'PROVIDER_LINK: a provider signs in who is of its company';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER provider_link_stays BEFORE INSERT OR UPDATE ON identity.provider_link
    FOR EACH ROW EXECUTE FUNCTION identity.provider_link_stays();

-- Whoever was sent to their provider and is not back yet; used once, in the browser where it began.
CREATE TABLE identity.provider_try (
    state        bytea PRIMARY KEY CHECK (length(state) = 32),
    provider_id  uuid NOT NULL REFERENCES identity.provider ON DELETE CASCADE,
    session      bytea NOT NULL CHECK (length(session) = 32),
    nonce        text NOT NULL,
    verifier     text NOT NULL,
    -- Who links their account; NULL for who signs in.
    account_id   uuid REFERENCES identity.account,
    -- Whether the provider has to ask them, also if it knows them from a moment ago.
    is_anew      boolean NOT NULL,
    made_at      timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL
);
CREATE INDEX provider_try_expires ON identity.provider_try (expires_at);

ALTER TABLE identity.account_change DROP CONSTRAINT account_change_what_check;
ALTER TABLE identity.account_change ADD CONSTRAINT account_change_what_check
    CHECK (what IN ('roles', 'suspended', 'restored', 'ended', 'link', 'link_used', 'passkey', 'passkey_made', 'badge', 'confirmed',
        'company_linked', 'company_unlinked'));

ALTER TABLE identity.company_change DROP CONSTRAINT company_change_what_check;
ALTER TABLE identity.company_change ADD CONSTRAINT company_change_what_check
    CHECK (what IN ('name', 'currency', 'validators', 'site_name', 'time_zone',
        'provider', 'provider_state', 'provider_client', 'provider_secret', 'provider_rule'));
ALTER TABLE identity.company_change DROP CONSTRAINT company_change_site_check;
ALTER TABLE identity.company_change ADD CONSTRAINT company_change_site_check
    CHECK ((site_id IS NOT NULL) = (what IN ('site_name', 'time_zone')));

-- A provider of before may have been removed since, for it signed in whom it should not.
CREATE FUNCTION identity.recovery_begins_provider() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE identity.provider SET state = 'unconfirmed' WHERE state = 'on';
    DELETE FROM identity.provider_try;
    RETURN NULL;
END $$;
CREATE TRIGGER recovery_begins_provider AFTER INSERT ON identity.recovery
    FOR EACH ROW EXECUTE FUNCTION identity.recovery_begins_provider();
