-- Devices that travel before they are erased: in which bag they left their owner, how they arrived, and what their owner said of that.
-- None of it is ever changed: a number that the owner holds must stay the one that is compared.
CREATE TABLE intake.departure (
    order_id    uuid PRIMARY KEY REFERENCES intake.work_order,
    -- As it was typed; NULL: in no numbered bag.
    bag_number  text CHECK (length(bag_number) BETWEEN 1 AND 40),
    said_by     text NOT NULL CHECK (said_by IN ('owner', 'staff')),
    account_id  uuid,
    -- Whether its erasure had begun by then.
    has_begun   boolean NOT NULL,
    -- Whether its order was past the point of no return by then: also by a workflow that ended before anything began.
    was_past_return boolean NOT NULL,
    at          timestamptz NOT NULL,
    CHECK ((said_by = 'staff') = (account_id IS NOT NULL))
);

-- Whether it arrived as it was sent follows from the answers of this run; it is kept because the erasure waits for it.
CREATE TABLE intake.arrival (
    order_id    uuid PRIMARY KEY REFERENCES intake.departure,
    run_id      uuid NOT NULL UNIQUE REFERENCES intake.workflow_run,
    is_as_sent  boolean NOT NULL,
    account_id  uuid NOT NULL,
    at          timestamptz NOT NULL
);

CREATE TABLE intake.owner_word (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_id       uuid NOT NULL REFERENCES intake.work_order,
    said           text NOT NULL CHECK (said IN ('erase', 'back')),
    -- What was said before the arrival is no answer to how it arrived.
    after_arrival  boolean NOT NULL,
    at             timestamptz NOT NULL
);
CREATE INDEX owner_word_order ON intake.owner_word (order_id, id);

CREATE TRIGGER departure_only_append BEFORE UPDATE OR DELETE ON intake.departure
    FOR EACH ROW EXECUTE FUNCTION intake.only_append();
CREATE TRIGGER arrival_only_append BEFORE UPDATE OR DELETE ON intake.arrival
    FOR EACH ROW EXECUTE FUNCTION intake.only_append();
CREATE TRIGGER owner_word_only_append BEFORE UPDATE OR DELETE ON intake.owner_word
    FOR EACH ROW EXECUTE FUNCTION intake.only_append();

-- The guided erasure may have begun at the door and still be open while the device travels and is unpacked.
ALTER TABLE intake.workflow_run
    ADD COLUMN stage text NOT NULL DEFAULT 'erasure' CHECK (stage IN ('door', 'arrival', 'erasure'));
DROP INDEX intake.workflow_run_open;
CREATE UNIQUE INDEX workflow_run_open ON intake.workflow_run (order_id, stage) WHERE ended_at IS NULL;

-- What a signed record is of, for the words beside it; all that were made before are of erasures.
ALTER TABLE ledger.observation
    ADD COLUMN stage text NOT NULL DEFAULT 'erasure' CHECK (stage IN ('door', 'arrival', 'erasure'));

-- Numbers that a company has put on bags of its own, for a device's way or for its end: a bag that can be used twice proves nothing.
CREATE TABLE custody.bag (
    organisation_id  uuid NOT NULL,
    bag_key          text NOT NULL,
    device_id        uuid NOT NULL REFERENCES custody.device,
    PRIMARY KEY (organisation_id, bag_key)
);
INSERT INTO custody.bag SELECT bag_organisation_id, bag_key, id FROM custody.device WHERE bag_key IS NOT NULL;
