-- The operator's one log: what decides which of two writers goes on, who may append, and the trust list.

-- The files of the log that a writer may only replace if they are as it left them (proof: TileLog.FENCE). All others lie in the data folder.
CREATE TABLE ledger.log_fence (
    file     text PRIMARY KEY,
    content  bytea NOT NULL
);

-- The key that signs a station's appends; another than the one that signs its statements.
CREATE TABLE ledger.append_key (
    station_id  uuid PRIMARY KEY,
    key         text NOT NULL UNIQUE,
    at          timestamptz NOT NULL
);

-- Each version that was signed; the newest counts.
CREATE TABLE ledger.operator_list (
    version  bigint PRIMARY KEY,
    list     text NOT NULL,
    made_at  timestamptz NOT NULL
);

-- A statement is its own outbox row: it waits until both its entries are in the log, or it is known why they never will be.
ALTER TABLE ledger.statement
    ADD COLUMN start_log_index   bigint,
    ADD COLUMN clearing_log_index bigint,
    ADD COLUMN log_problem       text,
    -- Whether its certificate is under the operator's list, or under the station's own.
    ADD COLUMN is_under_operator boolean NOT NULL DEFAULT false,
    ADD CHECK (clearing_log_index IS NULL OR start_log_index < clearing_log_index);
CREATE INDEX statement_not_logged ON ledger.statement (received_at)
    WHERE clearing_log_index IS NULL AND log_problem IS NULL;
CREATE INDEX statement_not_certified ON ledger.statement (clearing_log_index)
    WHERE certificate IS NULL AND clearing_log_index IS NOT NULL AND log_problem IS NULL;
