-- A database that failed over to a replica which lagged behind is found out by the log, whose files know more. Its restore leaves the log whole,
-- for it goes on from those files: nobody has to decide how.
ALTER TABLE identity.recovery ADD COLUMN log_is_whole boolean NOT NULL DEFAULT false;

-- When the log moved last, as the database knows it: what was found out since is not found once more.
ALTER TABLE ledger.log_fence ADD COLUMN moved_at timestamptz NOT NULL DEFAULT now();
