-- Lanes ask for a receipt by its digest each time that a bench is looked at; and what speaks against a device is asked for by its drives.
CREATE INDEX statement_receipt ON ledger.statement (receipt_digest);
CREATE INDEX statement_open_serial ON ledger.statement (site_id, serial_digest) WHERE order_id IS NULL;

-- What speaks against a statement does not go when its device is sealed, closed, given back or lost. And 'away': the device was out of the
-- shop's hands after it was proved, and came again or is lost; nobody knows what was done with it since.
CREATE OR REPLACE FUNCTION ledger.doubt(event uuid) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN s.verdict NOT IN ('purged', 'cleared') THEN NULL
        WHEN s.receipt_digest <> sha256(convert_to(s.receipt, 'UTF8')) THEN 'unreadable'
        WHEN EXISTS (SELECT 1 FROM intake.arrival a WHERE a.order_id = o.id)
          AND (SELECT t.what = 'lost' OR (t.what = 'found' AND EXISTS (
              SELECT 1 FROM intake.travel_turn gone WHERE gone.order_id = o.id AND gone.what = 'sent_back'))
            FROM intake.travel_turn t WHERE t.order_id = o.id ORDER BY t.id DESC LIMIT 1) THEN 'away'
        WHEN o.state IN ('consented', 'at_bench', 'erasing', 'in_part', 'cleared', 'not_cleared', 'going_back', 'held', 'state_secrets',
            'sealed', 'closed', 'returned_erased', 'lost')
          AND NOT EXISTS (SELECT 1 FROM custody.medium m WHERE m.statement_id = s.event_id) THEN 'earlier'
        WHEN EXISTS (SELECT 1 FROM ledger.statement later WHERE later.medium_id = s.medium_id
          AND (later.counted_at, later.log_index) > (s.counted_at, s.log_index)) THEN 'earlier'
        WHEN EXISTS (SELECT 1 FROM ledger.open_against(o.device_id)) THEN 'open' END
    FROM ledger.statement s LEFT JOIN intake.work_order o ON o.id = s.order_id WHERE s.event_id = event
$$;
