-- A station reads a drawn device once more by itself (R-14, decision 79): asked for by the second person, never by whoever had a hand in the
-- erasure. What it finds is an oversight.recheck like any other; this is the way there.
CREATE TABLE oversight.look (
    id            uuid PRIMARY KEY,
    clearing_id   bigint NOT NULL REFERENCES oversight.clearing,
    statement_id  uuid NOT NULL REFERENCES ledger.statement (event_id),
    -- The erasure's task: its station has the files, and its serial number is the drive's.
    task_id       uuid NOT NULL REFERENCES bench.task,
    account_id    uuid NOT NULL REFERENCES identity.account,
    -- Whether it was known of each erasure who began it, so that whoever asked was somebody else: as of asking, as all that is said of them.
    is_apart      boolean NOT NULL,
    asked_at      timestamptz NOT NULL,
    station_id    uuid NOT NULL REFERENCES identity.station,
    lane          text NOT NULL CHECK (length(lane) BETWEEN 1 AND 200),
    -- Made up for this look alone, after the draw: what is signed over it was read after that.
    challenge     bytea NOT NULL UNIQUE CHECK (length(challenge) = 32),
    --
    claimed_at    timestamptz,
    -- How often its station was given what it needs to read, each time for another key; and whether it was for the key that counts now.
    tries         integer NOT NULL DEFAULT 0 CHECK (tries >= 0),
    is_begun      boolean NOT NULL DEFAULT false,
    -- The key of the station that looks, and what the one that erased has sealed for it. Nobody here can open it.
    recipient     text CHECK (recipient ~ '^[A-Za-z0-9_-]{59}$'),
    sealed        text CHECK (length(sealed) BETWEEN 1 AND 1000000),
    percent       integer CHECK (percent BETWEEN 0 AND 100),
    progress_at   timestamptz,
    ended_at      timestamptz,
    outcome       text CHECK (outcome IN ('read', 'refused', 'not_taken', 'withdrawn')),
    -- Whose word its end is, where a station or a person said it.
    said_by       uuid REFERENCES identity.station,
    withdrawn_by  uuid REFERENCES identity.account,
    code          text CHECK (length(code) <= 100),
    said_en       text CHECK (length(said_en) <= 500),
    said_zh       text CHECK (length(said_zh) <= 500),
    event_id      uuid UNIQUE REFERENCES oversight.recheck,
    CHECK ((ended_at IS NULL) = (outcome IS NULL)),
    CHECK (ended_at IS NULL OR (sealed IS NULL AND recipient IS NULL)),
    CHECK ((outcome IS NOT NULL AND outcome = 'read') = (event_id IS NOT NULL)),
    CHECK (outcome IS DISTINCT FROM 'withdrawn' OR withdrawn_by IS NOT NULL),
    CHECK (claimed_at IS NOT NULL OR (recipient IS NULL AND sealed IS NULL))
);
CREATE UNIQUE INDEX look_open ON oversight.look (statement_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX look_open_of_lane ON oversight.look (station_id, lane) WHERE ended_at IS NULL;
CREATE INDEX look_clearing ON oversight.look (clearing_id, asked_at);

-- Of which look a finding is the answer.
ALTER TABLE oversight.recheck ADD COLUMN look_id uuid REFERENCES oversight.look;

-- What a station has signed for a look and could not be taken, as it came: nobody can make a finding vanish by when it comes.
CREATE TABLE oversight.look_answer (
    id        uuid PRIMARY KEY,
    look_id   uuid NOT NULL REFERENCES oversight.look,
    at        timestamptz NOT NULL,
    file      text NOT NULL CHECK (octet_length(file) BETWEEN 1 AND 1048576),
    digest    bytea NOT NULL CHECK (length(digest) = 32),
    -- What it says, if it is truly that station's answer to this look; else NULL.
    result    text CHECK (result IN ('matches', 'differs', 'unproven')),
    -- Why it was not taken, and whether that passes: then its station brings it again.
    code      text NOT NULL CHECK (length(code) BETWEEN 1 AND 100),
    is_passing boolean NOT NULL,
    expected  text NOT NULL CHECK (length(expected) <= 500),
    found     text NOT NULL CHECK (length(found) <= 500),
    -- Who has seen to it that something else was found, and no word of it counts. That it may be confirmed or sold does not follow.
    seen_by   uuid REFERENCES identity.account,
    seen_at   timestamptz,
    CHECK ((seen_by IS NULL) = (seen_at IS NULL)),
    UNIQUE (look_id, digest, code)
);
CREATE INDEX look_answer_unseen ON oversight.look_answer (look_id) WHERE result = 'differs' AND seen_at IS NULL;

-- The looks at what proves a device by a clearing, whichever clearing they were asked for: one more drive makes another clearing, and leaves what
-- was erased before as it was.
CREATE FUNCTION oversight.looks_at(clearing bigint) RETURNS SETOF oversight.look LANGUAGE sql STABLE AS $$
    SELECT l.* FROM oversight.clearing this JOIN oversight.clearing c ON c.device_id = this.device_id
    JOIN oversight.look l ON l.clearing_id = c.id
    WHERE this.id = clearing AND l.statement_id = ANY (this.statements)
$$;

-- Whether a station has read any of what proves a device by a clearing, whatever it found and whichever clearing was the last then.
CREATE FUNCTION oversight.is_any_read(clearing bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM oversight.clearing this JOIN oversight.clearing c ON c.device_id = this.device_id
      JOIN oversight.recheck r ON r.clearing_id = c.id
      WHERE this.id = clearing AND (c.id = this.id OR r.statement_id = ANY (this.statements)))
$$;

-- Whether a station reads for a look: it has begun, has said nothing of what came of it, and was heard of it within the week. That somebody has
-- taken it back it does not know before it asks, and it may have read the drive by then.
CREATE FUNCTION oversight.is_being_read(this oversight.look) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT this.claimed_at IS NOT NULL AND (this.ended_at IS NULL OR this.outcome = 'withdrawn')
      AND greatest(this.claimed_at, this.progress_at) > now() - interval '7 days'
      AND NOT EXISTS (SELECT 1 FROM oversight.look_answer a WHERE a.look_id = this.id)
$$;

-- Whether a station says truly of what proves a device now that something else is there, and could not be believed for another reason: whoever
-- has seen to it, no word outweighs that. It is erased once more.
CREATE FUNCTION oversight.is_contradicted(device uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM oversight.looks_at((SELECT max(c.id) FROM oversight.clearing c WHERE c.device_id = device)) l
      JOIN oversight.look_answer a ON a.look_id = l.id WHERE a.result = 'differs')
$$;

-- Whether a station has sent what it read of that, and what it says could not be told so far, nor has been since.
CREATE FUNCTION oversight.is_unjudged(clearing bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM oversight.looks_at(clearing) l JOIN oversight.look_answer a ON a.look_id = l.id
      WHERE a.result IS NULL AND a.is_passing
        AND NOT EXISTS (SELECT 1 FROM oversight.recheck r WHERE r.digest = a.digest)
        AND NOT EXISTS (SELECT 1 FROM oversight.look_answer other WHERE other.look_id = a.look_id AND other.digest = a.digest
          AND (other.result IS NOT NULL OR NOT other.is_passing)))
$$;

-- What was erased once more since nobody reads for: it is in nobody's way, and what was sealed for it goes. An answer comes all the same.
CREATE FUNCTION oversight.ends_looks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE oversight.look l SET ended_at = now(), outcome = 'refused', code = 'ERASED_SINCE', recipient = NULL, sealed = NULL
    FROM oversight.clearing c
    WHERE c.id = l.clearing_id AND c.device_id = NEW.device_id AND l.ended_at IS NULL AND NOT l.statement_id = ANY (NEW.statements);
    RETURN NULL;
END $$;
CREATE TRIGGER ends_looks AFTER INSERT ON oversight.clearing
    FOR EACH ROW EXECUTE FUNCTION oversight.ends_looks();

-- What is sold follows from it, also at the plant that is told so.
CREATE FUNCTION exchange.touched_by_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM exchange.touch(c.device_id) FROM oversight.look l JOIN oversight.clearing c ON c.id = l.clearing_id WHERE l.id = NEW.look_id;
    RETURN NULL;
END $$;
CREATE TRIGGER touches_asset AFTER INSERT ON oversight.look_answer
    FOR EACH ROW EXECUTE FUNCTION exchange.touched_by_answer();

-- The rule of V136, and: nor is one sold of which a station says truly that something else is there.
CREATE OR REPLACE FUNCTION custody.guard_second_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = 'in_stock' AND OLD.state <> 'in_stock' AND oversight.against(NEW.id) IS NOT NULL THEN
        RAISE EXCEPTION 'GATE: somebody else has to look at it first';
    END IF;
    IF NEW.state = 'in_stock' AND OLD.state <> 'in_stock' AND oversight.is_contradicted(NEW.id) THEN
        RAISE EXCEPTION 'GATE: a station says that something else is there';
    END IF;
    RETURN NEW;
END $$;

-- That whoever says something of a device had no hand in it: they did not ever choose a lane for it, match an erasure with it, or answer for a
-- clause of what proved it. And that it is the last that proved it, and nobody has settled it. The rules of V162, each by itself.
CREATE FUNCTION oversight.require_no_hand(clearing bigint, account uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    this oversight.clearing;
BEGIN
    SELECT * INTO this FROM oversight.clearing c WHERE c.id = clearing;
    IF EXISTS (SELECT 1 FROM oversight.hand h JOIN oversight.clearing c ON c.id = h.clearing_id
                WHERE c.device_id = this.device_id AND h.account_id = account)
            OR EXISTS (SELECT 1 FROM bench.task t
                WHERE t.device_id = this.device_id AND t.queued_by = account AND t.claimed_at IS NOT NULL)
            OR EXISTS (SELECT 1 FROM ledger.statement s
                WHERE s.event_id = ANY (this.statements) AND s.match_account_id = account)
            OR EXISTS (SELECT 1 FROM ledger.validation a
                WHERE a.event_id = ANY (this.statements) AND a.account_id = account) THEN
        RAISE EXCEPTION 'SECOND_CHECK: nobody looks at their own work';
    END IF;
END $$;

CREATE FUNCTION oversight.require_last(clearing bigint, is_differing boolean) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    this oversight.clearing;
BEGIN
    SELECT * INTO this FROM oversight.clearing c WHERE c.id = clearing;
    IF EXISTS (SELECT 1 FROM oversight.clearing later WHERE later.device_id = this.device_id AND later.id > this.id) THEN
        RAISE EXCEPTION 'SECOND_CHECK: it was erased once more since';
    END IF;
    IF (NOT is_differing AND oversight.against(this.device_id) IS DISTINCT FROM 'drawn')
            OR EXISTS (SELECT 1 FROM oversight.verification v WHERE v.clearing_id = this.id AND v.result = 'found') THEN
        RAISE EXCEPTION 'SECOND_CHECK: it is not drawn, or it is settled';
    END IF;
END $$;

CREATE OR REPLACE FUNCTION oversight.require_second(clearing bigint, account uuid, is_differing boolean) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM oversight.require_last(clearing, is_differing);
    PERFORM oversight.require_no_hand(clearing, account);
END $$;

CREATE FUNCTION oversight.guard_look() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        -- Nobody has their own work looked at, and nothing is looked at that is not drawn.
        PERFORM oversight.require_second(NEW.clearing_id, NEW.account_id, false);
        IF NOT NEW.statement_id = ANY ((SELECT statements FROM oversight.clearing WHERE id = NEW.clearing_id)::uuid[])
                OR NEW.claimed_at IS NOT NULL OR NEW.ended_at IS NOT NULL OR NEW.tries <> 0 OR NEW.withdrawn_by IS NOT NULL THEN
            RAISE EXCEPTION 'SECOND_CHECK: it is of another erasure, or over before it began';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE'
            OR (NEW.id, NEW.clearing_id, NEW.statement_id, NEW.task_id, NEW.account_id, NEW.is_apart, NEW.asked_at, NEW.station_id,
                  NEW.lane, NEW.challenge)
                IS DISTINCT FROM
                (OLD.id, OLD.clearing_id, OLD.statement_id, OLD.task_id, OLD.account_id, OLD.is_apart, OLD.asked_at, OLD.station_id,
                  OLD.lane, OLD.challenge)
            OR NEW.tries < OLD.tries
            OR (OLD.claimed_at IS NOT NULL AND NEW.claimed_at IS DISTINCT FROM OLD.claimed_at)
            OR (OLD.withdrawn_by IS NOT NULL AND NEW.withdrawn_by IS DISTINCT FROM OLD.withdrawn_by)
            -- What was taken back may have been read all the same; whatever else has ended stays so.
            OR (OLD.ended_at IS NOT NULL AND NOT (OLD.outcome = 'withdrawn' AND NEW.outcome IN ('read', 'refused', 'not_taken'))) THEN
        RAISE EXCEPTION 'APPEND_ONLY: a look is not changed afterwards';
    END IF;
    IF NEW.withdrawn_by IS NOT NULL AND OLD.withdrawn_by IS NULL THEN
        IF NEW.outcome IS DISTINCT FROM 'withdrawn' THEN
            RAISE EXCEPTION 'SECOND_CHECK: it was not taken back';
        END IF;
        PERFORM oversight.require_no_hand(NEW.clearing_id, NEW.withdrawn_by);
    END IF;
    IF NEW.event_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM oversight.recheck r WHERE r.event_id = NEW.event_id AND r.look_id = NEW.id) THEN
        RAISE EXCEPTION 'SECOND_CHECK: that is no answer to this look';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_look BEFORE INSERT OR UPDATE OR DELETE ON oversight.look
    FOR EACH ROW EXECUTE FUNCTION oversight.guard_look();
CREATE TRIGGER look_not_emptied BEFORE TRUNCATE ON oversight.look
    FOR EACH STATEMENT EXECUTE FUNCTION oversight.only_append();

CREATE FUNCTION oversight.guard_look_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.digest <> sha256(convert_to(NEW.file, 'UTF8')) OR NEW.seen_at IS NOT NULL THEN
            RAISE EXCEPTION 'SECOND_CHECK: another file, or seen before it came';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' OR OLD.seen_at IS NOT NULL
            OR (NEW.id, NEW.look_id, NEW.at, NEW.file, NEW.digest, NEW.result, NEW.code, NEW.is_passing, NEW.expected, NEW.found)
                IS DISTINCT FROM
                (OLD.id, OLD.look_id, OLD.at, OLD.file, OLD.digest, OLD.result, OLD.code, OLD.is_passing, OLD.expected, OLD.found) THEN
        RAISE EXCEPTION 'APPEND_ONLY: an answer is not changed afterwards';
    END IF;
    PERFORM oversight.require_no_hand((SELECT l.clearing_id FROM oversight.look l WHERE l.id = NEW.look_id), NEW.seen_by);
    RETURN NEW;
END $$;
CREATE TRIGGER guard_look_answer BEFORE INSERT OR UPDATE OR DELETE ON oversight.look_answer
    FOR EACH ROW EXECUTE FUNCTION oversight.guard_look_answer();
CREATE TRIGGER look_answer_not_emptied BEFORE TRUNCATE ON oversight.look_answer
    FOR EACH STATEMENT EXECUTE FUNCTION oversight.only_append();

-- Something else was found, no word of it counts, and nobody has seen to it: not where somebody found something anyway, or the drive was
-- erased once more since. Each reason anew: that it was held is another matter than that it has left.
CREATE VIEW oversight.unseen_answer AS
    SELECT a.id, c.device_id, c.site_id, a.at
    FROM oversight.look_answer a JOIN oversight.look l ON l.id = a.look_id JOIN oversight.clearing c ON c.id = l.clearing_id
    WHERE a.result = 'differs' AND a.seen_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM oversight.recheck r WHERE r.digest = a.digest)
      AND NOT EXISTS (SELECT 1 FROM oversight.verification v JOIN oversight.clearing k ON k.id = v.clearing_id
        WHERE k.device_id = c.device_id AND k.id >= c.id AND v.result = 'found')
      AND l.statement_id = ANY ((SELECT latest.statements FROM oversight.clearing latest
        WHERE latest.device_id = c.device_id ORDER BY latest.id DESC LIMIT 1)::uuid[]);

