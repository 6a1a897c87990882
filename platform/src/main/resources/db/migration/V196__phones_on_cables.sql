-- The phones on the cables of a station as it last told them: always all of them, so they are one document. A serial number is in it as a keyed
-- digest and its last characters, never in clear.
CREATE TABLE bench.station_phones (
    station_id  uuid PRIMARY KEY,
    phones      jsonb NOT NULL,
    told_at     timestamptz NOT NULL
);
