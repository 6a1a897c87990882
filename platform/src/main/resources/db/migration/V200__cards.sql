-- SIM and memory card of a phone (decision 104). A card that stays is a medium of its own on the phone's order: it hangs in a lane as a drive does, and
-- is never taken for the phone, which bears no number in its own medium either.
ALTER TABLE custody.medium ADD COLUMN is_card boolean NOT NULL DEFAULT false;
CREATE UNIQUE INDEX medium_one_card ON custody.medium (device_id) WHERE is_card;

-- What was over before it was asked for stays what it was.
ALTER TABLE custody.device ADD COLUMN asks_for_cards boolean NOT NULL DEFAULT true;
UPDATE custody.device d SET asks_for_cards = false
WHERE d.kind IN ('phone', 'tablet') AND (d.state IN ('sealed', 'handed_over', 'returned', 'in_stock')
    OR NOT EXISTS (SELECT 1 FROM intake.work_order o WHERE o.device_id = d.id
        AND o.state NOT IN ('closed', 'sealed', 'returned_untouched', 'returned_erased')));

-- What became of them, and what was seen of them, in one order of numbers: no clock tells what came first. Kind and end, and nothing that names one.
CREATE SEQUENCE custody.card_number;
CREATE TABLE custody.card_account (
    number           bigint PRIMARY KEY DEFAULT nextval('custody.card_number'),
    device_id        uuid NOT NULL REFERENCES custody.device,
    sim              text NOT NULL CHECK (sim IN ('none', 'given_back', 'destroyed')),
    esim             text NOT NULL CHECK (esim IN ('none', 'deleted')),
    card             text NOT NULL CHECK (card IN ('none', 'given_back', 'stays')),
    -- Something had been seen where it says that there was nothing.
    is_against_seen  boolean NOT NULL,
    account_id       uuid NOT NULL REFERENCES identity.account,
    at               timestamptz NOT NULL
);
CREATE INDEX card_account_device ON custody.card_account (device_id, number DESC);
CREATE TABLE custody.card_seen (
    number     bigint PRIMARY KEY DEFAULT nextval('custody.card_number'),
    device_id  uuid NOT NULL REFERENCES custody.device,
    kind       text NOT NULL CHECK (kind IN ('sim', 'card', 'something')),
    seen_by    text NOT NULL CHECK (seen_by IN ('phone', 'person')),
    at         timestamptz NOT NULL
);
CREATE INDEX card_seen_device ON custody.card_seen (device_id, number);

CREATE FUNCTION custody.guard_cards() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'APPEND_ONLY: what was said or seen of a card stays';
END $$;
CREATE TRIGGER guard_cards BEFORE UPDATE OR DELETE ON custody.card_account FOR EACH ROW EXECUTE FUNCTION custody.guard_cards();
CREATE TRIGGER guard_cards BEFORE UPDATE OR DELETE ON custody.card_seen FOR EACH ROW EXECUTE FUNCTION custody.guard_cards();

-- What goes on and was counted as one medium by its claim alone is counted by nobody: whoever closes it accounts for its cards before.
INSERT INTO custody.device_event (device_id, at, from_state, to_state, reason)
SELECT id, now(), 'cleared', 'registered', 'cards-asked' FROM custody.device
WHERE state = 'cleared' AND kind IN ('phone', 'tablet') AND asks_for_cards;
INSERT INTO intake.order_event (order_id, at, kind, from_state, to_state, actor)
SELECT o.id, now(), 'cards-asked', 'cleared', 'in_part', 'platform'
FROM intake.work_order o JOIN custody.device d ON d.id = o.device_id
WHERE o.state = 'cleared' AND d.state = 'cleared' AND d.kind IN ('phone', 'tablet') AND d.asks_for_cards;
UPDATE intake.work_order o SET state = 'in_part', version = o.version + 1
FROM custody.device d WHERE d.id = o.device_id AND o.state = 'cleared' AND d.state = 'cleared' AND d.kind IN ('phone', 'tablet') AND d.asks_for_cards;
UPDATE custody.device SET media_count = NULL, version = version + 1,
    state = CASE WHEN state = 'cleared' THEN 'registered' ELSE state END,
    verdict = CASE WHEN verdict IN ('purged', 'cleared') THEN 'unproven' ELSE verdict END,
    is_conforming = CASE WHEN verdict IN ('purged', 'cleared') THEN false ELSE is_conforming END
WHERE kind IN ('phone', 'tablet') AND asks_for_cards AND media_count IS NOT NULL;

-- As before; and a phone's card alone is no phone, whatever was counted.
CREATE OR REPLACE FUNCTION custody.is_wholly_proved(device uuid, counted smallint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT counted IS NOT NULL
       AND count(*) = counted
       AND coalesce(bool_or(NOT is_card), false)
       AND coalesce(bool_and(verdict IS NOT NULL AND verdict IN ('purged', 'cleared') AND is_conforming), false)
    FROM custody.medium WHERE device_id = device
$$;

-- A phone is cleared only as its cards were accounted for last: one card that stays is a second medium, anything else is none.
CREATE FUNCTION custody.guard_phone_cards() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.media_count IS DISTINCT FROM (SELECT CASE WHEN card = 'stays' THEN 2 ELSE 1 END FROM custody.card_account
            WHERE device_id = NEW.id ORDER BY number DESC LIMIT 1) THEN
        RAISE EXCEPTION 'GATE: nobody has accounted for its cards';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_phone_cards BEFORE UPDATE ON custody.device
    FOR EACH ROW WHEN (NEW.kind IN ('phone', 'tablet') AND NEW.asks_for_cards AND NEW.state = 'cleared' AND OLD.state <> 'cleared')
    EXECUTE FUNCTION custody.guard_phone_cards();