-- By eye, since what a station read is unproven: that is so only if it has read each drive of which none has found what was left.
CREATE FUNCTION oversight.is_rest_unproven(clearing bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM oversight.recheck r WHERE r.clearing_id = c.id AND r.result = 'unproven')
      AND NOT EXISTS (SELECT 1 FROM unnest(c.statements) AS one (event) WHERE NOT EXISTS (
        SELECT 1 FROM oversight.recheck r WHERE r.clearing_id = c.id AND r.statement_id = one.event AND r.result IN ('matches', 'unproven')))
    FROM oversight.clearing c WHERE c.id = clearing
$$;

-- The rules of V162. Of what answers a look, that whoever asked had no hand in it was asked when they did: nobody makes an answer void by
-- giving them one afterwards.
CREATE OR REPLACE FUNCTION oversight.guard_recheck() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    this oversight.clearing;
BEGIN
    IF NEW.look_id IS NULL THEN
        PERFORM oversight.require_second(NEW.clearing_id, NEW.account_id, NEW.result = 'differs');
    ELSE
        PERFORM oversight.require_last(NEW.clearing_id, NEW.result = 'differs');
        IF NOT EXISTS (SELECT 1 FROM oversight.looks_at(NEW.clearing_id) l WHERE l.id = NEW.look_id
                AND l.statement_id = NEW.statement_id AND l.station_id = NEW.station_id AND l.account_id = NEW.account_id) THEN
            RAISE EXCEPTION 'SECOND_CHECK: that is no answer to this look';
        END IF;
    END IF;
    SELECT * INTO this FROM oversight.clearing c WHERE c.id = NEW.clearing_id;
    IF NOT NEW.statement_id = ANY (this.statements) OR NEW.digest <> sha256(convert_to(NEW.file, 'UTF8')) THEN
        RAISE EXCEPTION 'SECOND_CHECK: it is of another erasure, or another file';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION oversight.guard_verification() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_found_by_machine boolean := NEW.is_by_machine AND NEW.result = 'found';
