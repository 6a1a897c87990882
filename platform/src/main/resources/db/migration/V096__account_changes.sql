-- What somebody may do can be changed, and somebody ends: for good, and with a record of who did it. Names and keys are not in it.
ALTER TABLE identity.account DROP CONSTRAINT account_state_check;
ALTER TABLE identity.account ADD CONSTRAINT account_state_check CHECK (state IN ('active', 'suspended', 'ended'));

CREATE TABLE identity.account_change (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at            timestamptz NOT NULL,
    account_id    uuid NOT NULL REFERENCES identity.account,
    by_account    uuid NOT NULL REFERENCES identity.account,
    what          text NOT NULL CHECK (what IN ('roles', 'suspended', 'restored', 'ended')),
    roles_before  text[] NOT NULL,
    roles_after   text[] NOT NULL,
    CHECK ((what = 'roles') OR (roles_before = roles_after))
);
CREATE INDEX account_change_account ON identity.account_change (account_id, id DESC);

CREATE FUNCTION identity.only_append() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'APPEND_ONLY: % is not changed afterwards', TG_TABLE_NAME;
END $$;
CREATE TRIGGER account_change_only_append BEFORE UPDATE OR DELETE ON identity.account_change
    FOR EACH ROW EXECUTE FUNCTION identity.only_append();
CREATE TRIGGER account_change_not_emptied BEFORE TRUNCATE ON identity.account_change
    FOR EACH STATEMENT EXECUTE FUNCTION identity.only_append();

-- Who has ended stays ended.
CREATE FUNCTION identity.account_stays_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'ended' AND NEW.state <> 'ended' THEN
        RAISE EXCEPTION 'ENDED: an account that has ended does not begin again';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER account_stays_ended BEFORE UPDATE ON identity.account
    FOR EACH ROW EXECUTE FUNCTION identity.account_stays_ended();
