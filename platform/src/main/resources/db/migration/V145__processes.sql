-- What all processes over this database have to have alike, and can't have from it: a digest of each key that lies in a file, and of the id
-- of the log's folder. Whoever moves a platform on purpose deletes the row.
CREATE SCHEMA process;

CREATE TABLE process.shared_key (
    name   text PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 100),
    print  bytea NOT NULL CHECK (length(print) = 32),
    at     timestamptz NOT NULL
);
