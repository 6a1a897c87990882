-- A station reads a drawn device once more by itself (R-14, decision 79): asked for by the second person, never by whoever had a hand in the
-- erasure. What it finds is an oversight.recheck like any other; this is the way there.
CREATE TABLE oversight.look (
    id            uuid PRIMARY KEY,
    clearing_id   bigint NOT NULL REFERENCES oversight.clearing,
    statement_id  uuid NOT NULL REFERENCES ledger.statement (event_id),
    -- The erasure's task: its station has the files, and its serial number is the drive's.
    task_id       uuid NOT NULL REFERENCES bench.task,
    account_id    uuid NOT NULL REFERENCES identity.account,
    asked_at      timestamptz NOT NULL,
    station_id    uuid NOT NULL REFERENCES identity.station,
    lane          text NOT NULL CHECK (length(lane) BETWEEN 1 AND 200),
    -- Made up for this look alone, after the draw: what is signed over it was read after that.
    challenge     bytea NOT NULL UNIQUE CHECK (length(challenge) = 32),
    --
    claimed_at    timestamptz,
    -- How often its station began.
    tries         integer NOT NULL DEFAULT 0 CHECK (tries >= 0),
    -- The key of the station that looks, and what the one that erased has sealed for it. Nobody here can open it.
    recipient     text CHECK (length(recipient) BETWEEN 1 AND 200),
    sealed        text CHECK (length(sealed) BETWEEN 1 AND 1000000),
    percent       integer CHECK (percent BETWEEN 0 AND 100),
    progress_at   timestamptz,
    ended_at      timestamptz,
    outcome       text CHECK (outcome IN ('read', 'refused', 'not_taken', 'withdrawn')),
    code          text CHECK (length(code) <= 100),
    said_en       text CHECK (length(said_en) <= 500),
    said_zh       text CHECK (length(said_zh) <= 500),
    event_id      uuid REFERENCES oversight.recheck,
    CHECK ((ended_at IS NULL) = (outcome IS NULL)),
    CHECK (ended_at IS NULL OR (sealed IS NULL AND recipient IS NULL)),
    CHECK ((outcome IS NOT NULL AND outcome = 'read') = (event_id IS NOT NULL)),
    CHECK (claimed_at IS NOT NULL OR (recipient IS NULL AND sealed IS NULL))
);
CREATE UNIQUE INDEX look_open ON oversight.look (clearing_id, statement_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX look_open_of_lane ON oversight.look (station_id, lane) WHERE ended_at IS NULL;
CREATE INDEX look_clearing ON oversight.look (clearing_id, asked_at);

CREATE FUNCTION oversight.guard_look() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        -- Nobody has their own work looked at, and nothing is looked at that is not drawn.
        PERFORM oversight.require_second(NEW.clearing_id, NEW.account_id, false);
        IF NOT NEW.statement_id = ANY ((SELECT statements FROM oversight.clearing WHERE id = NEW.clearing_id)::uuid[])
                OR NEW.ended_at IS NOT NULL OR NEW.tries <> 0 THEN
            RAISE EXCEPTION 'SECOND_CHECK: it is of another erasure, or over before it began';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE'
            OR (NEW.id, NEW.clearing_id, NEW.statement_id, NEW.task_id, NEW.account_id, NEW.asked_at, NEW.station_id, NEW.lane, NEW.challenge)
                IS DISTINCT FROM
                (OLD.id, OLD.clearing_id, OLD.statement_id, OLD.task_id, OLD.account_id, OLD.asked_at, OLD.station_id, OLD.lane, OLD.challenge)
            OR NEW.tries < OLD.tries
            -- What was taken back may have been read all the same; whatever else has ended stays so.
            OR (OLD.ended_at IS NOT NULL AND NOT (OLD.outcome = 'withdrawn' AND NEW.outcome IN ('read', 'not_taken'))) THEN
        RAISE EXCEPTION 'APPEND_ONLY: a look is not changed afterwards';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_look BEFORE INSERT OR UPDATE OR DELETE ON oversight.look
    FOR EACH ROW EXECUTE FUNCTION oversight.guard_look();

-- By eye, since what a station read is unproven: that is so only if it has read each drive of which none has found what was left.
CREATE FUNCTION oversight.is_rest_unproven(clearing bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM oversight.recheck r WHERE r.clearing_id = c.id AND r.result = 'unproven')
      AND NOT EXISTS (SELECT 1 FROM unnest(c.statements) AS one (event) WHERE NOT EXISTS (
        SELECT 1 FROM oversight.recheck r WHERE r.clearing_id = c.id AND r.statement_id = one.event AND r.result IN ('matches', 'unproven')))
    FROM oversight.clearing c WHERE c.id = clearing
$$;
