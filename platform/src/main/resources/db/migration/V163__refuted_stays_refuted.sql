-- What a second look refuted stays refuted until it is erased once more (decision 74).

-- When a second look at a device found something for the last time: when it was said, or by its station's clock read, if that is later.
CREATE FUNCTION oversight.found_at(device uuid) RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT max(greatest(v.at, (SELECT max(r.finished_at) FROM oversight.recheck r WHERE r.clearing_id = c.id AND r.result = 'differs')))
    FROM oversight.verification v JOIN oversight.clearing c ON c.id = v.clearing_id
    WHERE c.device_id = device AND v.result = 'found'
$$;

-- The rule of V136, and: what a station has read again somebody has looked at, whatever it found.
CREATE OR REPLACE FUNCTION oversight.guard_release() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM oversight.clearing this JOIN oversight.clearing later
                ON later.device_id = this.device_id AND later.id > this.id WHERE this.id = NEW.clearing_id)
            OR EXISTS (SELECT 1 FROM oversight.verification v WHERE v.clearing_id = NEW.clearing_id)
            OR EXISTS (SELECT 1 FROM oversight.recheck r WHERE r.clearing_id = NEW.clearing_id) THEN
        RAISE EXCEPTION 'SECOND_CHECK: what somebody has looked at nobody lets go without';
    END IF;
    RETURN NEW;
END $$;

-- Whatever came of a device before something was found on it proves nothing, also if nobody had matched it then. The rest is as in V136.
CREATE OR REPLACE FUNCTION ledger.doubt(event uuid) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN s.verdict NOT IN ('purged', 'cleared') THEN NULL
        WHEN s.receipt_digest <> sha256(convert_to(s.receipt, 'UTF8')) THEN 'unreadable'
        WHEN EXISTS (SELECT 1 FROM intake.arrival a WHERE a.order_id = o.id)
          AND (SELECT t.what = 'lost' OR (t.what = 'found' AND EXISTS (
              SELECT 1 FROM intake.travel_turn gone WHERE gone.order_id = o.id AND gone.what = 'sent_back'))
            FROM intake.travel_turn t WHERE t.order_id = o.id ORDER BY t.id DESC LIMIT 1) THEN 'away'
        WHEN EXISTS (SELECT 1 FROM oversight.verification v JOIN oversight.clearing c ON c.id = v.clearing_id
          WHERE v.result = 'found' AND c.device_id = o.device_id
            AND (s.event_id = ANY (c.statements) OR s.received_at <= v.at)) THEN 'second-check'
        WHEN o.state IN ('consented', 'at_bench', 'erasing', 'in_part', 'cleared', 'not_cleared', 'going_back', 'held', 'state_secrets',
            'sealed', 'closed', 'returned_erased', 'lost')
          AND NOT EXISTS (SELECT 1 FROM custody.medium m WHERE m.statement_id = s.event_id) THEN 'earlier'
        WHEN EXISTS (SELECT 1 FROM ledger.statement later WHERE later.medium_id = s.medium_id
          AND (later.counted_at, later.log_index) > (s.counted_at, s.log_index)) THEN 'earlier'
        WHEN EXISTS (SELECT 1 FROM ledger.open_against(o.device_id)) THEN 'open'
        WHEN custody.awaits_recovery(o.device_id) THEN 'recovery' END
    FROM ledger.statement s LEFT JOIN intake.work_order o ON o.id = s.order_id WHERE s.event_id = event
$$;
