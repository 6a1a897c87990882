-- Years of a company in one go, for benchmarks/devices.sh, once or in parts: :count devices from number :first on with their orders, media, tries, events, statements, records, owners and
-- second looks, at twenty sites, a third of them at the first; of each third one a plant has registered, of each hundredth one somebody has
-- asked something. Nearly all have left; two of a hundred are under way and one of a hundred stands in stock. Without triggers: what counts
-- is how many rows there are, and neither receipts nor records nor what is sealed are what they seem.
\set ON_ERROR_STOP on
SELECT :first = 1 AS is_first \gset
SET session_replication_role = replica;
SET synchronous_commit = off;
SET maintenance_work_mem = '1GB';
-- Indexes that no constraint needs are made once all rows are there: one by one they would take most of the time.
CREATE TEMP TABLE later AS SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS made
FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace s ON s.oid = t.relnamespace
WHERE (s.nspname, t.relname) IN (('custody', 'device'), ('custody', 'device_number'), ('custody', 'card_account'), ('custody', 'card_seen'), ('custody', 'type_noted'), ('custody', 'device_event'), ('custody', 'medium'), ('intake', 'work_order'), ('intake', 'order_event'), ('ledger', 'statement'),
    ('bench', 'task'), ('ledger', 'record'), ('oversight', 'clearing'), ('oversight', 'hand'), ('oversight', 'verification'), ('vault', 'person_purpose'), ('vault', 'read'), ('consumer', 'browser'),
    ('exchange', 'asset'), ('exchange', 'event'), ('rights', 'request'), ('rights', 'standing'), ('intake', 'order_person'), ('identity', 'audit'))
    AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid);
SELECT 'DROP INDEX ' || name FROM later \gexec
SELECT s.organisation_id AS company, s.id AS site, (SELECT id FROM identity.account LIMIT 1) AS account
FROM identity.site s ORDER BY s.created_at LIMIT 1 \gset

