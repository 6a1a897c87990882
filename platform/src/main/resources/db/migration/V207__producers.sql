-- Makers of phones whose word about their own built-in clear the operator's list accepts (decision 0127): who proposed each, who else
-- confirmed it, and when and why it ended. A change is a row of its own, and what was decided stays.
CREATE TABLE ledger.producer (
    id              uuid PRIMARY KEY,
    name            text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    keys            text[] NOT NULL CHECK (cardinality(keys) BETWEEN 1 AND 16),
    makers          text[] NOT NULL CHECK (cardinality(makers) BETWEEN 1 AND 8),
    accepts         text[] NOT NULL CHECK (cardinality(accepts) BETWEEN 1 AND 200),
    reason          text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    proposed_by     uuid NOT NULL,
    proposed_name   text NOT NULL,
    proposed_at     timestamptz NOT NULL,
    confirmed_by    uuid,
    confirmed_name  text,
    confirmed_at    timestamptz,
    ended_by        uuid,
    ended_name      text,
    ended_at        timestamptz,
    ended_why       text CHECK (ended_why IN ('given_up', 'replaced', 'ended', 'key_stolen', 'restored')),
    CHECK (confirmed_by <> proposed_by),
    CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL) AND (confirmed_by IS NULL) = (confirmed_name IS NULL)),
    -- By nobody where a back-up was put back: what a restore forgets opens nothing.
    CHECK ((ended_at IS NULL) = (ended_why IS NULL) AND (ended_by IS NULL) = (ended_name IS NULL)
        AND (ended_by IS NULL) = (ended_at IS NULL OR ended_why = 'restored')),
    CHECK (ended_why IS NULL OR ended_why = 'restored' OR (ended_why = 'given_up') = (confirmed_at IS NULL))
);
CREATE UNIQUE INDEX producer_standing ON ledger.producer (name) WHERE confirmed_at IS NOT NULL AND ended_at IS NULL;
CREATE UNIQUE INDEX producer_proposed ON ledger.producer (name) WHERE confirmed_at IS NULL AND ended_at IS NULL;

CREATE FUNCTION ledger.guard_producer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE'
        OR (NEW.id, NEW.name, NEW.keys, NEW.makers, NEW.accepts, NEW.reason, NEW.proposed_by, NEW.proposed_name, NEW.proposed_at)
            IS DISTINCT FROM
            (OLD.id, OLD.name, OLD.keys, OLD.makers, OLD.accepts, OLD.reason, OLD.proposed_by, OLD.proposed_name, OLD.proposed_at)
        OR OLD.ended_at IS NOT NULL
        OR (OLD.confirmed_at IS NOT NULL
            AND (NEW.confirmed_by, NEW.confirmed_name, NEW.confirmed_at)
                IS DISTINCT FROM (OLD.confirmed_by, OLD.confirmed_name, OLD.confirmed_at)) THEN
        RAISE EXCEPTION 'PRODUCER: what was decided stays';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_producer BEFORE UPDATE OR DELETE ON ledger.producer
    FOR EACH ROW EXECUTE FUNCTION ledger.guard_producer();

-- Statements of makers that people laid here: a later one takes an earlier one out of force, be it beside a certificate of last year.
CREATE TABLE ledger.producer_file (
    digest      bytea PRIMARY KEY CHECK (length(digest) = 32),
    number      text NOT NULL,
    sequence    bigint NOT NULL CHECK (sequence >= 1),
    text        text NOT NULL,
    kept_by     uuid NOT NULL,
    kept_name   text NOT NULL,
    kept_at     timestamptz NOT NULL
);
CREATE INDEX producer_file_number ON ledger.producer_file (number);
CREATE TRIGGER producer_file_only_append BEFORE UPDATE OR DELETE ON ledger.producer_file
    FOR EACH ROW EXECUTE FUNCTION ledger.only_append();

-- Clauses that are met now by a maker's word, and nothing else: worked out from certificate, statement and list, and gone when they say otherwise.
CREATE TABLE ledger.producer_met (
    event_id        uuid NOT NULL,
    clause          text NOT NULL,
    producer        text NOT NULL,
    digest          bytea NOT NULL CHECK (length(digest) = 32),
    list_version    bigint NOT NULL,
    at              timestamptz NOT NULL,
    PRIMARY KEY (event_id, clause)
);

-- Results beside which statements of makers stand, and those that have to be looked at anew. Without references: whoever looks locks no result.
CREATE TABLE ledger.producer_shown (event_id uuid PRIMARY KEY);
CREATE TABLE ledger.producer_due (
    event_id     uuid PRIMARY KEY,
    not_before   timestamptz NOT NULL DEFAULT '-infinity',
    -- Something has changed since it was looked at: until it is again, what was worked out says nothing. Not so where only a day comes.
    is_changed   boolean NOT NULL DEFAULT true,
    -- Due with all the others: a single one goes before.
    is_many      boolean NOT NULL DEFAULT false
);
CREATE INDEX producer_due_time ON ledger.producer_due (is_many, not_before);

