-- An incident may hold devices, as anybody may who sees a reason: among the devices, and a manager ends it there. As in V121 and V136, with one reason more.
CREATE OR REPLACE FUNCTION custody.held_by_hand(device uuid) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT held.reason FROM custody.device_event held
    WHERE held.device_id = device AND held.to_state = 'blocked'
      AND held.reason IN ('stolen', 'owner-asks', 'damaged', 'mistake', 'incident')
      AND NOT EXISTS (SELECT 1 FROM custody.device_event later
        WHERE later.device_id = held.device_id AND later.id > held.id
          AND (later.reason LIKE 'released-%'
            OR (later.from_state = 'blocked' AND later.to_state NOT IN ('blocked', 'returned'))))
    ORDER BY held.id DESC LIMIT 1
$$;

CREATE OR REPLACE FUNCTION custody.held_by_evidence(device uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM custody.device d
        WHERE d.id = device AND d.state IN ('blocked', 'to_destroy', 'sealed', 'handed_over')
          AND EXISTS (SELECT 1 FROM custody.device_event e WHERE e.device_id = d.id
            AND (e.to_state = 'in_stock' OR e.reason = 'waits-for-stock'
              OR (e.to_state = 'blocked' AND e.reason LIKE 'second-check-%')))
          AND NOT EXISTS (SELECT 1 FROM custody.destruction gone WHERE gone.device_id = d.id)
          AND (NOT coalesce(d.verdict IN ('purged', 'cleared') AND d.is_conforming, false)
            OR (SELECT e.reason NOT IN ('stolen', 'owner-asks', 'damaged', 'mistake', 'incident') FROM custody.device_event e
                WHERE e.device_id = d.id AND e.to_state = 'blocked' AND e.from_state <> 'blocked' ORDER BY e.id DESC LIMIT 1)))
$$;
