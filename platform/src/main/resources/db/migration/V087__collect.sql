-- Who collects bags signs by a link on a device of their own; it is made under the platform's key, and nothing of it is kept.
ALTER TABLE custody.hand_over DROP COLUMN code_digest;

-- Without an account: the processor said it by that link.
ALTER TABLE custody.destruction ALTER COLUMN recorded_by DROP NOT NULL;
