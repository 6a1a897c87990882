-- Devices that a program has registered, by the id that its own system knows them by.
CREATE TABLE exchange.asset (
    id               uuid PRIMARY KEY,
    -- In the order in which they came; where a list goes on.
    number           bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    organisation_id  uuid NOT NULL REFERENCES identity.organisation,
    site_id          uuid NOT NULL REFERENCES identity.site,
    external_id      text NOT NULL CHECK (length(external_id) BETWEEN 1 AND 60),
    batch            text NOT NULL CHECK (length(batch) BETWEEN 1 AND 100),
    device_id        uuid NOT NULL UNIQUE REFERENCES custody.device,
    order_id         uuid NOT NULL UNIQUE REFERENCES intake.work_order,
    list_id          uuid NOT NULL REFERENCES intake.batch,
    key_id           uuid NOT NULL REFERENCES exchange.api_key,
    -- Of what was said of it, with policy and site, under the key that serial numbers are digested with: the same again is no second device.
    said             bytea NOT NULL CHECK (length(said) = 32),
    registered_at    timestamptz NOT NULL,
    -- When something was last told of it. Only this changes.
    changed_at       timestamptz NOT NULL,
    UNIQUE (organisation_id, external_id)
);
CREATE INDEX asset_organisation ON exchange.asset (organisation_id, number);
CREATE INDEX asset_site ON exchange.asset (site_id, number);
CREATE INDEX asset_batch ON exchange.asset (organisation_id, batch, number);
CREATE INDEX asset_list ON exchange.asset (list_id);

-- The lists that a batch of a site is spread over, the last of which takes more.
CREATE TABLE exchange.batch_list (
    site_id  uuid NOT NULL REFERENCES identity.site,
    batch    text NOT NULL,
    number   integer NOT NULL CHECK (number > 0),
    list_id  uuid NOT NULL UNIQUE REFERENCES intake.batch,
    PRIMARY KEY (site_id, batch, number)
);

-- What a request with an Idempotency-Key was answered, for a week.
CREATE TABLE exchange.answered (
    key_id  uuid NOT NULL REFERENCES exchange.api_key,
    token   text NOT NULL CHECK (length(token) BETWEEN 1 AND 100),
    body    bytea NOT NULL CHECK (length(body) = 32),
    answer  text NOT NULL,
    at      timestamptz NOT NULL,
    PRIMARY KEY (key_id, token)
);
CREATE INDEX answered_at ON exchange.answered (at);
