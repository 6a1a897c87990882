-- A station looks again (R-14, decision 74): a second person's sample rests on what a machine found, where there is one that can look. Its
-- finding is a signed statement (decision 69); what it comes to follows from it, and nobody sets it.

-- One finding of a station about one of the statements that proved a device, as its file came, byte for byte. It is used once.
CREATE TABLE oversight.recheck (
    event_id       uuid PRIMARY KEY,
    clearing_id    bigint NOT NULL REFERENCES oversight.clearing,
    statement_id   uuid NOT NULL REFERENCES ledger.statement (event_id),
    station_id     uuid NOT NULL REFERENCES identity.station,
    -- Whoever handed it in.
    account_id     uuid NOT NULL REFERENCES identity.account,
    at             timestamptz NOT NULL,
    file           text NOT NULL CHECK (octet_length(file) BETWEEN 1 AND 1048576),
    digest         bytea NOT NULL CHECK (length(digest) = 32),
    result         text NOT NULL CHECK (result IN ('matches', 'differs', 'unproven')),
    reasons        text[] NOT NULL,
    recognised     text NOT NULL CHECK (recognised IN ('serial-number', 'contents', 'capacity-only')),
    place          text NOT NULL CHECK (place IN ('other_station', 'same_station')),
    is_sample      boolean NOT NULL,
    capacity_bytes   bigint NOT NULL,
    bytes_read       bigint NOT NULL,
    bytes_differing  bigint NOT NULL,
    started_at     timestamptz NOT NULL,
    finished_at    timestamptz NOT NULL,
    log_index      bigint NOT NULL CHECK (log_index >= 0),
    note_id        uuid NOT NULL UNIQUE REFERENCES ledger.note,
    CHECK ((result = 'matches') = (reasons = '{}')),
    CHECK ((result = 'differs') = (bytes_differing > 0))
);
CREATE INDEX recheck_clearing ON oversight.recheck (clearing_id, at);
CREATE INDEX recheck_digest ON oversight.recheck (digest);

CREATE TRIGGER recheck_only_append BEFORE UPDATE OR DELETE ON oversight.recheck
    FOR EACH ROW EXECUTE FUNCTION oversight.only_append();
CREATE TRIGGER recheck_not_emptied BEFORE TRUNCATE ON oversight.recheck
    FOR EACH STATEMENT EXECUTE FUNCTION oversight.only_append();
CREATE TRIGGER touches_asset AFTER INSERT ON oversight.recheck
    FOR EACH ROW EXECUTE FUNCTION exchange.touched_by_clearing();

-- Whether a word rests on what a station read, and if not, why no station did. Of those before, nobody has said.
ALTER TABLE oversight.verification
    ADD COLUMN is_by_machine boolean NOT NULL DEFAULT false,
    ADD COLUMN without text CHECK (without IN ('no_station', 'no_files', 'not_readable', 'unproven'));
-- What a station has read nobody has to read once more by eye; whose device it is, a person sees on its label.
ALTER TABLE oversight.verification DROP CONSTRAINT verification_check;
ALTER TABLE oversight.verification ADD CONSTRAINT verification_looked_at
    CHECK (result <> 'confirmed' OR looked @> ARRAY['number', 'first', 'last', 'random'] OR (is_by_machine AND looked @> ARRAY['number'])),
    ADD CONSTRAINT verification_without CHECK (without IS NULL OR (result = 'confirmed' AND NOT is_by_machine));

