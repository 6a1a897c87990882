-- The second-person verification sample (R-14, decision 62): at least five of a hundred devices that were cleared are looked at once more, by
-- somebody who did not erase them. Which ones follows from a secret that is committed to beforehand and from the operator's log; nobody who
-- erases or sells them can know beforehand that one will not be drawn.

-- What the platform says in public, and the log holds the digest of: no signature, no person, a few lines. The log's entry of it is the octet
-- 0x01 and the SHA-256 of the text.
CREATE TABLE ledger.note (
    event_id  uuid PRIMARY KEY,
    number    bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    text      text NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
    at        timestamptz NOT NULL
);
-- Where it is in the log; with no index it will never be there.
CREATE TABLE ledger.note_place (
    event_id   uuid PRIMARY KEY REFERENCES ledger.note,
    log_index  bigint CHECK (log_index >= 0),
    at         timestamptz NOT NULL
);
CREATE TRIGGER note_only_append BEFORE UPDATE OR DELETE ON ledger.note
    FOR EACH ROW EXECUTE FUNCTION ledger.only_append();
CREATE TRIGGER note_place_only_append BEFORE UPDATE OR DELETE ON ledger.note_place
    FOR EACH ROW EXECUTE FUNCTION ledger.only_append();

CREATE SCHEMA oversight;

CREATE FUNCTION oversight.only_append() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'APPEND_ONLY: % is not changed afterwards', TG_TABLE_NAME;
END $$;

-- How many of ten thousand a company has drawn; the last row counts. Never less than five of a hundred.
CREATE TABLE oversight.rate (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id  uuid NOT NULL REFERENCES identity.organisation,
    at               timestamptz NOT NULL,
    by_account       uuid NOT NULL REFERENCES identity.account,
    basis_points     integer NOT NULL CHECK (basis_points BETWEEN 500 AND 10000)
);
CREATE INDEX rate_organisation ON oversight.rate (organisation_id, id DESC);

-- What a site's draws of a month (UTC) rest on. Its digest is in the log before the first of them, it itself when the month is over.
CREATE TABLE oversight.secret (
    site_id        uuid NOT NULL REFERENCES identity.site,
    month          date NOT NULL CHECK (extract(day FROM month) = 1),
    secret         bytea NOT NULL CHECK (length(secret) = 32),
    commitment_id  uuid NOT NULL UNIQUE REFERENCES ledger.note,
    opening_id     uuid UNIQUE REFERENCES ledger.note,
    PRIMARY KEY (site_id, month)
);
CREATE FUNCTION oversight.guard_secret() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.opening_id IS NOT NULL OR NEW.opening_id IS NULL
            OR (NEW.site_id, NEW.month, NEW.secret, NEW.commitment_id)
                IS DISTINCT FROM (OLD.site_id, OLD.month, OLD.secret, OLD.commitment_id) THEN
        RAISE EXCEPTION 'APPEND_ONLY: a secret is only opened, and once';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_secret BEFORE UPDATE OR DELETE ON oversight.secret
    FOR EACH ROW EXECUTE FUNCTION oversight.guard_secret();

-- Each time that a device was proved to be cleared: what is drawn from. All below the line is NULL until it was drawn, and is not changed then.
CREATE TABLE oversight.clearing (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    device_id   uuid NOT NULL REFERENCES custody.device,
    site_id     uuid NOT NULL REFERENCES identity.site,
    -- What proved it: one for each of its media.
    statements  uuid[] NOT NULL,
    cleared_at  timestamptz NOT NULL,
    --
    -- The how manieth of its site, from 1.
    place       bigint CHECK (place > 0),
    month       date,
    basis_points  integer,
    is_drawn    boolean,
    why         text CHECK (why IN ('lot', 'row', 'again', 'after_failure', 'first', 'late', 'not_in_log', 'restored')),
    drawn_at    timestamptz,
    -- The statement of it that came into the log last, where, and the root of the log's tree that ends with it.
    event_id    uuid,
    log_index   bigint,
    root        bytea CHECK (length(root) = 32),
    UNIQUE (site_id, place),
    CHECK (num_nulls(place, month, basis_points, is_drawn, why, drawn_at) IN (0, 6)),
    CHECK (num_nulls(event_id, log_index, root) IN (0, 3)),
    -- Nothing but the lot says that one is not drawn, and the lot needs its root.
    CHECK (is_drawn OR (why = 'lot' AND root IS NOT NULL))
);
CREATE INDEX clearing_device ON oversight.clearing (device_id, id DESC);
CREATE INDEX clearing_waiting ON oversight.clearing (site_id, id) WHERE place IS NULL;
CREATE INDEX clearing_month ON oversight.clearing (site_id, month, place);
CREATE INDEX clearing_drawn ON oversight.clearing (site_id, drawn_at);

