-- What the counter says before an offer asks for the latest of one rule set: not by a walk through all that a site has ever erased.
CREATE INDEX statement_measured ON ledger.statement (site_id, policy, received_at DESC)
    WHERE work_seconds IS NOT NULL AND interruptions = 0 AND verdict IN ('cleared', 'purged');
