-- Lanes ask for a receipt by its digest each time that a bench is looked at; and what speaks against a device is asked for by its drives.
CREATE INDEX statement_receipt ON ledger.statement (receipt_digest);
CREATE INDEX statement_open_serial ON ledger.statement (site_id, serial_digest) WHERE order_id IS NULL;
