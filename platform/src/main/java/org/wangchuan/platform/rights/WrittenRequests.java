package org.wangchuan.platform.rights;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.rights.RightsException.Code;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.Reader;
import org.wangchuan.platform.vault.Vault;
import org.wangchuan.platform.vault.VaultException;
import org.wangchuan.platform.web.access.Visitor;

/**
 * Requests that came by telephone, by letter or at the counter, written down by who answers for personal data. From then on they are like
 * any other; their days run from the day on which they came, and nothing more is kept of who asks. Thread-safe.
 */
@Component
class WrittenRequests {
    /** What came longer ago is asked anew: nobody knows any more what was said. */
    private static final Duration PAST_MAX = Duration.ofDays(366);

    private final RequestTable table;
    private final OwnRequests requests;
    private final Orders orders;
    private final VisibleSites sites;
    private final Vault vault;
    private final InstantSource clock;

    WrittenRequests(
            RequestTable table,
            OwnRequests requests,
            Orders orders,
            VisibleSites sites,
            Vault vault,
            InstantSource clock) {
        this.table = table;
        this.requests = requests;
        this.orders = orders;
        this.sites = sites;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * What came, as it was typed.
     *
     * @param day on which it came, such as {@code 2026-11-28}
     * @param text what they said or wrote; may be empty where the link lets it be
     */
    record Typed(String kind, String way, String day, String identity, String text) {
        @Override
        public String toString() {
            return "Typed"; // it must not get into a message by accident
        }
    }

    /**
     * Writes one down of an order that this visitor sees.
     *
     * @return where its page is
     */
    @Transactional
    public UUID write(Visitor visitor, UUID order, Typed typed) throws RightsException, OrderException, VaultException {
        RequestKind kind = RequestKind.of(typed.kind())
                .filter(RequestKind.asked()::contains)
                .orElseThrow(() -> new RightsException(Code.NO_KIND, "nobody has to answer this"));
        Way way = Way.of(typed.way())
                .filter(Way.written()::contains)
                .orElseThrow(() -> new RightsException(Code.NO_WAY, "none of the list"));
        IdentityCheck identity = IdentityCheck.of(typed.identity())
                .orElseThrow(() -> new RightsException(Code.NO_IDENTITY, "none of the list"));
        WorkOrder now = orders.lock(order);
        if (sites.find(visitor, now.site()).isEmpty()) {
            throw new RightsException(Code.NOT_FOUND, "another site's");
        }
        Instant asked = received(typed.day(), now);
        if (typed.text().isBlank() && kind.isAnsweredInWords()) {
            throw new RightsException(Code.NO_TEXT, "nothing was said");
        }
        requests.requireFew(order);
        Optional<UUID> person = requests.known(now);
        Optional<UUID> written = Optional.empty();
        if (!typed.text().isBlank()) {
            Reader officer = Reader.staff(visitor, now.site());
            if (person.isEmpty()) {
                person = Optional.of(vault.person(Map.of(), kind.purpose(), officer));
                orders.owner(order, person.get());
            }
            written = Optional.of(vault.note(person.get(), Field.REQUEST, typed.text(), kind.purpose(), officer));
        }
        PersonRequest request =
                requests.create(now, person, kind, new OwnRequests.Came(way, false, asked), written, Optional.empty());
        table.append(
                request.id(),
                RequestTable.Step.asked(request, clock.instant())
                        .by(visitor.account())
                        .seenBy(identity));
        return request.id();
    }

    /** A moment of the day on which it came: of today it is this one. */
    private Instant received(String typed, WorkOrder order) throws RightsException {
        ZoneId zone = requests.zone(order.site());
        Instant now = clock.instant();
        LocalDate day;
        try {
            day = LocalDate.parse(typed.strip());
        } catch (DateTimeException e) {
            throw new RightsException(Code.BAD_DAY, "such as 2026-11-28");
        }
        LocalDate today = now.atZone(zone).toLocalDate();
        LocalDate first = order.createdAt().atZone(zone).toLocalDate();
        if (day.isAfter(today) || day.isBefore(first) || day.isBefore(today.minusDays(PAST_MAX.toDays()))) {
            throw new RightsException(Code.BAD_DAY, "not ahead, not before the order, not a year ago");
        }
        if (day.equals(today)) {
            return now;
        }
        Instant began = day.atStartOfDay(zone).toInstant();
        return began.isBefore(order.createdAt()) ? order.createdAt() : began;
    }
}
