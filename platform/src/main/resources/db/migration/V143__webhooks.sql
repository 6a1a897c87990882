-- Where events are sent to. An event waits in 'delivery' until its receiver has answered; what was sent and not marked is sent again, with the
-- same id.
CREATE TABLE exchange.webhook (
    id               uuid PRIMARY KEY,
    organisation_id  uuid NOT NULL REFERENCES identity.organisation,
    site_id          uuid REFERENCES identity.site,
    url              text NOT NULL CHECK (length(url) BETWEEN 8 AND 500),
    types            text[] NOT NULL CHECK (cardinality(types) > 0),
    state            text NOT NULL CHECK (state IN ('active', 'off', 'failed', 'unconfirmed', 'removed')),
    made_at          timestamptz NOT NULL,
    -- How many times it has failed since it last took something, since when, and when it is tried again.
    failures         integer NOT NULL DEFAULT 0 CHECK (failures >= 0),
    failing_since    timestamptz,
    resume_at        timestamptz,
    -- Who sends to it now, and until when that is believed.
    lease            uuid,
    leased_until     timestamptz,
    -- When its last turn began: who was served longest ago comes next.
    served_at        timestamptz,
    tried_at         timestamptz,
    status           integer,
    problem          text
);
CREATE INDEX webhook_organisation ON exchange.webhook (organisation_id);

-- Sealed with a key that is in a file.
CREATE TABLE exchange.webhook_secret (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    webhook_id  uuid NOT NULL REFERENCES exchange.webhook,
    sealed      bytea NOT NULL,
    made_at     timestamptz NOT NULL,
    -- From when on nothing is signed with it.
    ends_at     timestamptz
);
CREATE INDEX webhook_secret_webhook ON exchange.webhook_secret (webhook_id, id);

-- Apart from what senders write: one writer counts.
CREATE TABLE exchange.webhook_counter (
    webhook_id  uuid PRIMARY KEY REFERENCES exchange.webhook,
    last        bigint NOT NULL CHECK (last >= 0)
);

CREATE TABLE exchange.delivery (
    webhook_id       uuid NOT NULL REFERENCES exchange.webhook,
    -- From 1, without a gap, for each of them.
    sequence         bigint NOT NULL CHECK (sequence > 0),
    organisation_id  uuid NOT NULL,
    event_number     bigint NOT NULL,
    state            text NOT NULL CHECK (state IN ('waiting', 'delivered', 'given_up')),
    attempts         integer NOT NULL DEFAULT 0,
    due_at           timestamptz NOT NULL,
    -- When it was made, or somebody had it sent again: from when on the days count after which it is given up.
    since            timestamptz NOT NULL,
    tried_at         timestamptz,
    status           integer,
    problem          text,
    PRIMARY KEY (webhook_id, sequence),
    FOREIGN KEY (organisation_id, event_number) REFERENCES exchange.event (organisation_id, number)
);
CREATE INDEX delivery_waiting ON exchange.delivery (webhook_id, due_at, sequence) WHERE state = 'waiting';
CREATE INDEX delivery_given_up ON exchange.delivery (webhook_id, sequence) WHERE state = 'given_up';
CREATE INDEX delivery_event ON exchange.delivery (organisation_id, event_number);

CREATE TABLE exchange.webhook_change (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    webhook_id  uuid NOT NULL REFERENCES exchange.webhook,
    at          timestamptz NOT NULL,
    -- NULL where the platform did it by itself.
    by_account  uuid REFERENCES identity.account,
    what        text NOT NULL CHECK (what IN ('made', 'secret', 'off', 'on', 'failed', 'confirmed', 'removed', 'again')),
    CHECK ((by_account IS NULL) <= (what IN ('failed', 'again')))
);
CREATE INDEX webhook_change_webhook ON exchange.webhook_change (webhook_id, id);
CREATE TRIGGER webhook_change_only_append BEFORE UPDATE OR DELETE ON exchange.webhook_change
    FOR EACH ROW EXECUTE FUNCTION exchange.only_append();
CREATE TRIGGER webhook_change_not_emptied BEFORE TRUNCATE ON exchange.webhook_change
    FOR EACH STATEMENT EXECUTE FUNCTION exchange.only_append();

-- An address of before may be another's by now.
CREATE OR REPLACE FUNCTION exchange.recovery_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE exchange.api_key SET state = 'unconfirmed' WHERE state = 'active';
    UPDATE exchange.webhook SET state = 'unconfirmed' WHERE state IN ('active', 'failed');
    UPDATE exchange.told SET said = '?', is_open = true;
    INSERT INTO exchange.touched (asset_id) SELECT id FROM exchange.asset;
    RETURN NULL;
END $$;
