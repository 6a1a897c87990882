-- Whether somebody was asked about the number, or would have been: it does not identify a device for sure. Empty of those before: nobody knows, and none of
-- them is beyond doubt.
ALTER TABLE custody.device ADD COLUMN is_number_doubtful boolean;

-- What was most likely misread, or is no device's (the number of a SIM card, the bar code of a box), is neither of the two.
ALTER TABLE custody.device DROP CONSTRAINT device_number_form_check,
    ADD CONSTRAINT device_number_form_check CHECK (number_form IN ('serial', 'mobile', 'unclear'));

-- Further numbers that were noted of a device: a phone's second IMEI, or its serial number beside an IMEI. As of the first, a keyed digest and the last
-- characters.
CREATE TABLE custody.device_number (
    id              bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    device_id       uuid NOT NULL REFERENCES custody.device (id),
    serial_digest   bytea NOT NULL CHECK (length(serial_digest) = 32),
    serial_tail     text NOT NULL,
    number_form     text NOT NULL CHECK (number_form IN ('serial', 'mobile', 'unclear')),
    is_number_doubtful boolean NOT NULL,
    -- Set where it is no number of its own, but another text of that number of the device, under which another device was noted: numbers were kept as they
    -- were typed before. So both are found together.
    spelling_of     bytea CHECK (length(spelling_of) = 32),
    PRIMARY KEY (device_id, serial_digest)
);
CREATE INDEX device_number_digest ON custody.device_number (serial_digest);
CREATE INDEX device_number_tail ON custody.device_number (upper(serial_tail)) WHERE spelling_of IS NULL;

-- What stood there before a correction, of those.
ALTER TABLE custody.device_correction ADD COLUMN number_digests bytea[] NOT NULL DEFAULT '{}';
CREATE INDEX device_correction_numbers ON custody.device_correction USING gin (number_digests);

-- All numbers that are noted of devices.
CREATE VIEW custody.noted_number AS
    SELECT id AS device_id, serial_digest, number_form, is_number_doubtful FROM custody.device WHERE serial_digest IS NOT NULL
    UNION ALL
    SELECT device_id, serial_digest, number_form, is_number_doubtful FROM custody.device_number;

-- As before; each number that the counter noted says that a phone is its device's.
CREATE OR REPLACE FUNCTION custody.is_unnoted(medium uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce((SELECT m.serial_digest IS NOT NULL AND m.serial_by IS DISTINCT FROM 'counter' FROM custody.medium m WHERE m.id = medium), false)
        OR EXISTS (SELECT 1 FROM bench.task t
            WHERE t.medium_id = medium AND t.phone_digest IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM custody.noted_number n WHERE n.device_id = t.device_id AND n.serial_digest = t.phone_digest))
$$;

-- As ledger.open_against in V200, by each of its numbers; and against which of its media.
CREATE FUNCTION ledger.open_against_media(device uuid) RETURNS TABLE (event uuid, medium uuid) LANGUAGE sql STABLE AS $$
    SELECT open.event_id, m.id
    FROM custody.device d
    JOIN custody.medium m ON m.device_id = d.id
    JOIN ledger.statement open ON open.site_id = d.site_id AND open.order_id IS NULL
        AND (open.verdict NOT IN ('purged', 'cleared') OR open.is_against)
        AND (open.match_order_id IS NULL OR 'LINK_BY_WORD' = ANY (open.match_findings)
            OR open.verdict IN ('purged', 'cleared'))
        AND (open.serial_digest = m.serial_digest
            -- A phone's medium bears no number: what was noted does, and what a station began with.
            OR (d.kind IN ('phone', 'tablet') AND NOT m.is_card AND (open.serial_digest IN (
                    SELECT noted.serial_digest FROM custody.noted_number noted WHERE noted.device_id = d.id)
                OR open.serial_digest IN (
                    SELECT begun.phone_digest FROM bench.task begun
                    WHERE begun.device_id = d.id AND begun.claimed_at IS NOT NULL)))
            OR ((d.code = ANY (open.labels) OR EXISTS (
                    SELECT 1 FROM custody.device_correction before
                    WHERE before.device_id = d.id
                      AND (before.serial_digest = open.serial_digest OR open.serial_digest = ANY (before.media_digests)
                        OR open.serial_digest = ANY (before.number_digests))))
              AND (d.kind NOT IN ('phone', 'tablet') OR open.is_phone IS NULL OR open.is_phone <> m.is_card
                OR NOT EXISTS (SELECT 1 FROM custody.medium card WHERE card.device_id = d.id AND card.is_card))
              AND NOT EXISTS (
                SELECT 1 FROM custody.medium named
                WHERE named.device_id = d.id AND named.serial_digest = open.serial_digest)))
    LEFT JOIN ledger.statement proof ON proof.event_id = m.statement_id
    WHERE d.id = device
      AND NOT coalesce(proof.station_id = open.station_id AND proof.log_index > open.log_index, false)
      AND NOT ledger.is_begun_since(open.event_id, m.id)
$$;

CREATE OR REPLACE FUNCTION ledger.open_against(device uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT DISTINCT open.event FROM ledger.open_against_media(device) open
$$;

-- As before, by each of its numbers as ledger.open_against: else a plant is not told what is open against a phone.
CREATE OR REPLACE FUNCTION exchange.touched_by_statement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO exchange.touched (asset_id)
        SELECT a.id FROM exchange.asset a WHERE a.order_id IN (NEW.order_id, NEW.match_order_id)
        UNION SELECT a.id FROM exchange.asset a JOIN custody.medium m ON m.device_id = a.device_id
            WHERE NEW.serial_digest IS NOT NULL AND m.serial_digest = NEW.serial_digest
        UNION SELECT a.id FROM exchange.asset a JOIN custody.noted_number n ON n.device_id = a.device_id
            WHERE NEW.serial_digest IS NOT NULL AND n.serial_digest = NEW.serial_digest
        UNION SELECT a.id FROM exchange.asset a JOIN bench.task t ON t.device_id = a.device_id
            WHERE NEW.serial_digest IS NOT NULL AND t.phone_digest = NEW.serial_digest
        UNION SELECT a.id FROM exchange.asset a JOIN custody.device_correction c ON c.device_id = a.device_id
            WHERE NEW.serial_digest IS NOT NULL AND (c.serial_digest = NEW.serial_digest OR c.media_digests @> ARRAY[NEW.serial_digest]
                OR c.number_digests @> ARRAY[NEW.serial_digest])
        UNION SELECT a.id FROM exchange.asset a JOIN custody.device d ON d.id = a.device_id WHERE d.code = ANY (NEW.labels);
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO exchange.touched (asset_id)
            SELECT a.id FROM exchange.asset a
            WHERE a.order_id IN (OLD.order_id, OLD.match_order_id);
    END IF;
    RETURN NULL;
END $$;
