-- A phone has no first and last part that a person could look at (decision 112): of one it is said that its number is this device's, that it starts into its first
-- setup, that this asks for nobody's account, and that its tray is empty. Of a phone and its card both are said. What was said before stands as it is.
ALTER TABLE oversight.verification DROP CONSTRAINT verification_looked_check;
ALTER TABLE oversight.verification ADD CONSTRAINT verification_looked_check
    CHECK (looked <@ ARRAY['number', 'first', 'last', 'random', 'setup', 'account', 'tray']);
ALTER TABLE oversight.verification DROP CONSTRAINT verification_looked_at;
ALTER TABLE oversight.verification ADD CONSTRAINT verification_looked_at
    CHECK (result <> 'confirmed' OR looked @> ARRAY['number', 'first', 'last', 'random'] OR looked @> ARRAY['number', 'setup', 'account', 'tray']
      OR (is_by_machine AND (is_from_afar OR looked @> ARRAY['number'])));
ALTER TABLE oversight.verification DROP CONSTRAINT verification_place_check;
ALTER TABLE oversight.verification ADD CONSTRAINT verification_place_check
    CHECK (place IN ('other_station', 'other_computer', 'same_station', 'in_hand')
      OR (place = 'nowhere' AND is_from_afar AND result = 'not_possible'));

CREATE FUNCTION oversight.guard_look_of_kind() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_phone boolean;
    has_card boolean;
BEGIN
    IF NEW.result <> 'confirmed' OR NEW.is_by_machine THEN
        RETURN NEW;
    END IF;
    SELECT d.kind IN ('phone', 'tablet'), EXISTS (SELECT 1 FROM custody.medium m WHERE m.device_id = d.id AND m.is_card) INTO STRICT is_phone, has_card
        FROM oversight.clearing c JOIN custody.device d ON d.id = c.device_id WHERE c.id = NEW.clearing_id;
    IF is_phone AND NOT NEW.looked @> ARRAY['number', 'setup', 'account', 'tray'] THEN
        RAISE EXCEPTION 'SECOND_CHECK: a phone is looked at as a phone';
    END IF;
    IF (NOT is_phone OR has_card) AND NOT NEW.looked @> ARRAY['number', 'first', 'last', 'random'] THEN
        RAISE EXCEPTION 'SECOND_CHECK: what holds drives or a card is looked at in full';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_what_was_looked_at BEFORE INSERT ON oversight.verification
    FOR EACH ROW EXECUTE FUNCTION oversight.guard_look_of_kind();
