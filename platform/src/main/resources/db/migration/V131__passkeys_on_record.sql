-- A passkey that somebody else makes in an open browser opens everything from then on: that one was made is on record as its removal is.
ALTER TABLE identity.account_change DROP CONSTRAINT account_change_what_check;
ALTER TABLE identity.account_change ADD CONSTRAINT account_change_what_check
    CHECK (what IN ('roles', 'suspended', 'restored', 'ended', 'link', 'link_used', 'passkey', 'passkey_made', 'badge'));

-- Who may answer for an open clause: a company that asks for somebody apart, and for an hour does not, can be seen to have done so.
ALTER TABLE identity.company_change DROP CONSTRAINT company_change_what_check;
ALTER TABLE identity.company_change ADD CONSTRAINT company_change_what_check
    CHECK (what IN ('name', 'currency', 'validators', 'site_name', 'time_zone'));
ALTER TABLE identity.company_change DROP CONSTRAINT company_change_check1;
ALTER TABLE identity.company_change ADD CONSTRAINT company_change_site_check
    CHECK ((site_id IS NULL) = (what IN ('name', 'currency', 'validators')));
