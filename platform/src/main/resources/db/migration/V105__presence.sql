-- What speaks for an owner's being there is signed as well.
ALTER TABLE ledger.record DROP CONSTRAINT record_kind_check;
ALTER TABLE ledger.record ADD CONSTRAINT record_kind_check
    CHECK (kind IN ('observation', 'validation', 'consent', 'withdrawal', 'presence'));

-- Signatures by hand are committed to as photos are: under a key that lies with them. Those of before have none. No default: a platform
-- of before can't keep one without saying so.
ALTER TABLE vault.attachment ADD COLUMN has_key boolean NOT NULL DEFAULT false;
UPDATE vault.attachment SET has_key = true WHERE field = 'photo';
ALTER TABLE vault.attachment ALTER COLUMN has_key DROP DEFAULT;
