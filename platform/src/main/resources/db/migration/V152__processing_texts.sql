-- What only the operator can say of its processing of personal data and of its impact (PIPL art. 55 and 56, GDPR art. 30 and 35): all versions, none of
-- them changed afterwards. Nothing of a person is to be here: texts are refused that look like it.
CREATE TABLE oversight.processing_text (
    organisation_id  uuid NOT NULL REFERENCES identity.organisation,
    topic            text NOT NULL CHECK (length(topic) BETWEEN 1 AND 40),
    number           integer NOT NULL CHECK (number > 0),
    at               timestamptz NOT NULL,
    by_account       uuid NOT NULL REFERENCES identity.account,
    text             text NOT NULL CHECK (length(text) <= 4000),
    PRIMARY KEY (organisation_id, topic, number)
);
CREATE TRIGGER processing_text_only_append BEFORE UPDATE OR DELETE ON oversight.processing_text
    FOR EACH ROW EXECUTE FUNCTION oversight.only_append();
CREATE TRIGGER processing_text_not_emptied BEFORE TRUNCATE ON oversight.processing_text
    FOR EACH STATEMENT EXECUTE FUNCTION oversight.only_append();
