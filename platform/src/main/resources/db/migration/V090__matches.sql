-- An erasure that a station made without an order, matched with one by a named person. Once, and with whatever speaks against its
-- counting: only where nothing does, the statement becomes the order's.
ALTER TABLE ledger.statement
    -- Since when it is one of its order's: of several about a medium, the latest of these counts.
    ADD COLUMN counted_at         timestamptz,
    ADD COLUMN match_order_id     uuid,
    ADD COLUMN match_account_id   uuid,
    ADD COLUMN match_name         text,
    ADD COLUMN match_role         text,
    ADD COLUMN match_began_at     timestamptz,
    ADD COLUMN match_findings     text[],
    ADD COLUMN matched_at         timestamptz;

UPDATE ledger.statement SET counted_at = received_at WHERE order_id IS NOT NULL;

ALTER TABLE ledger.statement
    ADD CHECK ((order_id IS NULL) = (counted_at IS NULL)),
    ADD CHECK (num_nulls(match_order_id, match_account_id, match_name, match_role, match_began_at, match_findings, matched_at) IN (0, 7)),
    -- What something speaks against is never the proof of the order that it was matched with.
    ADD CHECK (matched_at IS NULL OR order_id IS NULL
        OR (order_id = match_order_id AND (match_findings = '{}' OR counted_at <> matched_at)));

CREATE INDEX statement_loose ON ledger.statement (site_id, received_at DESC) WHERE order_id IS NULL AND match_order_id IS NULL;
CREATE INDEX statement_match ON ledger.statement (match_order_id) WHERE match_order_id IS NOT NULL;
