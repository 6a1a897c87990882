-- A medium that shows no serial number is the one of an order by a person's word alone. What is known of it stands with its try, so that it
-- is recognised when it lies in the same lane for another device; and so does the word that was given for it.
ALTER TABLE bench.task
    ADD COLUMN model text,
    ADD COLUMN capacity_bytes bigint,
    ADD COLUMN word text CHECK (word IN ('own_drive', 'another_than_before'));
CREATE INDEX task_nameless ON bench.task (station_id, claimed_at DESC) WHERE serial IS NULL AND claimed_at IS NOT NULL;

-- No try is added from now on for a medium without a serial number that nobody has answered for; those of before stay as they are.
CREATE FUNCTION bench.nameless_has_a_word() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.serial IS NULL AND NEW.word IS NULL THEN
        RAISE EXCEPTION 'nobody has said whose the medium without a serial number is';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER task_nameless_has_a_word BEFORE INSERT ON bench.task
    FOR EACH ROW EXECUTE FUNCTION bench.nameless_has_a_word();

-- The condition before a correction (0025) was not kept; of corrections before this it is not known.
ALTER TABLE custody.device_correction ADD COLUMN condition_note text;
