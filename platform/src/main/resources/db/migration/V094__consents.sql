-- What owners agree to, and that a consent is over, is signed as well.
ALTER TABLE ledger.record DROP CONSTRAINT record_kind_check;
ALTER TABLE ledger.record ADD CONSTRAINT record_kind_check
    CHECK (kind IN ('observation', 'validation', 'consent', 'withdrawal'));
