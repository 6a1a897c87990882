-- A device can be held by several at once: with its order, by somebody among the devices, by what came about it when it was in stock. Each
-- hold has its own end, and only the last one's leads the device on.

-- Why somebody holds a device among the devices; NULL if nobody does. Before this, whatever ended one hold ended all of them: then the device
-- went on. That it was with its owner in between ends nothing.
CREATE FUNCTION custody.held_by_hand(device uuid) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT held.reason FROM custody.device_event held
    WHERE held.device_id = device AND held.to_state = 'blocked'
      AND held.reason IN ('stolen', 'owner-asks', 'damaged', 'mistake')
      AND NOT EXISTS (SELECT 1 FROM custody.device_event later
        WHERE later.device_id = held.device_id AND later.id > held.id
          AND (later.reason LIKE 'released-%'
            OR (later.from_state = 'blocked' AND later.to_state NOT IN ('blocked', 'returned'))))
    ORDER BY held.id DESC LIMIT 1
$$;

-- Whether what came about a device when it was in stock holds it: what was told of it, or what is known of it now. No word ends that, and a
-- bag does not either; only that a processor has stated its destruction.
CREATE FUNCTION custody.held_by_evidence(device uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM custody.device d
        WHERE d.id = device AND d.state IN ('blocked', 'to_destroy', 'sealed', 'handed_over')
          AND EXISTS (SELECT 1 FROM custody.device_event e WHERE e.device_id = d.id AND e.to_state = 'in_stock')
          AND NOT EXISTS (SELECT 1 FROM custody.destruction gone WHERE gone.device_id = d.id)
          AND (NOT coalesce(d.verdict IN ('purged', 'cleared') AND d.is_conforming, false)
            OR (SELECT e.reason NOT IN ('stolen', 'owner-asks', 'damaged', 'mistake') FROM custody.device_event e
                WHERE e.device_id = d.id AND e.to_state = 'blocked' AND e.from_state <> 'blocked' ORDER BY e.id DESC LIMIT 1)))
$$;

CREATE FUNCTION custody.guard_evidence_hold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> OLD.state AND NEW.state NOT IN ('blocked', 'to_destroy', 'sealed', 'handed_over')
            AND custody.held_by_evidence(OLD.id) THEN
        RAISE EXCEPTION 'GATE: what evidence holds leads to its destruction, and not to %', NEW.state;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_evidence_hold BEFORE UPDATE ON custody.device
    FOR EACH ROW EXECUTE FUNCTION custody.guard_evidence_hold();
