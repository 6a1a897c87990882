-- A phone has no first and last part that a person could look at (decision 112): of one it is said that its number is this device's, that it starts into its first
-- setup, that this asks for nobody's account, and that its tray is empty. Of a phone and its card both are said. What was said before stands as it is. A phone that was
-- read over ADB after its reset is past its setup, with debugging on: of such a one it is said instead that it holds nothing of anybody, unless it was reset once more.
ALTER TABLE ledger.statement ADD COLUMN is_left_asking boolean;
ALTER TABLE oversight.verification DROP CONSTRAINT verification_looked_check;
ALTER TABLE oversight.verification ADD CONSTRAINT verification_looked_check
    CHECK (looked <@ ARRAY['number', 'first', 'last', 'random', 'setup', 'content', 'account', 'tray']);
ALTER TABLE oversight.verification DROP CONSTRAINT verification_looked_at;
ALTER TABLE oversight.verification ADD CONSTRAINT verification_looked_at
    CHECK (result <> 'confirmed' OR looked @> ARRAY['number', 'first', 'last', 'random'] OR looked @> ARRAY['number', 'account', 'tray']
      OR (is_by_machine AND (is_from_afar OR looked @> ARRAY['number'])));
ALTER TABLE oversight.verification DROP CONSTRAINT verification_place_check;
ALTER TABLE oversight.verification ADD CONSTRAINT verification_place_check
    CHECK (place IN ('other_station', 'other_computer', 'same_station', 'in_hand')
      OR (place = 'nowhere' AND is_from_afar AND result = 'not_possible'));

CREATE FUNCTION oversight.guard_look_of_kind() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_phone boolean;
    has_card boolean;
    is_left_asking boolean;
BEGIN
    SELECT d.kind IN ('phone', 'tablet'), EXISTS (SELECT 1 FROM custody.medium m WHERE m.device_id = d.id AND m.is_card),
            EXISTS (SELECT 1 FROM ledger.statement s WHERE s.event_id = ANY (c.statements) AND s.is_left_asking)
        INTO STRICT is_phone, has_card, is_left_asking
        FROM oversight.clearing c JOIN custody.device d ON d.id = c.device_id WHERE c.id = NEW.clearing_id;
    IF NEW.place = 'in_hand' AND NOT is_phone THEN
        RAISE EXCEPTION 'SECOND_CHECK: what is no phone is plugged in';
    END IF;
    -- What a station found of its card counts, wherever it was asked from.
    IF is_phone AND NEW.is_from_afar AND NEW.result <> 'found' THEN
        RAISE EXCEPTION 'SECOND_CHECK: nobody looks at a phone from afar';
    END IF;
    IF NEW.without = 'phone' AND (NOT is_phone OR has_card) THEN
        RAISE EXCEPTION 'SECOND_CHECK: a station can read it';
    END IF;
    IF NEW.result <> 'confirmed' THEN
        RETURN NEW;
    END IF;
    -- Whatever a station has read of its card: it can't read the phone.
    IF is_phone AND NOT (NEW.looked @> ARRAY['number', 'account', 'tray'] 
            AND (NEW.looked @> ARRAY['setup'] OR (is_left_asking AND NEW.looked @> ARRAY['content']))) THEN
        RAISE EXCEPTION 'SECOND_CHECK: a phone is looked at as a phone';
    END IF;
    IF NOT NEW.is_by_machine AND (NOT is_phone OR has_card) AND NOT NEW.looked @> ARRAY['number', 'first', 'last', 'random'] THEN
        RAISE EXCEPTION 'SECOND_CHECK: what holds drives or a card is looked at in full';
    END IF;
    RETURN NEW;
END $$;
-- Before guard_verification, by its name: that asks why no station has read it, whatever was looked at.
CREATE TRIGGER guard_kind_of_look BEFORE INSERT ON oversight.verification
    FOR EACH ROW EXECUTE FUNCTION oversight.guard_look_of_kind();

-- No station reads a phone again: of one with a card of its own, what is read is its card.
ALTER TABLE oversight.verification DROP CONSTRAINT verification_without_check;
ALTER TABLE oversight.verification ADD CONSTRAINT verification_without_check
    CHECK (without IN ('no_station', 'no_files', 'not_readable', 'unproven', 'phone'));
CREATE FUNCTION oversight.readable(statements uuid[]) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT one.event FROM unnest(statements) AS one (event)
    WHERE NOT EXISTS (SELECT 1 FROM ledger.statement s WHERE s.event_id = one.event AND s.is_phone)
$$;
CREATE OR REPLACE FUNCTION oversight.is_read(clearing bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM oversight.readable(c.statements))
      AND NOT EXISTS (SELECT 1 FROM oversight.recheck r WHERE r.clearing_id = c.id AND r.result = 'differs')
      AND NOT EXISTS (SELECT 1 FROM oversight.readable(c.statements) AS one (event) WHERE NOT EXISTS (
        SELECT 1 FROM oversight.recheck r WHERE r.clearing_id = c.id AND r.statement_id = one.event AND r.result = 'matches'))
    FROM oversight.clearing c WHERE c.id = clearing
$$;
CREATE OR REPLACE FUNCTION oversight.is_rest_unproven(clearing bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM oversight.recheck r WHERE r.clearing_id = c.id AND r.result = 'unproven')
      AND NOT EXISTS (SELECT 1 FROM oversight.readable(c.statements) AS one (event) WHERE NOT EXISTS (
        SELECT 1 FROM oversight.recheck r WHERE r.clearing_id = c.id AND r.statement_id = one.event AND r.result IN ('matches', 'unproven')))
    FROM oversight.clearing c WHERE c.id = clearing
$$;
