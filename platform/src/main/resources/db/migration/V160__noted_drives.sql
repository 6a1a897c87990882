-- By what the serial number of a medium is known: from the counter, before anything was plugged in, or only from the lane that somebody put it into.
-- Then it is their word that the medium is this device's. What came before this stays open for computers; a bare drive's number is its own.
ALTER TABLE custody.medium ADD COLUMN serial_by text CHECK (serial_by IN ('counter', 'lane'));
UPDATE custody.medium m SET serial_by = 'counter' FROM custody.device d
WHERE d.id = m.device_id AND d.kind = 'bare_drive' AND m.serial_digest = d.serial_digest;

-- Whether nothing but somebody's word, or nothing that is known, says that a medium with a serial number is its device's.
CREATE FUNCTION custody.is_unnoted(medium uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce((SELECT m.serial_digest IS NOT NULL AND m.serial_by IS DISTINCT FROM 'counter' FROM custody.medium m WHERE m.id = medium), false)
$$;
