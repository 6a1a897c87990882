-- What was noted of a device before a correction (0025) may have been right: a bad erasure that names such a number, and comes when the
-- number has been corrected away, speaks against the device as one that names its label does. Which of its media it was nobody knows, so
-- each of them has to settle it; unless it names one that is known today.
CREATE OR REPLACE FUNCTION ledger.open_against(device uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT DISTINCT open.event_id
    FROM custody.device d
    JOIN custody.medium m ON m.device_id = d.id
    JOIN ledger.statement open ON open.site_id = d.site_id AND open.order_id IS NULL
        AND open.verdict NOT IN ('purged', 'cleared')
        AND (open.match_order_id IS NULL OR 'LINK_BY_WORD' = ANY (open.match_findings))
        AND (open.serial_digest = m.serial_digest
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
      AND NOT EXISTS (
        SELECT 1 FROM intake.order_event begun
        WHERE begun.medium_id = m.id AND begun.kind = 'erasing' AND begun.at > open.received_at)
$$;
