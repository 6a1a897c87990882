-- Finding one of ten million devices must not read them all: an index for each thing that people type or scan, and for each list's order.
CREATE INDEX device_site_newest ON custody.device (site_id, registered_at DESC, id);
CREATE INDEX device_site_state_newest ON custody.device (site_id, state, registered_at DESC, id);
DROP INDEX custody.device_site_state;
-- Prefixes are compared byte by byte; codes are ASCII.
CREATE INDEX device_code_prefix ON custody.device (code COLLATE "C");
CREATE INDEX device_tail ON custody.device (upper(serial_tail), registered_at DESC) WHERE serial_tail IS NOT NULL;
CREATE INDEX device_bag_key ON custody.device (bag_key) WHERE bag_key IS NOT NULL;
CREATE INDEX device_name_newest ON custody.device (site_id, brand, model, registered_at DESC, id);
CREATE INDEX device_state_name_newest ON custody.device (site_id, state, brand, model, registered_at DESC, id);
CREATE INDEX work_order_code_prefix ON intake.work_order (code COLLATE "C");
CREATE INDEX work_order_site_newest ON intake.work_order (site_id, created_at DESC, id);
CREATE INDEX work_order_site_state_newest ON intake.work_order (site_id, state, created_at DESC, id);
DROP INDEX intake.work_order_site_state;

-- An alert asks for these; among ten million it would be told nothing in time, and nothing fires on that.
CREATE INDEX statement_problem ON ledger.statement (received_at) WHERE log_problem IS NOT NULL;

-- Which brands and models a site has ever had: some thousands, that a part of a word is looked for in. One that was corrected stays, and finds nothing.
CREATE TABLE custody.device_name (
    site_id  uuid NOT NULL,
    brand    text NOT NULL,
    model    text NOT NULL,
    PRIMARY KEY (site_id, brand, model)
);
INSERT INTO custody.device_name SELECT DISTINCT site_id, brand, model FROM custody.device;
CREATE FUNCTION custody.keeps_device_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Asked first: to insert what somebody else is just inserting waits for their end.
    IF NOT EXISTS (SELECT 1 FROM custody.device_name WHERE site_id = NEW.site_id AND brand = NEW.brand AND model = NEW.model) THEN
        INSERT INTO custody.device_name (site_id, brand, model) VALUES (NEW.site_id, NEW.brand, NEW.model) ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER keeps_device_name AFTER INSERT OR UPDATE OF site_id, brand, model ON custody.device
    FOR EACH ROW EXECUTE FUNCTION custody.keeps_device_name();
