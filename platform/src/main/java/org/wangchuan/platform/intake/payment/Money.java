package org.wangchuan.platform.intake.payment;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.wangchuan.platform.intake.WorkOrder;

/** Amounts as people type and read them; kept in the currency's smallest unit. */
public final class Money {
    private static final String YUAN = "CNY";

    /** Most that is offered for one device in yuan, in the smallest unit: ¥1,000,000.00. */
    private static final long YUAN_MINOR_MAX = 100_000_000;

    /** The same for a whole list of an institution: ¥100,000,000.00. */
    private static final long YUAN_LIST_MINOR_MAX = 10_000_000_000L;

    /** A unit of another currency can be worth a hundredth of a yuan or less. */
    private static final long MINOR_MAX = 10_000_000_000L;

    private static final long LIST_MINOR_MAX = 100_000_000_000L;

    /** A comma stands before three figures, or it might be meant as the point: 12,50 is no amount, for 1250 would be a hundred times it. */
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9}|\\d{1,3}(,\\d{3}){1,2})([.]\\d{1,9})?");

    private Money() {}

    /** Most that is offered or paid for one device, in the currency's smallest unit. */
    static long most(String currency) {
        return currency.equals(YUAN) ? YUAN_MINOR_MAX : MINOR_MAX;
    }

    /** Most for a whole list of an institution, in the currency's smallest unit. */
    public static long listMost(String currency) {
        return currency.equals(YUAN) ? YUAN_LIST_MINOR_MAX : LIST_MINOR_MAX;
    }

    /** An amount for one device, such as {@code 1234.5}; empty if it is none, or too much. */
    public static Optional<WorkOrder.Offer> parse(String text, String currency) {
        return parse(text, currency, most(currency));
    }

    /**
     * An amount; empty if it is none, too much, or finer than the currency has coins.
     *
     * @param currency ISO 4217; its code or sign may stand before the amount, and 元 behind it
     * @param most in the smallest unit
     */
    public static Optional<WorkOrder.Offer> parse(String text, String currency, long most) {
        String plain = text.strip();
        for (String sign : currency.equals(YUAN) ? new String[] {YUAN, "¥", "￥"} : new String[] {currency}) {
            if (plain.startsWith(sign)) {
                plain = plain.substring(sign.length()).strip();
                break;
            }
        }
        if (currency.equals(YUAN) && plain.endsWith("元")) {
            plain = plain.substring(0, plain.length() - 1).strip();
        }
        if (!AMOUNT.matcher(plain).matches()) {
            return Optional.empty();
        }
        // Nor are more figures than the currency has: 1.250 may be meant as a thousand.
        BigDecimal typed = new BigDecimal(plain.replace(",", ""));
        BigDecimal minor = typed.movePointRight(decimals(currency));
        return typed.scale() > decimals(currency) || minor.compareTo(BigDecimal.valueOf(most)) > 0
                ? Optional.empty()
                : Optional.of(new WorkOrder.Offer(minor.longValueExact(), currency));
    }

    private static int decimals(String currency) {
        return Currency.getInstance(currency).getDefaultFractionDigits();
    }

    /** An amount as programs read it: figures and a point. */
    static String plain(WorkOrder.Offer offer) {
        return BigDecimal.valueOf(offer.minor(), decimals(offer.currency())).toPlainString();
    }

    /** An offer as it is read. */
    public static String text(WorkOrder.Offer offer, Locale locale) {
        int decimals = decimals(offer.currency());
        String symbol = offer.currency().equals(YUAN) ? "¥" : offer.currency() + " ";
        return symbol + String.format(locale, "%,." + decimals + "f", BigDecimal.valueOf(offer.minor(), decimals));
    }
}
