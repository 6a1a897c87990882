-- A platform that was put back to an older day has lost what was decided since, and does not know what. Whatever tells that it was (the mark
-- in a restored data folder, or whoever puts this row here after a restore by PostgreSQL's own tools), all of what follows is one step with
-- it: nobody signs in, no station is spoken with, and no device of before leaves, until people have looked.
CREATE TABLE identity.recovery (
    -- Stations know a platform by it: under another one they bring again what they have kept.
    id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    number        bigint GENERATED ALWAYS AS IDENTITY,
    found_at      timestamptz NOT NULL DEFAULT now(),
    -- Of when the database is; NULL where nothing tells it.
    backed_up_at  timestamptz,
    restored_at   timestamptz
);
CREATE TRIGGER recovery_only_append BEFORE UPDATE OR DELETE ON identity.recovery
    FOR EACH ROW EXECUTE FUNCTION identity.only_append();
CREATE TRIGGER recovery_not_emptied BEFORE TRUNCATE ON identity.recovery
    FOR EACH STATEMENT EXECUTE FUNCTION identity.only_append();

-- 'unconfirmed': it was there in the back-up, and nobody has said that it still is.
ALTER TABLE identity.account DROP CONSTRAINT account_state_check;
ALTER TABLE identity.account ADD CONSTRAINT account_state_check
    CHECK (state IN ('active', 'suspended', 'ended', 'unconfirmed'));
ALTER TABLE identity.station DROP CONSTRAINT station_state_check;
ALTER TABLE identity.station ADD CONSTRAINT station_state_check CHECK (state IN ('active', 'ended', 'unconfirmed'));

ALTER TABLE identity.account_change DROP CONSTRAINT account_change_what_check;
ALTER TABLE identity.account_change ADD CONSTRAINT account_change_what_check
    CHECK (what IN ('roles', 'suspended', 'restored', 'ended', 'link', 'link_used', 'passkey', 'passkey_made', 'badge', 'confirmed'));
ALTER TABLE identity.account_change DROP CONSTRAINT account_change_by_check;
ALTER TABLE identity.account_change ADD CONSTRAINT account_change_by_check
    CHECK (by_account IS NOT NULL OR what IN ('link', 'link_used', 'confirmed'));

-- The stations that worked for the platform on the day of the back-up: each may have told of an erasure since.
CREATE TABLE identity.recovery_station (
    recovery_id  uuid NOT NULL REFERENCES identity.recovery,
    station_id   uuid NOT NULL REFERENCES identity.station,
    PRIMARY KEY (recovery_id, station_id)
);
-- What was said of stations since. 'delivered': the station says that it has brought again all that it has. 'gone': a person says that it
-- will not come again.
CREATE TABLE identity.recovery_station_word (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    recovery_id  uuid NOT NULL REFERENCES identity.recovery,
    station_id   uuid NOT NULL REFERENCES identity.station,
    at           timestamptz NOT NULL,
    what         text NOT NULL CHECK (what IN ('confirmed', 'gone', 'delivered')),
    by_account   uuid REFERENCES identity.account,
    reason       text CHECK (reason IN ('lost', 'broken', 'removed')),
    CHECK ((by_account IS NULL) = (what = 'delivered')),
    CHECK ((reason IS NOT NULL) = (what = 'gone'))
);
CREATE UNIQUE INDEX recovery_station_word_once ON identity.recovery_station_word (recovery_id, station_id, what);
CREATE TRIGGER recovery_station_word_only_append BEFORE UPDATE OR DELETE ON identity.recovery_station_word
    FOR EACH ROW EXECUTE FUNCTION identity.only_append();
CREATE TRIGGER recovery_station_word_not_emptied BEFORE TRUNCATE ON identity.recovery_station_word
    FOR EACH STATEMENT EXECUTE FUNCTION identity.only_append();

-- Whether a station of a site may still bring what nobody here remembers.
CREATE FUNCTION identity.recovery_awaits_station(recovery uuid, site uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM identity.recovery_station r JOIN identity.station s ON s.id = r.station_id
        WHERE r.recovery_id = $1 AND s.site_id = $2 AND NOT EXISTS (
            SELECT 1 FROM identity.recovery_station_word w
            WHERE w.recovery_id = r.recovery_id AND w.station_id = r.station_id AND w.what IN ('delivered', 'gone')))
$$;

-- The devices that were known on the day of the back-up.
CREATE TABLE custody.recovery_device (
    -- Of custody.device, from which nothing is ever deleted: asked for each of millions of rows it would hold up the start.
    device_id    uuid NOT NULL,
    recovery_id  uuid NOT NULL REFERENCES identity.recovery,
    -- Whether it was in the shop's hands then: somebody has to look at it.
    is_here      boolean NOT NULL,
    PRIMARY KEY (device_id, recovery_id)
);
-- What somebody says who has looked; the last word counts.
CREATE TABLE custody.recovery_look (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    device_id    uuid NOT NULL,
    recovery_id  uuid NOT NULL,
    at           timestamptz NOT NULL,
    what         text NOT NULL CHECK (what IN ('here', 'missing')),
    by_account   uuid NOT NULL,
    FOREIGN KEY (device_id, recovery_id) REFERENCES custody.recovery_device
);
CREATE INDEX recovery_device_here ON custody.recovery_device (recovery_id, device_id) WHERE is_here;
CREATE INDEX recovery_look_device ON custody.recovery_look (device_id, recovery_id, id DESC);
CREATE TRIGGER recovery_device_only_append BEFORE UPDATE OR DELETE ON custody.recovery_device
    FOR EACH ROW EXECUTE FUNCTION custody.only_append();
CREATE TRIGGER recovery_device_not_emptied BEFORE TRUNCATE ON custody.recovery_device
    FOR EACH STATEMENT EXECUTE FUNCTION custody.only_append();
CREATE TRIGGER recovery_look_only_append BEFORE UPDATE OR DELETE ON custody.recovery_look
    FOR EACH ROW EXECUTE FUNCTION custody.only_append();
CREATE TRIGGER recovery_look_not_emptied BEFORE TRUNCATE ON custody.recovery_look
    FOR EACH STATEMENT EXECUTE FUNCTION custody.only_append();

CREATE FUNCTION custody.recovery_awaits_look(device uuid, recovery uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce((SELECT l.what FROM custody.recovery_look l WHERE l.device_id = $1 AND l.recovery_id = $2
        ORDER BY l.id DESC LIMIT 1), 'missing') <> 'here'
$$;

-- Whether what is known of a device is of before, and not all that came since can be known again yet; or nobody has looked at it.
CREATE FUNCTION custody.awaits_recovery(device uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM custody.recovery_device r JOIN custody.device d ON d.id = r.device_id
        WHERE r.device_id = $1 AND (identity.recovery_awaits_station(r.recovery_id, d.site_id)
            OR (r.is_here AND custody.recovery_awaits_look(r.device_id, r.recovery_id))))
$$;

CREATE FUNCTION custody.guard_recovery() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> OLD.state AND NEW.state IN ('in_stock', 'handed_over', 'returned') AND custody.awaits_recovery(NEW.id) THEN
        RAISE EXCEPTION 'GATE: the platform was put back, and this device was not looked at since';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_recovery BEFORE UPDATE ON custody.device
    FOR EACH ROW EXECUTE FUNCTION custody.guard_recovery();

CREATE FUNCTION identity.recovery_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM identity.spring_session;
    DELETE FROM identity.one_time_link WHERE used_at IS NULL;
    DELETE FROM identity.pairing_code;
    INSERT INTO identity.recovery_station SELECT NEW.id, s.id FROM identity.station s WHERE s.state <> 'ended';
    UPDATE identity.account SET state = 'unconfirmed' WHERE state = 'active';
    UPDATE identity.station SET state = 'unconfirmed' WHERE state = 'active';
    INSERT INTO custody.recovery_device
        SELECT d.id, NEW.id, d.state NOT IN ('handed_over', 'returned') FROM custody.device d;
    RETURN NULL;
END $$;
CREATE TRIGGER recovery_begins AFTER INSERT ON identity.recovery
    FOR EACH ROW EXECUTE FUNCTION identity.recovery_begins();

-- 'recovery': the platform was put back to a day before something that may have come about this device, see custody.awaits_recovery.
CREATE OR REPLACE FUNCTION ledger.doubt(event uuid) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN s.verdict NOT IN ('purged', 'cleared') THEN NULL
        WHEN s.receipt_digest <> sha256(convert_to(s.receipt, 'UTF8')) THEN 'unreadable'
        WHEN EXISTS (SELECT 1 FROM intake.arrival a WHERE a.order_id = o.id)
          AND (SELECT t.what = 'lost' OR (t.what = 'found' AND EXISTS (
              SELECT 1 FROM intake.travel_turn gone WHERE gone.order_id = o.id AND gone.what = 'sent_back'))
            FROM intake.travel_turn t WHERE t.order_id = o.id ORDER BY t.id DESC LIMIT 1) THEN 'away'
        WHEN o.state IN ('consented', 'at_bench', 'erasing', 'in_part', 'cleared', 'not_cleared', 'going_back', 'held', 'state_secrets',
            'sealed', 'closed', 'returned_erased', 'lost')
          AND NOT EXISTS (SELECT 1 FROM custody.medium m WHERE m.statement_id = s.event_id) THEN 'earlier'
        WHEN EXISTS (SELECT 1 FROM ledger.statement later WHERE later.medium_id = s.medium_id
          AND (later.counted_at, later.log_index) > (s.counted_at, s.log_index)) THEN 'earlier'
        WHEN EXISTS (SELECT 1 FROM ledger.open_against(o.device_id)) THEN 'open'
        WHEN custody.awaits_recovery(o.device_id) THEN 'recovery' END
    FROM ledger.statement s LEFT JOIN intake.work_order o ON o.id = s.order_id WHERE s.event_id = event
$$;
