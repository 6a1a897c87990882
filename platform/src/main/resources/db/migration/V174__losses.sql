-- What was lost in the company's hands (decision 80): stolen from the shop, not found any more, in wrong hands, destroyed by accident. Said by a
-- manager, found again by a manager's word; only added to. An incident is reported with each, and named here by its code: nothing of a person.
CREATE TABLE intake.loss (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_id    uuid NOT NULL REFERENCES intake.work_order,
    what        text NOT NULL CHECK (what IN ('lost', 'found')),
    at          timestamptz NOT NULL,
    account_id  uuid NOT NULL,
    reason      text NOT NULL,
    -- Searched for personal data before it is saved.
    note        text CHECK (length(note) BETWEEN 1 AND 200),
    incident    text CHECK (length(incident) = 9),
    CHECK ((what = 'lost') = (incident IS NOT NULL)),
    CHECK (CASE what WHEN 'lost' THEN reason IN ('stolen', 'not_found', 'wrong_hands', 'destroyed')
                     ELSE reason IN ('police', 'turned_up', 'brought_back', 'never_gone') END)
);
CREATE INDEX loss_order ON intake.loss (order_id, id);
CREATE INDEX loss_incident ON intake.loss (incident) WHERE incident IS NOT NULL;

CREATE FUNCTION intake.guard_loss() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before text;
BEGIN
    SELECT l.what INTO before FROM intake.loss l WHERE l.order_id = NEW.order_id ORDER BY l.id DESC LIMIT 1;
    IF coalesce(before, 'found') = NEW.what THEN
        RAISE EXCEPTION 'LOSS: % does not follow', NEW.what;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_loss BEFORE INSERT ON intake.loss FOR EACH ROW EXECUTE FUNCTION intake.guard_loss();
CREATE TRIGGER loss_only_append BEFORE UPDATE OR DELETE ON intake.loss FOR EACH ROW EXECUTE FUNCTION intake.only_append();
CREATE TRIGGER loss_not_emptied BEFORE TRUNCATE ON intake.loss FOR EACH STATEMENT EXECUTE FUNCTION intake.only_append();

-- Here and not in the program: whatever moves an order, it is missing exactly as long as a loss is open.
CREATE FUNCTION intake.guard_missing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.state = 'missing') IS DISTINCT FROM (OLD.state = 'missing')
            AND (NEW.state = 'missing') IS DISTINCT FROM coalesce((SELECT l.what = 'lost' FROM intake.loss l
                WHERE l.order_id = NEW.id ORDER BY l.id DESC LIMIT 1), false) THEN
        RAISE EXCEPTION 'LOSS: an order is missing by a loss, and found by its end';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_missing BEFORE UPDATE OF state ON intake.work_order FOR EACH ROW EXECUTE FUNCTION intake.guard_missing();

-- Whether the device of an order was found after this time: whatever was known of it then says nothing of what is on it since.
CREATE FUNCTION intake.found_since(lost uuid, since timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM intake.loss l WHERE l.order_id = lost AND l.what = 'found' AND l.at >= since)
$$;

-- And its device goes nowhere meanwhile: not into stock, not into a bag, not to anybody.
CREATE FUNCTION custody.guard_missing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> OLD.state AND NEW.state <> 'blocked'
            AND EXISTS (SELECT 1 FROM intake.work_order o WHERE o.device_id = NEW.id AND o.state = 'missing') THEN
        RAISE EXCEPTION 'GATE: what is not here goes nowhere, and not to %', NEW.state;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_missing BEFORE UPDATE ON custody.device FOR EACH ROW EXECUTE FUNCTION custody.guard_missing();

