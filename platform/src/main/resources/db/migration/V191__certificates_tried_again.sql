-- A certificate that was refused for what passes is tried again, from this time on: the station's clock was ahead of what witnesses had seen, or its
-- trust list was missing. NULL: never refused for that. What can't change stands in log_problem, as before.
ALTER TABLE ledger.statement ADD COLUMN log_next_try timestamptz;

DROP INDEX ledger.statement_not_certified;
CREATE INDEX statement_not_certified ON ledger.statement (clearing_log_index)
    WHERE certificate IS NULL AND clearing_log_index IS NOT NULL AND log_problem IS NULL AND log_next_try IS NULL;
CREATE INDEX statement_certified_later ON ledger.statement (log_next_try)
    WHERE certificate IS NULL AND log_problem IS NULL AND log_next_try IS NOT NULL;

-- When it is tried again changes nothing that a plant is told, no more than where it is in the log.
DROP TRIGGER touches_asset ON ledger.statement;
CREATE TRIGGER touches_asset AFTER UPDATE ON ledger.statement
    FOR EACH ROW WHEN (OLD.clearing_log_index IS NOT DISTINCT FROM NEW.clearing_log_index
        AND OLD.log_next_try IS NOT DISTINCT FROM NEW.log_next_try)
    EXECUTE FUNCTION exchange.touched_by_statement();

-- Those that a former version set aside for good for such a reason wait again.
UPDATE ledger.statement SET log_problem = NULL, log_next_try = now()
WHERE log_problem IN ('time', 'trust-list') AND clearing_log_index IS NOT NULL AND certificate IS NULL;