CREATE FUNCTION oversight.guard_clearing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.place IS NOT NULL OR NEW.place IS NULL
            OR (NEW.device_id, NEW.site_id, NEW.statements, NEW.cleared_at)
                IS DISTINCT FROM (OLD.device_id, OLD.site_id, OLD.statements, OLD.cleared_at) THEN
        RAISE EXCEPTION 'APPEND_ONLY: it is drawn once';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_clearing BEFORE UPDATE OR DELETE ON oversight.clearing
    FOR EACH ROW EXECUTE FUNCTION oversight.guard_clearing();

-- Here and not in the program: whatever clears a device can't leave it out. That a hold of it ended, or its media were counted anew, is no
-- other clearing, and no other draw; an erasure is.
CREATE FUNCTION oversight.enters_sample() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    proofs uuid[];
BEGIN
    SELECT coalesce(array_agg(m.statement_id ORDER BY m.ordinal), '{}') INTO proofs
    FROM custody.medium m WHERE m.device_id = NEW.device_id AND m.statement_id IS NOT NULL;
    IF proofs IS DISTINCT FROM (SELECT c.statements FROM oversight.clearing c
            WHERE c.device_id = NEW.device_id ORDER BY c.id DESC LIMIT 1) THEN
        INSERT INTO oversight.clearing (device_id, site_id, statements, cleared_at)
        SELECT d.id, d.site_id, proofs, NEW.at FROM custody.device d WHERE d.id = NEW.device_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER enters_sample AFTER INSERT ON custody.device_event
    FOR EACH ROW WHEN (NEW.to_state = 'cleared')
    EXECUTE FUNCTION oversight.enters_sample();

-- Who had a hand in what proved it, as it was known when it was drawn or looked at; NULL is somebody whom nobody knows.
CREATE TABLE oversight.hand (
    clearing_id  bigint NOT NULL REFERENCES oversight.clearing,
    deed         text NOT NULL CHECK (deed IN ('began', 'matched', 'answered')),
    account_id   uuid REFERENCES identity.account,
    UNIQUE NULLS NOT DISTINCT (clearing_id, deed, account_id)
);
CREATE INDEX hand_account ON oversight.hand (account_id, clearing_id);

-- What a second person saw.
CREATE TABLE oversight.verification (
    id           uuid PRIMARY KEY,
    clearing_id  bigint NOT NULL REFERENCES oversight.clearing,
    account_id   uuid NOT NULL REFERENCES identity.account,
    at           timestamptz NOT NULL,
    result       text NOT NULL CHECK (result IN ('confirmed', 'found', 'not_possible')),
    place        text NOT NULL CHECK (place IN ('other_station', 'other_computer', 'same_station')),
    -- What was compared and read: its number, its first and last part, places in between chosen at random.
    looked       text[] NOT NULL CHECK (looked <@ ARRAY['number', 'first', 'last', 'random']),
    -- Whether it is known of each erasure who began it. If not, nothing shows that this is somebody else.
    is_apart     boolean NOT NULL,
    note_id      uuid NOT NULL UNIQUE REFERENCES ledger.note,
    CHECK (result <> 'confirmed' OR looked @> ARRAY['number', 'first', 'last', 'random'])
);
CREATE INDEX verification_clearing ON oversight.verification (clearing_id, at DESC);

