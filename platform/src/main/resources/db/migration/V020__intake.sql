-- Work orders: what is to become of one device, from the counter to its end. No personal data: the owner is a reference
-- into the vault.
CREATE SCHEMA intake;

CREATE TABLE intake.work_order (
    id                uuid PRIMARY KEY,
    code              text NOT NULL UNIQUE,
    site_id           uuid NOT NULL,
    device_id         uuid NOT NULL UNIQUE,
    channel           text NOT NULL,
    presenter         text NOT NULL,
    owner_ref         uuid,
    state             text NOT NULL,
    offer_minor       bigint CHECK (offer_minor >= 0),
    offer_currency    text,
    policy            text NOT NULL,
    preparation       jsonb NOT NULL DEFAULT '{}',
    consent_text      text,
    consent_language  text,
    consented_at      timestamptz,
    presence          text,
    presence_at       timestamptz,
    version           integer NOT NULL DEFAULT 0,
    created_by        uuid NOT NULL,
    created_at        timestamptz NOT NULL
);
CREATE INDEX work_order_site_state ON intake.work_order (site_id, state, created_at DESC);

CREATE TABLE intake.order_event (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_id   uuid NOT NULL REFERENCES intake.work_order,
    at         timestamptz NOT NULL,
    kind       text NOT NULL,
    from_state text,
    to_state   text NOT NULL,
    actor      text NOT NULL CHECK (actor IN ('staff', 'owner', 'station', 'platform')),
    actor_id   uuid
);
CREATE INDEX order_event_order ON intake.order_event (order_id, id);
