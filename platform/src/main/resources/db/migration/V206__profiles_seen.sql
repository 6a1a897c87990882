-- A phone tells of a profile that is in no tray apart from a SIM, and only that it was deleted explains it.
ALTER TABLE custody.card_seen DROP CONSTRAINT card_seen_kind_check;
ALTER TABLE custody.card_seen ADD CONSTRAINT card_seen_kind_check CHECK (kind IN ('sim', 'esim', 'card', 'something'));
