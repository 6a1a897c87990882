package org.wangchuan.platform.oversight.secondcheck;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.ledger.ClearingRoots;
import org.wangchuan.platform.ledger.Hands;
import org.wangchuan.platform.ledger.Notes;

/**
 * Draws, clearing by clearing, as soon as the log has it. Nobody can know beforehand that one will not be drawn: what the lot doesn't draw
 * is not drawn, and the lot is not known before the clearing is signed and logged. That one will be drawn can be known, by whoever counts
 * (decision 62). Thread-safe.
 */
@Component
class Draws {
    /** What the log has not by then is drawn without it: a log in trouble closes no shop. */
    static final Duration PATIENCE = Duration.ofHours(1);

    private final Clearings clearings;
    private final Secrets secrets;
    private final Rates rates;
    private final ClearingRoots roots;
    private final Hands hands;
    private final Notes notes;
    private final Organisations organisations;
    private final InstantSource clock;

    Draws(
            Clearings clearings,
            Secrets secrets,
            Rates rates,
            ClearingRoots roots,
            Hands hands,
            Notes notes,
            Organisations organisations,
            InstantSource clock) {
        this.clearings = clearings;
        this.secrets = secrets;
        this.rates = rates;
        this.roots = roots;
        this.hands = hands;
        this.notes = notes;
        this.organisations = organisations;
        this.clock = clock;
    }

    /** Draws what can be drawn at a site: all of it or nothing. What can't yet keeps nothing back that comes after it. */
    @Transactional
    public void draw(UUID site) {
        clearings.lock(site);
        Instant now = clock.instant();
        LocalDate month = Months.of(now);
        keep(site, month);
        int rate = rates.of(organisations.site(site).orElseThrow().organisation());
        for (Clearings.Clearing one : clearings.waiting(site)) {
            Optional<Clearings.Drawn> drawn = drawn(one, month, rate, now);
            if (drawn.isPresent()) {
                clearings.drawn(one, month, rate, drawn.get(), now);
            }
        }
    }

    /** Opens what is over, and commits to what comes. */
    @Transactional
    public void keep(UUID site) {
        clearings.lock(site);
        keep(site, Months.of(clock.instant()));
    }

    private void keep(UUID site, LocalDate month) {
        secrets.ensure(site, month);
        secrets.ensure(site, Months.next(month)); // it is in the log when that month begins
        secrets.open(site, month);
    }

    private Optional<Clearings.Drawn> drawn(Clearings.Clearing one, LocalDate month, int rate, Instant now) {
        List<Hands.Hand> known = hands.of(one.statements());
        if (clearings.isOfBeforeARestore(one)) {
            clearings.hands(one.id(), known);
            return Optional.of(without(Why.RESTORED));
        }
        Optional<Clearings.Drawn> drawn = switch (roots.of(one.statements())) {
            case ClearingRoots.Never _ -> Optional.of(without(Why.NOT_IN_LOG));
            case ClearingRoots.NotYet _ -> Optional.empty();
            case ClearingRoots.Logged where -> byLot(one, where, month, rate, known);
        };
        boolean isLate = now.isAfter(one.clearedAt().plus(PATIENCE));
        Optional<Clearings.Drawn> out = drawn.or(() -> isLate ? Optional.of(without(Why.LATE)) : Optional.empty());
        if (out.isPresent()) {
            clearings.hands(one.id(), known);
        }
        return out;
    }

    private static Clearings.Drawn without(Why why) {
        return new Clearings.Drawn(true, why, Optional.empty());
    }

    private Optional<Clearings.Drawn> byLot(
            Clearings.Clearing one, ClearingRoots.Logged where, LocalDate month, int rate, List<Hands.Hand> known) {
        Secrets.Secret secret = secrets.find(one.site(), month).orElseThrow();
        Optional<Long> committed = notes.find(secret.commitment()).flatMap(Notes.Shown::place);
        if (committed.isEmpty()) {
            return Optional.empty();
        }
        if (committed.get() > where.index()) {
            return Optional.of(without(Why.FIRST));
        }
        if (Lot.of(secret.secret(), where.root(), where.event()) < rate) {
            return Optional.of(new Clearings.Drawn(true, Why.LOT, Optional.of(where)));
        }
        clearings.hands(one.id(), known); // asked for below
        Optional<Why> more = more(one, rate);
        return Optional.of(new Clearings.Drawn(more.isPresent(), more.orElse(Why.LOT), Optional.of(where)));
    }

    /** What draws it beside the lot. */
    private Optional<Why> more(Clearings.Clearing one, int rate) {
        if (clearings.isAgain(one)) {
            return Optional.of(Why.AGAIN);
        }
        if (clearings.isAfterFailure(one)) {
            return Optional.of(Why.AFTER_FAILURE);
        }
        return clearings.isEndOfRow(one.site(), Lot.window(rate) - 1) ? Optional.of(Why.ROW) : Optional.empty();
    }
}