\if :is_first
INSERT INTO identity.site (id, organisation_id, name, time_zone, created_at)
SELECT gen_random_uuid(), :'company', 'Site ' || n, 'Asia/Shanghai', now() FROM generate_series(1, 19) n;
\endif
-- A code for each number, in no order: multiplying by an odd number mixes 32 bits and takes no two to one.
CREATE FUNCTION pg_temp.code(n bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT substr(t, 1, 4) || '-' || substr(t, 5)
    FROM (SELECT translate(lpad(to_hex(n * 2654435761 % 4294967296), 8, '0'), '0123456789abcdef', '23456789BCDFGHJK') AS t) x $$;

CREATE TEMP TABLE places AS SELECT (row_number() OVER (ORDER BY id <> :'site', id) - 1)::int AS k, id AS site,
    (SELECT id FROM identity.station LIMIT 1) AS station FROM identity.site s;
CREATE TEMP TABLE made AS
SELECT n, gen_random_uuid() AS device, gen_random_uuid() AS work_order, gen_random_uuid() AS medium, gen_random_uuid() AS event, p.site, p.station,
    now() - interval '4 years' * (1 - (n - :first)::float8 / :count) AS at, gen_random_uuid() AS person, 1 + n % 400 AS hand,
    CASE WHEN n % 100 < 2 AND n - :first > :count * 0.5 THEN 'open' WHEN n % 100 = 2 THEN 'stock' ELSE 'left' END AS fate,
    (ARRAY['phone', 'laptop', 'desktop'])[1 + n % 3] AS kind
FROM generate_series(:first, :first + :count - 1) n JOIN places p ON p.k = CASE WHEN n % 3 = 0 THEN 0 ELSE n % 20 END;

INSERT INTO custody.device (id, code, site_id, kind, brand, model, serial_digest, serial_tail, state, statement_id, verdict, is_conforming, registered_at, media_count)
SELECT device, pg_temp.code(n), site, kind, (ARRAY['Huawei', 'Xiaomi', 'Lenovo', 'Apple', 'Seagate'])[1 + n % 5], 'Model ' || n % 400,
    sha256(n::text::bytea), lpad((n % 10000)::text, 4, '0'),
    CASE fate WHEN 'open' THEN 'registered' WHEN 'stock' THEN 'in_stock' ELSE 'handed_over' END,
    CASE WHEN fate <> 'open' THEN event END, CASE WHEN fate <> 'open' THEN 'cleared' END, CASE WHEN fate <> 'open' THEN true END, at, CASE WHEN kind <> 'phone' OR fate <> 'open' THEN 1 END
FROM made;
-- Of each phone a second number, and what became of its cards; of each tenth one something was seen before. Nobody has accounted for those of what is under way.
INSERT INTO custody.device_number (device_id, serial_digest, serial_tail, number_form, is_number_doubtful)
SELECT device, sha256(('second' || n)::bytea), lpad((n % 10000)::text, 4, '0'), 'mobile', false FROM made WHERE kind = 'phone';
INSERT INTO custody.card_seen (device_id, kind, seen_by, is_against, at) SELECT device, 'sim', 'phone', false, at + interval '30 minutes' FROM made WHERE kind = 'phone' AND n % 10 = 0;
INSERT INTO custody.card_account (device_id, sim, esim, card, is_against_seen, account_id, at)
SELECT device, 'given_back', 'none', 'none', false, :'account'::uuid, at + interval '1 hour' FROM made WHERE kind = 'phone' AND fate <> 'open';
INSERT INTO custody.device_event (device_id, at, to_state, account_id, reason)
SELECT device, at, 'registered', :'account'::uuid, 'registered' FROM made
UNION ALL SELECT device, at + interval '1 hour', 'cleared', NULL, 'proved' FROM made WHERE fate <> 'open'
UNION ALL SELECT device, at + interval '2 hours', 'in_stock', :'account'::uuid, 'stocked' FROM made WHERE fate <> 'open';
INSERT INTO intake.work_order (id, code, site_id, device_id, channel, presenter, owner_ref, state, offer_minor, offer_currency, policy, version, created_by, created_at, currency)
SELECT work_order, pg_temp.code(n + 1000000000), site, device, 'counter', 'owner', person, CASE fate WHEN 'open' THEN 'accepted' ELSE 'closed' END, 10000, 'CNY', 'gb-46864-2025', 3,
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
    at + interval '1 hour', 'magnetic', 500000000000, 3600, 0, 1, 'full' FROM made WHERE fate <> 'open';
-- Staff: four hundred who have been here, with a try at each course a year.
\if :is_first
CREATE TEMP TABLE hands AS SELECT k, gen_random_uuid() AS account FROM generate_series(1, 400) k;
INSERT INTO identity.account (id, organisation_id, site_id, work_name, state, created_at)
SELECT account, :'company', (SELECT site FROM places p WHERE p.k = h.k % 20), 'Hand ' || k, CASE WHEN k % 4 = 0 THEN 'active' ELSE 'ended' END, now() - interval '4 years' FROM hands h;
INSERT INTO identity.account_role (account_id, role) SELECT account, (ARRAY['clerk', 'technician', 'verifier', 'manager'])[1 + k / 4 % 4] FROM hands;
\else
CREATE TEMP TABLE hands AS SELECT substr(work_name, 6)::int AS k, id AS account FROM identity.account WHERE work_name LIKE 'Hand %';
\endif
INSERT INTO identity.audit (at, account_id, action, subject) SELECT at, account, 'signed-in', account FROM made JOIN hands h ON h.k = hand WHERE n % 10 = 0;
\if :is_first
CREATE TEMP TABLE tried AS SELECT gen_random_uuid() AS attempt, account, course, now() - y * interval '1 year' - interval '1 day' AS at
FROM hands, unnest(ARRAY['privacy', 'law', 'handling', 'safety']) course, generate_series(0, 3) y;
INSERT INTO staff.attempt (id, account_id, course, version, pass, begun_at, deadline, ended_at, outcome, is_over, right_count)
SELECT attempt, account, course, 1, 8, at, at + interval '1 hour', at + interval '20 minutes', 'passed', false, 9 FROM tried;
INSERT INTO staff.qualification (account_id, course, at, first_day, last_day, attempt_id, version)
SELECT account, course, at, at::date, at::date + 365, attempt, 1 FROM tried;
\endif

-- What stations were asked to do, and what was signed besides by the operator's log: consent and presence of each.
INSERT INTO bench.task (id, order_id, order_code, device_id, asset, policy, site_id, station_id, lane, serial, state, queued_by, queued_at, claimed_at, outcome, receipt_digest, ended_at,
    medium_id, claim_no, is_contradicted, model, capacity_bytes)
SELECT gen_random_uuid(), work_order, pg_temp.code(n + 1000000000), device, pg_temp.code(n), 'gb-46864-2025', site, station, 'usb-' || n % 8, 'S' || n, 'ended', account, at, at, 'finished',
    sha256(event::text::bytea), at + interval '1 hour', medium, n, false, 'Model ' || n % 400, 500000000000
FROM made JOIN hands h ON h.k = hand WHERE fate <> 'open';
INSERT INTO ledger.record (event_id, order_id, order_code, site_id, key, sequence, statement_digest, file, at, kind)
SELECT gen_random_uuid(), work_order, pg_temp.code(n + 1000000000), site, 'benchmark', 2 * n + s, sha256(n::text::bytea), repeat('r', 200), at, (ARRAY['consent', 'presence'])[1 + s]
FROM made, generate_series(0, 1) s WHERE fate <> 'open';
INSERT INTO ledger.record_place SELECT event_id, sequence, at FROM ledger.record WHERE key = 'benchmark' ON CONFLICT DO NOTHING;

-- Of twenty one was drawn, and looked at by somebody else.
INSERT INTO oversight.clearing (device_id, site_id, statements, cleared_at, place, month, basis_points, is_drawn, why, drawn_at, event_id, log_index, root)
SELECT device, site, ARRAY[event], at, n, date_trunc('month', at AT TIME ZONE 'UTC'), 500, n % 20 = 7, 'lot', at, event, n, sha256(event::text::bytea) FROM made WHERE fate <> 'open';
CREATE TEMP TABLE cleared AS SELECT c.id, c.device_id, c.cleared_at, c.is_drawn, h.account, o.account AS other, m.n
FROM oversight.clearing c JOIN made m ON m.device = c.device_id JOIN hands h ON h.k = m.hand JOIN hands o ON o.k = 1 + (m.hand + 7) % 400;
INSERT INTO oversight.hand (clearing_id, deed, account_id) SELECT id, 'began', account FROM cleared;
INSERT INTO oversight.verification (id, clearing_id, account_id, at, result, place, looked, is_apart, note_id, is_by_machine, is_from_afar)
SELECT gen_random_uuid(), id, other, cleared_at + interval '1 day', CASE WHEN n % 2000 = 7 THEN 'found' ELSE 'confirmed' END, 'other_station', ARRAY['number', 'first', 'last', 'random'],
    true, gen_random_uuid(), false, false FROM cleared WHERE is_drawn AND n % 400 <> 27;
INSERT INTO ledger.note (event_id, text, at) SELECT note_id, 'benchmark', at FROM oversight.verification ON CONFLICT DO NOTHING;
INSERT INTO ledger.note_place SELECT event_id, number, at FROM ledger.note ON CONFLICT DO NOTHING;

-- Owners: who has left is forgotten but for what the law keeps; each has a link, and was looked up once.
INSERT INTO vault.person (id, site_id, wrapped_key, created_at) SELECT person, site, repeat('k', 100)::bytea, at FROM made;
INSERT INTO vault.person_purpose SELECT person, 'tax', at, at + interval '10 years' FROM made;
INSERT INTO vault.value SELECT person, 'phone', repeat('v', 60)::bytea, at FROM made;
INSERT INTO vault.read (person_id, at, purpose, fields, kind, account_id, role, site_id, act, is_alone)
SELECT person, at, 'ceremony', ARRAY['phone'], 'staff', account, 'clerk', site, 'masked', false FROM made JOIN hands h ON h.k = hand WHERE n % 4 = 0;
INSERT INTO intake.order_person (order_id, person_id, since) SELECT work_order, person, at FROM made;
INSERT INTO consumer.link (order_id, generation, digest, tries, bound_at, created_at, presence_tries) SELECT work_order, 0, sha256(person::text::bytea), 0, at, at, 0 FROM made;
INSERT INTO consumer.browser (digest, order_id, let_in_at, came_by) SELECT sha256(device::text::bytea), work_order, at, 'link' FROM made;

-- Of a hundred one asked something, and of a hundred of these one waits for an answer.
CREATE TEMP TABLE asked AS SELECT gen_random_uuid() AS request, n, work_order, site, person, at, (ARRAY['access', 'deletion', 'complaint'])[1 + n / 100 % 3] AS kind,
    n % 10000 = 99 AND n - :first > :count * 0.9 AS is_open FROM made WHERE n % 100 = 99;
INSERT INTO rights.request (id, code, order_id, site_id, person_id, kind, is_at_once, asked_at, time_zone, rule, way)
SELECT request, pg_temp.code(n + 2000000000), work_order, site, person, kind, false, at, 'Asia/Shanghai', '1', 'link' FROM asked;
INSERT INTO rights.event (request_id, number, at, what, state, round, due_at) SELECT request, 1, at, 'asked', 'open', 1, at + interval '15 days' FROM asked;
INSERT INTO rights.event (request_id, number, at, what, state, round, due_at, by_account, result)
SELECT request, 2, at + interval '1 day', 'answered', 'answered', 1, at + interval '15 days', (SELECT account FROM hands LIMIT 1), 'granted' FROM asked WHERE NOT is_open;
INSERT INTO rights.standing SELECT request, site, kind, false, CASE WHEN is_open THEN 'open' ELSE 'answered' END, at + interval '15 days', at FROM asked;

-- What a plant has registered, and was told of.
INSERT INTO exchange.asset (id, organisation_id, site_id, external_id, batch, device_id, order_id, list_id, key_id, said, registered_at, changed_at)
SELECT gen_random_uuid(), :'company', site, 'PAL-' || n, 'lot ' || n / 1000, device, work_order, gen_random_uuid(), gen_random_uuid(), sha256(n::text::bytea), at, at FROM made WHERE n % 3 = 0;
INSERT INTO exchange.event (organisation_id, number, id, site_id, asset_id, type, change, statements, digests, at)
SELECT :'company', (SELECT coalesce(max(number), 0) FROM exchange.event WHERE organisation_id = :'company') + row_number() OVER (), gen_random_uuid(), a.site_id, a.id, (ARRAY['asset.registered', 'asset.verdict'])[1 + e], NULL, '{}', '{}', a.registered_at FROM exchange.asset a JOIN made m ON m.device = a.device_id, generate_series(0, 1) e;
INSERT INTO exchange.counter SELECT :'company', coalesce(max(number), 0) FROM exchange.event ON CONFLICT (organisation_id) DO UPDATE SET last = excluded.last;

SELECT made FROM later \gexec
SET session_replication_role = origin;
VACUUM ANALYZE;