-- A manager lets a device that was drawn go without: there is nobody else, or nobody came.
CREATE TABLE oversight.release (
    clearing_id  bigint PRIMARY KEY REFERENCES oversight.clearing,
    account_id   uuid NOT NULL REFERENCES identity.account,
    at           timestamptz NOT NULL,
    why          text NOT NULL CHECK (why IN ('nobody_else', 'nobody_came')),
    note_id      uuid NOT NULL UNIQUE REFERENCES ledger.note
);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['rate', 'hand', 'verification', 'release'] LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON oversight.%I FOR EACH ROW EXECUTE FUNCTION oversight.only_append()',
            name || '_only_append', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['rate', 'secret', 'clearing', 'hand', 'verification', 'release'] LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON oversight.%I FOR EACH STATEMENT EXECUTE FUNCTION oversight.only_append()',
            name || '_not_emptied', name);
    END LOOP;
END $$;

-- What keeps a device back: 'unknown' while a draw is to come, 'drawn' until somebody else has looked. What was drawn stays drawn, however
-- often it is erased; one look, after the last erasure, is for all of it. NULL if nothing does: it was not drawn, or was cleared before there
-- were samples.
CREATE FUNCTION oversight.against(device uuid) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN count(*) = 0 THEN NULL WHEN coalesce(bool_or(c.is_drawn), false) THEN 'drawn' ELSE 'unknown' END
    FROM oversight.clearing c
    WHERE c.device_id = device AND c.is_drawn IS DISTINCT FROM false
      AND NOT EXISTS (SELECT 1 FROM oversight.clearing later
        WHERE later.device_id = c.device_id AND later.id >= c.id
          AND (EXISTS (SELECT 1 FROM oversight.verification v WHERE v.clearing_id = later.id AND v.result = 'confirmed')
            OR EXISTS (SELECT 1 FROM oversight.release r WHERE r.clearing_id = later.id)))
$$;

CREATE FUNCTION custody.guard_second_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = 'in_stock' AND OLD.state <> 'in_stock' AND oversight.against(NEW.id) IS NOT NULL THEN
        RAISE EXCEPTION 'GATE: somebody else has to look at it first';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_second_check BEFORE UPDATE ON custody.device
    FOR EACH ROW EXECUTE FUNCTION custody.guard_second_check();

-- Nobody looks at their own work: not whoever ever chose a lane for this device, matched an erasure with it, or answered for a clause of what
-- proved it; and nobody looks at what is not the last that proved it, or at what somebody has settled.
CREATE FUNCTION oversight.guard_verification() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    this oversight.clearing;
BEGIN
    SELECT * INTO this FROM oversight.clearing c WHERE c.id = NEW.clearing_id;
    IF EXISTS (SELECT 1 FROM oversight.clearing later WHERE later.device_id = this.device_id AND later.id > this.id) THEN
        RAISE EXCEPTION 'SECOND_CHECK: it was erased once more since';
    END IF;
    IF oversight.against(this.device_id) IS DISTINCT FROM 'drawn'
            OR EXISTS (SELECT 1 FROM oversight.verification v WHERE v.clearing_id = this.id AND v.result = 'found') THEN
        RAISE EXCEPTION 'SECOND_CHECK: it is not drawn, or it is settled';
    END IF;
    IF EXISTS (SELECT 1 FROM oversight.hand h JOIN oversight.clearing c ON c.id = h.clearing_id
                WHERE c.device_id = this.device_id AND h.account_id = NEW.account_id)
            OR EXISTS (SELECT 1 FROM bench.task t
                WHERE t.device_id = this.device_id AND t.queued_by = NEW.account_id AND t.claimed_at IS NOT NULL)
            OR EXISTS (SELECT 1 FROM ledger.statement s
                WHERE s.event_id = ANY (this.statements) AND s.match_account_id = NEW.account_id)
            OR EXISTS (SELECT 1 FROM ledger.validation a
                WHERE a.event_id = ANY (this.statements) AND a.account_id = NEW.account_id) THEN
        RAISE EXCEPTION 'SECOND_CHECK: nobody looks at their own work';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_verification BEFORE INSERT ON oversight.verification
    FOR EACH ROW EXECUTE FUNCTION oversight.guard_verification();

