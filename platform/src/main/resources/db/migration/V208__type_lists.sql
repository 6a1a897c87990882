-- Lists of type allocations (TAC, the first eight digits of an IMEI) that a company was given, with where each comes from and what it may be used for.
-- Which type a row is of stands here as a keyed digest alone, as in custody.type_noted: in clear a model would lead to its few types, and those beside the last
-- figures of a device's number to nearly all of it; and whoever gets hold of the database has no list.
CREATE TABLE custody.type_list (
    id              uuid PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES identity.organisation,
    name            text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    -- As the name is compared: another one of it takes the place of this.
    name_key        text NOT NULL,
    source          text NOT NULL CHECK (length(source) BETWEEN 1 AND 300),
    day             date NOT NULL,
    type_count      integer NOT NULL CHECK (type_count > 0),
    file_digest     bytea NOT NULL CHECK (length(file_digest) = 32),
    UNIQUE (organisation_id, name_key)
);

-- What a list calls the phones of a type.
CREATE TABLE custody.type_listed (
    list_id     uuid NOT NULL REFERENCES custody.type_list ON DELETE CASCADE,
    type_digest bytea NOT NULL CHECK (length(type_digest) = 32),
    brand       text NOT NULL CHECK (length(brand) BETWEEN 1 AND 60),
    model       text NOT NULL CHECK (length(model) BETWEEN 1 AND 60),
    PRIMARY KEY (list_id, type_digest)
);

-- Who took which file in or away, and when; it stays when the list is gone.
CREATE TABLE custody.type_list_change (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at              timestamptz NOT NULL,
    account_id      uuid NOT NULL REFERENCES identity.account,
    organisation_id uuid NOT NULL REFERENCES identity.organisation,
    what            text NOT NULL CHECK (what IN ('added', 'replaced', 'removed')),
    name            text NOT NULL,
    source          text NOT NULL,
    type_count      integer NOT NULL,
    file_digest     bytea NOT NULL CHECK (length(file_digest) = 32)
);
CREATE INDEX type_list_change_organisation ON custody.type_list_change (organisation_id, id DESC);
CREATE TRIGGER type_list_change_only_append BEFORE UPDATE OR DELETE ON custody.type_list_change
    FOR EACH ROW EXECUTE FUNCTION custody.only_append();
CREATE TRIGGER type_list_change_not_emptied BEFORE TRUNCATE ON custody.type_list_change
    FOR EACH STATEMENT EXECUTE FUNCTION custody.only_append();
