-- What a correction takes out of the vault, such as the account of a payment that went another way, is on record as well.
ALTER TABLE vault.read DROP CONSTRAINT read_act_check;
ALTER TABLE vault.read
    ADD CONSTRAINT read_act_check CHECK (act IN ('written', 'masked', 'read', 'disclosed', 'removed'));