-- Whether a station has found of each of the statements that proved a clearing what they say was left, and no station something else.
CREATE FUNCTION oversight.is_read(clearing bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT cardinality(c.statements) > 0
      AND NOT EXISTS (SELECT 1 FROM oversight.recheck r WHERE r.clearing_id = c.id AND r.result = 'differs')
      AND NOT EXISTS (SELECT 1 FROM unnest(c.statements) AS one (event) WHERE NOT EXISTS (
        SELECT 1 FROM oversight.recheck r WHERE r.clearing_id = c.id AND r.statement_id = one.event AND r.result = 'matches'))
    FROM oversight.clearing c WHERE c.id = clearing
$$;

-- Nobody looks at their own work: not whoever ever chose a lane for this device, matched an erasure with it, or answered for a clause of what
-- proved it; and nobody looks at what is not the last that proved it, or at what somebody has settled. The rule of V136, for both tables. What
-- a station found to differ counts also where nothing was drawn, or somebody has settled it.
CREATE FUNCTION oversight.require_second(clearing bigint, account uuid, is_differing boolean) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    this oversight.clearing;
BEGIN
    SELECT * INTO this FROM oversight.clearing c WHERE c.id = clearing;
    IF EXISTS (SELECT 1 FROM oversight.clearing later WHERE later.device_id = this.device_id AND later.id > this.id) THEN
        RAISE EXCEPTION 'SECOND_CHECK: it was erased once more since';
    END IF;
    IF (NOT is_differing AND oversight.against(this.device_id) IS DISTINCT FROM 'drawn')
            OR EXISTS (SELECT 1 FROM oversight.verification v WHERE v.clearing_id = this.id AND v.result = 'found') THEN
        RAISE EXCEPTION 'SECOND_CHECK: it is not drawn, or it is settled';
    END IF;
    IF EXISTS (SELECT 1 FROM oversight.hand h JOIN oversight.clearing c ON c.id = h.clearing_id
                WHERE c.device_id = this.device_id AND h.account_id = account)
            OR EXISTS (SELECT 1 FROM bench.task t
                WHERE t.device_id = this.device_id AND t.queued_by = account AND t.claimed_at IS NOT NULL)
            OR EXISTS (SELECT 1 FROM ledger.statement s
                WHERE s.event_id = ANY (this.statements) AND s.match_account_id = account)
            OR EXISTS (SELECT 1 FROM ledger.validation a
                WHERE a.event_id = ANY (this.statements) AND a.account_id = account) THEN
        RAISE EXCEPTION 'SECOND_CHECK: nobody looks at their own work';
    END IF;
END $$;

CREATE OR REPLACE FUNCTION oversight.guard_verification() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM oversight.require_second(NEW.clearing_id, NEW.account_id, NEW.is_by_machine AND NEW.result = 'found');
    IF EXISTS (SELECT 1 FROM oversight.recheck r WHERE r.clearing_id = NEW.clearing_id AND r.result = 'differs')
            AND (NEW.result <> 'found' OR NOT NEW.is_by_machine) THEN
        RAISE EXCEPTION 'SECOND_CHECK: a station found something else, and no word changes that';
    END IF;
    IF NEW.is_by_machine AND NEW.result = 'found' AND NOT EXISTS (
            SELECT 1 FROM oversight.recheck r WHERE r.clearing_id = NEW.clearing_id AND r.result = 'differs') THEN
        RAISE EXCEPTION 'SECOND_CHECK: no station has found that';
    END IF;
    IF NEW.result = 'confirmed' AND NEW.is_by_machine AND oversight.is_read(NEW.clearing_id) IS NOT TRUE THEN
        RAISE EXCEPTION 'SECOND_CHECK: no station has read all of its media';
    END IF;
    IF NEW.result = 'confirmed' AND NOT NEW.is_by_machine AND NEW.without IS NULL THEN
        RAISE EXCEPTION 'SECOND_CHECK: it has to be said why no station has read it';
    END IF;
    IF NEW.is_by_machine AND NEW.result = 'not_possible' THEN
        RAISE EXCEPTION 'SECOND_CHECK: a station either found something or it did not';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION oversight.guard_recheck() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    this oversight.clearing;
BEGIN
    PERFORM oversight.require_second(NEW.clearing_id, NEW.account_id, NEW.result = 'differs');
    SELECT * INTO this FROM oversight.clearing c WHERE c.id = NEW.clearing_id;
    IF NOT NEW.statement_id = ANY (this.statements) OR NEW.digest <> sha256(convert_to(NEW.file, 'UTF8')) THEN
        RAISE EXCEPTION 'SECOND_CHECK: it is of another erasure, or another file';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_recheck BEFORE INSERT ON oversight.recheck
    FOR EACH ROW EXECUTE FUNCTION oversight.guard_recheck();
