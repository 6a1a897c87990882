-- A phone on a cable is erased by order as a drive in a lane is: a try of its own kind, at a place that the station names as it tells of its cables.
-- What the station tells it by is kept as the counter's number is: a keyed digest, since the claim.
ALTER TABLE bench.task
    ADD COLUMN kind text NOT NULL DEFAULT 'drive' CHECK (kind IN ('drive', 'phone')),
    ADD COLUMN phone_digest bytea CHECK (length(phone_digest) = 32),
    ADD CONSTRAINT task_of_a_phone CHECK (CASE kind
        WHEN 'phone' THEN serial IS NULL AND word IS NULL AND word_about IS NULL AND list_word_id IS NULL AND progress IS NULL
        ELSE phone_digest IS NULL END);

-- Nobody's word says whose a phone is: its claim holds the number that it shows against the one that was noted.
CREATE OR REPLACE FUNCTION bench.nameless_has_a_word() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.kind = 'drive' AND NEW.serial IS NULL AND NEW.word IS NULL THEN
        RAISE EXCEPTION 'nobody has said whose the medium without a serial number is';
    END IF;
    RETURN NEW;
END $$;

-- What kind of number a device was taken in with: a phone shows its serial number on its cable, and no mobile number such as an IMEI can be
-- compared with that. Of what was taken in before this nobody knows.
ALTER TABLE custody.device ADD COLUMN number_form text CHECK (number_form IN ('serial', 'mobile'));

-- How it stands between a phone and the people who serve it, as its station last told it, and what they answered: help, and no evidence. It goes with
-- the end of its try.
CREATE TABLE bench.phone_course (
    task_id      uuid PRIMARY KEY REFERENCES bench.task,
    turn         bigint NOT NULL CHECK (turn > 0),
    told         jsonb NOT NULL,
    question_id  uuid,
    told_at      timestamptz NOT NULL,
    -- The question that an answer is for, and the answer as the station is told it.
    answered     uuid,
    answer       jsonb,
    answered_by  uuid,
    answered_at  timestamptz,
    CHECK (num_nulls(answered, answer, answered_by, answered_at) IN (0, 4))
);
CREATE FUNCTION bench.course_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM bench.phone_course WHERE task_id = NEW.id;
    RETURN NULL;
END $$;
-- Here and not in the program: whatever ends a try can't leave it.
CREATE TRIGGER course_ends AFTER UPDATE OF state ON bench.task
    FOR EACH ROW WHEN (NEW.kind = 'phone' AND NEW.state IN ('ended', 'withdrawn')) EXECUTE FUNCTION bench.course_ends();
