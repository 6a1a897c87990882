-- Further numbers that were noted of a device: a phone's second IMEI, or its serial number beside an IMEI. As of the first, a keyed digest and the last
-- characters.
CREATE TABLE custody.device_number (
    device_id       uuid NOT NULL REFERENCES custody.device (id),
    serial_digest   bytea NOT NULL CHECK (length(serial_digest) = 32),
    serial_tail     text NOT NULL,
    number_form     text NOT NULL CHECK (number_form IN ('serial', 'mobile')),
    PRIMARY KEY (device_id, serial_digest)
);
CREATE INDEX device_number_digest ON custody.device_number (serial_digest);

-- What stood there before a correction, of those.
ALTER TABLE custody.device_correction ADD COLUMN number_digests bytea[] NOT NULL DEFAULT '{}';

-- All numbers that are noted of devices.
CREATE VIEW custody.noted_number AS
    SELECT id AS device_id, serial_digest, number_form FROM custody.device WHERE serial_digest IS NOT NULL
    UNION ALL
    SELECT device_id, serial_digest, number_form FROM custody.device_number;

-- As before; each number that the counter noted says that a phone is its device's.
CREATE OR REPLACE FUNCTION custody.is_unnoted(medium uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce((SELECT m.serial_digest IS NOT NULL AND m.serial_by IS DISTINCT FROM 'counter' FROM custody.medium m WHERE m.id = medium), false)
        OR EXISTS (SELECT 1 FROM bench.task t
            WHERE t.medium_id = medium AND t.phone_digest IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM custody.noted_number n WHERE n.device_id = t.device_id AND n.serial_digest = t.phone_digest))
$$;

-- As in V199, by each of its numbers.
CREATE OR REPLACE FUNCTION ledger.open_against(device uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT DISTINCT open.event_id
    FROM custody.device d
    JOIN custody.medium m ON m.device_id = d.id
    JOIN ledger.statement open ON open.site_id = d.site_id AND open.order_id IS NULL
        AND (open.verdict NOT IN ('purged', 'cleared') OR open.is_against)
        AND (open.match_order_id IS NULL OR 'LINK_BY_WORD' = ANY (open.match_findings)
            OR open.verdict IN ('purged', 'cleared'))
        AND (open.serial_digest = m.serial_digest
            -- A phone's medium bears no number: what was noted does, and what a station began with.
            OR (d.kind IN ('phone', 'tablet') AND (open.serial_digest IN (
                    SELECT noted.serial_digest FROM custody.noted_number noted WHERE noted.device_id = d.id)
                OR open.serial_digest IN (
                    SELECT begun.phone_digest FROM bench.task begun
                    WHERE begun.device_id = d.id AND begun.claimed_at IS NOT NULL)))
            OR ((d.code = ANY (open.labels) OR EXISTS (
                    SELECT 1 FROM custody.device_correction before
                    WHERE before.device_id = d.id
                      AND (before.serial_digest = open.serial_digest OR open.serial_digest = ANY (before.media_digests)
                        OR open.serial_digest = ANY (before.number_digests))))
              AND NOT EXISTS (
                SELECT 1 FROM custody.medium named
                WHERE named.device_id = d.id AND named.serial_digest = open.serial_digest)))
    LEFT JOIN ledger.statement proof ON proof.event_id = m.statement_id
    WHERE d.id = device
      AND NOT coalesce(proof.station_id = open.station_id AND proof.log_index > open.log_index, false)
      AND NOT ledger.is_begun_since(open.event_id, m.id)
$$;
