package org.wangchuan.platform.intake;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Amounts as people type and read them; kept in the currency's smallest unit. */
public final class Money {
    /** The currency of offers. */
    public static final String CURRENCY = "CNY";

    /** Most that is offered for one device, in the smallest unit: ¥1,000,000.00. */
    public static final long MINOR_MAX = 100_000_000;

    /** Most for a whole list of an institution, in the smallest unit: ¥100,000,000.00. */
    public static final long LIST_MINOR_MAX = 10_000_000_000L;

    private static final Pattern AMOUNT = Pattern.compile("\\d{1,9}([.]\\d{1,2})?");
    private static final int DECIMALS = 2;

    private Money() {}

    /** An amount for one device, such as {@code 1234.5}; empty if it is none, or too much. */
    public static Optional<WorkOrder.Offer> parse(String text) {
        return parse(text, MINOR_MAX);
    }

    /**
     * An amount; empty if it is none, or too much.
     *
     * @param most in the smallest unit
     */
    public static Optional<WorkOrder.Offer> parse(String text, long most) {
        String plain =
                text.strip().replace(",", "").replace("¥", "").replace("￥", "").strip();
        if (!AMOUNT.matcher(plain).matches()) {
            return Optional.empty();
        }
        long minor = new BigDecimal(plain).movePointRight(DECIMALS).longValueExact();
        return minor > most ? Optional.empty() : Optional.of(new WorkOrder.Offer(minor, CURRENCY));
    }

    /** An amount as programs read it: figures and a point. */
    static String plain(WorkOrder.Offer offer) {
        int decimals = Currency.getInstance(offer.currency()).getDefaultFractionDigits();
        return BigDecimal.valueOf(offer.minor(), decimals).toPlainString();
    }

    /** An offer as it is read. */
    public static String text(WorkOrder.Offer offer, Locale locale) {
        Currency currency = Currency.getInstance(offer.currency());
        BigDecimal amount = BigDecimal.valueOf(offer.minor(), currency.getDefaultFractionDigits());
        String symbol = offer.currency().equals(CURRENCY) ? "¥" : offer.currency() + " ";
        return symbol + String.format(locale, "%,." + currency.getDefaultFractionDigits() + "f", amount);
    }
}
