-- In which order stations began: a clock that is set back must not make a later try an earlier one.
CREATE SEQUENCE bench.claim_no;
ALTER TABLE bench.task ADD COLUMN claim_no bigint;
UPDATE bench.task SET claim_no = numbered.no
FROM (SELECT id, row_number() OVER (ORDER BY claimed_at, id) AS no FROM bench.task WHERE claimed_at IS NOT NULL) numbered
WHERE numbered.id = task.id;
SELECT setval('bench.claim_no', (SELECT coalesce(max(claim_no), 0) + 1 FROM bench.task), false);
-- While this one went on, a station that was given up said that the medium could not be erased.
ALTER TABLE bench.task ADD COLUMN is_contradicted boolean NOT NULL DEFAULT false;
