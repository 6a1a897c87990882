-- Incidents of millions (decision 89): whom one concerns is found, counted and told in sets; who complained without an order is among them; and
-- whoever tells them all at once may, for this incident alone, when a second person has said so.

-- As in V137, but asked once for a step and not for each of its orders, of which there can be millions. Nothing is ever deleted from orders.
DROP TRIGGER guard_incident_order ON oversight.incident_order;
DROP FUNCTION oversight.guard_incident_order();
ALTER TABLE oversight.incident_order DROP CONSTRAINT incident_order_order_id_fkey;
ALTER TABLE oversight.incident_order DROP CONSTRAINT incident_order_incident_id_number_fkey;
CREATE FUNCTION oversight.guard_incident_orders() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    one record;
BEGIN
    FOR one IN SELECT incident_id, number, is_in, count(*) AS rows FROM added GROUP BY incident_id, number, is_in LOOP
        IF NOT EXISTS (SELECT 1 FROM oversight.incident_event e WHERE e.incident_id = one.incident_id AND e.number = one.number
                AND e.what = (CASE WHEN one.is_in THEN 'selected' ELSE 'removed' END)
                AND NOT EXISTS (SELECT 1 FROM oversight.incident_event later
                    WHERE later.incident_id = e.incident_id AND later.number > e.number)) THEN
            RAISE EXCEPTION 'INCIDENT: no order comes in or goes by event %', one.number;
        END IF;
    END LOOP;
    IF EXISTS (SELECT 1 FROM added a JOIN oversight.incident i ON i.id = a.incident_id
            LEFT JOIN intake.work_order w ON w.id = a.order_id LEFT JOIN identity.site s ON s.id = w.site_id
            WHERE s.organisation_id IS DISTINCT FROM i.organisation_id) THEN
        RAISE EXCEPTION 'INCIDENT: an order of its own company';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER guard_incident_orders AFTER INSERT ON oversight.incident_order
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION oversight.guard_incident_orders();
-- Those that came in after a release; and all of an incident that are in, in their order.
CREATE INDEX incident_order_step ON oversight.incident_order (incident_id, number, order_id) WHERE is_in;

-- Who complained without an order: their request, which leads to their page and, in the vault, to them.
CREATE TABLE oversight.incident_complaint (
    incident_id  uuid NOT NULL,
    number       integer NOT NULL,
    request_id   uuid NOT NULL,
    is_in        boolean NOT NULL,
    PRIMARY KEY (incident_id, request_id, number)
);
CREATE INDEX incident_complaint_request ON oversight.incident_complaint (request_id);
CREATE INDEX IF NOT EXISTS request_person ON rights.request (person_id) WHERE order_id IS NULL;
CREATE FUNCTION oversight.guard_incident_complaints() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM added a WHERE NOT EXISTS (
            SELECT 1 FROM oversight.incident_event e WHERE e.incident_id = a.incident_id AND e.number = a.number AND e.what = 'complaints'
              AND NOT EXISTS (SELECT 1 FROM oversight.incident_event later
                WHERE later.incident_id = e.incident_id AND later.number > e.number))) THEN
        RAISE EXCEPTION 'INCIDENT: no complaint comes in or goes but by its last event';
    END IF;
    IF EXISTS (SELECT 1 FROM added a JOIN oversight.incident i ON i.id = a.incident_id
            LEFT JOIN rights.request r ON r.id = a.request_id AND r.order_id IS NULL LEFT JOIN identity.site s ON s.id = r.site_id
            WHERE s.organisation_id IS DISTINCT FROM i.organisation_id) THEN
        RAISE EXCEPTION 'INCIDENT: a complaint to its own company, without an order';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER guard_incident_complaints AFTER INSERT ON oversight.incident_complaint
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION oversight.guard_incident_complaints();
CREATE TRIGGER incident_complaint_only_append BEFORE UPDATE OR DELETE ON oversight.incident_complaint
    FOR EACH ROW EXECUTE FUNCTION oversight.only_append();
CREATE TRIGGER incident_complaint_not_emptied BEFORE TRUNCATE ON oversight.incident_complaint
    FOR EACH STATEMENT EXECUTE FUNCTION oversight.only_append();

ALTER TABLE oversight.incident_event DROP CONSTRAINT incident_event_what_check;
ALTER TABLE oversight.incident_event ADD CONSTRAINT incident_event_what_check CHECK (what IN ('reported', 'accepted', 'dismissed', 'described',
    'assessed', 'selected', 'removed', 'handled', 'sent', 'not_required', 'released', 'lesson', 'lesson_done', 'held', 'closed', 'reopened', 'lost',
    'complaints', 'telling_asked', 'telling_allowed'));
CREATE INDEX incident_event_telling ON oversight.incident_event (incident_id, number) WHERE what = 'telling_asked';
