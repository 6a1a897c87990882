-- Reads with a reason, disclosures by two persons, holds with an end, and the register of sellers.

-- What was done, why, and from when on the person is told of it: at once, but for what a law seals for a time.
ALTER TABLE vault.read
    ADD COLUMN act         text NOT NULL DEFAULT 'read' CHECK (act IN ('written', 'masked', 'read', 'disclosed')),
    ADD COLUMN reason      text,
    ADD COLUMN is_alone    boolean NOT NULL DEFAULT false,
    ADD COLUMN shown_from  timestamptz;
UPDATE vault.read SET act = 'disclosed' WHERE authority IS NOT NULL;
CREATE INDEX read_account ON vault.read (account_id, at);

-- What is left after a forgetting that a law did not let reach all.
ALTER TABLE vault.person
    ADD COLUMN hold_until           timestamptz,
    ADD COLUMN partly_forgotten_at  timestamptz;

-- Who held and who released, and when; the reason is with the person.
CREATE TABLE vault.hold_event (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id   uuid NOT NULL REFERENCES vault.person,
    at          timestamptz NOT NULL,
    account_id  uuid NOT NULL,
    -- NULL for a release.
    until       timestamptz
);

-- What an authority asks for. Nothing is shown for one before it stands here, and a second person has confirmed it.
CREATE TABLE vault.disclosure (
    id             uuid PRIMARY KEY,
    person_id      uuid NOT NULL REFERENCES vault.person,
    authority      text NOT NULL,
    reference      text NOT NULL,
    article        text NOT NULL,
    purposes       text[] NOT NULL,
    delay_until    timestamptz,
    delay_article  text,
    asked_by       uuid NOT NULL,
    asked_at       timestamptz NOT NULL,
    -- There was nobody else who could have confirmed it.
    is_alone       boolean NOT NULL,
    confirmed_by   uuid,
    confirmed_at   timestamptz,
    ended_by       uuid,
    ended_at       timestamptz,
    opened_at      timestamptz,
    CHECK ((delay_until IS NULL) = (delay_article IS NULL)),
    CHECK (confirmed_by IS DISTINCT FROM asked_by),
    CHECK (opened_at IS NULL OR (confirmed_at IS NOT NULL AND ended_at IS NULL)),
    CHECK ((confirmed_at IS NULL) OR is_alone OR confirmed_by IS NOT NULL)
);
CREATE INDEX disclosure_person ON vault.disclosure (person_id);

-- Whether a site asks sellers who they are, by which law. Added to and never changed: the last line of a site counts.
CREATE TABLE intake.seller_register (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    site_id       uuid NOT NULL,
    is_required   boolean NOT NULL,
    law           text NOT NULL CHECK (length(law) <= 200 AND (law <> '' OR NOT is_required)),
    asks_address  boolean NOT NULL,
    asks_phone    boolean NOT NULL,
    changed_at    timestamptz NOT NULL,
    changed_by    uuid NOT NULL
);
CREATE INDEX seller_register_site ON intake.seller_register (site_id, id DESC);
