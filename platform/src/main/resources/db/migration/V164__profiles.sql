-- What a company chose to tell strangers of a site. Each version is kept; one is shown exactly if the last word about the site says so.
CREATE TABLE consumer.profile (
    site_id     uuid NOT NULL REFERENCES identity.site,
    version     integer NOT NULL CHECK (version >= 1),
    region      text NOT NULL CHECK (length(region) BETWEEN 1 AND 100),
    postcode    text NOT NULL CHECK (length(postcode) <= 20),
    address     text NOT NULL CHECK (length(address) <= 200),
    hours       text NOT NULL CHECK (length(hours) <= 200),
    kinds       text[] NOT NULL CHECK (cardinality(kinds) > 0),
    -- Whether the owner may stay and watch.
    is_watched  boolean NOT NULL,
    by_account  uuid NOT NULL REFERENCES identity.account,
    at          timestamptz NOT NULL,
    PRIMARY KEY (site_id, version)
);

-- What the company says of its papers: nobody outside has confirmed any of it here.
CREATE TABLE consumer.profile_licence (
    site_id     uuid NOT NULL,
    version     integer NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('filing', 'processing', 'business')),
    number      text NOT NULL CHECK (length(number) BETWEEN 1 AND 100),
    scope       text NOT NULL CHECK (length(scope) BETWEEN 1 AND 200),
    authority   text NOT NULL CHECK (length(authority) BETWEEN 1 AND 100),
    valid_from  date NOT NULL,
    -- The last day on which it is in force; NULL if it names none.
    expires_on  date,
    PRIMARY KEY (site_id, version, kind),
    FOREIGN KEY (site_id, version) REFERENCES consumer.profile,
    CHECK (expires_on >= valid_from)
);

-- Who showed which version, or none from then on; the last one counts.
CREATE TABLE consumer.publication (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    site_id     uuid NOT NULL REFERENCES identity.site,
    version     integer,
    by_account  uuid NOT NULL REFERENCES identity.account,
    at          timestamptz NOT NULL,
    FOREIGN KEY (site_id, version) REFERENCES consumer.profile
);
CREATE INDEX publication_site ON consumer.publication (site_id, id DESC);

CREATE FUNCTION consumer.only_append() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'APPEND_ONLY: % is not changed afterwards', TG_TABLE_NAME;
END $$;
CREATE TRIGGER profile_only_append BEFORE UPDATE OR DELETE ON consumer.profile
    FOR EACH ROW EXECUTE FUNCTION consumer.only_append();
CREATE TRIGGER profile_licence_only_append BEFORE UPDATE OR DELETE ON consumer.profile_licence
    FOR EACH ROW EXECUTE FUNCTION consumer.only_append();
CREATE TRIGGER publication_only_append BEFORE UPDATE OR DELETE ON consumer.publication
    FOR EACH ROW EXECUTE FUNCTION consumer.only_append();

-- What strangers see now.
CREATE VIEW consumer.published AS
    SELECT p.*, last.at AS published_at FROM (
        SELECT DISTINCT ON (site_id) site_id, version, at FROM consumer.publication ORDER BY site_id, id DESC) last
    JOIN consumer.profile p ON p.site_id = last.site_id AND p.version = last.version;
