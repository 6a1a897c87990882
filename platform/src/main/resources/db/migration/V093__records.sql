-- What the operator's log signs is more than guided workflows: one table and one chain for all of it. Apart from ledger.statement, as
-- before: none of it is a proof.
ALTER TABLE ledger.observation RENAME TO record;
ALTER TABLE ledger.record RENAME COLUMN run_id TO event_id;
ALTER TABLE ledger.record RENAME COLUMN record TO file;
ALTER TABLE ledger.record RENAME COLUMN ended_at TO at;
ALTER TABLE ledger.record ADD COLUMN kind text NOT NULL DEFAULT 'observation' CHECK (kind IN ('observation', 'validation'));
ALTER TABLE ledger.record ALTER COLUMN kind DROP DEFAULT;
ALTER TABLE ledger.record RENAME CONSTRAINT observation_pkey TO record_pkey;
ALTER TABLE ledger.record RENAME CONSTRAINT observation_key_sequence_key TO record_key_sequence_key;
ALTER TABLE ledger.record RENAME CONSTRAINT observation_sequence_check TO record_sequence_check;
ALTER INDEX ledger.observation_order RENAME TO record_order;
ALTER TRIGGER observation_only_append ON ledger.record RENAME TO record_only_append;

ALTER TABLE ledger.observation_place RENAME TO record_place;
ALTER TABLE ledger.record_place RENAME COLUMN run_id TO event_id;
ALTER TABLE ledger.record_place RENAME CONSTRAINT observation_place_pkey TO record_place_pkey;
ALTER TABLE ledger.record_place RENAME CONSTRAINT observation_place_run_id_fkey TO record_place_event_id_fkey;
ALTER TRIGGER observation_place_only_append ON ledger.record_place RENAME TO record_place_only_append;

-- What pages show of the record of a guided workflow.
CREATE TABLE ledger.observation (
    event_id  uuid PRIMARY KEY REFERENCES ledger.record,
    verdict   text NOT NULL CHECK (verdict IN ('unproven', 'failed')),
    tier      text NOT NULL CHECK (tier IN ('none', 'observed')),
    stage     text NOT NULL CHECK (stage IN ('door', 'arrival', 'erasure'))
);
INSERT INTO ledger.observation SELECT event_id, verdict, tier, stage FROM ledger.record;
ALTER TABLE ledger.record DROP COLUMN verdict, DROP COLUMN tier, DROP COLUMN stage;
CREATE TRIGGER observation_only_append BEFORE UPDATE OR DELETE ON ledger.observation
    FOR EACH ROW EXECUTE FUNCTION ledger.only_append();

-- From now on nobody answers for a clause without a record of it. Checked at the end: the record is signed when all locks are held.
ALTER TABLE ledger.validation ADD COLUMN record_id uuid UNIQUE REFERENCES ledger.record DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ledger.validation ADD CONSTRAINT validation_is_signed CHECK (record_id IS NOT NULL) NOT VALID;

-- Whether only somebody who had nothing to do with a device may answer for an open clause of it.
ALTER TABLE identity.organisation ADD COLUMN are_validators_apart boolean NOT NULL DEFAULT false;
