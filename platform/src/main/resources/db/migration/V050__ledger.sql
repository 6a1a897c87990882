-- What stations have signed, as they sent it, once it was verified; and what did not fit.
CREATE SCHEMA ledger;

-- Every trust list of a station that was accepted; the newest version counts.
CREATE TABLE ledger.trust_list (
    station_id   uuid NOT NULL,
    site_id      uuid NOT NULL,
    version      bigint NOT NULL,
    list         text NOT NULL,
    received_at  timestamptz NOT NULL,
    PRIMARY KEY (station_id, version)
);
CREATE INDEX trust_list_site ON ledger.trust_list (site_id);

-- Verdict and clauses are copied from the statement that was verified, and never change.
CREATE TABLE ledger.statement (
    event_id        uuid PRIMARY KEY,
    station_id      uuid NOT NULL,
    site_id         uuid NOT NULL,
    order_id        uuid,
    order_code      text,
    receipt         text NOT NULL,
    receipt_digest  bytea NOT NULL,
    statement_digest  bytea NOT NULL,
    verdict         text NOT NULL CHECK (verdict IN ('purged', 'cleared', 'partial', 'unproven', 'failed')),
    policy          text NOT NULL,
    policy_version  text NOT NULL,
    clauses         jsonb NOT NULL,
    not_proved      text[] NOT NULL,
    medium          text NOT NULL,
    serial_tail     text,
    log_index       bigint NOT NULL,
    issued_at       timestamptz NOT NULL,
    received_at     timestamptz NOT NULL,
    certificate     text,
    certificate_checks  text[],
    certificate_at  timestamptz,
    CHECK ((certificate IS NULL) = (certificate_at IS NULL)),
    CHECK ((order_id IS NULL) = (order_code IS NULL))
);
CREATE INDEX statement_order ON ledger.statement (order_id, received_at DESC);
CREATE INDEX statement_site ON ledger.statement (site_id, received_at DESC);

-- A named person takes responsibility for a clause that the evidence leaves open.
CREATE TABLE ledger.validation (
    event_id    uuid NOT NULL REFERENCES ledger.statement,
    clause      text NOT NULL,
    account_id  uuid NOT NULL,
    work_name   text NOT NULL,
    reason      text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    at          timestamptz NOT NULL,
    PRIMARY KEY (event_id, clause)
);

-- What a station sent and nothing may rest on: kept, and shown.
CREATE TABLE ledger.conflict (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    site_id      uuid NOT NULL,
    station_id   uuid NOT NULL,
    order_id     uuid,
    code         text NOT NULL,
    detail       text NOT NULL,
    file         text NOT NULL,
    file_digest  bytea NOT NULL,
    at           timestamptz NOT NULL
);
CREATE UNIQUE INDEX conflict_once ON ledger.conflict (station_id, coalesce(order_id, station_id), code, file_digest);
CREATE INDEX conflict_order ON ledger.conflict (order_id);
