package org.wangchuan.station.agent;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.phone.PhoneStore;
import org.wangchuan.station.phone.PhoneTicket;

/**
 * Jobs of orders whose task has no record that can be read. The job says itself whether anything may have been set off: with that the task is gone on with, or
 * closed as it is if the platform wants it no longer. Without a record nobody would ever end it, and its place would be taken for ever.
 */
final class LeftPhones {
    private LeftPhones() {}

    /** Makes a record for each; called before anything is begun. */
    static void adopt(Workshop shop) throws IOException {
        PhoneStore store = new PhoneStore(shop.home());
        for (PhoneTicket ticket : store.open()) {
            boolean isLeft = ticket.order().isPresent()
                    && shop.records().find(ticket.job()).isEmpty();
            if (isLeft) {
                TaskRecord record = TaskRecord.preparing(task(ticket));
                StationBooks books = StationBooks.open(shop.home(), InstantSource.system());
                shop.records().keep(store.mayBeSetOff(ticket, books) ? record.erasing(Optional.empty()) : record);
            }
        }
    }

    private static Task task(PhoneTicket ticket) {
        return new Task(
                ticket.job(),
                ticket.order().orElseThrow(),
                ticket.place().toString(),
                Optional.empty(),
                ticket.policy(),
                ticket.policyVersion(),
                ticket.asset().orElse(""),
                Task.Kind.PHONE);
    }
}
