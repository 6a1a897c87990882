-- SIM and memory card of a phone (decision 104). A card that stays is a medium of its own on the phone's order: it hangs in a lane as a drive does, and
-- is never taken for the phone, which bears no number in its own medium either.
ALTER TABLE custody.medium ADD COLUMN is_card boolean NOT NULL DEFAULT false;
CREATE UNIQUE INDEX medium_one_card ON custody.medium (device_id) WHERE is_card;

-- What was over before it was asked for stays what it was; so does what is on its way home, or lost on a way: nobody here could look into it.
ALTER TABLE custody.device ADD COLUMN asks_for_cards boolean NOT NULL DEFAULT true;
UPDATE custody.device d SET asks_for_cards = false
WHERE d.kind IN ('phone', 'tablet') AND (d.state IN ('sealed', 'handed_over', 'returned', 'in_stock')
    OR NOT EXISTS (SELECT 1 FROM intake.work_order o WHERE o.device_id = d.id
        AND o.state NOT IN ('closed', 'sealed', 'returned_untouched', 'returned_erased', 'lost')
        AND coalesce((SELECT t.what FROM intake.travel_turn t WHERE t.order_id = o.id ORDER BY t.id DESC LIMIT 1), '') <> 'sent_back'));

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
    -- The account before it, if there was one, did not explain it then.
    is_against boolean NOT NULL,
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

-- What was over and goes on again is asked: nobody knows what was put into it since, and a claim of before had counted it as one medium.
CREATE FUNCTION custody.asks_again() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.asks_for_cards := true;
    NEW.media_count := NULL;
    IF NEW.verdict IN ('purged', 'cleared') THEN
        NEW.verdict := 'unproven';
        NEW.is_conforming := false;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER asks_again BEFORE UPDATE ON custody.device
    FOR EACH ROW WHEN (NEW.kind IN ('phone', 'tablet') AND OLD.state IN ('sealed', 'handed_over', 'returned')
        AND NEW.state NOT IN ('sealed', 'handed_over', 'returned'))
    EXECUTE FUNCTION custody.asks_again();

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

-- Whether a statement is about a phone; of one from before this nobody has kept it.
ALTER TABLE ledger.statement ADD COLUMN is_phone boolean;

-- As in V199; and of a phone and its card each is settled by itself. A drive's erasure that bears a phone's label is its card's, if one is known.
CREATE OR REPLACE FUNCTION ledger.open_against(device uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT DISTINCT open.event_id
    FROM custody.device d
    JOIN custody.medium m ON m.device_id = d.id
    JOIN ledger.statement open ON open.site_id = d.site_id AND open.order_id IS NULL
        AND (open.verdict NOT IN ('purged', 'cleared') OR open.is_against)
        AND (open.match_order_id IS NULL OR 'LINK_BY_WORD' = ANY (open.match_findings)
            OR open.verdict IN ('purged', 'cleared'))
        AND (open.serial_digest = m.serial_digest
            -- A phone's medium bears no number: what was noted does, and what a station began with.
            OR (d.kind IN ('phone', 'tablet') AND NOT m.is_card AND (open.serial_digest = d.serial_digest OR open.serial_digest IN (
                    SELECT begun.phone_digest FROM bench.task begun
                    WHERE begun.device_id = d.id AND begun.claimed_at IS NOT NULL)))
            OR ((d.code = ANY (open.labels) OR EXISTS (
                    SELECT 1 FROM custody.device_correction before
                    WHERE before.device_id = d.id
                      AND (before.serial_digest = open.serial_digest OR open.serial_digest = ANY (before.media_digests))))
              AND (d.kind NOT IN ('phone', 'tablet') OR open.is_phone IS NULL OR open.is_phone <> m.is_card
                OR NOT EXISTS (SELECT 1 FROM custody.medium card WHERE card.device_id = d.id AND card.is_card))
              AND NOT EXISTS (
                SELECT 1 FROM custody.medium named
                WHERE named.device_id = d.id AND named.serial_digest = open.serial_digest)))
    LEFT JOIN ledger.statement proof ON proof.event_id = m.statement_id
    WHERE d.id = device
      AND NOT coalesce(proof.station_id = open.station_id AND proof.log_index > open.log_index, false)
      AND NOT ledger.is_begun_since(open.event_id, m.id)
$$;

-- As in V198; whoever goes through a guided workflow with a phone does nothing to its card.
CREATE OR REPLACE FUNCTION ledger.is_by_hand_since(event uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM ledger.statement s
        JOIN LATERAL (SELECT max(t.claim_no) AS no FROM bench.task t WHERE t.medium_id = s.medium_id AND t.claim_no IS NOT NULL) claim ON claim.no IS NOT NULL
        JOIN intake.workflow_run r ON r.order_id = s.order_id AND r.stage = 'erasure' AND r.after_claim >= claim.no
        WHERE s.event_id = event
            AND NOT EXISTS (SELECT 1 FROM custody.medium card WHERE card.id = s.medium_id AND card.is_card)
            AND (r.ended_at IS NULL OR EXISTS (SELECT 1 FROM intake.workflow_answer a WHERE a.run_id = r.id)))
$$;

-- As in V192; and who answered what a station asked of a phone, or accounted for its cards.
CREATE OR REPLACE FUNCTION oversight.has_hand(clearing bigint, account uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM oversight.clearing this WHERE this.id = clearing AND (
        EXISTS (SELECT 1 FROM oversight.hand h JOIN oversight.clearing c ON c.id = h.clearing_id
            WHERE c.device_id = this.device_id AND h.account_id = account)
        OR EXISTS (SELECT 1 FROM bench.task t
            WHERE t.device_id = this.device_id AND t.queued_by = account AND t.claimed_at IS NOT NULL)
        OR EXISTS (SELECT 1 FROM custody.card_account a
            WHERE a.device_id = this.device_id AND a.account_id = account)
        OR EXISTS (SELECT 1 FROM intake.order_event e JOIN intake.work_order o ON o.id = e.order_id
            WHERE o.device_id = this.device_id AND e.actor_id = account AND e.kind LIKE 'phone-%' AND e.kind <> 'phone-chosen')
        OR EXISTS (SELECT 1 FROM ledger.statement s
            WHERE s.event_id = ANY (this.statements) AND s.match_account_id = account)
        OR EXISTS (SELECT 1 FROM ledger.validation a
            WHERE a.event_id = ANY (this.statements) AND a.account_id = account)))
$$;