-- Nor is anything that was said before it was found a way into stock, whatever somebody answers for afterwards.
CREATE FUNCTION custody.guard_found() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> OLD.state AND NEW.state IN ('cleared', 'in_stock')
            AND EXISTS (SELECT 1 FROM intake.work_order o JOIN custody.medium m ON m.device_id = o.device_id
                JOIN ledger.statement s ON s.event_id = m.statement_id
                WHERE o.device_id = NEW.id AND intake.found_since(o.id, s.received_at)) THEN
        RAISE EXCEPTION 'GATE: what was proved before it was found does not lead to %', NEW.state;
    END IF;
    IF OLD.state = 'to_destroy' AND NEW.state = 'returned'
            AND EXISTS (SELECT 1 FROM intake.work_order o JOIN intake.loss l ON l.order_id = o.id WHERE o.device_id = NEW.id) THEN
        RAISE EXCEPTION 'GATE: the end of what was found outside its bag is agreed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_found BEFORE UPDATE ON custody.device FOR EACH ROW EXECUTE FUNCTION custody.guard_found();

-- That it was lost is no evidence against what was in stock; what was proved of it counts no more once it is found, and that is. What was found
-- with its order over, in stock or in a bag, is the company's, and goes to its destruction. The rest is as in V136.
CREATE OR REPLACE FUNCTION custody.held_by_evidence(device uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM custody.device d
        WHERE d.id = device AND d.state IN ('blocked', 'to_destroy', 'sealed', 'handed_over')
          AND EXISTS (SELECT 1 FROM custody.device_event e WHERE e.device_id = d.id
            AND (e.to_state = 'in_stock' OR e.reason = 'waits-for-stock'
              OR (e.to_state = 'blocked' AND e.reason LIKE 'second-check-%')
              OR (e.reason = 'found' AND EXISTS (SELECT 1 FROM intake.work_order o WHERE o.device_id = d.id AND o.state = 'closed'))))
          AND NOT EXISTS (SELECT 1 FROM custody.destruction gone WHERE gone.device_id = d.id)
          AND (NOT coalesce(d.verdict IN ('purged', 'cleared') AND d.is_conforming, false)
            OR (SELECT e.reason NOT IN ('stolen', 'owner-asks', 'damaged', 'mistake', 'incident', 'lost') FROM custody.device_event e
                WHERE e.device_id = d.id AND e.to_state = 'blocked' AND e.from_state <> 'blocked' ORDER BY e.id DESC LIMIT 1)))
$$;

-- Of an incident that was reported before each further loss is a step: who has seen it before does not decide it unseen.
ALTER TABLE oversight.incident_event DROP CONSTRAINT incident_event_what_check;
ALTER TABLE oversight.incident_event ADD CONSTRAINT incident_event_what_check CHECK (what IN ('reported', 'accepted', 'dismissed', 'described',
    'assessed', 'selected', 'removed', 'handled', 'sent', 'not_required', 'released', 'lesson', 'lesson_done', 'held', 'closed', 'reopened', 'lost'));
-- As in V137, and that.
CREATE OR REPLACE FUNCTION oversight.guard_incident_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before oversight.incident_event;
BEGIN
    SELECT * INTO before FROM oversight.incident_event e WHERE e.incident_id = NEW.incident_id ORDER BY e.number DESC LIMIT 1;
    IF NEW.number <> coalesce(before.number, 0) + 1 OR (NEW.what = 'reported') <> (before.number IS NULL) THEN
        RAISE EXCEPTION 'INCIDENT: event % does not follow', NEW.number;
    END IF;
    IF NOT (CASE NEW.what
            WHEN 'reported' THEN NEW.state = 'suspected'
            WHEN 'accepted' THEN before.state IN ('suspected', 'dismissed') AND NEW.state = 'open'
            WHEN 'dismissed' THEN before.state = 'suspected' AND NEW.state = 'dismissed'
            WHEN 'closed' THEN before.state = 'open' AND NEW.state = 'closed'
            WHEN 'reopened' THEN before.state = 'closed' AND NEW.state = 'open'
            WHEN 'lesson_done' THEN before.state IN ('open', 'closed') AND NEW.state = before.state
            WHEN 'lost' THEN before.state IN ('suspected', 'open') AND NEW.state = before.state
            ELSE before.state = 'open' AND NEW.state = 'open' END) THEN
        RAISE EXCEPTION 'INCIDENT: % does not lead from % to %', NEW.what, before.state, NEW.state;
    END IF;
    RETURN NEW;