BEGIN
    IF is_found_by_machine AND EXISTS (SELECT 1 FROM oversight.recheck r JOIN oversight.look l ON l.id = r.look_id
            WHERE r.clearing_id = NEW.clearing_id AND r.result = 'differs' AND l.account_id = NEW.account_id) THEN
        PERFORM oversight.require_last(NEW.clearing_id, true);
    ELSE
        PERFORM oversight.require_second(NEW.clearing_id, NEW.account_id, is_found_by_machine);
    END IF;
    IF EXISTS (SELECT 1 FROM oversight.recheck r WHERE r.clearing_id = NEW.clearing_id AND r.result = 'differs')
            AND (NEW.result <> 'found' OR NOT NEW.is_by_machine) THEN
        RAISE EXCEPTION 'SECOND_CHECK: a station found something else, and no word changes that';
    END IF;
    IF NEW.is_by_machine AND NEW.result = 'found' AND NOT EXISTS (
            SELECT 1 FROM oversight.recheck r WHERE r.clearing_id = NEW.clearing_id AND r.result = 'differs') THEN
        RAISE EXCEPTION 'SECOND_CHECK: no station has found that';
    END IF;
    IF NEW.result = 'confirmed' AND NEW.is_by_machine AND oversight.is_read(NEW.clearing_id) IS NOT TRUE THEN
        RAISE EXCEPTION 'SECOND_CHECK: no station has read all of its media';
    END IF;
    IF NEW.result = 'confirmed' AND NOT NEW.is_by_machine AND NEW.without IS NULL THEN
        RAISE EXCEPTION 'SECOND_CHECK: it has to be said why no station has read it';
    END IF;
    IF NEW.result = 'confirmed' THEN
        -- Whoever claims one of them meanwhile has come before this, or waits for it.
        PERFORM 1 FROM oversight.look l WHERE l.ended_at IS NULL AND l.id IN (SELECT one.id FROM oversight.looks_at(NEW.clearing_id) one)
            ORDER BY l.id FOR UPDATE;
        IF EXISTS (SELECT 1 FROM oversight.looks_at(NEW.clearing_id) l WHERE l.ended_at IS NULL AND l.claimed_at IS NOT NULL) THEN
            RAISE EXCEPTION 'SECOND_CHECK: a station reads it, and nobody has taken that back';
        END IF;
        IF (SELECT oversight.is_contradicted(c.device_id) FROM oversight.clearing c WHERE c.id = NEW.clearing_id) THEN
            RAISE EXCEPTION 'SECOND_CHECK: a station says that something else is there, and no word changes that';
        END IF;
        IF oversight.is_unjudged(NEW.clearing_id) THEN
            RAISE EXCEPTION 'SECOND_CHECK: a station has read it, and nobody knows yet what it says';
        END IF;
    END IF;
    IF NEW.without = 'unproven' AND oversight.is_rest_unproven(NEW.clearing_id) IS NOT TRUE THEN
        RAISE EXCEPTION 'SECOND_CHECK: no station has read each of its media in vain';
    END IF;
    IF NEW.is_by_machine AND NEW.result = 'not_possible' THEN
        RAISE EXCEPTION 'SECOND_CHECK: a station either found something or it did not';
    END IF;
    RETURN NEW;
