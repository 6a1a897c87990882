-- What a story says beside what happened: the price that was offered or refused, why something was held or let go on. The reasons are
-- choices of closed lists; the note is searched for personal data before it is saved.
ALTER TABLE intake.order_event
    ADD COLUMN offer_minor     bigint CHECK (offer_minor >= 0),
    ADD COLUMN offer_currency  text,
    ADD COLUMN reason          text CHECK (length(reason) <= 40),
    ADD COLUMN note            text CHECK (length(note) <= 200),
    ADD CONSTRAINT order_event_offer CHECK ((offer_minor IS NULL) = (offer_currency IS NULL));

-- What was noted of a device before somebody corrected it. Serial numbers as they are kept everywhere: a keyed digest, and a tail.
CREATE TABLE custody.device_correction (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    device_id       uuid NOT NULL REFERENCES custody.device,
    at              timestamptz NOT NULL,
    account_id      uuid NOT NULL,
    changed         text[] NOT NULL CHECK (cardinality(changed) > 0),
    kind            text NOT NULL,
    brand           text NOT NULL,
    model           text NOT NULL,
    weight_grams    integer,
    serial_digest   bytea,
    serial_tail     text,
    media_count     smallint,
    -- One each of those media that were known, as they were numbered.
    media_digests   bytea[] NOT NULL,
    media_tails     text[] NOT NULL
);
CREATE INDEX device_correction_device ON custody.device_correction (device_id, id);
CREATE TRIGGER device_correction_only_append BEFORE UPDATE OR DELETE ON custody.device_correction
    FOR EACH ROW EXECUTE FUNCTION custody.only_append();
