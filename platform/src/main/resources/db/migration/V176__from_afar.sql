-- The second look from afar (R-14, decision 81): a station reads a drawn device again at the word of somebody who had no hand in its erasure and
-- does not see it. It is a grade of its own beside what a second person has seen, and the database says what it takes.

-- Whether whoever said it did not have the device before them.
ALTER TABLE oversight.verification ADD COLUMN is_from_afar boolean NOT NULL DEFAULT false;
ALTER TABLE oversight.verification DROP CONSTRAINT verification_looked_at;
ALTER TABLE oversight.verification ADD CONSTRAINT verification_looked_at
    CHECK (result <> 'confirmed' OR looked @> ARRAY['number', 'first', 'last', 'random']
      OR (is_by_machine AND (is_from_afar OR looked @> ARRAY['number']))),
    -- Who does not see it has looked at nothing, and finds nothing by eye; a confirmation is surely that of somebody else.
    ADD CONSTRAINT verification_from_afar CHECK (NOT is_from_afar OR (looked = '{}' AND
      ((result = 'confirmed' AND is_by_machine AND is_apart) OR (result = 'found' AND is_by_machine) OR result = 'not_possible')));

-- The statements that prove a device by a clearing of which a station has found what the erasure left, as the answer to a look that this account
-- asked for after it was known whether that clearing is drawn. A file that somebody handed in answers nothing, nor does what somebody else had
-- asked for, or what was asked for of a clearing before.
CREATE FUNCTION oversight.answered(clearing bigint, account uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT DISTINCT r.statement_id FROM oversight.clearing c JOIN oversight.recheck r ON r.clearing_id = c.id
    JOIN oversight.look l ON l.id = r.look_id AND l.event_id = r.event_id
    WHERE c.id = clearing AND r.result = 'matches' AND l.clearing_id = c.id AND l.statement_id = r.statement_id
      AND l.account_id = account AND l.is_apart AND l.asked_at >= c.drawn_at
$$;

-- Whether that is so of each of them, and no station has found something else.
CREATE FUNCTION oversight.is_answered(clearing bigint, account uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT oversight.is_read(c.id) AND c.statements <@ ARRAY(SELECT oversight.answered(c.id, account))
    FROM oversight.clearing c WHERE c.id = clearing
$$;

-- Beside all that guard_verification asks.
CREATE FUNCTION oversight.guard_from_afar() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.result = 'confirmed' AND oversight.is_answered(NEW.clearing_id, NEW.account_id) IS NOT TRUE THEN
        RAISE EXCEPTION 'SECOND_CHECK: from afar nobody confirms what no station has read at their own word';
    END IF;
    IF NEW.result <> 'found' AND NOT EXISTS (SELECT 1 FROM oversight.clearing c JOIN custody.device d ON d.id = c.device_id
            WHERE c.id = NEW.clearing_id AND d.state = 'cleared') THEN
        RAISE EXCEPTION 'SECOND_CHECK: it is not here as a cleared device';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_from_afar BEFORE INSERT ON oversight.verification
    FOR EACH ROW WHEN (NEW.is_from_afar) EXECUTE FUNCTION oversight.guard_from_afar();

-- Signed counts keep it apart from what a second person has seen.
ALTER TABLE oversight.site_counts ADD COLUMN afar bigint NOT NULL DEFAULT 0;