CREATE FUNCTION ledger.producer_due_by_statement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO ledger.producer_due (event_id) VALUES (NEW.event_id)
        ON CONFLICT (event_id) DO UPDATE SET not_before = '-infinity', is_changed = true, is_many = false;
    RETURN NULL;
END $$;
CREATE TRIGGER producer_due_new AFTER INSERT ON ledger.statement
    FOR EACH ROW WHEN (NEW.is_phone IS DISTINCT FROM false) EXECUTE FUNCTION ledger.producer_due_by_statement();
CREATE TRIGGER producer_due_changed AFTER UPDATE OF certificate, order_id ON ledger.statement
    FOR EACH ROW WHEN (NEW.is_phone IS DISTINCT FROM false) EXECUTE FUNCTION ledger.producer_due_by_statement();
INSERT INTO ledger.producer_due (event_id) SELECT event_id FROM ledger.statement WHERE is_phone IS DISTINCT FROM false;

-- Whether the gate of a company goes by what the operator's list accepts. Nobody's does before somebody says so.
ALTER TABLE identity.organisation ADD COLUMN goes_by_producers boolean NOT NULL DEFAULT false;
CREATE FUNCTION ledger.producer_due_by_company() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Whoever looks at one holds this together with others who look: what they saw of before is made due again, be it the first look.
    PERFORM pg_advisory_xact_lock(hashtextextended('ledger.producers weighed', 0));
    INSERT INTO ledger.producer_due (event_id, is_many)
        SELECT p.event_id, true FROM ledger.producer_shown p JOIN ledger.statement t ON t.event_id = p.event_id
        JOIN identity.site s ON s.id = t.site_id WHERE s.organisation_id = NEW.id ORDER BY p.event_id
        ON CONFLICT (event_id) DO UPDATE SET not_before = '-infinity', is_changed = true;
    RETURN NULL;
END $$;
CREATE TRIGGER producer_due_by_company AFTER UPDATE OF goes_by_producers ON identity.organisation
    FOR EACH ROW WHEN (NEW.goes_by_producers <> OLD.goes_by_producers) EXECUTE FUNCTION ledger.producer_due_by_company();

-- Who decided it, and a statement that was laid here, are reasons to look at all of them anew.
CREATE FUNCTION ledger.producers_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('ledger.producers weighed', 0));
    INSERT INTO ledger.producer_due (event_id, is_many) SELECT event_id, true FROM ledger.producer_shown ORDER BY event_id
        ON CONFLICT (event_id) DO UPDATE SET not_before = '-infinity', is_changed = true;
    RETURN NULL;
END $$;
CREATE TRIGGER producers_due AFTER UPDATE ON ledger.producer FOR EACH STATEMENT EXECUTE FUNCTION ledger.producers_due();
CREATE TRIGGER producers_due AFTER INSERT ON ledger.producer_file FOR EACH STATEMENT EXECUTE FUNCTION ledger.producers_due();
CREATE TRIGGER producers_due AFTER INSERT ON ledger.operator_list FOR EACH STATEMENT EXECUTE FUNCTION ledger.producers_due();

-- Programs of a company hear of it as they do of a person's answer.
CREATE TRIGGER touches_asset AFTER INSERT ON ledger.producer_met
    FOR EACH ROW EXECUTE FUNCTION exchange.touched_by_validation();
CREATE FUNCTION exchange.touched_by_word_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO exchange.touched (asset_id)
        SELECT a.id FROM exchange.asset a JOIN ledger.statement s ON s.order_id = a.order_id WHERE s.event_id = OLD.event_id;
    RETURN NULL;
END $$;
CREATE TRIGGER touches_asset_ended AFTER DELETE ON ledger.producer_met
    FOR EACH ROW EXECUTE FUNCTION exchange.touched_by_word_ended();

ALTER TABLE identity.company_change DROP CONSTRAINT company_change_what_check;
ALTER TABLE identity.company_change ADD CONSTRAINT company_change_what_check
    CHECK (what IN ('name', 'currency', 'validators', 'producers', 'site_name', 'time_zone',
        'provider', 'provider_state', 'provider_client', 'provider_secret', 'provider_rule'));

-- Whether a maker was taken back since a back-up that is put back, a key stolen, or a company's gate goes by the list no more, nobody knows: two people
-- accept each anew, and each company says it anew.
CREATE FUNCTION ledger.recovery_ends_producers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE ledger.producer SET ended_at = NEW.found_at, ended_why = 'restored' WHERE ended_at IS NULL;
    UPDATE identity.organisation SET goes_by_producers = false WHERE goes_by_producers;
    RETURN NULL;
END $$;
CREATE TRIGGER recovery_ends_producers AFTER INSERT ON identity.recovery
    FOR EACH ROW EXECUTE FUNCTION ledger.recovery_ends_producers();
