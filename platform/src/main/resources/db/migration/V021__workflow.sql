-- Guided workflows that were gone through. Answers are only added; what follows from them is never stored.
CREATE TABLE intake.workflow_run (
    id          uuid PRIMARY KEY,
    order_id    uuid NOT NULL REFERENCES intake.work_order,
    workflow    text NOT NULL,
    version     integer NOT NULL,
    started_by  uuid NOT NULL,
    started_at  timestamptz NOT NULL,
    ended_at    timestamptz
);
CREATE INDEX workflow_run_order ON intake.workflow_run (order_id, started_at DESC);
CREATE UNIQUE INDEX workflow_run_open ON intake.workflow_run (order_id) WHERE ended_at IS NULL;

CREATE TABLE intake.workflow_answer (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_id      uuid NOT NULL REFERENCES intake.workflow_run,
    step        text NOT NULL,
    answer      text NOT NULL CHECK (length(answer) BETWEEN 1 AND 60),
    account_id  uuid NOT NULL,
    at          timestamptz NOT NULL
);
CREATE INDEX workflow_answer_run ON intake.workflow_answer (run_id, id);

CREATE FUNCTION intake.only_append() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'APPEND_ONLY: % is not changed afterwards', TG_TABLE_NAME;
END $$;

CREATE TRIGGER workflow_answer_only_append BEFORE UPDATE OR DELETE ON intake.workflow_answer
    FOR EACH ROW EXECUTE FUNCTION intake.only_append();
CREATE TRIGGER order_event_only_append BEFORE UPDATE OR DELETE ON intake.order_event
    FOR EACH ROW EXECUTE FUNCTION intake.only_append();
