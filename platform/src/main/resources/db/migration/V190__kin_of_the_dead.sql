-- Near relatives of somebody who has died ask for their data (PIPL art. 49, decision 90): that their papers were looked at, and nothing of them.
ALTER TABLE rights.event
    DROP CONSTRAINT event_identity_check,
    ADD CONSTRAINT event_identity_check CHECK (identity IN ('codes', 'called_back', 'document', 'signature', 'kin', 'none'));
