package org.wangchuan.platform.intake;

import java.time.LocalDate;

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

    /**
     * One entry with what people read out.
     *
     * @param code of the order, or of the list
     */
    public record Line(Payment payment, String code, boolean isOfList) {}
}
