-- Verifiers of another company look from afar (R-14, decision 81): a shop of one has nobody of its own. Both companies have said so, each by an
-- administrator, and either ends it.

-- What a company gives another one, that asks it by that: made by an administrator, used once, and for a day at most. Only its digest is kept.
CREATE TABLE oversight.pact_code (
    digest           bytea PRIMARY KEY CHECK (length(digest) = 32),
    organisation_id  uuid NOT NULL REFERENCES identity.organisation,
    made_by          uuid NOT NULL REFERENCES identity.account,
    made_at          timestamptz NOT NULL,
    expires_at       timestamptz NOT NULL CHECK (expires_at BETWEEN made_at AND made_at + interval '1 day')
);

CREATE TABLE oversight.pact (
    id               uuid PRIMARY KEY,
    -- Whose devices are looked at, and whose verifiers look.
    organisation_id  uuid NOT NULL REFERENCES identity.organisation,
    looker_id        uuid NOT NULL REFERENCES identity.organisation CHECK (looker_id <> organisation_id),
    code_digest      bytea NOT NULL UNIQUE,
    asked_by         uuid NOT NULL REFERENCES identity.account,
    asked_at         timestamptz NOT NULL,
    accepted_by      uuid REFERENCES identity.account,
    accepted_at      timestamptz,
    -- Whoever ended it, of either company; nobody where a back-up was put back: what a restore forgets opens nothing.
    ended_by         uuid REFERENCES identity.account,
    ended_at         timestamptz,
    CHECK ((accepted_by IS NULL) = (accepted_at IS NULL)),
    CHECK (ended_by IS NULL OR ended_at IS NOT NULL)
);
CREATE INDEX pact_organisation ON oversight.pact (organisation_id);
CREATE INDEX pact_looker ON oversight.pact (looker_id);
CREATE TABLE oversight.pact_site (
    pact_id  uuid NOT NULL REFERENCES oversight.pact,
    site_id  uuid NOT NULL REFERENCES identity.site,
    PRIMARY KEY (pact_id, site_id)
);
CREATE INDEX pact_site_site ON oversight.pact_site (site_id);

CREATE FUNCTION oversight.guard_pact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.accepted_at IS NOT NULL OR NEW.ended_at IS NOT NULL
                OR NOT EXISTS (SELECT 1 FROM identity.account a WHERE a.id = NEW.asked_by AND a.organisation_id = NEW.organisation_id)
                OR NOT EXISTS (SELECT 1 FROM oversight.pact_code c
                    WHERE c.digest = NEW.code_digest AND c.organisation_id = NEW.looker_id AND c.expires_at > NEW.asked_at) THEN
            RAISE EXCEPTION 'PACT: nobody is asked but by what they gave';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' OR OLD.ended_at IS NOT NULL
            OR (NEW.id, NEW.organisation_id, NEW.looker_id, NEW.code_digest, NEW.asked_by, NEW.asked_at)
                IS DISTINCT FROM (OLD.id, OLD.organisation_id, OLD.looker_id, OLD.code_digest, OLD.asked_by, OLD.asked_at)
            OR (OLD.accepted_at IS NOT NULL
                AND (NEW.accepted_by, NEW.accepted_at) IS DISTINCT FROM (OLD.accepted_by, OLD.accepted_at)) THEN
        RAISE EXCEPTION 'APPEND_ONLY: what two companies have said is not changed';
    END IF;
    IF NEW.accepted_at IS NOT NULL AND OLD.accepted_at IS NULL AND NOT EXISTS (
            SELECT 1 FROM identity.account a WHERE a.id = NEW.accepted_by AND a.organisation_id = NEW.looker_id) THEN
        RAISE EXCEPTION 'PACT: the company that looks says that it does';
    END IF;
    IF NEW.ended_by IS NOT NULL AND NOT EXISTS (SELECT 1 FROM identity.account a
            WHERE a.id = NEW.ended_by AND a.organisation_id IN (NEW.organisation_id, NEW.looker_id)) THEN
        RAISE EXCEPTION 'PACT: one of the two ends it';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_pact BEFORE INSERT OR UPDATE OR DELETE ON oversight.pact
    FOR EACH ROW EXECUTE FUNCTION oversight.guard_pact();

