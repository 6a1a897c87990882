-- What a site has called the devices of a type allocation (the first eight digits of an IMEI, which all phones of one model share), a row for each. No
-- device, no day and nobody stands here. Which type it is stands here as a keyed digest alone: eight figures in clear could be led back to a device by its
-- brand and model, and then, beside its last figures, three would be left to guess.
CREATE TABLE custody.type_noted (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    site_id     uuid NOT NULL,
    type_digest bytea NOT NULL CHECK (length(type_digest) = 32),
    name_key    text NOT NULL,
    brand       text NOT NULL,
    model       text NOT NULL
);
CREATE INDEX type_noted_digest ON custody.type_noted (type_digest, site_id);
