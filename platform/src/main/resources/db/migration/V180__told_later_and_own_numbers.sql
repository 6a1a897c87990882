-- A legal hold that an authority's request came with, and which a law keeps from the person for a time, as it keeps the disclosure: they are not told of
-- it before, and are told of it then, also if it has ended. Both are set, or neither. The article is searched for the person's data before it is saved.
ALTER TABLE vault.person
    ADD COLUMN hold_told_at timestamptz,
    ADD COLUMN hold_told_article text CHECK (length(hold_told_article) BETWEEN 1 AND 100),
    ADD CHECK ((hold_told_at IS NULL) = (hold_told_article IS NULL)),
    ADD CHECK (hold_told_at IS NULL OR hold_reason IS NOT NULL);
ALTER TABLE vault.hold_event
    ADD COLUMN told_at timestamptz,
    ADD COLUMN told_article text CHECK (length(told_article) BETWEEN 1 AND 100),
    ADD CHECK ((told_at IS NULL) = (told_article IS NULL)),
    ADD CHECK (told_at IS NULL OR until IS NOT NULL);

-- An institution's own number for a device, or a plant's id, is what its people look for: by its beginning, in capitals or not.
CREATE INDEX work_order_reference ON intake.work_order (upper(reference) COLLATE "C", created_at DESC) WHERE reference IS NOT NULL;
