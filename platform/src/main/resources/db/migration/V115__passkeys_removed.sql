-- A passkey can be taken away alone, when it was lost or stolen. On record is when it was made; its name is its owner's, and not.
ALTER TABLE identity.account_change DROP CONSTRAINT account_change_what_check;
ALTER TABLE identity.account_change ADD CONSTRAINT account_change_what_check
    CHECK (what IN ('roles', 'suspended', 'restored', 'ended', 'link', 'passkey'));
ALTER TABLE identity.account_change ADD COLUMN passkey_made_at timestamptz;
ALTER TABLE identity.account_change ADD CONSTRAINT account_change_passkey_check
    CHECK (what = 'passkey' OR passkey_made_at IS NULL);
