-- A drive is carried from one bench to the next: one without a serial number is looked for at the whole site.
CREATE INDEX task_nameless_of_site ON bench.task (site_id, claimed_at DESC) WHERE serial IS NULL AND claimed_at IS NOT NULL;
DROP INDEX bench.task_nameless;
