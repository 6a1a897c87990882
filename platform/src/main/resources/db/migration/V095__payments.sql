-- What was paid for a device, or for an institution's whole list, as a clerk recorded it. To which account, or under which number of
-- a bank: that is the vault's. Never changed; what was wrong is corrected by an entry that names the one before it.
CREATE TABLE intake.payment (
    id              uuid PRIMARY KEY,
    order_id        uuid REFERENCES intake.work_order,
    batch_id        uuid REFERENCES intake.batch,
    subject         uuid NOT NULL GENERATED ALWAYS AS (coalesce(order_id, batch_id)) STORED,
    site_id         uuid NOT NULL,
    kind            text NOT NULL CHECK (kind IN ('cash', 'transfer', 'wallet', 'voucher', 'nothing')),
    minor           bigint NOT NULL CHECK (minor >= 0),
    currency        text NOT NULL CHECK (length(currency) = 3),
    -- The offer that was accepted.
    agreed_minor    bigint NOT NULL CHECK (agreed_minor >= 0),
    -- Why another amount than was agreed.
    difference      text CHECK (difference IN ('condition', 'not_cleared', 'fewer_devices', 'waived', 'agreed_anew')),
    corrects        uuid UNIQUE,
    -- What of the entry before it was wrong.
    correction      text CHECK (correction IN ('mistyped', 'otherwise', 'not_received', 'paid_back', 'paid_later')),
    account_id      uuid NOT NULL,
    at              timestamptz NOT NULL,
    CHECK (num_nonnulls(order_id, batch_id) = 1),
    CHECK ((kind = 'nothing') = (minor = 0)),
    CHECK ((minor = agreed_minor) = (difference IS NULL)),
    CHECK ((corrects IS NULL) = (correction IS NULL)),
    UNIQUE (id, subject),
    -- Of the same device or list.
    FOREIGN KEY (corrects, subject) REFERENCES intake.payment (id, subject)
);
-- One first entry; each of the others follows on one, and none is followed twice.
CREATE UNIQUE INDEX payment_first ON intake.payment (subject) WHERE corrects IS NULL;
CREATE INDEX payment_subject ON intake.payment (subject);
CREATE INDEX payment_site ON intake.payment (site_id, at);

CREATE TRIGGER payment_only_append BEFORE UPDATE OR DELETE ON intake.payment
    FOR EACH ROW EXECUTE FUNCTION intake.only_append();
CREATE TRIGGER payment_not_emptied BEFORE TRUNCATE ON intake.payment
    FOR EACH STATEMENT EXECUTE FUNCTION intake.only_append();
