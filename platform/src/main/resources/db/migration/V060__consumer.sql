-- Links of owners and the browsers that came in by them. Only digests of secrets; nothing of a person.
CREATE SCHEMA consumer;

CREATE TABLE consumer.link (
    order_id    uuid PRIMARY KEY,
    generation  integer NOT NULL CHECK (generation >= 0),
    digest      bytea NOT NULL UNIQUE,
    tries       integer NOT NULL CHECK (tries >= 0),
    bound_at    timestamptz,
    created_at  timestamptz NOT NULL
);

CREATE TABLE consumer.browser (
    digest     bytea PRIMARY KEY,
    order_id   uuid NOT NULL REFERENCES consumer.link,
    let_in_at  timestamptz NOT NULL
);
CREATE INDEX browser_order ON consumer.browser (order_id);
