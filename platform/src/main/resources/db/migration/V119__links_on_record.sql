-- Who makes a link that signs somebody in can use it themselves. So it is on record who made it, for whom, and whether it was used; and so
-- is who made a badge. NULL as the maker: whoever runs the platform's machine.
ALTER TABLE identity.one_time_link ADD COLUMN by_account uuid REFERENCES identity.account;

ALTER TABLE identity.account_change DROP CONSTRAINT account_change_what_check;
ALTER TABLE identity.account_change ADD CONSTRAINT account_change_what_check
    CHECK (what IN ('roles', 'suspended', 'restored', 'ended', 'link', 'link_used', 'passkey', 'badge'));
ALTER TABLE identity.account_change DROP CONSTRAINT account_change_by_check;
ALTER TABLE identity.account_change ADD CONSTRAINT account_change_by_check
    CHECK (by_account IS NOT NULL OR what IN ('link', 'link_used'));
-- Of a link that was used: when it had been made, by whoever stands in by_account.
ALTER TABLE identity.account_change ADD COLUMN link_made_at timestamptz;
ALTER TABLE identity.account_change ADD CONSTRAINT account_change_link_check
    CHECK ((what = 'link_used') = (link_made_at IS NOT NULL));
