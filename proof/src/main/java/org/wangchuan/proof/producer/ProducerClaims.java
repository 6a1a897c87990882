package org.wangchuan.proof.producer;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.statement.Phone;

/**
 * What a producer states of the built-in clear of some models. Of all statements of one number by one producer the one with the highest sequence counts, and
 * it counts alone: it takes the place of the earlier ones, also for phones that were erased before. Immutable and thread-safe.
 *
 * @param name of the producer, as it calls itself
 * @param country where it is registered: two capital letters (ISO 3166-1); absent if it does not say
 * @param signer the key that signs it. That it names it itself shows that it is whole, not whose it is
 * @param number what the producer calls the statement: 1 to 64 letters, digits and {@code . _ / -}, a letter or digit first
 * @param sequence counts up with every change, from 1
 * @param issued when it was issued, by the producer's clock, in whole seconds
 */
public record ProducerClaims(
        String name,
        Optional<String> country,
        VerifierKey signer,
        String number,
        long sequence,
        Instant issued,
        Content content) {
    /** The longest name, in UTF-16 code units. */
    public static final int NAME_CHARS_MAX = 200;

    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,63}");

    /** What it comes to. */
    public sealed interface Content {
        /** It states this. */
        record InForce(ProducerScope scope) implements Content {}

        /** It takes back what was stated under its number, all of it and for ever past, for this reason. */
        record Withdrawn(ProducerText reason) implements Content {}
    }

    /** @throws IllegalArgumentException for anything out of its range */
    public ProducerClaims {
        issued = issued.truncatedTo(ChronoUnit.SECONDS);
        boolean isSound = Phone.isLine(name, NAME_CHARS_MAX)
                && country.map(ProducerClaims::isCountry).orElse(true)
                && isNumber(number)
                && sequence >= 1
                && sequence <= Integer.MAX_VALUE;
        if (!isSound) {
            throw new IllegalArgumentException("no head of a producer's statement");
        }
    }

    /** Whether a text can be the number of a statement. */
    public static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    /** Whether a text can be where it is registered. */
    static boolean isCountry(String text) {
        return COUNTRY.matcher(text).matches();
    }

    /** What it speaks of; empty if it is withdrawn. */
    public Optional<ProducerScope> scope() {
        return content instanceof Content.InForce(ProducerScope scope) ? Optional.of(scope) : Optional.empty();
    }
}
