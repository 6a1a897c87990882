-- A lane that was chosen goes with what ends its order at the bench: both or neither, from now on. A process that died between the two left a
-- lane behind that would begin when the hold is over: those of before go now.
UPDATE bench.task t SET state = 'withdrawn', ended_at = now()
WHERE t.state = 'queued' AND EXISTS (
    SELECT 1 FROM intake.order_event e WHERE e.order_id = t.order_id AND e.at >= t.queued_at
      AND e.to_state NOT IN ('at_bench', 'in_part', 'not_cleared', 'erasing'));
