-- What was taken in at a site in a period, in its order: for files of all of it, which go on where the last part ended.
CREATE INDEX IF NOT EXISTS work_order_site_created ON intake.work_order (site_id, created_at, id);
