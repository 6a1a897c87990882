-- What was looked at of whose data, counted by site and time (decision 68).
CREATE INDEX read_site_at ON vault.read (site_id, at);
