-- Many devices of one institution, handed in together: one ceremony, and an order of its own for each.
CREATE TABLE intake.batch (
    id          uuid PRIMARY KEY,
    code        text NOT NULL UNIQUE,
    site_id     uuid NOT NULL,
    -- The institution's name: of a body, not of a person.
    name        text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    -- The order whose ceremony stands for all.
    lead_order  uuid REFERENCES intake.work_order,
    created_by  uuid NOT NULL,
    created_at  timestamptz NOT NULL
);
CREATE INDEX batch_site ON intake.batch (site_id, created_at DESC);

ALTER TABLE intake.work_order
    ADD COLUMN batch_id uuid REFERENCES intake.batch,
    -- The institution's own number for the device.
    ADD COLUMN reference text CHECK (length(reference) BETWEEN 1 AND 60);
CREATE INDEX work_order_batch ON intake.work_order (batch_id);
