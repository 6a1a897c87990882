-- Photos of guided workflows: in the vault with the key of their commitment, elsewhere as a reference.
ALTER TABLE vault.attachment DROP CONSTRAINT attachment_ciphertext_check;
ALTER TABLE vault.attachment
    ADD CONSTRAINT attachment_ciphertext_check CHECK (length(ciphertext) < CASE field WHEN 'photo' THEN 1200000 ELSE 300000 END);

-- Where the photo is, and a commitment that tells nothing without the key that lies beside it. No foreign key: it goes, and the answer stays.
ALTER TABLE intake.workflow_answer
    ADD COLUMN photo       uuid,
    ADD COLUMN commitment  bytea CHECK (length(commitment) = 32),
    ADD CHECK ((photo IS NULL) = (commitment IS NULL));
