-- What is asked of these tables again and again was found by reading through all that a company has ever done.
CREATE INDEX task_of_device ON bench.task (device_id, claim_no DESC) WHERE claimed_at IS NOT NULL;
CREATE INDEX task_of_medium ON bench.task (medium_id, claim_no DESC) WHERE medium_id IS NOT NULL;
CREATE INDEX task_of_receipt ON bench.task (receipt_digest) WHERE receipt_digest IS NOT NULL;
CREATE INDEX task_of_lane ON bench.task (station_id, lane, ended_at DESC) WHERE ended_at IS NOT NULL;
CREATE INDEX task_open_of_site ON bench.task (site_id) WHERE state IN ('queued', 'claimed');
CREATE INDEX statement_digest ON ledger.statement (statement_digest);
CREATE INDEX statement_station ON ledger.statement (station_id, log_index DESC);
CREATE INDEX clearing_cleared ON oversight.clearing (site_id, cleared_at);
CREATE INDEX clearing_is_drawn ON oversight.clearing (site_id, month) WHERE is_drawn;
CREATE INDEX verification_at ON oversight.verification (at);

-- What is on its way to the operator's log, twice a second the question. A trigger notes each, so that no part of the program can leave one out.
CREATE TABLE ledger.record_waiting (
    event_id  uuid PRIMARY KEY REFERENCES ledger.record,
    at        timestamptz NOT NULL
);
CREATE TABLE ledger.note_waiting (
    event_id  uuid PRIMARY KEY REFERENCES ledger.note,
    at        timestamptz NOT NULL
);
CREATE FUNCTION ledger.waits_for_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'record' THEN
        INSERT INTO ledger.record_waiting VALUES (NEW.event_id, NEW.at);
    ELSE
        INSERT INTO ledger.note_waiting VALUES (NEW.event_id, NEW.at);
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION ledger.has_its_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'record_place' THEN
        DELETE FROM ledger.record_waiting WHERE event_id = NEW.event_id;
    ELSE
        DELETE FROM ledger.note_waiting WHERE event_id = NEW.event_id;
    END IF;
    RETURN NULL;
END $$;
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['record', 'note'] LOOP
        EXECUTE format('CREATE TRIGGER waits_for_log AFTER INSERT ON ledger.%I FOR EACH ROW EXECUTE FUNCTION ledger.waits_for_log()', name);
        EXECUTE format('CREATE TRIGGER has_its_place AFTER INSERT ON ledger.%I FOR EACH ROW EXECUTE FUNCTION ledger.has_its_place()',
            name || '_place');
        -- After the triggers: nothing can be written between the two.
        EXECUTE format('INSERT INTO ledger.%I SELECT event_id, at FROM ledger.%I r
            WHERE NOT EXISTS (SELECT FROM ledger.%I p WHERE p.event_id = r.event_id)', name || '_waiting', name, name || '_place');
    END LOOP;
END $$;

-- How each request stands: what the last of its events says.
CREATE TABLE rights.standing (
    request_id  uuid PRIMARY KEY REFERENCES rights.request,
    site_id     uuid NOT NULL,
    kind        text NOT NULL,
    is_at_once  boolean NOT NULL,
    state       text NOT NULL,
    due_at      timestamptz NOT NULL,
    at          timestamptz NOT NULL
);
CREATE INDEX standing_open ON rights.standing (site_id, due_at) WHERE state = 'open';
CREATE INDEX standing_over ON rights.standing (site_id, is_at_once, at DESC) WHERE state <> 'open';
CREATE FUNCTION rights.now_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO rights.standing SELECT r.id, r.site_id, r.kind, r.is_at_once, NEW.state, NEW.due_at, NEW.at
        FROM rights.request r WHERE r.id = NEW.request_id
    ON CONFLICT (request_id) DO UPDATE SET state = excluded.state, due_at = excluded.due_at, at = excluded.at;
    RETURN NULL;
END $$;
CREATE TRIGGER now_stands AFTER INSERT ON rights.event
    FOR EACH ROW EXECUTE FUNCTION rights.now_stands();
INSERT INTO rights.standing
SELECT DISTINCT ON (r.id) r.id, r.site_id, r.kind, r.is_at_once, e.state, e.due_at, e.at
FROM rights.request r JOIN rights.event e ON e.request_id = r.id ORDER BY r.id, e.number DESC;

-- The rule of V136 in words that no plan answers by reading through all looks that there ever were.
CREATE OR REPLACE FUNCTION oversight.against(device uuid) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN count(*) = 0 THEN NULL WHEN coalesce(bool_or(c.is_drawn), false) THEN 'drawn' ELSE 'unknown' END
    FROM oversight.clearing c
    WHERE c.device_id = device AND c.is_drawn IS DISTINCT FROM false
      AND NOT EXISTS (SELECT 1 FROM oversight.clearing later JOIN oversight.verification v ON v.clearing_id = later.id
        WHERE later.device_id = device AND later.id >= c.id AND v.result = 'confirmed')
      AND NOT EXISTS (SELECT 1 FROM oversight.clearing later JOIN oversight.release r ON r.clearing_id = later.id
        WHERE later.device_id = device AND later.id >= c.id)
$$;
