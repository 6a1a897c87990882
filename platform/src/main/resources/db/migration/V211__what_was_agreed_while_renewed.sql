-- While a platform is renewed, a process of before has owners agree and keeps no version (V210): of what such a one offers there was one alone, and that
-- is what its consent names. It takes a consent back and leaves the version, too, which the next one would then seem to have named.
CREATE FUNCTION intake.agreed_version_goes_with_consent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.consented_at IS NULL THEN
        NEW.policy_version := NULL;
    ELSIF NEW.policy_version IS NULL AND NEW.policy IN ('gb-46864-2025', 'nist-clear', 'r2v3') THEN
        NEW.policy_version := 1;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agreed_version_goes_with_consent BEFORE UPDATE OF consented_at ON intake.work_order
    FOR EACH ROW WHEN (OLD.consented_at IS DISTINCT FROM NEW.consented_at)
    EXECUTE FUNCTION intake.agreed_version_goes_with_consent();
