-- Incidents of personal data (R-27, decision 65): what was suspected, what was found, whom it concerns, which duty runs, what was told to whom.
-- Nothing of a person is here: texts are refused that look like it, and who is concerned is told by orders alone.
CREATE TABLE oversight.incident (
    id               uuid PRIMARY KEY,
    -- For reading out.
    code             text NOT NULL UNIQUE CHECK (length(code) = 9),
    organisation_id  uuid NOT NULL REFERENCES identity.organisation,
    -- NULL for what concerns the whole company.
    site_id          uuid REFERENCES identity.site,
    -- Where its days are counted, also if the site moves.
    time_zone        text NOT NULL CHECK (length(time_zone) BETWEEN 1 AND 60),
    -- Which version of the rules its duties are counted by.
    rules            integer NOT NULL CHECK (rules > 0)
);
CREATE INDEX incident_organisation ON oversight.incident (organisation_id);

-- What was done and found, in the order in which it was written; the last one says how it stands. Of two who act at once one has the number.
CREATE TABLE oversight.incident_event (
    incident_id  uuid NOT NULL REFERENCES oversight.incident,
    number       integer NOT NULL CHECK (number > 0),
    at           timestamptz NOT NULL,
    by_account   uuid NOT NULL REFERENCES identity.account,
    what         text NOT NULL CHECK (what IN ('reported', 'accepted', 'dismissed', 'described', 'assessed', 'selected', 'removed',
                   'handled', 'sent', 'not_required', 'released', 'lesson', 'lesson_done', 'held', 'closed', 'reopened')),
    state        text NOT NULL CHECK (state IN ('suspected', 'open', 'closed', 'dismissed')),
    -- As it was written, octet for octet: its digest stands in the note.
    content      json NOT NULL CHECK (octet_length(content::text) <= 250000),
    note_id      uuid NOT NULL UNIQUE REFERENCES ledger.note,
    PRIMARY KEY (incident_id, number)
);
CREATE INDEX incident_event_account ON oversight.incident_event (by_account, at) WHERE what = 'reported';

-- Whom it concerns: orders that an event took in, or took out again. The last row of an order says whether it is in.
CREATE TABLE oversight.incident_order (
    incident_id  uuid NOT NULL,
    number       integer NOT NULL,
    order_id     uuid NOT NULL REFERENCES intake.work_order,
    is_in        boolean NOT NULL,
    PRIMARY KEY (incident_id, order_id, number),
    FOREIGN KEY (incident_id, number) REFERENCES oversight.incident_event
);
CREATE INDEX incident_order_order ON oversight.incident_order (order_id);
-- Whose data an account had shown leads to persons, and those to their orders.
CREATE INDEX IF NOT EXISTS order_person_person ON intake.order_person (person_id);
-- By a site and its days.
CREATE INDEX IF NOT EXISTS work_order_site_created ON intake.work_order (site_id, created_at, id);

-- What must not be false whatever writes it: numbers without a gap, and no step that does not lead on from the one before.
CREATE FUNCTION oversight.guard_incident_event() RETURNS trigger LANGUAGE plpgsql AS $$
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
            ELSE before.state = 'open' AND NEW.state = 'open' END) THEN
        RAISE EXCEPTION 'INCIDENT: % does not lead from % to %', NEW.what, before.state, NEW.state;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_incident_event BEFORE INSERT ON oversight.incident_event
    FOR EACH ROW EXECUTE FUNCTION oversight.guard_incident_event();

-- Orders come in, and go, by the incident's last step alone, which is one that says so; its content has a digest over their ids.
CREATE FUNCTION oversight.guard_incident_order() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    newest oversight.incident_event;
BEGIN
    SELECT * INTO newest FROM oversight.incident_event e WHERE e.incident_id = NEW.incident_id ORDER BY e.number DESC LIMIT 1;
    IF newest.number IS DISTINCT FROM NEW.number
       OR newest.what IS DISTINCT FROM (CASE WHEN NEW.is_in THEN 'selected' ELSE 'removed' END) THEN
        RAISE EXCEPTION 'INCIDENT: no order comes in or goes by event %', NEW.number;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_incident_order BEFORE INSERT ON oversight.incident_order
    FOR EACH ROW EXECUTE FUNCTION oversight.guard_incident_order();

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['incident', 'incident_event', 'incident_order'] LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON oversight.%I FOR EACH ROW EXECUTE FUNCTION oversight.only_append()',
            name || '_only_append', name);
        EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON oversight.%I FOR EACH STATEMENT EXECUTE FUNCTION oversight.only_append()',
            name || '_not_emptied', name);
    END LOOP;
END $$;
