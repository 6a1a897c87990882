-- What happened to registered devices, for programs. Whatever may change what is true of one leaves a row in 'touched', in its own
-- transaction; one writer works out what is true now, compares it with what was last told, and tells the difference. No answer of the
-- interface is read from here but the events themselves.
CREATE TABLE exchange.touched (
    number        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    asset_id      uuid NOT NULL,
    -- One that can't be worked out is put aside until then: it keeps nobody else's back.
    paused_until  timestamptz
);

-- Where the slow round over all of them goes on, also after a start.
CREATE TABLE exchange.round (
    is_only  boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    place    bigint NOT NULL CHECK (place >= 0)
);
INSERT INTO exchange.round (place) VALUES (0);

CREATE TABLE exchange.told (
    asset_id  uuid PRIMARY KEY REFERENCES exchange.asset,
    -- All that is said of it, in one line: another one is another thing to tell.
    said      text NOT NULL,
    is_open   boolean NOT NULL
);

CREATE TABLE exchange.counter (
    organisation_id  uuid PRIMARY KEY REFERENCES identity.organisation,
    last             bigint NOT NULL CHECK (last >= 0)
);

CREATE TABLE exchange.event (
    organisation_id  uuid NOT NULL REFERENCES identity.organisation,
    -- From 1, without a gap, in the order in which they can be seen.
    number           bigint NOT NULL CHECK (number > 0),
    id               uuid NOT NULL UNIQUE,
    site_id          uuid NOT NULL REFERENCES identity.site,
    asset_id         uuid NOT NULL REFERENCES exchange.asset,
    type             text NOT NULL CHECK (type IN ('asset.registered', 'asset.verdict', 'asset.gate')),
    change           text CHECK (change IN ('opened', 'closed')),
    -- The statements that counted then, and their digests.
    statements       uuid[] NOT NULL,
    digests          text[] NOT NULL,
    at               timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, number),
    CHECK ((change IS NOT NULL) = (type = 'asset.gate')),
    CHECK (cardinality(statements) = cardinality(digests))
);
CREATE INDEX event_site ON exchange.event (site_id, number);
CREATE TRIGGER event_only_append BEFORE UPDATE OR DELETE ON exchange.event
    FOR EACH ROW EXECUTE FUNCTION exchange.only_append();
CREATE TRIGGER event_not_emptied BEFORE TRUNCATE ON exchange.event
    FOR EACH STATEMENT EXECUTE FUNCTION exchange.only_append();

CREATE FUNCTION exchange.touch(device uuid) RETURNS void LANGUAGE sql AS $$
    INSERT INTO exchange.touched (asset_id) SELECT a.id FROM exchange.asset a WHERE a.device_id = device
$$;

CREATE FUNCTION exchange.touched_itself() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO exchange.touched (asset_id) VALUES (NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER asset_touches AFTER INSERT ON exchange.asset
    FOR EACH ROW EXECUTE FUNCTION exchange.touched_itself();

CREATE FUNCTION exchange.touched_by_device() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM exchange.touch(NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER touches_asset AFTER UPDATE ON custody.device
    FOR EACH ROW EXECUTE FUNCTION exchange.touched_by_device();

-- For all that has the device's id.
CREATE FUNCTION exchange.touched_by_device_id() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM exchange.touch(NEW.device_id);
    RETURN NULL;
END $$;
CREATE TRIGGER touches_asset AFTER INSERT OR UPDATE ON custody.medium
    FOR EACH ROW EXECUTE FUNCTION exchange.touched_by_device_id();
CREATE TRIGGER touches_asset AFTER UPDATE OF state ON intake.work_order
    FOR EACH ROW EXECUTE FUNCTION exchange.touched_by_device_id();
CREATE TRIGGER touches_asset AFTER INSERT OR UPDATE ON oversight.clearing
    FOR EACH ROW EXECUTE FUNCTION exchange.touched_by_device_id();
CREATE TRIGGER touches_asset AFTER INSERT ON custody.recovery_look
    FOR EACH ROW EXECUTE FUNCTION exchange.touched_by_device_id();

CREATE FUNCTION exchange.touched_by_clearing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM exchange.touch(c.device_id) FROM oversight.clearing c WHERE c.id = NEW.clearing_id;
    RETURN NULL;
END $$;
CREATE TRIGGER touches_asset AFTER INSERT ON oversight.verification
    FOR EACH ROW EXECUTE FUNCTION exchange.touched_by_clearing();
CREATE TRIGGER touches_asset AFTER INSERT ON oversight.release
    FOR EACH ROW EXECUTE FUNCTION exchange.touched_by_clearing();

-- One that names an order, and one that names a medium or a label without an order: a bad erasure that nobody has asked for. Also what one said
-- before and does not say any more. A number that was corrected counts too, as in ledger.open_against.
CREATE INDEX device_correction_serial ON custody.device_correction (serial_digest) WHERE serial_digest IS NOT NULL;
CREATE INDEX device_correction_media ON custody.device_correction USING gin (media_digests);
CREATE FUNCTION exchange.touched_by_statement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO exchange.touched (asset_id)
        SELECT a.id FROM exchange.asset a WHERE a.order_id IN (NEW.order_id, NEW.match_order_id)
        UNION SELECT a.id FROM exchange.asset a JOIN custody.medium m ON m.device_id = a.device_id
            WHERE NEW.serial_digest IS NOT NULL AND m.serial_digest = NEW.serial_digest
        UNION SELECT a.id FROM exchange.asset a JOIN custody.device_correction c ON c.device_id = a.device_id
            WHERE NEW.serial_digest IS NOT NULL AND (c.serial_digest = NEW.serial_digest OR c.media_digests @> ARRAY[NEW.serial_digest])
        UNION SELECT a.id FROM exchange.asset a JOIN custody.device d ON d.id = a.device_id WHERE d.code = ANY (NEW.labels);
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO exchange.touched (asset_id)
            SELECT a.id FROM exchange.asset a
            WHERE a.order_id IN (OLD.order_id, OLD.match_order_id);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER touches_asset AFTER INSERT OR UPDATE ON ledger.statement
    FOR EACH ROW EXECUTE FUNCTION exchange.touched_by_statement();

CREATE FUNCTION exchange.touched_by_validation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO exchange.touched (asset_id)
        SELECT a.id FROM exchange.asset a JOIN ledger.statement s ON s.order_id = a.order_id WHERE s.event_id = NEW.event_id;
    RETURN NULL;
END $$;
CREATE TRIGGER touches_asset AFTER INSERT ON ledger.validation
    FOR EACH ROW EXECUTE FUNCTION exchange.touched_by_validation();

-- What waits for the stations of a site since a restore.
CREATE FUNCTION exchange.touched_by_station() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO exchange.touched (asset_id)
        SELECT a.id FROM exchange.asset a JOIN identity.station s ON s.site_id = a.site_id WHERE s.id = NEW.station_id;
    RETURN NULL;
END $$;
CREATE TRIGGER touches_asset AFTER INSERT ON identity.recovery_station_word
    FOR EACH ROW EXECUTE FUNCTION exchange.touched_by_station();

CREATE OR REPLACE FUNCTION exchange.recovery_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE exchange.api_key SET state = 'unconfirmed' WHERE state = 'active';
    -- What was told after the day of the back-up is known to receivers and not here: each is told anew, and that it is closed where it is.
    UPDATE exchange.told SET said = '?', is_open = true;
    INSERT INTO exchange.touched (asset_id) SELECT id FROM exchange.asset;
    RETURN NULL;
END $$;
