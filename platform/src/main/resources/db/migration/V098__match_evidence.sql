-- Evidence that is there decides, whoever has matched what: an erasure without an order is found by what it names, a bad one keeps the
-- gate shut until it is matched, a match can be taken back, and presence is of the erasure that it was taken for.
ALTER TABLE ledger.statement
    -- Of an erasure without an order: the keyed digest of the serial number, and the labels that were named at the station.
    ADD COLUMN serial_digest  bytea,
    -- NULL until its receipt was looked at.
    ADD COLUMN labels         text[],
    -- How one that was ever matched came to count: by its match, or by its own station's delivering it for the order.
    ADD COLUMN counted_by     text CHECK (counted_by IN ('match', 'station'));

UPDATE ledger.statement SET counted_by = CASE WHEN counted_at = matched_at THEN 'match' ELSE 'station' END
WHERE order_id IS NOT NULL AND match_order_id IS NOT NULL;

-- The former check knew a match by its time alone, and any other time passed.
DO $$
DECLARE
    old text;
BEGIN
    SELECT conname INTO STRICT old FROM pg_constraint
    WHERE conrelid = 'ledger.statement'::regclass AND contype = 'c'
      AND pg_get_constraintdef(oid) LIKE '%match_findings%' AND pg_get_constraintdef(oid) LIKE '%counted_at%';
    EXECUTE format('ALTER TABLE ledger.statement DROP CONSTRAINT %I', old);
END $$;
ALTER TABLE ledger.statement
    ADD CONSTRAINT statement_match_counts CHECK (match_order_id IS NULL OR order_id IS NULL OR (order_id = match_order_id AND (
        coalesce(counted_by, '') = 'station'
        OR (coalesce(counted_by, '') = 'match' AND counted_at = matched_at AND (
            match_findings = '{}'
            -- The worse counts: that nobody had asked for it makes a bad one no better.
            OR (verdict NOT IN ('purged', 'cleared') AND NOT match_findings && ARRAY['LATER_COUNTS', 'LINK_BY_WORD'])))))),
    ADD CONSTRAINT statement_counted_by CHECK (counted_by IS NULL OR (order_id IS NOT NULL AND match_order_id IS NOT NULL));

CREATE INDEX statement_open ON ledger.statement (site_id) WHERE order_id IS NULL AND verdict NOT IN ('purged', 'cleared');

-- Matches that were taken back, as they were. The statement is matched with nothing then; this stays.
CREATE TABLE ledger.match_taken_back (
    id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id          uuid NOT NULL REFERENCES ledger.statement,
    order_id          uuid NOT NULL,
    account_id        uuid NOT NULL,
    name              text NOT NULL,
    role              text NOT NULL,
    began_at          timestamptz NOT NULL,
    findings          text[] NOT NULL,
    matched_at        timestamptz NOT NULL,
    had_counted       boolean NOT NULL,
    taken_back_by     uuid NOT NULL,
    taken_back_name   text NOT NULL,
    taken_back_at     timestamptz NOT NULL,
    -- A choice and no text, which would be personal data sooner or later.
    reason            text NOT NULL CHECK (reason IN ('wrong_order', 'wrong_drive', 'mistake'))
);
CREATE INDEX match_taken_back_order ON ledger.match_taken_back (order_id);
CREATE TRIGGER match_taken_back_only_append BEFORE UPDATE OR DELETE ON ledger.match_taken_back
    FOR EACH ROW EXECUTE FUNCTION ledger.only_append();

-- Which medium an erasure has begun with, and by which statement, if it is one that counts without having been ordered.
ALTER TABLE intake.order_event
    ADD COLUMN medium_id   uuid,
    ADD COLUMN erasure_id  uuid;
-- What was shown for an earlier try: it says nothing of the one that counts.
ALTER TABLE intake.work_order ADD COLUMN presence_before text;

ALTER TABLE intake.order_event DISABLE TRIGGER order_event_only_append;
UPDATE intake.order_event e SET medium_id = t.medium_id FROM bench.task t
WHERE t.order_id = e.order_id AND e.kind = 'erasing' AND t.medium_id IS NOT NULL
  AND t.claimed_at BETWEEN e.at - interval '5 seconds' AND e.at + interval '5 seconds';
UPDATE intake.order_event e SET medium_id = s.medium_id, erasure_id = s.event_id FROM ledger.statement s
WHERE s.match_order_id = e.order_id AND e.kind = 'matched-erased' AND s.order_id = s.match_order_id
  AND s.matched_at BETWEEN e.at - interval '5 seconds' AND e.at + interval '5 seconds';
ALTER TABLE intake.order_event ENABLE TRIGGER order_event_only_append;
CREATE INDEX order_event_begun ON intake.order_event (medium_id) WHERE medium_id IS NOT NULL;

UPDATE intake.work_order o SET presence_before = o.presence, presence = NULL, presence_at = NULL
WHERE o.presence <> 'absent' AND EXISTS (
    SELECT 1 FROM intake.order_event e WHERE e.order_id = o.id AND e.at > o.presence_at
      AND ((e.to_state = 'erasing' AND e.from_state IS DISTINCT FROM 'erasing') OR (e.kind = 'matched-erased' AND e.medium_id IS NOT NULL)));

-- Bad erasures that name a device's medium, or its label, and are matched with nothing; or only by somebody's word, which settles nothing.
-- One is settled by what is surely later: a proof further on in the same station's log, or a try that began here after it had come.
CREATE FUNCTION ledger.open_against(device uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT DISTINCT open.event_id
    FROM custody.device d
    JOIN custody.medium m ON m.device_id = d.id
    JOIN ledger.statement open ON open.site_id = d.site_id AND open.order_id IS NULL
        AND open.verdict NOT IN ('purged', 'cleared')
        AND (open.match_order_id IS NULL OR 'LINK_BY_WORD' = ANY (open.match_findings))
        AND (open.serial_digest = m.serial_digest
            OR (d.code = ANY (open.labels) AND NOT EXISTS (
                SELECT 1 FROM custody.medium named
                WHERE named.device_id = d.id AND named.serial_digest = open.serial_digest)))
    LEFT JOIN ledger.statement proof ON proof.event_id = m.statement_id
    WHERE d.id = device
      AND NOT coalesce(proof.station_id = open.station_id AND proof.log_index > open.log_index, false)
      AND NOT EXISTS (
        SELECT 1 FROM intake.order_event begun
        WHERE begun.medium_id = m.id AND begun.kind = 'erasing' AND begun.at > open.received_at)
$$;

CREATE FUNCTION custody.guard_open_erasures() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = 'in_stock' AND OLD.state <> 'in_stock' AND EXISTS (SELECT 1 FROM ledger.open_against(NEW.id)) THEN
        RAISE EXCEPTION 'GATE: an erasure that ended badly names it, and is matched with nothing';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_open_erasures BEFORE UPDATE ON custody.device
    FOR EACH ROW EXECUTE FUNCTION custody.guard_open_erasures();
