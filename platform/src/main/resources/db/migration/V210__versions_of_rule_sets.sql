-- Which version of the order's rule set its owner agreed to: the signed consent names it, and no other is carried out (decision 142). NULL before somebody
-- agrees, and where it was not kept: then a station's receipt counts by whatever version of the rule set it names, as it did.
ALTER TABLE intake.work_order ADD COLUMN policy_version integer CHECK (policy_version >= 1);
-- The same for what a station was asked to do.
ALTER TABLE bench.task ADD COLUMN policy_version integer CHECK (policy_version >= 1);

-- Of these rule sets, which are all that counters offered in a release before, there was one version.
UPDATE intake.work_order SET policy_version = 1
WHERE consented_at IS NOT NULL AND policy IN ('gb-46864-2025', 'nist-clear', 'r2v3');
-- What a station has begun with goes on as it was begun.
UPDATE bench.task SET policy_version = 1
WHERE state = 'queued' AND policy IN ('gb-46864-2025', 'nist-clear', 'r2v3');
