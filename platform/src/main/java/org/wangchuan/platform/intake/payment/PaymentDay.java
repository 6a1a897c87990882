package org.wangchuan.platform.intake.payment;

import java.time.LocalDate;
import java.util.List;
import org.wangchuan.platform.intake.WorkOrder;

/**
 * What a site paid on one day in one way.
 *
 * @param entries that were made on it, corrections among them
 * @param paid the sum of these, in the smallest unit
 * @param corrected entries of that day or another that were taken back on it
 * @param back the sum of these
 */
public record PaymentDay(
        LocalDate day, Payment.Kind kind, String currency, int entries, long paid, int corrected, long back) {
    /** What the day comes to; less than nothing if more was taken back than was paid. */
    public WorkOrder.Offer net() {
        return new WorkOrder.Offer(paid - back, currency);
    }

    /** The sum of the entries. */
    public WorkOrder.Offer sum() {
        return new WorkOrder.Offer(paid, currency);
    }

    /** The sum of what was taken back. */
    public WorkOrder.Offer takenBack() {
        return new WorkOrder.Offer(back, currency);
    }

    /** Whether another line is of the same day and currency, so that a total belongs to both. */
    public boolean isWith(PaymentDay other) {
        return day.equals(other.day) && currency.equals(other.currency);
    }

    /** The total of a day in one currency, over all kinds that are among these. */
    public WorkOrder.Offer netOfDay(List<PaymentDay> all) {
        return new WorkOrder.Offer(
                all.stream()
                        .filter(this::isWith)
                        .mapToLong(one -> one.paid - one.back)
                        .sum(),
                currency);
    }

    /**
     * One entry with what people read out.
     *
     * @param code of the order, or of the list
     * @param isTakenBack whether a correction took its place, on whatever day
     */
    public record Line(Payment payment, String code, boolean isOfList, boolean isTakenBack) {}
}
