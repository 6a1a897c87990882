-- Numbers of bags that look alike are one number, and they are their company's: another's may bear the same.
ALTER TABLE custody.device DROP CONSTRAINT device_bag_number_key;
ALTER TABLE custody.device ADD COLUMN bag_key text, ADD COLUMN bag_organisation_id uuid;

-- As BagNumber makes them. Of bags that look alike already, the first keeps the number, and a new bag is compared with it.
UPDATE custody.device d SET bag_key = b.key || CASE WHEN b.nth = 1 THEN '' ELSE '~' || d.code END, bag_organisation_id = b.organisation_id
FROM (
    SELECT k.id, k.key, k.organisation_id, row_number() OVER (PARTITION BY k.organisation_id, k.key ORDER BY k.id) AS nth
    FROM (
        SELECT x.id, s.organisation_id,
            translate(upper(regexp_replace(normalize(x.bag_number, NFKC), '[-[:space:]/.#_:]', '', 'g')), 'OIL〇', '0110') AS key
        FROM custody.device x JOIN identity.site s ON s.id = x.site_id
        WHERE x.bag_number IS NOT NULL
    ) k
) b
WHERE b.id = d.id;

ALTER TABLE custody.device ADD CONSTRAINT device_bag UNIQUE (bag_organisation_id, bag_key);
ALTER TABLE custody.device ADD CONSTRAINT device_bag_whole
    CHECK ((bag_number IS NULL) = (bag_key IS NULL) AND (bag_number IS NULL) = (bag_organisation_id IS NULL));