END $$;

-- The rule of V163, and: what a station reads just now, or has read and signed without that it could be taken, somebody looks at or has looked
-- at; and where a station was asked within the week, somebody came.
CREATE OR REPLACE FUNCTION oversight.guard_release() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Whoever claims one of them meanwhile has come before this, or waits for it.
    PERFORM 1 FROM oversight.look l WHERE l.ended_at IS NULL AND l.id IN (SELECT one.id FROM oversight.looks_at(NEW.clearing_id) one)
        ORDER BY l.id FOR UPDATE;
    IF EXISTS (SELECT 1 FROM oversight.clearing this JOIN oversight.clearing later
                ON later.device_id = this.device_id AND later.id > this.id WHERE this.id = NEW.clearing_id)
            OR EXISTS (SELECT 1 FROM oversight.verification v WHERE v.clearing_id = NEW.clearing_id)
            OR oversight.is_any_read(NEW.clearing_id)
            OR EXISTS (SELECT 1 FROM oversight.looks_at(NEW.clearing_id) l JOIN oversight.look_answer a ON a.look_id = l.id
                WHERE a.result IS NOT NULL)
            OR oversight.is_unjudged(NEW.clearing_id) THEN
        RAISE EXCEPTION 'SECOND_CHECK: what somebody has looked at nobody lets go without';
    END IF;
    IF EXISTS (SELECT 1 FROM oversight.looks_at(NEW.clearing_id) l
            WHERE oversight.is_being_read(l) OR (NEW.why = 'nobody_came' AND l.asked_at > now() - interval '7 days')) THEN
        RAISE EXCEPTION 'SECOND_CHECK: a station reads it, or is asked to';
    END IF;
    RETURN NEW;
END $$;
