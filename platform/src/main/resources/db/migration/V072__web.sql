-- Forms that were sent, by a digest of who sent what, so that one that is sent twice counts once. Nothing of their content.
CREATE SCHEMA web;

CREATE TABLE web.sent_form (
    digest    bytea PRIMARY KEY,
    at        timestamptz NOT NULL,
    location  text CHECK (length(location) <= 500)
);
CREATE INDEX sent_form_at ON web.sent_form (at);
