-- A manager's word that a medium without a serial number is another than the one before is about a certain try, which they were shown.
ALTER TABLE bench.task
    ADD COLUMN word_about uuid CHECK (word_about IS NULL OR word = 'another_than_before');

-- Tries that were queued before anybody was asked go back: whoever chooses the lane anew is asked. No station begins with one of them.
INSERT INTO intake.order_event (order_id, at, kind, from_state, to_state, actor)
SELECT o.id, now(), 'medium-unanswered', o.state, CASE o.state WHEN 'at_bench' THEN 'consented' ELSE o.state END, 'platform'
FROM bench.task t JOIN intake.work_order o ON o.id = t.order_id
WHERE t.state = 'queued' AND t.serial IS NULL AND t.word IS NULL;
UPDATE intake.work_order o SET state = 'consented', version = version + 1
WHERE o.state = 'at_bench' AND EXISTS (
    SELECT 1 FROM bench.task t WHERE t.order_id = o.id AND t.state = 'queued' AND t.serial IS NULL AND t.word IS NULL);
UPDATE bench.task SET state = 'withdrawn', ended_at = now() WHERE state = 'queued' AND serial IS NULL AND word IS NULL;

CREATE TRIGGER task_nameless_is_answered_for BEFORE UPDATE OF state ON bench.task
    FOR EACH ROW WHEN (OLD.state = 'queued' AND NEW.state = 'claimed') EXECUTE FUNCTION bench.nameless_has_a_word();

-- Whether a try of a medium began after a statement had come is told by the order in which both were written, and by no clock, which can be
-- set back in between. What had come before this has the clock alone.
ALTER TABLE ledger.statement ADD COLUMN after_event bigint;
ALTER TABLE ledger.statement
    ALTER COLUMN after_event SET DEFAULT coalesce(pg_sequence_last_value('intake.order_event_id_seq'), 0);

CREATE FUNCTION ledger.is_begun_since(statement uuid, medium uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM ledger.statement s JOIN intake.order_event begun ON begun.medium_id = $2 AND begun.kind = 'erasing'
        WHERE s.event_id = $1
          AND CASE WHEN s.after_event IS NULL THEN begun.at > s.received_at ELSE begun.id > s.after_event END)
$$;

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
      AND NOT ledger.is_begun_since(open.event_id, m.id)
$$;
