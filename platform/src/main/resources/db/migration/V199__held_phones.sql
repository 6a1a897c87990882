-- What says of a phone that it was cleared, and that an account or an organisation holds it, or that nobody knows, or something else that excludes it (decision
-- 103). It proves nothing, and the worse counts: it speaks against the phone that it names, as a bad one does, until that is surely erased again.
ALTER TABLE ledger.statement
    ADD COLUMN is_against boolean NOT NULL DEFAULT false,
    DROP CONSTRAINT statement_misfit,
    ADD CONSTRAINT statement_misfit CHECK (misfit IS NULL OR ((verdict NOT IN ('purged', 'cleared') OR is_against)
        AND (order_id IS NULL OR match_order_id IS NOT NULL))),
    -- Nothing may make it an order's proof.
    ADD CONSTRAINT statement_against CHECK (NOT is_against OR order_id IS NULL OR verdict NOT IN ('purged', 'cleared'));

DROP INDEX ledger.statement_open;
CREATE INDEX statement_open ON ledger.statement (site_id) WHERE order_id IS NULL AND (verdict NOT IN ('purged', 'cleared') OR is_against);

-- Those that were kept as conflicts alone wait to be looked at once more.
UPDATE ledger.conflict SET is_weighed = false WHERE code IN ('PHONE_HELD', 'OTHER_KIND', 'FACTS_CONTRADICTION');

-- As in V122, and a held phone's, which no match settles: whose it is says nothing of who holds it.
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
            OR (d.kind IN ('phone', 'tablet') AND (open.serial_digest = d.serial_digest OR open.serial_digest IN (
                    SELECT begun.phone_digest FROM bench.task begun
                    WHERE begun.device_id = d.id AND begun.claimed_at IS NOT NULL)))
            OR ((d.code = ANY (open.labels) OR EXISTS (
                    SELECT 1 FROM custody.device_correction before
                    WHERE before.device_id = d.id
                      AND (before.serial_digest = open.serial_digest OR open.serial_digest = ANY (before.media_digests))))
              AND NOT EXISTS (
                SELECT 1 FROM custody.medium named
                WHERE named.device_id = d.id AND named.serial_digest = open.serial_digest)))
    LEFT JOIN ledger.statement proof ON proof.event_id = m.statement_id
    WHERE d.id = device
      AND NOT coalesce(proof.station_id = open.station_id AND proof.log_index > open.log_index, false)
      AND NOT ledger.is_begun_since(open.event_id, m.id)
$$;
