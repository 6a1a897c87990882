-- A device's life. The serial number is kept as a keyed digest and its last characters, never in clear.
CREATE SCHEMA custody;

CREATE TABLE custody.device (
    id              uuid PRIMARY KEY,
    code            text NOT NULL UNIQUE,
    site_id         uuid NOT NULL,
    kind            text NOT NULL,
    brand           text NOT NULL,
    model           text NOT NULL,
    serial_digest   bytea,
    serial_tail     text,
    condition_note  text NOT NULL DEFAULT '',
    weight_grams    integer CHECK (weight_grams > 0),
    state           text NOT NULL,
    -- What the evidence says, by the statement that says it: both are needed for the gate.
    statement_id    uuid,
    verdict         text,
    is_conforming   boolean,
    bag_number      text UNIQUE,
    version         integer NOT NULL DEFAULT 0,
    registered_at   timestamptz NOT NULL,
    CHECK (state <> 'in_stock' OR (verdict IN ('purged', 'cleared') AND is_conforming)),
    CHECK ((verdict IS NULL) = (statement_id IS NULL)),
    CHECK ((verdict IS NULL) = (is_conforming IS NULL)),
    CHECK (state <> 'sealed' OR bag_number IS NOT NULL)
);
CREATE INDEX device_site_state ON custody.device (site_id, state);
CREATE INDEX device_serial ON custody.device (serial_digest);

CREATE TABLE custody.device_event (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    device_id   uuid NOT NULL REFERENCES custody.device,
    at          timestamptz NOT NULL,
    from_state  text,
    to_state    text NOT NULL,
    account_id  uuid,
    reason      text NOT NULL
);
CREATE INDEX device_event_device ON custody.device_event (device_id, id);
