-- A request need not come by a link: who answers for personal data writes down what came by telephone, by letter or at the counter. Its days run from
-- the day on which it came (asked_at); its first step says when it was written down, by whom, and how it was seen that it is this person who asks.
ALTER TABLE rights.request
    ADD COLUMN way text NOT NULL DEFAULT 'link' CHECK (way IN ('link', 'telephone', 'letter', 'mail', 'counter')),
    -- What is no request of an order, or was done by the person's own hand, was not written down by anybody else.
    ADD CHECK (way = 'link' OR (order_id IS NOT NULL AND NOT is_at_once));

ALTER TABLE rights.event
    ADD COLUMN identity text CHECK (identity IN ('codes', 'called_back', 'document', 'signature', 'none')),
    DROP CONSTRAINT event_what_check,
    DROP CONSTRAINT event_check5,
    ADD CONSTRAINT event_what_check
        CHECK (what IN ('asked', 'identified', 'first_word', 'prolonged', 'handed', 'answered', 'unsettled', 'withdrawn')),
    ADD CONSTRAINT event_by CHECK (by_account IS NULL OR what NOT IN ('unsettled', 'withdrawn')),
    ADD CONSTRAINT event_identified_by CHECK (by_account IS NOT NULL OR what <> 'identified'),
    -- Who writes a request down says how they know whose it is, and so does who has seen it later.
    ADD CONSTRAINT event_identity CHECK ((identity IS NOT NULL) = (what = 'identified' OR (what = 'asked' AND by_account IS NOT NULL))),
    ADD CONSTRAINT event_identified CHECK (what <> 'identified' OR identity <> 'none');
