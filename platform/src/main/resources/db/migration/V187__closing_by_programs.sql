-- A key may close what of a list is ready: in somebody's name, as it takes devices in.
ALTER TABLE exchange.api_key DROP CONSTRAINT api_key_check;
ALTER TABLE exchange.api_key ADD CONSTRAINT api_key_named
    CHECK ((responsible IS NOT NULL) = (scopes && ARRAY['orders:write', 'orders:close']));
