-- Years of a company in one go, for benchmarks/devices.sh: :count devices with their orders, media, events and statements, at twenty sites, a
-- third of them at the first. Nearly all have left; two of a hundred are under way and one of a hundred stands in stock. Without triggers: what counts
-- is how many rows there are, and receipts are no receipts.
\set ON_ERROR_STOP on
SET session_replication_role = replica;
SET synchronous_commit = off;
SET maintenance_work_mem = '1GB';
-- Indexes that no constraint needs are made once all rows are there: one by one they would take most of the time.
CREATE TEMP TABLE later AS SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS made
FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace s ON s.oid = t.relnamespace
WHERE (s.nspname, t.relname) IN (('custody', 'device'), ('custody', 'device_event'), ('custody', 'medium'), ('intake', 'work_order'), ('intake', 'order_event'), ('ledger', 'statement'))
    AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid);
SELECT 'DROP INDEX ' || name FROM later \gexec
SELECT s.organisation_id AS company, s.id AS site, (SELECT id FROM identity.account LIMIT 1) AS account
FROM identity.site s ORDER BY s.created_at LIMIT 1 \gset

INSERT INTO identity.site (id, organisation_id, name, time_zone, created_at)
SELECT gen_random_uuid(), :'company', 'Site ' || n, 'Asia/Shanghai', now() FROM generate_series(1, 19) n;
-- A code for each number, in no order: multiplying by an odd number mixes 32 bits and takes no two to one.
CREATE FUNCTION pg_temp.code(n bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT substr(t, 1, 4) || '-' || substr(t, 5)
    FROM (SELECT translate(lpad(to_hex(n * 2654435761 % 4294967296), 8, '0'), '0123456789abcdef', '23456789BCDFGHJK') AS t) x $$;

CREATE TEMP TABLE places AS SELECT (row_number() OVER (ORDER BY id <> :'site', id) - 1)::int AS k, id AS site,
    (SELECT id FROM identity.station LIMIT 1) AS station FROM identity.site s;
CREATE TEMP TABLE made AS
SELECT n, gen_random_uuid() AS device, gen_random_uuid() AS work_order, gen_random_uuid() AS medium, gen_random_uuid() AS event, p.site, p.station,
    now() - interval '4 years' * (1 - n::float8 / :count) AS at,
    CASE WHEN n % 100 < 2 AND n > :count * 0.5 THEN 'open' WHEN n % 100 = 2 THEN 'stock' ELSE 'left' END AS fate,
    (ARRAY['phone', 'laptop', 'desktop'])[1 + n % 3] AS kind
FROM generate_series(1, :count) n JOIN places p ON p.k = CASE WHEN n % 3 = 0 THEN 0 ELSE n % 20 END;

INSERT INTO custody.device (id, code, site_id, kind, brand, model, serial_digest, serial_tail, state, statement_id, verdict, is_conforming, registered_at, media_count)
SELECT device, pg_temp.code(n), site, kind, (ARRAY['Huawei', 'Xiaomi', 'Lenovo', 'Apple', 'Seagate'])[1 + n % 5], 'Model ' || n % 400,
    sha256(n::text::bytea), lpad((n % 10000)::text, 4, '0'),
    CASE fate WHEN 'open' THEN 'registered' WHEN 'stock' THEN 'in_stock' ELSE 'handed_over' END,
    CASE WHEN fate <> 'open' THEN event END, CASE WHEN fate <> 'open' THEN 'cleared' END, CASE WHEN fate <> 'open' THEN true END, at, 1
FROM made;
INSERT INTO custody.device_event (device_id, at, to_state, account_id, reason)
SELECT device, at, 'registered', :'account'::uuid, 'registered' FROM made
UNION ALL SELECT device, at + interval '1 hour', 'cleared', NULL, 'proved' FROM made WHERE fate <> 'open'
UNION ALL SELECT device, at + interval '2 hours', 'in_stock', :'account'::uuid, 'stocked' FROM made WHERE fate <> 'open';
INSERT INTO intake.work_order (id, code, site_id, device_id, channel, presenter, state, offer_minor, offer_currency, policy, version, created_by, created_at, currency)
SELECT work_order, pg_temp.code(n + 1000000000), site, device, 'counter', 'owner', CASE fate WHEN 'open' THEN 'accepted' ELSE 'closed' END, 10000, 'CNY', 'gb-46864-2025', 3,
    :'account'::uuid, at, 'CNY' FROM made;
INSERT INTO intake.order_event (order_id, at, kind, from_state, to_state, actor, actor_id)
SELECT work_order, at, 'created', NULL, 'taken_in', 'staff', :'account'::uuid FROM made
UNION ALL SELECT work_order, at + interval '1 minute', 'offered', 'taken_in', 'offered', 'staff', :'account'::uuid FROM made
UNION ALL SELECT work_order, at + interval '2 minutes', 'accepted', 'offered', 'accepted', 'owner', NULL FROM made
UNION ALL SELECT work_order, at + interval '1 hour', 'closed', 'cleared', 'closed', 'staff', :'account'::uuid FROM made WHERE fate <> 'open';
INSERT INTO custody.medium (id, device_id, ordinal, serial_digest, serial_tail, statement_id, verdict, is_conforming)
SELECT medium, device, 1, sha256(n::text::bytea), lpad((n % 10000)::text, 4, '0'), CASE WHEN fate <> 'open' THEN event END,
    CASE WHEN fate <> 'open' THEN 'cleared' END, CASE WHEN fate <> 'open' THEN true END FROM made;
INSERT INTO ledger.statement (event_id, station_id, site_id, order_id, order_code, receipt, receipt_digest, statement_digest, verdict, policy, policy_version, clauses,
    not_proved, medium, serial_tail, log_index, issued_at, received_at, certificate, certificate_checks, certificate_at, medium_id, start_log_index, clearing_log_index,
    counted_at, medium_class, capacity_bytes, work_seconds, interruptions, passes, read_back)
SELECT event, station, site, work_order, pg_temp.code(n + 1000000000), repeat('r', 400), sha256(event::text::bytea), sha256(event::text::bytea), 'cleared', 'gb-46864-2025', '1',
    '[]', '{}', 'Model ' || n % 400, lpad((n % 10000)::text, 4, '0'), n, at, at + interval '1 hour', 'c', '{}', at + interval '2 hours', medium, 2 * n, 2 * n + 1,
    at + interval '1 hour', 'hdd', 500000000000, 3600, 0, 1, 'full' FROM made WHERE fate <> 'open';
SELECT made FROM later \gexec
SET session_replication_role = origin;
VACUUM ANALYZE;
