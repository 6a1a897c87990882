-- Whom an order ever belonged to in the vault. Who is forgotten, or whose time is over, is followed by a new person as soon as something is
-- kept again; who looked at the one before, and whom that was disclosed to, is told to the owner all the same. Never changed. Whom an order
-- belonged to before this, and not when this came, nobody knows any more.
CREATE TABLE intake.order_person (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_id  uuid NOT NULL REFERENCES intake.work_order,
    person_id uuid NOT NULL,
    since     timestamptz NOT NULL,
    UNIQUE (order_id, person_id)
);
CREATE TRIGGER order_person_only_append BEFORE UPDATE OR DELETE ON intake.order_person
    FOR EACH ROW EXECUTE FUNCTION intake.only_append();
CREATE TRIGGER order_person_not_emptied BEFORE TRUNCATE ON intake.order_person
    FOR EACH STATEMENT EXECUTE FUNCTION intake.only_append();

INSERT INTO intake.order_person (order_id, person_id, since)
SELECT id, owner_ref, now() FROM intake.work_order WHERE owner_ref IS NOT NULL ORDER BY created_at, id;

-- Here and not in the program: whatever names a person of an order cannot leave it out.
CREATE FUNCTION intake.keeps_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO intake.order_person (order_id, person_id, since) VALUES (NEW.id, NEW.owner_ref, now())
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER work_order_keeps_person AFTER INSERT OR UPDATE OF owner_ref ON intake.work_order
    FOR EACH ROW WHEN (NEW.owner_ref IS NOT NULL) EXECUTE FUNCTION intake.keeps_person();