CREATE FUNCTION oversight.guard_release() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM oversight.clearing this JOIN oversight.clearing later
                ON later.device_id = this.device_id AND later.id > this.id WHERE this.id = NEW.clearing_id)
            OR EXISTS (SELECT 1 FROM oversight.verification v WHERE v.clearing_id = NEW.clearing_id) THEN
        RAISE EXCEPTION 'SECOND_CHECK: what somebody has looked at nobody lets go without';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_release BEFORE INSERT ON oversight.release
    FOR EACH ROW EXECUTE FUNCTION oversight.guard_release();

-- What a second person found when its order was over holds a device as what came about it in stock does: no word ends that.
CREATE OR REPLACE FUNCTION custody.held_by_evidence(device uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM custody.device d
        WHERE d.id = device AND d.state IN ('blocked', 'to_destroy', 'sealed', 'handed_over')
          AND EXISTS (SELECT 1 FROM custody.device_event e WHERE e.device_id = d.id
            AND (e.to_state = 'in_stock' OR e.reason = 'waits-for-stock'
              OR (e.to_state = 'blocked' AND e.reason LIKE 'second-check-%')))
          AND NOT EXISTS (SELECT 1 FROM custody.destruction gone WHERE gone.device_id = d.id)
          AND (NOT coalesce(d.verdict IN ('purged', 'cleared') AND d.is_conforming, false)
            OR (SELECT e.reason NOT IN ('stolen', 'owner-asks', 'damaged', 'mistake') FROM custody.device_event e
                WHERE e.device_id = d.id AND e.to_state = 'blocked' AND e.from_state <> 'blocked' ORDER BY e.id DESC LIMIT 1)))
$$;

CREATE INDEX verification_found ON oversight.verification (clearing_id) WHERE result = 'found';

-- And a good word is not what is true of it: 'second-check'. The rest is as it was.
CREATE OR REPLACE FUNCTION ledger.doubt(event uuid) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN s.verdict NOT IN ('purged', 'cleared') THEN NULL
        WHEN s.receipt_digest <> sha256(convert_to(s.receipt, 'UTF8')) THEN 'unreadable'
        WHEN EXISTS (SELECT 1 FROM intake.arrival a WHERE a.order_id = o.id)
          AND (SELECT t.what = 'lost' OR (t.what = 'found' AND EXISTS (
              SELECT 1 FROM intake.travel_turn gone WHERE gone.order_id = o.id AND gone.what = 'sent_back'))
            FROM intake.travel_turn t WHERE t.order_id = o.id ORDER BY t.id DESC LIMIT 1) THEN 'away'
        WHEN EXISTS (SELECT 1 FROM oversight.verification v JOIN oversight.clearing c ON c.id = v.clearing_id
          WHERE v.result = 'found' AND c.device_id = o.device_id AND s.event_id = ANY (c.statements)) THEN 'second-check'
        WHEN o.state IN ('consented', 'at_bench', 'erasing', 'in_part', 'cleared', 'not_cleared', 'going_back', 'held', 'state_secrets',
            'sealed', 'closed', 'returned_erased', 'lost')
          AND NOT EXISTS (SELECT 1 FROM custody.medium m WHERE m.statement_id = s.event_id) THEN 'earlier'
        WHEN EXISTS (SELECT 1 FROM ledger.statement later WHERE later.medium_id = s.medium_id
          AND (later.counted_at, later.log_index) > (s.counted_at, s.log_index)) THEN 'earlier'
        WHEN EXISTS (SELECT 1 FROM ledger.open_against(o.device_id)) THEN 'open'
        WHEN custody.awaits_recovery(o.device_id) THEN 'recovery' END
    FROM ledger.statement s LEFT JOIN intake.work_order o ON o.id = s.order_id WHERE s.event_id = event
$$;
