-- Links of owners that were replaced at the counter, and what those who had them say of it; and tries that end by themselves. Only digests
-- of secrets; nothing of a person. Whoever renewed it stands in the story of the order.
ALTER TABLE consumer.link
    ADD COLUMN tried_at timestamptz,
    ADD COLUMN presence_tries integer NOT NULL DEFAULT 0 CHECK (presence_tries >= 0),
    ADD COLUMN presence_tried_at timestamptz;
UPDATE consumer.link SET tried_at = now() WHERE tries > 0;

CREATE TABLE consumer.renewal (
    -- Of the link that opens nothing any more.
    digest       bytea PRIMARY KEY,
    order_id     uuid NOT NULL REFERENCES consumer.link,
    at           timestamptz NOT NULL,
    -- When a browser that it had put out said that nobody there had asked for it.
    objected_at  timestamptz CHECK (objected_at >= at)
);
CREATE INDEX renewal_order ON consumer.renewal (order_id, at);

CREATE FUNCTION consumer.guard_renewal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD.objected_at IS NOT NULL OR NEW.objected_at IS NULL
            OR (NEW.digest, NEW.order_id, NEW.at) IS DISTINCT FROM (OLD.digest, OLD.order_id, OLD.at) THEN
        RAISE EXCEPTION 'RENEWAL: what was done stays, and is objected to once';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_renewal BEFORE UPDATE OR DELETE ON consumer.renewal FOR EACH ROW EXECUTE FUNCTION consumer.guard_renewal();
CREATE TRIGGER renewal_not_emptied BEFORE TRUNCATE ON consumer.renewal FOR EACH STATEMENT EXECUTE FUNCTION consumer.guard_renewal();
