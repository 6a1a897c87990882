-- Runs that delete what no purpose needs any more (decision 68): when, up to which moment, and how much went, by counts. Nothing of a person is
-- here, and no reference to one: these rows stay when what they count is gone.
CREATE TABLE vault.retention_run (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    started_at   timestamptz NOT NULL,
    -- What had ended by then goes.
    horizon      timestamptz NOT NULL CHECK (horizon <= started_at),
    -- NULL for all, by the platform itself; else those of the officer who started it.
    sites        uuid[] CHECK (cardinality(sites) BETWEEN 1 AND 1000),
    started_by   uuid,
    -- How often a process took it up: more than once if one was interrupted.
    attempts     integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    last_at      timestamptz NOT NULL,
    finished_at  timestamptz,
    CHECK ((sites IS NULL) = (started_by IS NULL))
);
-- One at a time: whatever was begun is finished before the next one begins.
CREATE UNIQUE INDEX retention_run_open ON vault.retention_run ((finished_at IS NULL)) WHERE finished_at IS NULL;

-- What a run did, added to with each person in the transaction that deletes: field (entries of a kind, and of how many persons, by the purpose that
-- needed them last), key (persons whose key was destroyed), failed (tries that failed, with the kind of error); and what it left at its end: left
-- (due, and still there), held (due, but for a legal hold), paused (due, but for a pause).
CREATE TABLE vault.retention_count (
    run_id   bigint NOT NULL REFERENCES vault.retention_run,
    site_id  uuid NOT NULL,
    kind     text NOT NULL CHECK (kind IN ('field', 'key', 'failed', 'left', 'held', 'paused')),
    purpose  text NOT NULL CHECK (length(purpose) <= 40),
    field    text NOT NULL CHECK (length(field) <= 80),
    persons  bigint NOT NULL CHECK (persons > 0),
    entries  bigint NOT NULL CHECK (entries >= 0),
    PRIMARY KEY (run_id, site_id, kind, purpose, field)
);

-- Pauses of the runs that the platform starts by itself. Added to and never changed: the last line of a site counts.
CREATE TABLE vault.retention_pause (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    site_id     uuid NOT NULL,
    at          timestamptz NOT NULL,
    -- The same as "at" where somebody ended it before its time.
    until       timestamptz NOT NULL,
    reason      text NOT NULL CHECK (length(reason) BETWEEN 1 AND 200),
    by_account  uuid NOT NULL,
    CHECK (until >= at AND until <= at + interval '7 days')
);
CREATE INDEX retention_pause_site ON vault.retention_pause (site_id, id DESC);

-- A run that is over is over, and nothing that was counted is taken back.
CREATE FUNCTION vault.guard_retention_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD.finished_at IS NOT NULL
       OR (NEW.id, NEW.started_at, NEW.horizon) IS DISTINCT FROM (OLD.id, OLD.started_at, OLD.horizon)
       OR NEW.sites IS DISTINCT FROM OLD.sites OR NEW.started_by IS DISTINCT FROM OLD.started_by
       OR NEW.attempts < OLD.attempts THEN
        RAISE EXCEPTION 'RETENTION: a run is not changed afterwards';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER retention_run_guard BEFORE UPDATE OR DELETE ON vault.retention_run
    FOR EACH ROW EXECUTE FUNCTION vault.guard_retention_run();

CREATE FUNCTION vault.guard_retention_count() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'RETENTION: a count is not changed afterwards';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM vault.retention_run r WHERE r.id = NEW.run_id AND r.finished_at IS NULL) THEN
        RAISE EXCEPTION 'RETENTION: its run is over';
    END IF;
    IF TG_OP = 'UPDATE' AND ((NEW.run_id, NEW.site_id, NEW.kind, NEW.purpose, NEW.field)
          IS DISTINCT FROM (OLD.run_id, OLD.site_id, OLD.kind, OLD.purpose, OLD.field)
          OR NEW.persons < OLD.persons OR NEW.entries < OLD.entries) THEN
        RAISE EXCEPTION 'RETENTION: a count is not changed afterwards';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER retention_count_guard BEFORE INSERT OR UPDATE OR DELETE ON vault.retention_count
    FOR EACH ROW EXECUTE FUNCTION vault.guard_retention_count();

CREATE FUNCTION vault.only_append() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'RETENTION: what is written stays';
END $$;
CREATE TRIGGER retention_pause_only_append BEFORE UPDATE OR DELETE ON vault.retention_pause
    FOR EACH ROW EXECUTE FUNCTION vault.only_append();
CREATE TRIGGER retention_pause_not_emptied BEFORE TRUNCATE ON vault.retention_pause
    FOR EACH STATEMENT EXECUTE FUNCTION vault.only_append();
CREATE TRIGGER retention_run_not_emptied BEFORE TRUNCATE ON vault.retention_run
    FOR EACH STATEMENT EXECUTE FUNCTION vault.only_append();
CREATE TRIGGER retention_count_not_emptied BEFORE TRUNCATE ON vault.retention_count
    FOR EACH STATEMENT EXECUTE FUNCTION vault.only_append();

-- Who is held, without a look at everybody.
CREATE INDEX IF NOT EXISTS person_held ON vault.person (site_id, hold_until) WHERE hold_reason IS NOT NULL;
