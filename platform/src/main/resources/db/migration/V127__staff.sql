-- What people who work here have learnt: exams, and what they are qualified for by them. Nothing of it is written anew: a try that was begun
-- counts, what was answered stays answered, and what somebody was qualified for at a time can be told for ever. Accounts are named by id.
CREATE SCHEMA staff;

CREATE FUNCTION staff.only_append() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'APPEND_ONLY: % is not changed afterwards', TG_TABLE_NAME;
END $$;

CREATE TABLE staff.attempt (
    id          uuid PRIMARY KEY,
    account_id  uuid NOT NULL,
    course      text NOT NULL CHECK (course ~ '^[a-z][a-z0-9-]{1,40}$'),
    version     integer NOT NULL CHECK (version >= 1),
    pass        integer NOT NULL CHECK (pass >= 1),
    begun_at    timestamptz NOT NULL,
    deadline    timestamptz NOT NULL CHECK (deadline > begun_at),
    -- Until it has ended: NULL. Then all of it at once, and never again.
    ended_at    timestamptz,
    outcome     text CHECK (outcome IN ('passed', 'failed')),
    -- That nobody handed it in before its time was over.
    is_over     boolean,
    right_count integer CHECK (right_count >= 0),
    CHECK ((ended_at IS NULL) = (outcome IS NULL) AND (ended_at IS NULL) = (is_over IS NULL) AND (ended_at IS NULL) = (right_count IS NULL)),
    CHECK ((outcome = 'passed') = (right_count >= pass)),
    CHECK (ended_at <= deadline)
);
-- One at a time, whatever two requests do at once.
CREATE UNIQUE INDEX attempt_open ON staff.attempt (account_id) WHERE ended_at IS NULL;
CREATE INDEX attempt_account ON staff.attempt (account_id, course, begun_at DESC);

CREATE FUNCTION staff.attempt_ends_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.ended_at IS NOT NULL
            OR (NEW.id, NEW.account_id, NEW.course, NEW.version, NEW.pass, NEW.begun_at, NEW.deadline)
                <> (OLD.id, OLD.account_id, OLD.course, OLD.version, OLD.pass, OLD.begun_at, OLD.deadline) THEN
        RAISE EXCEPTION 'APPEND_ONLY: an attempt is begun once and ends once';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER attempt_ends_once BEFORE UPDATE ON staff.attempt
    FOR EACH ROW EXECUTE FUNCTION staff.attempt_ends_once();
CREATE TRIGGER attempt_stays BEFORE DELETE ON staff.attempt
    FOR EACH ROW EXECUTE FUNCTION staff.only_append();
CREATE TRIGGER attempt_not_emptied BEFORE TRUNCATE ON staff.attempt
    FOR EACH STATEMENT EXECUTE FUNCTION staff.only_append();

-- What was drawn, and in which order its options are shown: kept with the attempt before anybody sees it.
CREATE TABLE staff.attempt_question (
    attempt_id  uuid NOT NULL REFERENCES staff.attempt,
    ordinal     integer NOT NULL CHECK (ordinal >= 1),
    question    text NOT NULL,
    options     text[] NOT NULL CHECK (cardinality(options) >= 2),
    PRIMARY KEY (attempt_id, ordinal),
    UNIQUE (attempt_id, question)
);

-- Each time an answer was saved; the last of a question counts.
CREATE TABLE staff.answer (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    attempt_id  uuid NOT NULL,
    ordinal     integer NOT NULL,
    chosen      text[] NOT NULL,
    at          timestamptz NOT NULL,
    FOREIGN KEY (attempt_id, ordinal) REFERENCES staff.attempt_question
);
CREATE INDEX answer_attempt ON staff.answer (attempt_id, ordinal, id DESC);

CREATE FUNCTION staff.answer_is_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    known staff.attempt;
BEGIN
    SELECT * INTO known FROM staff.attempt WHERE id = NEW.attempt_id FOR UPDATE;
    IF known.ended_at IS NOT NULL OR NEW.at >= known.deadline THEN
        RAISE EXCEPTION 'ENDED: an attempt takes no answer after its end';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER answer_is_in_time BEFORE INSERT ON staff.answer
    FOR EACH ROW EXECUTE FUNCTION staff.answer_is_in_time();

-- What somebody is qualified for, by an exam here or by what was proved elsewhere and a manager has entered. It holds to the end of its last
-- day where the person works.
CREATE TABLE staff.qualification (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id  uuid NOT NULL,
    course      text NOT NULL CHECK (course ~ '^[a-z][a-z0-9-]{1,40}$'),
    at          timestamptz NOT NULL,
    first_day   date NOT NULL,
    last_day    date NOT NULL CHECK (last_day >= first_day),
    attempt_id  uuid UNIQUE REFERENCES staff.attempt,
    version     integer CHECK (version >= 1),
    kind        text CHECK (kind IN ('vocational', 'association', 'employer')),
    reference   text CHECK (length(reference) BETWEEN 1 AND 40),
    entered_by  uuid,
    CHECK ((attempt_id IS NULL) = (version IS NULL)),
    CHECK ((attempt_id IS NULL) = (kind IS NOT NULL AND reference IS NOT NULL AND entered_by IS NOT NULL)),
    CHECK (attempt_id IS NOT NULL OR (entered_by <> account_id AND last_day <= first_day + interval '12 months'))
);
CREATE INDEX qualification_account ON staff.qualification (account_id, course, last_day DESC);

-- What was entered by mistake; that it was there stays on record.
CREATE TABLE staff.taken_back (
    qualification_id  bigint PRIMARY KEY REFERENCES staff.qualification,
    at                timestamptz NOT NULL,
    by_account        uuid NOT NULL
);

DO $$
DECLARE
    one text;
BEGIN
    FOREACH one IN ARRAY ARRAY['attempt_question', 'answer', 'qualification', 'taken_back'] LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON staff.%I FOR EACH ROW EXECUTE FUNCTION staff.only_append()',
            one || '_only_append', one);
        EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON staff.%I FOR EACH STATEMENT EXECUTE FUNCTION staff.only_append()',
            one || '_not_emptied', one);
    END LOOP;
END $$;
