-- Whether it was known that its clearing is drawn when a look was asked for. By the order of things and not by two readings of a clock, which may have
-- been set in between: then nothing that was asked for afterwards would ever count.
ALTER TABLE oversight.look ADD COLUMN is_after_draw boolean NOT NULL DEFAULT false;

CREATE FUNCTION oversight.look_knows_the_draw() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        NEW.is_after_draw := OLD.is_after_draw;
    ELSE
        NEW.is_after_draw := EXISTS (SELECT 1 FROM oversight.clearing c WHERE c.id = NEW.clearing_id AND c.drawn_at IS NOT NULL);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER look_knows_the_draw BEFORE INSERT OR UPDATE ON oversight.look
    FOR EACH ROW EXECUTE FUNCTION oversight.look_knows_the_draw();

CREATE OR REPLACE FUNCTION oversight.answered(clearing bigint, account uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT DISTINCT r.statement_id FROM oversight.clearing c JOIN oversight.recheck r ON r.clearing_id = c.id
    JOIN oversight.look l ON l.id = r.look_id AND l.event_id = r.event_id
    LEFT JOIN oversight.pact p ON p.id = l.pact_id
    WHERE c.id = clearing AND r.result = 'matches' AND l.clearing_id = c.id AND l.statement_id = r.statement_id
      AND l.account_id = account AND l.is_apart AND l.is_after_draw AND p.ended_at IS NULL
$$;

-- In one order, as whoever ends looks one by one: of two that end at once none waits for the other in a circle.
CREATE OR REPLACE FUNCTION oversight.ends_looks_of_pact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM oversight.look WHERE pact_id = NEW.id AND ended_at IS NULL ORDER BY id FOR UPDATE;
    UPDATE oversight.look l SET ended_at = NEW.ended_at, outcome = 'refused', code = 'PACT_ENDED', recipient = NULL, sealed = NULL
    WHERE l.pact_id = NEW.id AND l.ended_at IS NULL AND l.claimed_at IS NULL;
    RETURN NULL;
END $$;
