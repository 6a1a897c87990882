-- One ceremony for the list of an institution. The offer for all stands at the list, with the digest of the devices that it was made for.
ALTER TABLE intake.batch
    ADD COLUMN offer_minor     bigint CHECK (offer_minor >= 0),
    ADD COLUMN offer_currency  text,
    ADD COLUMN offer_list      bytea CHECK (length(offer_list) = 32);

-- Until now it stood at the order that leads.
UPDATE intake.batch b SET offer_minor = o.offer_minor, offer_currency = o.offer_currency
    FROM intake.work_order o WHERE o.id = b.lead_order AND o.offer_minor IS NOT NULL;

-- What was said of a list at once: each of exactly the devices that were shown, by a digest over them. Never changed.
CREATE TABLE intake.list_declaration (
    id           uuid PRIMARY KEY,
    batch_id     uuid NOT NULL REFERENCES intake.batch,
    kind         text NOT NULL CHECK (kind IN ('accepted', 'consented', 'present')),
    -- Of a presence: what shows it.
    grade        text CHECK (grade IN ('absent', 'asserted', 'code', 'handwritten')),
    -- The amount; the version of the words and their language; where the vault has the signature.
    terms        text NOT NULL,
    list_digest  bytea NOT NULL CHECK (length(list_digest) = 32),
    actor        text NOT NULL CHECK (actor IN ('staff', 'owner', 'glass')),
    actor_id     uuid,
    at           timestamptz NOT NULL,
    CHECK ((kind = 'present') = (grade IS NOT NULL))
);
CREATE INDEX list_declaration_batch ON intake.list_declaration (batch_id, at);

CREATE TABLE intake.list_declaration_order (
    declaration_id  uuid NOT NULL REFERENCES intake.list_declaration,
    order_id        uuid NOT NULL REFERENCES intake.work_order,
    PRIMARY KEY (declaration_id, order_id)
);

CREATE TRIGGER list_declaration_only_append BEFORE UPDATE OR DELETE ON intake.list_declaration
    FOR EACH ROW EXECUTE FUNCTION intake.only_append();
CREATE TRIGGER list_declaration_order_only_append BEFORE UPDATE OR DELETE ON intake.list_declaration_order
    FOR EACH ROW EXECUTE FUNCTION intake.only_append();
