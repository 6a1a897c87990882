-- Whom no purpose needs although they have a key: nobody can say when they are to go, and no run of retention finds them. There should be none; that
-- page asked all persons whether they are one. Triggers note each when a transaction ends, so that no part of the program can leave one out. A purpose is never given to another person.
CREATE TABLE vault.purposeless (
    person_id  uuid PRIMARY KEY REFERENCES vault.person ON DELETE CASCADE,
    site_id    uuid NOT NULL
);
CREATE INDEX purposeless_site ON vault.purposeless (site_id);
CREATE FUNCTION vault.has_purpose() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    person uuid;
BEGIN
    IF TG_TABLE_NAME = 'person' THEN
        person := NEW.id;
    ELSIF TG_OP = 'DELETE' THEN
        person := OLD.person_id;
    ELSE
        person := NEW.person_id;
    END IF;
    -- Two that each take one of the last two purposes wait for each other here.
    PERFORM FROM vault.person p WHERE p.id = person FOR UPDATE;
    INSERT INTO vault.purposeless SELECT p.id, p.site_id FROM vault.person p
        WHERE p.id = person AND p.wrapped_key IS NOT NULL AND NOT EXISTS (SELECT FROM vault.person_purpose u WHERE u.person_id = p.id)
        ON CONFLICT (person_id) DO UPDATE SET site_id = excluded.site_id;
    IF NOT FOUND THEN
        DELETE FROM vault.purposeless l WHERE l.person_id = person AND NOT EXISTS (SELECT FROM vault.person p
            WHERE p.id = person AND p.wrapped_key IS NOT NULL AND NOT EXISTS (SELECT FROM vault.person_purpose u WHERE u.person_id = p.id));
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER has_purpose AFTER INSERT OR UPDATE OF wrapped_key, site_id ON vault.person
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION vault.has_purpose();
CREATE CONSTRAINT TRIGGER has_purpose AFTER INSERT OR DELETE ON vault.person_purpose
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION vault.has_purpose();
-- After the triggers: nothing can be written between the two.
INSERT INTO vault.purposeless SELECT p.id, p.site_id FROM vault.person p
WHERE p.wrapped_key IS NOT NULL AND NOT EXISTS (SELECT FROM vault.person_purpose u WHERE u.person_id = p.id);
