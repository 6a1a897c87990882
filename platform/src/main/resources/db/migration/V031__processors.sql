-- Licensed processors, hand-overs of sealed bags, and what comes back of them.
CREATE TABLE custody.processor (
    id               uuid PRIMARY KEY,
    organisation_id  uuid NOT NULL,
    name             text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    licence_number   text NOT NULL CHECK (length(licence_number) BETWEEN 1 AND 100),
    scope            text[] NOT NULL CHECK (cardinality(scope) > 0),
    expires_on       date NOT NULL,
    confirmed_by     uuid,
    confirmed_at     timestamptz,
    created_by       uuid NOT NULL,
    created_at       timestamptz NOT NULL,
    CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL)),
    UNIQUE (organisation_id, licence_number)
);

CREATE TABLE custody.hand_over (
    id                  uuid PRIMARY KEY,
    code                text NOT NULL UNIQUE,
    site_id             uuid NOT NULL,
    processor_id        uuid NOT NULL REFERENCES custody.processor,
    licence_name        text NOT NULL,
    licence_number      text NOT NULL,
    licence_expires_on  date NOT NULL,
    was_confirmed       boolean NOT NULL,
    manifest_digest     bytea NOT NULL,
    code_digest         bytea NOT NULL,
    tries               integer NOT NULL DEFAULT 0,
    state               text NOT NULL CHECK (state IN ('open', 'signed', 'over')),
    given_by            uuid,
    given_name          text,
    given_at            timestamptz,
    taken_name          text,
    taken_at            timestamptz,
    created_by          uuid NOT NULL,
    created_at          timestamptz NOT NULL,
    CHECK (state <> 'signed' OR (given_at IS NOT NULL AND taken_at IS NOT NULL))
);
CREATE INDEX hand_over_site ON custody.hand_over (site_id, created_at DESC);

CREATE TABLE custody.hand_over_item (
    hand_over_id  uuid NOT NULL REFERENCES custody.hand_over,
    device_id     uuid NOT NULL REFERENCES custody.device,
    device_code   text NOT NULL,
    bag_number    text NOT NULL,
    PRIMARY KEY (hand_over_id, device_id)
);

CREATE TABLE custody.destruction (
    device_id     uuid PRIMARY KEY REFERENCES custody.device,
    hand_over_id  uuid NOT NULL REFERENCES custody.hand_over,
    reference     text NOT NULL CHECK (length(reference) BETWEEN 1 AND 100),
    part          text NOT NULL CHECK (length(part) BETWEEN 1 AND 100),
    destroyed_on  date NOT NULL,
    recorded_by   uuid NOT NULL,
    recorded_at   timestamptz NOT NULL
);

-- The gate once more, for whoever writes SQL by hand: a device comes in as registered, gets into stock from cleared only, and
-- is cleared only with both answers good.
ALTER TABLE custody.device
    ADD CHECK (state <> 'cleared' OR (verdict IS NOT NULL AND verdict IN ('purged', 'cleared') AND is_conforming)),
    ADD CHECK (state <> 'in_stock' OR verdict IS NOT NULL);

CREATE FUNCTION custody.guard_device() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'registered' OR NEW.statement_id IS NOT NULL THEN
            RAISE EXCEPTION 'GATE: a device comes in as registered, without a statement';
        END IF;
    ELSIF NEW.state = 'in_stock' AND OLD.state NOT IN ('cleared', 'in_stock') THEN
        RAISE EXCEPTION 'GATE: only what is cleared gets into stock';
    ELSIF NEW.state = 'cleared' AND OLD.state NOT IN ('cleared', 'registered', 'to_destroy') THEN
        RAISE EXCEPTION 'GATE: % does not lead to cleared', OLD.state;
    ELSIF OLD.state IN ('handed_over', 'returned') AND NEW.state <> OLD.state THEN
        RAISE EXCEPTION 'GATE: % is an end', OLD.state;
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER guard_device BEFORE INSERT OR UPDATE ON custody.device
    FOR EACH ROW EXECUTE FUNCTION custody.guard_device();

-- What happened stays as it was written.
CREATE FUNCTION custody.only_append() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'APPEND_ONLY: % is not changed afterwards', TG_TABLE_NAME;
END $$;

CREATE TRIGGER device_event_only_append BEFORE UPDATE OR DELETE ON custody.device_event
    FOR EACH ROW EXECUTE FUNCTION custody.only_append();
CREATE TRIGGER destruction_only_append BEFORE UPDATE OR DELETE ON custody.destruction
    FOR EACH ROW EXECUTE FUNCTION custody.only_append();
