-- What was shown of somebody's being there is of an erasure, and whether it was shown before that ended is told by the order of events, in one
-- place for pages, papers and signed records. A clock can be set back in between; the order in which an order's events were written can't.

-- The latest erasure of each medium that has begun, ordered or not; of those without an order only such as count. What knows no media has one
-- for all of it.
CREATE FUNCTION intake.latest_begun(orders uuid[]) RETURNS TABLE (order_id uuid, event_id bigint, is_outside boolean)
LANGUAGE sql STABLE AS $$
    SELECT DISTINCT ON (e.order_id, e.medium_id) e.order_id, e.id, e.kind = 'matched-erased'
    FROM intake.order_event e
    WHERE e.order_id = ANY (orders)
      AND ((e.to_state = 'erasing' AND e.from_state IS DISTINCT FROM 'erasing' AND e.kind <> 'travel-found')
        OR (e.kind = 'matched-erased' AND e.medium_id IS NOT NULL))
      AND NOT EXISTS (SELECT 1 FROM intake.order_event back
        WHERE back.order_id = e.order_id AND back.kind = 'matched-taken-back'
          AND back.erasure_id = e.erasure_id AND back.id > e.id)
    ORDER BY e.order_id, e.medium_id, e.id DESC
$$;

-- Of each order the latest erasure that somebody could have watched: when one began that nobody ordered is not known here. 'is_afterwards':
-- it has ended, and what was noted last of somebody's being there was not noted in its course. An order of which no such erasure counts has
-- no row.
CREATE FUNCTION intake.course(orders uuid[])
RETURNS TABLE (order_id uuid, begun_id bigint, begun_at timestamptz, ended_at timestamptz, is_afterwards boolean)
LANGUAGE sql STABLE AS $$
    SELECT begun.order_id, begun.id, begun.at, ended.at,
        ended.id IS NOT NULL AND NOT coalesce(shown.id BETWEEN begun.id AND ended.id, false)
    FROM (SELECT max(latest.event_id) AS id FROM intake.latest_begun(orders) latest
        WHERE NOT latest.is_outside GROUP BY latest.order_id) last
    JOIN intake.order_event begun ON begun.id = last.id
    LEFT JOIN LATERAL (SELECT e.id, e.at FROM intake.order_event e
        WHERE e.order_id = begun.order_id AND e.id > begun.id
          AND e.from_state = 'erasing' AND e.to_state NOT IN ('erasing', 'lost')
        ORDER BY e.id LIMIT 1) ended ON true
    LEFT JOIN LATERAL (SELECT max(e.id) AS id FROM intake.order_event e
        WHERE e.order_id = begun.order_id AND e.kind LIKE 'presence-%') shown ON true
$$;
