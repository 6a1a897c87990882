-- Which phone somebody was shown when they chose it, and what they said of it: the claim is held to that. Its number as it was told there, of one that ran
-- its system; and whether whoever chose it, who is known, has held the noted number against the phone itself, in case it tells its station none.
ALTER TABLE bench.task
    ADD COLUMN chosen_digest bytea CHECK (length(chosen_digest) = 32),
    ADD COLUMN is_number_compared boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT chosen_of_a_phone CHECK (kind = 'phone' OR (chosen_digest IS NULL AND NOT is_number_compared));
CREATE INDEX task_of_phone ON bench.task (phone_digest) WHERE phone_digest IS NOT NULL;
CREATE INDEX task_of_chosen ON bench.task (chosen_digest) WHERE chosen_digest IS NOT NULL;

-- After which claim of its order a workflow began, in the order of the claims: no clock tells that.
ALTER TABLE intake.workflow_run ADD COLUMN after_claim bigint NOT NULL DEFAULT 0;
UPDATE intake.workflow_run r SET after_claim = coalesce(
    (SELECT max(t.claim_no) FROM bench.task t WHERE t.order_id = r.order_id AND t.claimed_at <= r.started_at), 0);

-- As before; and of a phone, whose medium bears no number, by what it was claimed with: only the very number that the counter noted says that it is its
-- device's.
CREATE OR REPLACE FUNCTION custody.is_unnoted(medium uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce((SELECT m.serial_digest IS NOT NULL AND m.serial_by IS DISTINCT FROM 'counter' FROM custody.medium m WHERE m.id = medium), false)
        OR EXISTS (SELECT 1 FROM bench.task t JOIN custody.device d ON d.id = t.device_id
            WHERE t.medium_id = medium AND t.phone_digest IS NOT NULL AND t.phone_digest IS DISTINCT FROM d.serial_digest)
$$;

-- Whether somebody goes through a guided workflow of an erasure, or has answered in one, that began after a station last began with what a statement is
-- about: of the two the worse counts, and nobody's answer to an open clause completes the statement.
CREATE FUNCTION ledger.is_by_hand_since(event uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM ledger.statement s
        JOIN LATERAL (SELECT max(t.claim_no) AS no FROM bench.task t WHERE t.medium_id = s.medium_id AND t.claim_no IS NOT NULL) claim ON claim.no IS NOT NULL
        JOIN intake.workflow_run r ON r.order_id = s.order_id AND r.stage = 'erasure' AND r.after_claim >= claim.no
        WHERE s.event_id = event
            AND (r.ended_at IS NULL OR EXISTS (SELECT 1 FROM intake.workflow_answer a WHERE a.run_id = r.id)))
$$;
