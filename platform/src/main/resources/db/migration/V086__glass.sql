-- What an owner does at the counter's screen happens in the session of somebody who works there, and the story says so.
ALTER TABLE intake.order_event DROP CONSTRAINT order_event_actor_check;
ALTER TABLE intake.order_event ADD CONSTRAINT order_event_actor_check
    CHECK (actor IN ('staff', 'owner', 'glass', 'station', 'platform'));

-- Who answers for a clause does so for good.
CREATE TRIGGER validation_only_append BEFORE UPDATE OR DELETE ON ledger.validation
    FOR EACH ROW EXECUTE FUNCTION ledger.only_append();
