-- A technician says once for an institution's or plant's list: each drive of it that shows the number that was noted for it is erased as soon as it
-- lies in a lane (decision 87). What follows from it is a task like any other, by the same rules; what this says is never changed, only ended, once.
CREATE TABLE bench.list_word (
    id          uuid PRIMARY KEY,
    batch_id    uuid NOT NULL REFERENCES intake.batch,
    site_id     uuid NOT NULL REFERENCES identity.site,
    -- The one station that it is for; NULL for all of the site.
    station_id  uuid REFERENCES identity.station,
    account_id  uuid NOT NULL REFERENCES identity.account,
    said_at     timestamptz NOT NULL,
    until       timestamptz NOT NULL,
    ended_at    timestamptz,
    ended_by    uuid REFERENCES identity.account,
    end_reason  text CHECK (end_reason IN ('person', 'time', 'gone', 'not_qualified', 'station', 'recovery')),
    -- One shift.
    CHECK (until > said_at AND until <= said_at + interval '12 hours'),
    CHECK ((ended_at IS NULL) = (end_reason IS NULL)),
    CHECK ((ended_by IS NOT NULL) = coalesce(end_reason = 'person', false))
);
CREATE UNIQUE INDEX list_word_open ON bench.list_word (batch_id) WHERE ended_at IS NULL;
-- Each time that a station tells its lanes this is asked, and finds nothing as a rule.
CREATE INDEX list_word_open_of_site ON bench.list_word (site_id) WHERE ended_at IS NULL;
CREATE INDEX list_word_of_list ON bench.list_word (batch_id, said_at DESC);

CREATE FUNCTION bench.list_word_ends_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL
            OR (NEW.id, NEW.batch_id, NEW.site_id, NEW.account_id, NEW.said_at, NEW.until)
                IS DISTINCT FROM (OLD.id, OLD.batch_id, OLD.site_id, OLD.account_id, OLD.said_at, OLD.until)
            OR NEW.station_id IS DISTINCT FROM OLD.station_id THEN
        RAISE EXCEPTION 'a word for a list is ended once, and nothing else of it is changed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER list_word_ends_once BEFORE UPDATE OR DELETE ON bench.list_word
    FOR EACH ROW EXECUTE FUNCTION bench.list_word_ends_once();
CREATE TRIGGER list_word_not_emptied BEFORE TRUNCATE ON bench.list_word
    FOR EACH STATEMENT EXECUTE FUNCTION bench.list_word_ends_once();

-- By which word a lane was chosen; NULL where a person has chosen it.
ALTER TABLE bench.task ADD COLUMN list_word_id uuid REFERENCES bench.list_word;
CREATE INDEX task_of_list_word ON bench.task (list_word_id, state) WHERE list_word_id IS NOT NULL;

-- What such a word never does, whoever writes the row: it answers for no medium, it begins nothing a second time, and it counts for its own list,
-- site, station and time alone.
CREATE FUNCTION bench.list_word_covers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.serial IS NULL OR NEW.word IS NOT NULL THEN
        RAISE EXCEPTION 'LIST_WORD: what a person is asked, no word for a list answers';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM bench.list_word w JOIN intake.work_order o ON o.batch_id = w.batch_id AND o.id = NEW.order_id
            WHERE w.id = NEW.list_word_id AND w.ended_at IS NULL AND w.until > NEW.queued_at
              AND w.site_id = NEW.site_id AND w.account_id = NEW.queued_by
              AND (w.station_id IS NULL OR w.station_id = NEW.station_id)) THEN
        RAISE EXCEPTION 'LIST_WORD: no word for this list counts here';
    END IF;
    IF EXISTS (SELECT 1 FROM bench.task t WHERE t.order_id = NEW.order_id
            AND (t.outcome IS DISTINCT FROM 'finished' OR t.serial IS NOT DISTINCT FROM NEW.serial)) THEN
        RAISE EXCEPTION 'LIST_WORD: it was tried before, and a person looks at that';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER task_of_list_word_is_covered BEFORE INSERT ON bench.task
    FOR EACH ROW WHEN (NEW.list_word_id IS NOT NULL) EXECUTE FUNCTION bench.list_word_covers();

-- Why a lane was not chosen when it was last tried: it is shown, and not tried again at each report.
CREATE TABLE bench.list_refusal (
    list_word_id  uuid NOT NULL REFERENCES bench.list_word,
    order_id      uuid NOT NULL,
    code          text NOT NULL CHECK (code ~ '^[A-Z_]{1,50}$'),
    at            timestamptz NOT NULL,
    PRIMARY KEY (list_word_id, order_id)
);

-- Whoever may not sign in any more has nothing said that goes on; nor has a bench that was put out of service. At once, and for good: who comes
-- back says it anew.
CREATE FUNCTION bench.list_words_of_nobody() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'account' THEN
        UPDATE bench.list_word SET ended_at = now(), end_reason = 'gone' WHERE account_id = NEW.id AND ended_at IS NULL;
    ELSE
        UPDATE bench.list_word SET ended_at = now(), end_reason = 'station' WHERE station_id = NEW.id AND ended_at IS NULL;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ends_list_words AFTER UPDATE OF state ON identity.account
    FOR EACH ROW WHEN (NEW.state <> 'active') EXECUTE FUNCTION bench.list_words_of_nobody();
CREATE TRIGGER ends_list_words AFTER UPDATE OF state ON identity.station
    FOR EACH ROW WHEN (NEW.state <> 'active') EXECUTE FUNCTION bench.list_words_of_nobody();

-- After a restore nobody has said anything, and what was chosen by such a word and not begun goes back. By its name it comes before the trigger
-- that ends the accounts, so that the reason is the true one.
CREATE FUNCTION bench.list_words_of_before() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE bench.list_word SET ended_at = now(), end_reason = 'recovery' WHERE ended_at IS NULL;
    INSERT INTO intake.order_event (order_id, at, kind, from_state, to_state, actor)
    SELECT o.id, now(), 'lane-withdrawn', 'at_bench', 'consented', 'platform'
    FROM bench.task t JOIN intake.work_order o ON o.id = t.order_id
    WHERE t.state = 'queued' AND t.list_word_id IS NOT NULL AND o.state = 'at_bench';
    UPDATE intake.work_order o SET state = 'consented', version = version + 1
    WHERE o.state = 'at_bench' AND EXISTS (
        SELECT 1 FROM bench.task t WHERE t.order_id = o.id AND t.state = 'queued' AND t.list_word_id IS NOT NULL);
    UPDATE bench.task SET state = 'withdrawn', ended_at = now() WHERE state = 'queued' AND list_word_id IS NOT NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER ends_list_words AFTER INSERT ON identity.recovery
    FOR EACH ROW EXECUTE FUNCTION bench.list_words_of_before();
