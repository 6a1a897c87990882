-- Signed records of guided workflows: made with the end of a run, and never changed. Apart from ledger.statement on purpose: none of them is a proof.
CREATE TABLE ledger.observation (
    run_id            uuid PRIMARY KEY,
    order_id          uuid NOT NULL,
    order_code        text NOT NULL,
    site_id           uuid NOT NULL,
    -- Thumbprint of the key that signed it, and its place in that key's chain.
    key               text NOT NULL,
    sequence          bigint NOT NULL CHECK (sequence >= 0),
    statement_digest  bytea NOT NULL,
    verdict           text NOT NULL CHECK (verdict IN ('unproven', 'failed')),
    tier              text NOT NULL CHECK (tier IN ('none', 'observed')),
    record            text NOT NULL,
    ended_at          timestamptz NOT NULL,
    UNIQUE (key, sequence)
);
CREATE INDEX observation_order ON ledger.observation (order_id, ended_at);

-- Where its entry is in the operator's log; no row while it is on its way there. NULL: the log has another entry under this event.
CREATE TABLE ledger.observation_place (
    run_id     uuid PRIMARY KEY REFERENCES ledger.observation,
    log_index  bigint,
    at         timestamptz NOT NULL
);

CREATE FUNCTION ledger.only_append() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'APPEND_ONLY: % is not changed afterwards', TG_TABLE_NAME;
END $$;

CREATE TRIGGER observation_only_append BEFORE UPDATE OR DELETE ON ledger.observation
    FOR EACH ROW EXECUTE FUNCTION ledger.only_append();
CREATE TRIGGER observation_place_only_append BEFORE UPDATE OR DELETE ON ledger.observation_place
    FOR EACH ROW EXECUTE FUNCTION ledger.only_append();
