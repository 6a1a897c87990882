-- Self-audits (R-15, decision 72): who went through which checklist where, what they saw, and what became of each finding. Nothing of a person is
-- here: texts are refused that look like it.
CREATE TABLE oversight.audit (
    id                 uuid PRIMARY KEY,
    -- For reading out.
    code               text NOT NULL UNIQUE CHECK (length(code) = 9),
    organisation_id    uuid NOT NULL REFERENCES identity.organisation,
    site_id            uuid NOT NULL REFERENCES identity.site,
    -- Where its days are counted, also if the site moves.
    time_zone          text NOT NULL CHECK (length(time_zone) BETWEEN 1 AND 60),
    checklist          text NOT NULL CHECK (checklist ~ '^[a-z][a-z-]{0,39}$'),
    checklist_version  integer NOT NULL CHECK (checklist_version > 0)
);
CREATE INDEX audit_organisation ON oversight.audit (organisation_id, site_id, checklist);

-- What was done, in the order in which it was written. Of two who act at once one has the number.
CREATE TABLE oversight.audit_event (
    audit_id    uuid NOT NULL REFERENCES oversight.audit,
    number      integer NOT NULL CHECK (number > 0),
    at          timestamptz NOT NULL,
    by_account  uuid NOT NULL REFERENCES identity.account,
    what        text NOT NULL CHECK (what IN ('begun', 'answered', 'planned', 'done', 'settled', 'sent_back', 'closed')),
    -- The item that it is about; empty if it is about none.
    item        text NOT NULL CHECK ((item = '') = (what IN ('begun', 'closed')) AND item ~ '^([a-z][a-z-]{0,39})?$'),
    answer      text CHECK (answer IN ('met', 'finding', 'not_applicable')),
    -- As it was written, octet for octet: its digest stands in the note.
    content     json NOT NULL CHECK (octet_length(content::text) <= 20000),
    note_id     uuid NOT NULL UNIQUE REFERENCES ledger.note,
    PRIMARY KEY (audit_id, number),
    CHECK ((answer IS NOT NULL) = (what = 'answered'))
);
CREATE INDEX audit_event_closed ON oversight.audit_event (audit_id) WHERE what = 'closed';
CREATE INDEX audit_event_finding ON oversight.audit_event (audit_id, item) WHERE answer = 'finding';

-- What must not be false whatever writes it: numbers without a gap, nothing answered after the end, no finding that is taken back, and none that is
-- settled before somebody said that it was done.
CREATE FUNCTION oversight.guard_audit_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before integer;
    is_closed boolean;
    is_finding boolean;
    last_of_item text;
BEGIN
    SELECT max(e.number), bool_or(e.what = 'closed'), bool_or(e.item = NEW.item AND e.answer = 'finding')
    INTO before, is_closed, is_finding FROM oversight.audit_event e WHERE e.audit_id = NEW.audit_id;
    SELECT e.what INTO last_of_item FROM oversight.audit_event e WHERE e.audit_id = NEW.audit_id AND e.item = NEW.item
    ORDER BY e.number DESC LIMIT 1;
    IF NEW.number <> coalesce(before, 0) + 1 OR (NEW.what = 'begun') <> (before IS NULL) THEN
        RAISE EXCEPTION 'AUDIT: event % does not follow', NEW.number;
    END IF;
    IF NOT (CASE NEW.what
            WHEN 'begun' THEN true
            WHEN 'answered' THEN NOT is_closed AND NOT is_finding
            WHEN 'closed' THEN NOT is_closed
            WHEN 'planned' THEN is_finding AND last_of_item IN ('answered', 'planned', 'sent_back')
            WHEN 'done' THEN last_of_item IN ('planned', 'sent_back')
            ELSE last_of_item = 'done' END) THEN
        RAISE EXCEPTION 'AUDIT: % does not follow', NEW.what;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_audit_event BEFORE INSERT ON oversight.audit_event FOR EACH ROW EXECUTE FUNCTION oversight.guard_audit_event();

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['audit', 'audit_event'] LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON oversight.%I FOR EACH ROW EXECUTE FUNCTION oversight.only_append()',
            name || '_only_append', name);
        EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON oversight.%I FOR EACH STATEMENT EXECUTE FUNCTION oversight.only_append()',
            name || '_not_emptied', name);
    END LOOP;
END $$;
