-- Where a statement is in the log is written down for each, and changes nothing that a plant is told: no asset is looked for then.
-- The certificate that follows is.
DROP TRIGGER touches_asset ON ledger.statement;
CREATE TRIGGER touches_asset_first AFTER INSERT ON ledger.statement
    FOR EACH ROW EXECUTE FUNCTION exchange.touched_by_statement();
CREATE TRIGGER touches_asset AFTER UPDATE ON ledger.statement
    FOR EACH ROW WHEN (OLD.clearing_log_index IS NOT DISTINCT FROM NEW.clearing_log_index)
    EXECUTE FUNCTION exchange.touched_by_statement();
