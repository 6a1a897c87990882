-- What was said to be with its owner, and comes to the shop all the same, is taken up again: as registered, or held as before. Only that of
-- which nothing was ever proved: for anything else that went home the end stays an end.
CREATE OR REPLACE FUNCTION custody.guard_device() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'registered' OR NEW.statement_id IS NOT NULL THEN
            RAISE EXCEPTION 'GATE: a device comes in as registered, without a statement';
        END IF;
    ELSIF NEW.state = 'in_stock' AND OLD.state NOT IN ('cleared', 'in_stock') THEN
        RAISE EXCEPTION 'GATE: only what is cleared gets into stock';
    ELSIF NEW.state = 'cleared' AND OLD.state NOT IN ('cleared', 'registered', 'to_destroy') THEN
        RAISE EXCEPTION 'GATE: % does not lead to cleared', OLD.state;
    ELSIF OLD.state = 'returned' AND NEW.state IN ('registered', 'blocked')
          AND OLD.statement_id IS NULL AND NEW.statement_id IS NULL THEN
        RETURN NEW;
    ELSIF OLD.state IN ('handed_over', 'returned') AND NEW.state <> OLD.state THEN
        RAISE EXCEPTION 'GATE: % is an end', OLD.state;
    END IF;
    RETURN NEW;
END $$;
