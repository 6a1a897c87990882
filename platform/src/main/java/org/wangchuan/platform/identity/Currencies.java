package org.wangchuan.platform.identity;

import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a company can pay in: the currencies of ISO 4217 that some country uses now. */
public final class Currencies {
    private static final Set<String> CODES = Stream.of(Locale.getISOCountries())
            .map(country -> Currency.getInstance(Locale.of("", country)))
            .filter(Objects::nonNull)
            .filter(currency -> currency.getDefaultFractionDigits() >= 0)
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    private Currencies() {}

    /** Whether this is the code of one. */
    static boolean isOne(String code) {
        return CODES.contains(code);
    }

    /** Their codes in order. */
    public static List<String> codes() {
        return CODES.stream().sorted(Comparator.naturalOrder()).toList();
    }

    /** What one is called in a language. */
    public static String name(String code, Locale locale) {
        return Currency.getInstance(code).getDisplayName(locale);
    }
}
