-- A receipt of a live order is signed by a key that its station's own list delegates, and stands in a log of that key. Whoever holds such a key can
-- begin its log anew: a place there says of nothing that it was earlier or later, neither of what is in the station's log nor of what has the same key.
ALTER TABLE ledger.statement ADD COLUMN is_delegated boolean NOT NULL DEFAULT false;
-- By which of its orders, so that what one brings of a drive can be bounded.
ALTER TABLE ledger.statement ADD COLUMN delegated_log text;
ALTER TABLE ledger.statement ADD CHECK (is_delegated = (delegated_log IS NOT NULL));
-- It names the drives of its order and nothing else: a label would be that of whichever device whoever copied the key likes.
ALTER TABLE ledger.statement ADD CHECK (NOT is_delegated OR cardinality(labels) = 0);
CREATE INDEX ON ledger.statement (station_id, delegated_log) WHERE is_delegated;
-- The operator's log takes in what its stations' own keys have signed, and its list vouches for no other.
ALTER TABLE ledger.statement ADD CHECK (NOT is_delegated OR (clearing_log_index IS NULL AND log_problem IS NOT NULL));

-- As in V203; and no place is compared that is in another log.
CREATE OR REPLACE FUNCTION ledger.open_against_media(device uuid) RETURNS TABLE (event uuid, medium uuid) LANGUAGE sql STABLE AS $$
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
      AND NOT coalesce(proof.station_id = open.station_id AND NOT proof.is_delegated AND NOT open.is_delegated
        AND proof.log_index > open.log_index, false)
      AND NOT ledger.is_begun_since(open.event_id, m.id)
$$;
