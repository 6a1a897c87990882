-- A shop of one lets a drawn device go without a second look. Whoever takes the role of verifier from everybody else, suspends or ends them, or ends
-- what another company's verifiers looked by, is no shop of one: the device waits as long as it would have for them.

-- The rule of V170, to be asked: who chose a lane for the device, matched an erasure with it, or answered for a clause of what proved it.
CREATE FUNCTION oversight.has_hand(clearing bigint, account uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM oversight.clearing this WHERE this.id = clearing AND (
        EXISTS (SELECT 1 FROM oversight.hand h JOIN oversight.clearing c ON c.id = h.clearing_id
            WHERE c.device_id = this.device_id AND h.account_id = account)
        OR EXISTS (SELECT 1 FROM bench.task t
            WHERE t.device_id = this.device_id AND t.queued_by = account AND t.claimed_at IS NOT NULL)
        OR EXISTS (SELECT 1 FROM ledger.statement s
            WHERE s.event_id = ANY (this.statements) AND s.match_account_id = account)
        OR EXISTS (SELECT 1 FROM ledger.validation a
            WHERE a.event_id = ANY (this.statements) AND a.account_id = account)))
$$;

CREATE OR REPLACE FUNCTION oversight.require_no_hand(clearing bigint, account uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF oversight.has_hand(clearing, account) THEN
        RAISE EXCEPTION 'SECOND_CHECK: nobody looks at their own work';
    END IF;
END $$;

-- When the company last took away somebody who could have looked at this, counted from a week before it was drawn; NULL if it took nobody. Who was
-- suspended before could not look. A pact that the other company ended, or a restore, is not this company's doing.
CREATE FUNCTION oversight.taken_away_at(clearing bigint) RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT max(taken.at) FROM oversight.clearing this JOIN identity.site s ON s.id = this.site_id, LATERAL (
        SELECT c.at FROM identity.account a JOIN identity.account_change c ON c.account_id = a.id
        WHERE a.organisation_id = s.organisation_id AND (a.site_id IS NULL OR a.site_id = s.id)
          AND 'verifier' = ANY (c.roles_before)
          AND (c.what IN ('suspended', 'ended') OR NOT 'verifier' = ANY (c.roles_after))
          AND coalesce((SELECT b.what FROM identity.account_change b
            WHERE b.account_id = a.id AND b.id < c.id AND b.what IN ('suspended', 'restored') ORDER BY b.id DESC LIMIT 1), 'restored') = 'restored'
          AND NOT oversight.has_hand(this.id, a.id)
        UNION ALL
        SELECT p.ended_at FROM oversight.pact p JOIN oversight.pact_site ps ON ps.pact_id = p.id
        JOIN identity.account by ON by.id = p.ended_by AND by.organisation_id = p.organisation_id
        WHERE ps.site_id = s.id AND p.accepted_at IS NOT NULL AND p.ended_at IS NOT NULL
          AND EXISTS (SELECT 1 FROM identity.account v JOIN identity.account_role r ON r.account_id = v.id AND r.role = 'verifier'
            WHERE v.organisation_id = p.looker_id AND v.state = 'active' AND NOT oversight.has_hand(this.id, v.id))) taken
    WHERE this.id = clearing AND taken.at > this.drawn_at - interval '7 days'
$$;

-- The rule of V170 stays as it is; this comes beside it.
CREATE FUNCTION oversight.guard_alone() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    taken timestamptz := oversight.taken_away_at(NEW.clearing_id);
BEGIN
    IF taken IS NOT NULL AND (NEW.why = 'nobody_else' OR taken > now() - interval '7 days') THEN
        RAISE EXCEPTION 'SECOND_CHECK: whoever takes away who could look is not alone';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_alone BEFORE INSERT ON oversight.release
    FOR EACH ROW EXECUTE FUNCTION oversight.guard_alone();
