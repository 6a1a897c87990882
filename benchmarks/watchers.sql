-- :count orders whose erasure is under way at one station, each with a link and a browser whose secrets are known, for
-- benchmarks/watchers.sh. Without triggers: nothing is really erased.
\set ON_ERROR_STOP on
SET session_replication_role = replica;
SELECT s.organisation_id AS company, s.id AS site, (SELECT id FROM identity.account LIMIT 1) AS account, (SELECT id FROM identity.station LIMIT 1) AS station
FROM identity.site s ORDER BY s.created_at LIMIT 1 \gset
CREATE TEMP TABLE made AS
SELECT n, gen_random_uuid() AS device, gen_random_uuid() AS work_order, gen_random_uuid() AS medium, gen_random_uuid() AS task,
    'WTCH-' || translate(lpad(to_hex(n), 4, '0'), '01aeiou', 'WXYZBCD') AS code
FROM generate_series(1, :count) n;

INSERT INTO custody.device (id, code, site_id, kind, brand, model, serial_digest, serial_tail, state, registered_at, media_count)
SELECT device, code, :'site', 'bare_drive', 'Seagate', 'Model', sha256(('watched' || n)::bytea), '0001', 'registered', now(), 1 FROM made;
INSERT INTO custody.device_event (device_id, at, to_state, account_id, reason) SELECT device, now(), 'registered', :'account'::uuid, 'registered' FROM made;
INSERT INTO custody.medium (id, device_id, ordinal, serial_digest, serial_tail) SELECT medium, device, 1, sha256(('watched' || n)::bytea), '0001' FROM made;
INSERT INTO intake.work_order (id, code, site_id, device_id, channel, presenter, state, offer_minor, offer_currency, policy, version, created_by, created_at, currency)
SELECT work_order, code, :'site', device, 'counter', 'owner', 'erasing', 10000, 'CNY', 'gb-46864-2025', 5, :'account'::uuid, now(), 'CNY' FROM made;
INSERT INTO intake.order_event (order_id, at, kind, from_state, to_state, actor, actor_id)
SELECT work_order, now(), 'created', NULL, 'taken_in', 'staff', :'account'::uuid FROM made
UNION ALL SELECT work_order, now(), 'offered', 'taken_in', 'offered', 'staff', :'account'::uuid FROM made
UNION ALL SELECT work_order, now(), 'accepted', 'offered', 'accepted', 'owner', NULL FROM made
UNION ALL SELECT work_order, now(), 'erasing', 'at_bench', 'erasing', 'station', NULL FROM made;
INSERT INTO bench.task (id, order_id, order_code, device_id, asset, policy, site_id, station_id, lane, serial, state, queued_by, queued_at, claimed_at, claim_no, medium_id,
    progress, progress_at)
SELECT task, work_order, code, device, code, 'gb-46864-2025', :'site', :'station', 'watched-' || n, 'SERIAL' || n, 'claimed', :'account', now(), now(),
    nextval('bench.claim_no'), medium, '{"phase":"overwrite","pass":1,"passes":3,"doneBytes":0,"totalBytes":500000000000,"bytesPerSecond":200000000,"remainingSeconds":1}', now() FROM made;
INSERT INTO consumer.link (order_id, generation, digest, tries, bound_at, created_at)
SELECT work_order, 0, sha256(('watched-link-number-' || lpad(n::text, 4, '0'))::bytea), 0, now(), now() FROM made;
INSERT INTO consumer.browser (digest, order_id, let_in_at, came_by) SELECT sha256(('watched-browser-' || n)::bytea), work_order, now(), 'link' FROM made;
SET session_replication_role = origin;
ANALYZE;
