-- An order that was made by mistake, while nothing had happened yet: its device is no device of its own, and was never here before. Who said so
-- stands in its story, and in the device's.
ALTER TABLE custody.device ADD COLUMN is_void boolean NOT NULL DEFAULT false;

CREATE FUNCTION custody.guard_void() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.is_void OR OLD.state <> 'registered' OR OLD.statement_id IS NOT NULL THEN
        RAISE EXCEPTION 'VOID: something has happened to it';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_void BEFORE UPDATE ON custody.device FOR EACH ROW
    WHEN (OLD.is_void IS DISTINCT FROM NEW.is_void) EXECUTE FUNCTION custody.guard_void();

-- Whoever set a PIN is that person at the counter from then on: it stands in the history of the account.
ALTER TABLE identity.account_change DROP CONSTRAINT account_change_what_check;
ALTER TABLE identity.account_change ADD CONSTRAINT account_change_what_check
    CHECK (what IN ('roles', 'suspended', 'restored', 'ended', 'link', 'link_used', 'passkey', 'passkey_made', 'badge', 'pin', 'confirmed',
        'company_linked', 'company_unlinked'));
