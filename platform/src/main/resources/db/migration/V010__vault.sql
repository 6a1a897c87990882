-- The only home of personal data. Ciphertext, wrapped keys, purposes and times; not a word in clear, and no digest of one.
CREATE SCHEMA vault;

-- What tells at start whether the key file is the one that wrapped the keys here.
CREATE TABLE vault.master (
    is_only     boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    probe       bytea NOT NULL,
    created_at  timestamptz NOT NULL
);

CREATE TABLE vault.person (
    id             uuid PRIMARY KEY,
    site_id        uuid NOT NULL,
    -- NULL once it was destroyed.
    wrapped_key    bytea,
    created_at     timestamptz NOT NULL,
    forgotten_at   timestamptz,
    backups_until  timestamptz,
    -- Under the person's key, too: reasons name people.
    hold_reason    bytea,
    CHECK ((wrapped_key IS NULL) = (forgotten_at IS NOT NULL)),
    CHECK (hold_reason IS NULL OR wrapped_key IS NOT NULL)
);

CREATE TABLE vault.person_purpose (
    person_id  uuid NOT NULL REFERENCES vault.person,
    purpose    text NOT NULL,
    since      timestamptz NOT NULL,
    until      timestamptz NOT NULL,
    PRIMARY KEY (person_id, purpose)
);
CREATE INDEX person_purpose_until ON vault.person_purpose (until);

CREATE TABLE vault.value (
    person_id   uuid NOT NULL REFERENCES vault.person,
    field       text NOT NULL,
    ciphertext  bytea NOT NULL,
    changed_at  timestamptz NOT NULL,
    PRIMARY KEY (person_id, field)
);

CREATE TABLE vault.attachment (
    id          uuid PRIMARY KEY,
    person_id   uuid NOT NULL REFERENCES vault.person,
    field       text NOT NULL,
    purpose     text NOT NULL,
    ciphertext  bytea NOT NULL CHECK (length(ciphertext) < 300000),
    created_at  timestamptz NOT NULL
);
CREATE INDEX attachment_person ON vault.attachment (person_id);

-- Who looked, for the person's own eyes. Written before anything is returned, and by nobody changed.
CREATE TABLE vault.read (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id   uuid NOT NULL REFERENCES vault.person,
    at          timestamptz NOT NULL,
    purpose     text NOT NULL,
    fields      text[] NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('staff', 'owner', 'platform')),
    account_id  uuid,
    role        text,
    site_id     uuid NOT NULL,
    authority   text,
    reference   text,
    article     text
);
CREATE INDEX read_person ON vault.read (person_id, id DESC);
