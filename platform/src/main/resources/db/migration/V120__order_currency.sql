-- An order is in the currency in which it was taken in, also before anything is offered and when nothing ever is: a company that changes
-- its currency meanwhile changes it for the orders that come. Of a list it is that of its first order.
ALTER TABLE intake.work_order ADD COLUMN currency text CHECK (currency ~ '^[A-Z]{3}$');
UPDATE intake.work_order o SET currency = coalesce(
    o.offer_currency,
    (SELECT p.currency FROM intake.payment p WHERE p.order_id = o.id ORDER BY p.at, p.id LIMIT 1),
    -- What the company paid in before it changed that for the first time after this order.
    (SELECT c.before FROM identity.company_change c JOIN identity.site s ON s.organisation_id = c.organisation_id
        WHERE s.id = o.site_id AND c.what = 'currency' AND c.at > o.created_at ORDER BY c.id LIMIT 1),
    (SELECT a.currency FROM identity.organisation a JOIN identity.site s ON s.organisation_id = a.id WHERE s.id = o.site_id),
    'CNY');
ALTER TABLE intake.work_order ALTER COLUMN currency SET NOT NULL;
