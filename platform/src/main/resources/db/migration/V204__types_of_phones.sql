-- What a site has called the devices of a type allocation (the first eight digits of an IMEI, which all phones of one model share), and how many there
-- were. No device, no day and nobody stands here, and nothing leads from here to a device: a type beside a number's digest and its last figures would leave
-- three figures to guess.
CREATE TABLE custody.type_noted (
    site_id     uuid NOT NULL,
    type        text NOT NULL CHECK (type ~ '^[0-9]{8}$'),
    name_key    text NOT NULL,
    brand       text NOT NULL,
    model       text NOT NULL,
    devices     integer NOT NULL CHECK (devices > 0),
    PRIMARY KEY (site_id, type, name_key)
);