END $$;

-- Orders that were reported with an incident as lost, and about which nobody has decided since: neither among those that it concerns, nor
-- taken out of them with a reason.
CREATE FUNCTION oversight.losses_left(asked uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT DISTINCT l.order_id FROM oversight.incident i JOIN intake.loss l ON l.incident = i.code AND l.what = 'lost'
    WHERE i.id = asked AND NOT EXISTS (
        SELECT 1 FROM (SELECT o.is_in, e.at FROM oversight.incident_order o
            JOIN oversight.incident_event e ON e.incident_id = o.incident_id AND e.number = o.number
            WHERE o.incident_id = i.id AND o.order_id = l.order_id ORDER BY o.number DESC LIMIT 1) last
        WHERE last.is_in OR last.at >= l.at)
$$;

-- Whoever is to be told of a loss is not forgotten by a period as long as somebody works on its incident, also once it is found. Their own word
-- goes before.
CREATE FUNCTION vault.kept_for_a_loss(person uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM intake.order_person p
        JOIN intake.loss l ON l.order_id = p.order_id AND l.what = 'lost'
        JOIN oversight.incident i ON i.code = l.incident
        JOIN LATERAL (SELECT e.state FROM oversight.incident_event e WHERE e.incident_id = i.id ORDER BY e.number DESC LIMIT 1) last ON true
        WHERE p.person_id = person AND last.state IN ('suspected', 'open'))
$$;

-- What came before it was found says nothing of what is on it since ('lost'), which is asked before 'earlier': what was proved of a medium was
-- taken from it by that. That it is missing comes last of all: another doubt says more. The rest is as in V163.
CREATE OR REPLACE FUNCTION ledger.doubt(event uuid) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN s.verdict NOT IN ('purged', 'cleared') THEN NULL
        WHEN s.receipt_digest <> sha256(convert_to(s.receipt, 'UTF8')) THEN 'unreadable'
        WHEN EXISTS (SELECT 1 FROM intake.arrival a WHERE a.order_id = o.id)
          AND (SELECT t.what = 'lost' OR (t.what = 'found' AND EXISTS (
              SELECT 1 FROM intake.travel_turn gone WHERE gone.order_id = o.id AND gone.what = 'sent_back'))
            FROM intake.travel_turn t WHERE t.order_id = o.id ORDER BY t.id DESC LIMIT 1) THEN 'away'
        WHEN EXISTS (SELECT 1 FROM oversight.verification v JOIN oversight.clearing c ON c.id = v.clearing_id
          WHERE v.result = 'found' AND c.device_id = o.device_id
            AND (s.event_id = ANY (c.statements) OR s.received_at <= v.at)) THEN 'second-check'
        WHEN intake.found_since(o.id, s.received_at) THEN 'lost'
        WHEN o.state IN ('consented', 'at_bench', 'erasing', 'in_part', 'cleared', 'not_cleared', 'going_back', 'held', 'state_secrets',
            'sealed', 'closed', 'returned_erased', 'lost', 'missing')
          AND NOT EXISTS (SELECT 1 FROM custody.medium m WHERE m.statement_id = s.event_id) THEN 'earlier'
        WHEN EXISTS (SELECT 1 FROM ledger.statement later WHERE later.medium_id = s.medium_id
          AND (later.counted_at, later.log_index) > (s.counted_at, s.log_index)) THEN 'earlier'
        WHEN EXISTS (SELECT 1 FROM ledger.open_against(o.device_id)) THEN 'open'
        WHEN custody.awaits_recovery(o.device_id) THEN 'recovery'
        WHEN o.state = 'missing' THEN 'missing' END
    FROM ledger.statement s LEFT JOIN intake.work_order o ON o.id = s.order_id WHERE s.event_id = event
$$;
