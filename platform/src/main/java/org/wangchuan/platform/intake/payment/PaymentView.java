package org.wangchuan.platform.intake.payment;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.intake.WorkOrder;

/**
 * What the page of a payment shows.
 *
 * @param base the address of the order, or of the list
 * @param first where a first entry is sent, from there on
 * @param code what people read out
 * @param entries the oldest first: the last one holds
 * @param names at work, of those who recorded them
 * @param isPayable whether a first entry can be made now
 * @param mayCorrect whether this visitor may correct one
 */
public record PaymentView(
        String base,
        String first,
        String code,
        Site site,
        WorkOrder.Offer agreed,
        List<Payment> entries,
        Map<UUID, String> names,
        boolean isPayable,
        boolean mayCorrect) {
    public PaymentView {
        entries = List.copyOf(entries);
        names = Map.copyOf(names);
    }

    PaymentView with(Map<UUID, String> found) {
        return new PaymentView(base, first, code, site, agreed, entries, found, isPayable, mayCorrect);
    }

    /** Whether one follows on this entry. */
    public boolean isCorrected(Payment entry) {
        return !entries.getLast().id().equals(entry.id());
    }

    /** The name at work of who recorded an entry. */
    public String by(Payment entry) {
        return names.getOrDefault(entry.account(), "?");
    }
}
