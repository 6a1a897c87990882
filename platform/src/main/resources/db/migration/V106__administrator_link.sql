-- Who runs the platform's machine can let an administrator in who has lost their passkey. That is on record like all that is done to an
-- account, and was done by nobody who has one.
ALTER TABLE identity.account_change ALTER COLUMN by_account DROP NOT NULL;
ALTER TABLE identity.account_change DROP CONSTRAINT account_change_what_check;
ALTER TABLE identity.account_change ADD CONSTRAINT account_change_what_check
    CHECK (what IN ('roles', 'suspended', 'restored', 'ended', 'link'));
ALTER TABLE identity.account_change ADD CONSTRAINT account_change_by_check CHECK ((by_account IS NULL) = (what = 'link'));
