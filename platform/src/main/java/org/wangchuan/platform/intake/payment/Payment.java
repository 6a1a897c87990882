package org.wangchuan.platform.intake.payment;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.platform.intake.WorkOrder;

/**
 * One entry of what was paid: for a device, or for an institution's list. It is what somebody of the shop recorded, and shows nothing more.
 *
 * @param subject the order, or the list
 * @param agreed the offer that was accepted
 * @param difference why another amount than was agreed; absent if it is that
 * @param corrects the entry that this one takes the place of
 * @param correction what was wrong with that
 * @param account who recorded it
 */
public record Payment(
        UUID id,
        UUID subject,
        Kind kind,
        WorkOrder.Offer paid,
        WorkOrder.Offer agreed,
        Optional<Difference> difference,
        Optional<UUID> corrects,
        Optional<Correction> correction,
        UUID account,
        Instant at) {
    /** How it was paid. */
    public enum Kind {
        CASH,
        TRANSFER,
        WALLET,
        VOUCHER,
        /** Nothing was to be paid. */
        NOTHING;

        /** As it stands in the database, and in the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The one of this id, if there is one. */
        public static Optional<Kind> of(String id) {
            return Arrays.stream(values()).filter(one -> one.id().equals(id)).findFirst();
        }

        /** Whether money goes to an account, of which something may have to be known. */
        public boolean hasAccount() {
            return this == TRANSFER || this == WALLET;
        }
    }

    /** Why another amount was paid than was agreed: a closed list, for a free text would become a place for names. */
    public enum Difference {
        CONDITION,
        NOT_CLEARED,
        FEWER_DEVICES,
        WAIVED,
        AGREED_ANEW;

        /** As it stands in the database, and in the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The one of this id, if there is one. */
        public static Optional<Difference> of(String id) {
            return Arrays.stream(values()).filter(one -> one.id().equals(id)).findFirst();
        }
    }

    /** What was wrong with an entry. */
    public enum Correction {
        MISTYPED,
        OTHERWISE,
        NOT_RECEIVED,
        PAID_BACK,
        PAID_LATER;

        /** As it stands in the database, and in the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The one of this id, if there is one. */
        public static Optional<Correction> of(String id) {
            return Arrays.stream(values()).filter(one -> one.id().equals(id)).findFirst();
        }
    }
}