-- What is agreed to is what was asked for, and of one's own sites.
CREATE FUNCTION oversight.guard_pact_site() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM oversight.pact p JOIN identity.site s ON s.organisation_id = p.organisation_id
            WHERE p.id = NEW.pact_id AND s.id = NEW.site_id AND p.accepted_at IS NULL AND p.ended_at IS NULL) THEN
        RAISE EXCEPTION 'PACT: of its own sites, and before it is accepted';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_pact_site BEFORE INSERT ON oversight.pact_site
    FOR EACH ROW EXECUTE FUNCTION oversight.guard_pact_site();
CREATE TRIGGER pact_site_only_append BEFORE UPDATE OR DELETE ON oversight.pact_site
    FOR EACH ROW EXECUTE FUNCTION oversight.only_append();
CREATE TRIGGER pact_code_only_append BEFORE UPDATE ON oversight.pact_code
    FOR EACH ROW EXECUTE FUNCTION oversight.only_append();
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['pact', 'pact_site'] LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON oversight.%I FOR EACH STATEMENT EXECUTE FUNCTION oversight.only_append()',
            name || '_not_emptied', name);
    END LOOP;
END $$;

-- By which pact somebody looks at what another company has cleared; NULL if by none.
CREATE FUNCTION oversight.pact_of(account uuid, site uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT p.id FROM oversight.pact p JOIN oversight.pact_site s ON s.pact_id = p.id JOIN identity.account a ON a.organisation_id = p.looker_id
    WHERE a.id = account AND s.site_id = site AND p.accepted_at IS NOT NULL AND p.ended_at IS NULL ORDER BY p.accepted_at, p.id LIMIT 1
$$;

ALTER TABLE oversight.look ADD COLUMN pact_id uuid REFERENCES oversight.pact;
ALTER TABLE oversight.verification ADD COLUMN pact_id uuid REFERENCES oversight.pact;
-- Who is of another company sees nothing of it.
ALTER TABLE oversight.verification ADD CONSTRAINT verification_pact CHECK (pact_id IS NULL OR is_from_afar);
-- Who could not have it read from afar had it nowhere.
ALTER TABLE oversight.verification DROP CONSTRAINT verification_place_check;
ALTER TABLE oversight.verification ADD CONSTRAINT verification_place_check
    CHECK (place IN ('other_station', 'other_computer', 'same_station') OR (place = 'nowhere' AND is_from_afar AND result = 'not_possible'));

-- That somebody is of the company whose site it is and needs no pact, or of another one that looks by this very pact now. Who ends it waits.
CREATE FUNCTION oversight.require_pact(clearing bigint, account uuid, pact uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    is_own boolean;
BEGIN
    SELECT a.organisation_id IS NOT DISTINCT FROM s.organisation_id INTO is_own
    FROM oversight.clearing c JOIN identity.site s ON s.id = c.site_id, identity.account a WHERE c.id = clearing AND a.id = account;
    IF is_own AND pact IS NULL THEN
        RETURN;
    END IF;
    PERFORM 1 FROM oversight.pact p WHERE p.id = pact FOR SHARE;
    IF is_own IS NOT FALSE OR pact IS NULL OR NOT EXISTS (
            SELECT 1 FROM oversight.pact p JOIN oversight.pact_site ps ON ps.pact_id = p.id
            JOIN oversight.clearing c ON c.site_id = ps.site_id JOIN identity.account a ON a.organisation_id = p.looker_id
            WHERE p.id = pact AND c.id = clearing AND a.id = account AND p.accepted_at IS NOT NULL AND p.ended_at IS NULL) THEN
        RAISE EXCEPTION 'SECOND_CHECK: nobody looks for another company unless both have said so';
    END IF;
END $$;

CREATE FUNCTION oversight.guard_company() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM oversight.require_pact(NEW.clearing_id, NEW.account_id, NEW.pact_id);
    ELSIF NEW.pact_id IS DISTINCT FROM OLD.pact_id THEN
        RAISE EXCEPTION 'APPEND_ONLY: a look is not changed afterwards';
    ELSIF NEW.withdrawn_by IS DISTINCT FROM OLD.withdrawn_by AND NOT EXISTS (
            SELECT 1 FROM oversight.clearing c JOIN identity.site s ON s.id = c.site_id JOIN identity.account a ON a.organisation_id = s.organisation_id
            WHERE c.id = NEW.clearing_id AND a.id = NEW.withdrawn_by) THEN
        -- Of another company only what was asked for by it.
        PERFORM oversight.require_pact(NEW.clearing_id, NEW.withdrawn_by, NEW.pact_id);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_company BEFORE INSERT OR UPDATE ON oversight.look
    FOR EACH ROW EXECUTE FUNCTION oversight.guard_company();

-- What a station finds to differ counts also if the pact has ended since it was asked.
CREATE FUNCTION oversight.guard_company_word() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT (NEW.is_by_machine AND NEW.result = 'found' AND EXISTS (
            SELECT 1 FROM oversight.recheck r JOIN oversight.look l ON l.id = r.look_id
            WHERE r.clearing_id = NEW.clearing_id AND r.result = 'differs' AND l.account_id = NEW.account_id
              AND l.pact_id IS NOT DISTINCT FROM NEW.pact_id)) THEN
        PERFORM oversight.require_pact(NEW.clearing_id, NEW.account_id, NEW.pact_id);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_company_word BEFORE INSERT ON oversight.verification
    FOR EACH ROW EXECUTE FUNCTION oversight.guard_company_word();

-- The rule of V176, and: what was asked for by a pact that has ended confirms nothing, also where the companies have said so anew.
CREATE OR REPLACE FUNCTION oversight.answered(clearing bigint, account uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT DISTINCT r.statement_id FROM oversight.clearing c JOIN oversight.recheck r ON r.clearing_id = c.id
    JOIN oversight.look l ON l.id = r.look_id AND l.event_id = r.event_id
    LEFT JOIN oversight.pact p ON p.id = l.pact_id
    WHERE c.id = clearing AND r.result = 'matches' AND l.clearing_id = c.id AND l.statement_id = r.statement_id
      AND l.account_id = account AND l.is_apart AND l.asked_at >= c.drawn_at AND p.ended_at IS NULL
$$;

-- What was asked for by a pact that has ended, and no station has begun, nobody waits for. What is being read comes all the same.
CREATE FUNCTION oversight.ends_looks_of_pact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE oversight.look l SET ended_at = NEW.ended_at, outcome = 'refused', code = 'PACT_ENDED', recipient = NULL, sealed = NULL
    WHERE l.pact_id = NEW.id AND l.ended_at IS NULL AND l.claimed_at IS NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER ends_looks_of_pact AFTER UPDATE ON oversight.pact
    FOR EACH ROW WHEN (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL)
    EXECUTE FUNCTION oversight.ends_looks_of_pact();

-- Whether one was ended since a back-up that is put back, nobody knows, nor which code was used: they say so anew.
CREATE FUNCTION oversight.recovery_ends_pacts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE oversight.pact SET ended_at = NEW.found_at WHERE ended_at IS NULL;
    DELETE FROM oversight.pact_code;
    RETURN NULL;
END $$;
CREATE TRIGGER recovery_ends_pacts AFTER INSERT ON identity.recovery
    FOR EACH ROW EXECUTE FUNCTION oversight.recovery_ends_pacts();
