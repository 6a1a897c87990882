-- What people ask of their data, and when it was answered. No word of theirs is here, and none to them: texts are in the vault, and only where
-- they lie is noted. So this stays when the person is forgotten.
CREATE SCHEMA rights;

CREATE TABLE rights.request (
    id          uuid PRIMARY KEY,
    -- For reading out.
    code        text NOT NULL UNIQUE CHECK (length(code) = 9),
    -- NULL for a complaint of somebody who has no link.
    order_id    uuid,
    site_id     uuid NOT NULL REFERENCES identity.site,
    -- In the vault; NULL if nothing was ever kept of them.
    person_id   uuid,
    kind        text NOT NULL CHECK (kind IN ('access', 'copy', 'correction', 'deletion', 'withdrawal', 'not_mine', 'complaint')),
    -- Done by the person's own hand, when they asked.
    is_at_once  boolean NOT NULL,
    asked_at    timestamptz NOT NULL,
    -- Where the site's clocks were: its days are counted there, also if the site moves.
    time_zone   text NOT NULL,
    -- Which rule its days are counted by.
    rule        text NOT NULL,
    -- A note in the vault; NULL if nothing was written.
    text_id     uuid,
    -- Digest of the form that it was sent with: a double tap is one request.
    form        bytea UNIQUE CHECK (length(form) = 32),
    -- Digest of the secret that leads to a complaint without an order; that of an order has its own.
    link        bytea UNIQUE CHECK (length(link) = 32),
    CHECK ((link IS NULL) = (order_id IS NOT NULL)),
    CHECK (text_id IS NULL OR person_id IS NOT NULL)
);
CREATE INDEX request_order ON rights.request (order_id);
CREATE INDEX request_site ON rights.request (site_id, asked_at DESC);

-- What became of it, in the order in which it was written; the last one says how it stands. Of two who act at once one has the number.
CREATE TABLE rights.event (
    request_id  uuid NOT NULL REFERENCES rights.request,
    number      integer NOT NULL CHECK (number > 0),
    at          timestamptz NOT NULL,
    what        text NOT NULL CHECK (what IN ('asked', 'first_word', 'prolonged', 'handed', 'answered', 'unsettled', 'withdrawn')),
    state       text NOT NULL CHECK (state IN ('open', 'answered', 'withdrawn')),
    -- How often it was asked: once more after an answer that does not settle it.
    round       integer NOT NULL CHECK (round BETWEEN 1 AND 3),
    -- The first moment that is too late.
    due_at      timestamptz NOT NULL,
    -- NULL for the person themselves, and for what was done at once.
    by_account  uuid REFERENCES identity.account,
    result      text CHECK (result IN ('granted', 'in_part', 'refused')),
    ground      text,
    delay       text,
    text_id     uuid,
    PRIMARY KEY (request_id, number),
    CHECK ((state = 'answered') = (what = 'answered')),
    CHECK ((state = 'withdrawn') = (what = 'withdrawn')),
    CHECK ((what = 'answered') = (result IS NOT NULL)),
    CHECK ((ground IS NOT NULL) = coalesce(result IN ('in_part', 'refused'), false)),
    CHECK ((what = 'prolonged') = (delay IS NOT NULL)),
    CHECK (by_account IS NULL OR what IN ('first_word', 'prolonged', 'handed', 'answered')),
    CHECK (by_account IS NOT NULL OR what NOT IN ('first_word', 'prolonged', 'handed'))
);
-- Once in each round.
CREATE UNIQUE INDEX event_once ON rights.event (request_id, round, what) WHERE what IN ('first_word', 'prolonged', 'answered');

CREATE FUNCTION rights.only_append() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'APPEND_ONLY: % is not changed afterwards', TG_TABLE_NAME;
END $$;
CREATE TRIGGER request_only_append BEFORE UPDATE OR DELETE ON rights.request
    FOR EACH ROW EXECUTE FUNCTION rights.only_append();
CREATE TRIGGER request_not_emptied BEFORE TRUNCATE ON rights.request
    FOR EACH STATEMENT EXECUTE FUNCTION rights.only_append();
CREATE TRIGGER event_only_append BEFORE UPDATE OR DELETE ON rights.event
    FOR EACH ROW EXECUTE FUNCTION rights.only_append();
CREATE TRIGGER event_not_emptied BEFORE TRUNCATE ON rights.event
    FOR EACH STATEMENT EXECUTE FUNCTION rights.only_append();

-- What must not be false whatever writes it: numbers without a gap, nothing after a withdrawal, and nobody twice.
CREATE FUNCTION rights.guard_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before rights.event;
BEGIN
    SELECT * INTO before FROM rights.event e WHERE e.request_id = NEW.request_id ORDER BY e.number DESC LIMIT 1;
    IF NEW.number <> coalesce(before.number, 0) + 1 OR (NEW.what = 'asked') <> (before.number IS NULL) THEN
        RAISE EXCEPTION 'RIGHTS: event % does not follow', NEW.number;
    END IF;
    IF before.state = 'withdrawn' OR (before.state = 'answered') <> (NEW.what = 'unsettled') THEN
        RAISE EXCEPTION 'RIGHTS: % does not follow on %', NEW.what, before.state;
    END IF;
    IF NEW.round <> coalesce(before.round, 1) + (NEW.what = 'unsettled')::integer THEN
        RAISE EXCEPTION 'RIGHTS: no such round';
    END IF;
    IF NEW.by_account IS NOT NULL AND EXISTS (SELECT 1 FROM rights.event e
            WHERE e.request_id = NEW.request_id AND e.by_account = NEW.by_account
              AND (e.what = 'handed' OR (e.what = 'answered' AND e.round < NEW.round))) THEN
        RAISE EXCEPTION 'RIGHTS: nobody decides a second time';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_event BEFORE INSERT ON rights.event
    FOR EACH ROW EXECUTE FUNCTION rights.guard_event();
