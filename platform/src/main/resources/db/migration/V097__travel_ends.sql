-- What becomes of a device that travels, where that is no arrival: it is sent back, it is with its owner again, it is lost, it turns up.
-- Only added to. Of a consignment number it is kept whether there was one, and not which: it leads to name and address at the carrier.
CREATE TABLE intake.travel_turn (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_id    uuid NOT NULL REFERENCES intake.departure,
    what        text NOT NULL CHECK (what IN ('sent_back', 'home', 'lost', 'found')),
    said_by     text NOT NULL CHECK (said_by IN ('owner', 'staff')),
    account_id  uuid,
    is_tracked  boolean,
    at          timestamptz NOT NULL,
    CHECK ((said_by = 'staff') = (account_id IS NOT NULL)),
    CHECK ((what = 'lost') = (is_tracked IS NOT NULL))
);
CREATE INDEX travel_turn_order ON intake.travel_turn (order_id, id);

CREATE TRIGGER travel_turn_only_append BEFORE UPDATE OR DELETE ON intake.travel_turn
    FOR EACH ROW EXECUTE FUNCTION intake.only_append();
