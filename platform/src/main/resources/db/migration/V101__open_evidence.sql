-- No good word against open evidence: a bad erasure that does not fit in all it says is kept as what it is, one that a former version had
-- matched and thrown away is open again, and why a good verdict is not what is true now is asked in one place.
ALTER TABLE ledger.statement
    -- Of a bad one without an order: what of it does not fit. It proves nothing of how it was made, and speaks all the same against what it
    -- names. NULL: all of it fits.
    ADD COLUMN misfit text,
    ADD CONSTRAINT statement_misfit CHECK (misfit IS NULL OR (verdict NOT IN ('purged', 'cleared')
        AND (order_id IS NULL OR match_order_id IS NOT NULL)));

-- Those that came to a former version wait to be looked at once more: whether they are bad stands in their files alone.
ALTER TABLE ledger.conflict ADD COLUMN is_weighed boolean NOT NULL DEFAULT false;
CREATE INDEX conflict_not_weighed ON ledger.conflict (id) WHERE NOT is_weighed;
CREATE INDEX statement_medium ON ledger.statement (medium_id) WHERE medium_id IS NOT NULL;
CREATE INDEX conflict_recent ON ledger.conflict (site_id, at);
CREATE INDEX statement_misfit ON ledger.statement (station_id) WHERE misfit IS NOT NULL;
CREATE INDEX conflict_loose ON ledger.conflict (site_id, id) WHERE order_id IS NULL;

-- What speaks against a good one was taken to speak against a bad one as well, and threw it away. Since matches have findings of their own
-- events (V098), each that is kept has one; those without are from before. They are matched with nothing again, and so shut the gate, unless
-- something later is known. Nobody's mistake: it stands there as the platform's.
ALTER TABLE ledger.match_taken_back
    DROP CONSTRAINT match_taken_back_reason_check,
    ADD CONSTRAINT match_taken_back_reason_check CHECK (reason IN ('wrong_order', 'wrong_drive', 'mistake', 'rule_changed'));

INSERT INTO ledger.match_taken_back (event_id, order_id, account_id, name, role, began_at, findings, matched_at, had_counted,
  taken_back_by, taken_back_name, taken_back_at, reason)
SELECT s.event_id, s.match_order_id, s.match_account_id, s.match_name, s.match_role, s.match_began_at, s.match_findings, s.matched_at, false,
  '00000000-0000-0000-0000-000000000000', 'Wangchuan', now(), 'rule_changed'
FROM ledger.statement s
WHERE s.order_id IS NULL AND s.match_order_id IS NOT NULL AND s.verdict NOT IN ('purged', 'cleared')
  AND NOT 'LINK_BY_WORD' = ANY (s.match_findings)
  AND NOT EXISTS (SELECT 1 FROM intake.order_event e WHERE e.order_id = s.match_order_id AND e.erasure_id = s.event_id);

INSERT INTO intake.order_event (order_id, at, kind, from_state, to_state, actor, erasure_id)
SELECT o.id, b.taken_back_at, 'matched-taken-back', o.state, o.state, 'platform', b.event_id
FROM ledger.match_taken_back b JOIN intake.work_order o ON o.id = b.order_id WHERE b.reason = 'rule_changed';

UPDATE ledger.statement s SET match_order_id = NULL, match_account_id = NULL, match_name = NULL, match_role = NULL, match_began_at = NULL,
  match_findings = NULL, matched_at = NULL
FROM ledger.match_taken_back b WHERE b.event_id = s.event_id AND b.order_id = s.match_order_id AND b.reason = 'rule_changed';

-- Why the good verdict of a statement that counts for an order is not what is true of its medium now; NULL if nothing speaks against it.
-- 'unreadable': what is kept of its receipt are not the bytes that were verified when it came. 'earlier': somebody began with the medium
-- again, or what had counted was taken back, or another statement counts since. 'open': a bad erasure names its device, and is settled by nothing.
CREATE FUNCTION ledger.doubt(event uuid) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN s.verdict NOT IN ('purged', 'cleared') THEN NULL
        WHEN s.receipt_digest <> sha256(convert_to(s.receipt, 'UTF8')) THEN 'unreadable'
        WHEN o.state IN ('consented', 'at_bench', 'erasing', 'in_part', 'cleared', 'not_cleared', 'going_back', 'held', 'state_secrets')
          AND NOT EXISTS (SELECT 1 FROM custody.medium m WHERE m.statement_id = s.event_id) THEN 'earlier'
        WHEN EXISTS (SELECT 1 FROM ledger.statement later WHERE later.medium_id = s.medium_id
          AND (later.counted_at, later.log_index) > (s.counted_at, s.log_index)) THEN 'earlier'
        WHEN EXISTS (SELECT 1 FROM ledger.open_against(o.device_id)) THEN 'open' END
    FROM ledger.statement s LEFT JOIN intake.work_order o ON o.id = s.order_id WHERE s.event_id = event
$$;

-- Nothing is sold on what nobody can check any more.
CREATE FUNCTION custody.guard_readable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = 'in_stock' AND OLD.state <> 'in_stock' AND EXISTS (
        SELECT 1 FROM custody.medium m JOIN ledger.statement s ON s.event_id = m.statement_id
        WHERE m.device_id = NEW.id AND s.receipt_digest <> sha256(convert_to(s.receipt, 'UTF8'))) THEN
        RAISE EXCEPTION 'GATE: what was proved of it can''t be read any more';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_readable BEFORE UPDATE ON custody.device
    FOR EACH ROW EXECUTE FUNCTION custody.guard_readable();
