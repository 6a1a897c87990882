-- What is proved is proved of a medium, and a device may have several: none of them may speak for another.
ALTER TABLE custody.device
    -- How many media hold data in it; null until somebody has counted.
    ADD COLUMN media_count smallint CHECK (media_count BETWEEN 1 AND 64);

CREATE TABLE custody.medium (
    id              uuid PRIMARY KEY,
    device_id       uuid NOT NULL REFERENCES custody.device,
    ordinal         smallint NOT NULL CHECK (ordinal BETWEEN 1 AND 64),
    serial_digest   bytea,
    serial_tail     text,
    statement_id    uuid,
    verdict         text,
    is_conforming   boolean,
    UNIQUE (device_id, ordinal),
    CHECK ((verdict IS NULL) = (statement_id IS NULL)),
    CHECK ((verdict IS NULL) = (is_conforming IS NULL))
);
CREATE UNIQUE INDEX medium_once ON custody.medium (device_id, serial_digest);
CREATE INDEX medium_serial ON custody.medium (serial_digest);
CREATE INDEX medium_statement ON custody.medium (statement_id);

ALTER TABLE bench.task ADD COLUMN medium_id uuid;
ALTER TABLE ledger.statement ADD COLUMN medium_id uuid;

-- What is there already: a bare drive is its own and only medium; of what a computer holds, one medium is known, and nobody
-- has counted.
UPDATE custody.device SET media_count = 1 WHERE kind = 'bare_drive';
INSERT INTO custody.medium (id, device_id, ordinal, serial_digest, serial_tail, statement_id, verdict, is_conforming)
SELECT gen_random_uuid(), id, 1,
       CASE WHEN kind = 'bare_drive' THEN serial_digest END, CASE WHEN kind = 'bare_drive' THEN serial_tail END,
       statement_id, verdict, is_conforming
FROM custody.device d WHERE kind = 'bare_drive' OR statement_id IS NOT NULL
   OR EXISTS (SELECT 1 FROM bench.task t WHERE t.device_id = d.id AND t.state = 'claimed');
UPDATE bench.task t SET medium_id = m.id FROM custody.medium m
WHERE m.device_id = t.device_id AND t.state IN ('claimed', 'ended');
UPDATE ledger.statement s SET medium_id = m.id
FROM intake.work_order o JOIN custody.medium m ON m.device_id = o.device_id
WHERE o.id = s.order_id;

-- A computer that one statement cleared while nobody had counted what is in it is not cleared any more, but waits for that. What is
-- in stock already stays there: it was sold by the rule of its day, and can be blocked.
INSERT INTO custody.device_event (device_id, at, from_state, to_state, reason)
SELECT id, now(), 'cleared', 'registered', 'media-not-counted' FROM custody.device
WHERE state = 'cleared' AND kind <> 'bare_drive';
INSERT INTO intake.order_event (order_id, at, kind, from_state, to_state, actor)
SELECT o.id, now(), 'media-not-counted', 'cleared', 'in_part', 'platform'
FROM intake.work_order o JOIN custody.device d ON d.id = o.device_id
WHERE o.state = 'cleared' AND d.state = 'cleared' AND d.kind <> 'bare_drive';
UPDATE intake.work_order o SET state = 'in_part', version = o.version + 1
FROM custody.device d WHERE d.id = o.device_id AND o.state = 'cleared' AND d.state = 'cleared' AND d.kind <> 'bare_drive';
UPDATE custody.device SET state = 'registered', verdict = 'unproven', is_conforming = false, version = version + 1
WHERE state = 'cleared' AND kind <> 'bare_drive';

-- What waits in a lane and is not counted yet waits for that first.
INSERT INTO intake.order_event (order_id, at, kind, from_state, to_state, actor)
SELECT o.id, now(), 'lane-withdrawn', 'at_bench', 'consented', 'platform'
FROM intake.work_order o JOIN bench.task t ON t.order_id = o.id JOIN custody.device d ON d.id = o.device_id
WHERE o.state = 'at_bench' AND t.state = 'queued' AND d.kind <> 'bare_drive';
UPDATE intake.work_order o SET state = 'consented', version = o.version + 1
FROM bench.task t, custody.device d
WHERE t.order_id = o.id AND d.id = o.device_id AND o.state = 'at_bench' AND t.state = 'queued' AND d.kind <> 'bare_drive';
UPDATE bench.task t SET state = 'withdrawn', ended_at = now()
FROM custody.device d WHERE d.id = t.device_id AND t.state = 'queued' AND d.kind <> 'bare_drive';

-- The gate, once more: each medium that was counted has both answers good.
CREATE FUNCTION custody.is_wholly_proved(device uuid, counted smallint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT counted IS NOT NULL
       AND count(*) = counted
       AND coalesce(bool_and(verdict IS NOT NULL AND verdict IN ('purged', 'cleared') AND is_conforming), false)
    FROM custody.medium WHERE device_id = device
$$;

CREATE FUNCTION custody.guard_media() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state IN ('cleared', 'in_stock') AND NEW.state <> OLD.state
            AND NOT custody.is_wholly_proved(NEW.id, NEW.media_count) THEN
        RAISE EXCEPTION 'GATE: a medium of it is not proved';
    END IF;
    IF NEW.state = 'in_stock' AND OLD.state = 'in_stock' AND NEW.media_count IS DISTINCT FROM OLD.media_count THEN
        RAISE EXCEPTION 'GATE: what is in stock is not counted anew';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER guard_media BEFORE UPDATE ON custody.device
    FOR EACH ROW EXECUTE FUNCTION custody.guard_media();
