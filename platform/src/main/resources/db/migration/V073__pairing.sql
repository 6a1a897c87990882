-- Which key used a code: the same station may ask again when the answer was lost.
ALTER TABLE identity.pairing_code ADD COLUMN used_by text;
