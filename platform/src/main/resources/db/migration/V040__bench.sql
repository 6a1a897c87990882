-- What stands at the benches of the sites, and what is to be erased there.
CREATE SCHEMA bench;

-- The lanes of a station as it last told them: always all of them, so they are one document.
CREATE TABLE bench.station_lanes (
    station_id  uuid PRIMARY KEY,
    lanes       jsonb NOT NULL,
    changed_at  timestamptz NOT NULL,
    told_at     timestamptz NOT NULL
);

-- One try of one order in one lane. What the station needs of the order is copied: it does not change any more.
CREATE TABLE bench.task (
    id            uuid PRIMARY KEY,
    order_id      uuid NOT NULL,
    order_code    text NOT NULL,
    device_id     uuid NOT NULL,
    asset         text NOT NULL,
    policy        text NOT NULL,
    site_id       uuid NOT NULL,
    station_id    uuid NOT NULL,
    lane          text NOT NULL CHECK (length(lane) BETWEEN 1 AND 200),
    -- Of the medium in the lane when it was chosen, as the station tells it.
    serial        text CHECK (length(serial) <= 200),
    state         text NOT NULL CHECK (state IN ('queued', 'claimed', 'ended', 'withdrawn')),
    queued_by     uuid NOT NULL,
    queued_at     timestamptz NOT NULL,
    claimed_at    timestamptz,
    progress      jsonb,
    progress_at   timestamptz,
    outcome       text CHECK (outcome IN ('finished', 'refused', 'interrupted', 'broken', 'given-up')),
    outcome_code  text,
    outcome_en    text,
    outcome_zh    text,
    receipt_digest  bytea,
    ended_at      timestamptz,
    CHECK ((state IN ('ended', 'withdrawn')) = (ended_at IS NOT NULL)),
    CHECK (state <> 'claimed' OR claimed_at IS NOT NULL)
);
-- An order is at one place at a time, and a lane holds one order.
CREATE UNIQUE INDEX task_open_of_order ON bench.task (order_id) WHERE state IN ('queued', 'claimed');
CREATE UNIQUE INDEX task_open_of_lane ON bench.task (station_id, lane) WHERE state IN ('queued', 'claimed');
CREATE INDEX task_of_order ON bench.task (order_id, queued_at DESC);
CREATE INDEX task_of_site ON bench.task (site_id, ended_at DESC);
