-- Why a legal hold was released, and why what an authority asked for was broken off: whoever did it says so. What was done before says nothing.
-- No data of a person: it is searched for theirs before it is saved.
ALTER TABLE vault.hold_event
    ADD COLUMN reason text CHECK (length(reason) BETWEEN 1 AND 200),
    ADD CHECK (reason IS NULL OR until IS NULL);
ALTER TABLE vault.disclosure
    ADD COLUMN ended_reason text CHECK (length(ended_reason) BETWEEN 1 AND 200),
    ADD CHECK (ended_reason IS NULL OR ended_at IS NOT NULL);

CREATE FUNCTION vault.only_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.ended_at IS NOT NULL OR (NEW.id, NEW.person_id, NEW.authority, NEW.reference, NEW.article, NEW.purposes, NEW.asked_by, NEW.asked_at)
            IS DISTINCT FROM (OLD.id, OLD.person_id, OLD.authority, OLD.reference, OLD.article, OLD.purposes, OLD.asked_by, OLD.asked_at) THEN
        RAISE EXCEPTION 'APPEND_ONLY: what was asked for is not changed afterwards';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER disclosure_only_ends BEFORE UPDATE OR DELETE ON vault.disclosure FOR EACH ROW EXECUTE FUNCTION vault.only_ends();

CREATE TRIGGER hold_event_only_append BEFORE UPDATE OR DELETE ON vault.hold_event FOR EACH ROW EXECUTE FUNCTION vault.only_append();
