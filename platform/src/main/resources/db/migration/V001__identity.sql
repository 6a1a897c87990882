-- Organisations, sites, accounts, sign-in, stations. No civil name is kept here: an account has the name that colleagues
-- and statements know it by.
CREATE SCHEMA identity;

CREATE TABLE identity.organisation (
    id          uuid PRIMARY KEY,
    name        text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    created_at  timestamptz NOT NULL
);

CREATE TABLE identity.site (
    id               uuid PRIMARY KEY,
    organisation_id  uuid NOT NULL REFERENCES identity.organisation,
    name             text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    time_zone        text NOT NULL,
    created_at       timestamptz NOT NULL,
    UNIQUE (organisation_id, name)
);

CREATE TABLE identity.account (
    id               uuid PRIMARY KEY,
    organisation_id  uuid REFERENCES identity.organisation,
    site_id          uuid REFERENCES identity.site,
    work_name        text NOT NULL CHECK (length(work_name) BETWEEN 1 AND 60),
    state            text NOT NULL CHECK (state IN ('active', 'suspended')),
    created_at       timestamptz NOT NULL
);
CREATE UNIQUE INDEX account_work_name ON identity.account (organisation_id, work_name);

CREATE TABLE identity.account_role (
    account_id  uuid NOT NULL REFERENCES identity.account,
    role        text NOT NULL,
    PRIMARY KEY (account_id, role)
);

-- Links that sign in once. Only their digest is kept.
CREATE TABLE identity.one_time_link (
    digest      bytea PRIMARY KEY,
    account_id  uuid NOT NULL REFERENCES identity.account,
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    used_at     timestamptz
);

-- Passkeys, in the form of the library that checks them.
CREATE TABLE identity.user_entities (
    id            varchar(1000) PRIMARY KEY,
    name          varchar(100) NOT NULL UNIQUE,
    display_name  varchar(200)
);

CREATE TABLE identity.user_credentials (
    credential_id                 varchar(1000) PRIMARY KEY,
    user_entity_user_id           varchar(1000) NOT NULL,
    public_key                    bytea NOT NULL,
    signature_count               bigint,
    uv_initialized                boolean,
    backup_eligible               boolean NOT NULL,
    authenticator_transports      varchar(1000),
    public_key_credential_type    varchar(100),
    backup_state                  boolean NOT NULL,
    attestation_object            bytea,
    attestation_client_data_json  bytea,
    created                       timestamp,
    last_used                     timestamp,
    label                         varchar(1000) NOT NULL
);

-- A code that changes the person at a shared counter, after a passkey began the day there.
CREATE TABLE identity.pin (
    account_id  uuid PRIMARY KEY REFERENCES identity.account,
    digest      text NOT NULL,
    tries       integer NOT NULL DEFAULT 0 CHECK (tries >= 0),
    changed_at  timestamptz NOT NULL
);

CREATE TABLE identity.station (
    id            uuid PRIMARY KEY,
    site_id       uuid NOT NULL REFERENCES identity.site,
    name          text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    key           text NOT NULL,
    thumbprint    text NOT NULL UNIQUE,
    token_digest  bytea NOT NULL UNIQUE,
    state         text NOT NULL CHECK (state IN ('active', 'ended')),
    paired_at     timestamptz NOT NULL,
    seen_at       timestamptz,
    UNIQUE (site_id, name)
);

CREATE TABLE identity.pairing_code (
    digest      bytea PRIMARY KEY,
    site_id     uuid NOT NULL REFERENCES identity.site,
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    used_at     timestamptz
);

-- What was done to accounts and stations, by whom.
CREATE TABLE identity.audit (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at          timestamptz NOT NULL,
    account_id  uuid,
    action      text NOT NULL,
    subject     uuid
);

CREATE TABLE identity.spring_session (
    primary_id             char(36) PRIMARY KEY,
    session_id             char(36) NOT NULL UNIQUE,
    creation_time          bigint NOT NULL,
    last_access_time       bigint NOT NULL,
    max_inactive_interval  integer NOT NULL,
    expiry_time            bigint NOT NULL,
    principal_name         varchar(100)
);
CREATE INDEX spring_session_expiry ON identity.spring_session (expiry_time);
CREATE INDEX spring_session_principal ON identity.spring_session (principal_name);

CREATE TABLE identity.spring_session_attributes (
    session_primary_id  char(36) NOT NULL REFERENCES identity.spring_session (primary_id) ON DELETE CASCADE,
    attribute_name      varchar(200) NOT NULL,
    attribute_bytes     bytea NOT NULL,
    PRIMARY KEY (session_primary_id, attribute_name)
);
