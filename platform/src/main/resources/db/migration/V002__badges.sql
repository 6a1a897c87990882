-- A badge that a scanner reads changes the person at a shared counter; only its digest is kept.
CREATE TABLE identity.badge (
    digest      bytea PRIMARY KEY,
    account_id  uuid NOT NULL UNIQUE REFERENCES identity.account,
    created_at  timestamptz NOT NULL
);
