package org.wangchuan.station.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.producer.ProducerFit;
import org.wangchuan.engine.phone.producer.ProducerFit.Miss;
import org.wangchuan.engine.phone.technique.TechniqueCatalogue;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.proof.producer.ProducerScope;
import org.wangchuan.proof.producer.ProducerText;
import org.wangchuan.proof.statement.Phone;

/**
 * The engine compares versions of systems when a station signs that a record fits, and whoever verifies compares them again. Neither module may know the other, so
 * that each has a comparison of its own; a station whose one said otherwise would sign what is refused later. Here both are held against a third one.
 */
class VersionsAlikeTest {
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2027-01-01T00:00:00Z");
    private static final Pattern PART = Pattern.compile("\\.?([^.]*)");

    private static final List<String> TOLD = List.of(
            "0",
            "1",
            "9",
            "10",
            "13",
            "13.0",
            "13.0.0",
            "13.0.1",
            "13.0.9",
            "13.0.10",
            "13.1",
            "14",
            "014",
            "14.0",
            "14.00",
            "14.01",
            "14.1",
            "00",
            "0.0.0.0.0",
            "0.0.0.0.1",
            "1.2.3.4.5",
            "1.2.3.4.5.6",
            "1.2.3.4.05",
            "0.0.0.0.0.0",
            "999999999",
            "999999999.999999999",
            "1000000000",
            "2147483647",
            "2147483648",
            "4294967297",
            "18446744073709551617",
            "9".repeat(40),
            "1.1000000000",
            "14.",
            ".14",
            ".",
            "..",
            "14..1",
            "14.1.",
            "V14",
            "14beta",
            "14 beta",
            "14-1",
            "14_1",
            "14,1",
            "+14",
            "-14",
            "1e3",
            "0x10",
            "Ⅷ",
            "１４",
            "١٤",
            "14.١",
            "1４",
            "REL",
            "14.x",
            "14\u00b2");

    private static ProducerScope proofs(String least) {
        return new ProducerScope(
                List.of("Google"),
                List.of("Pixel 8"),
                "android",
                least,
                Optional.empty(),
                List.of(new ProducerScope.Way("android-reset-read-again", 1)),
                List.of(),
                List.of(new ProducerScope.Meets("gb-46864-2025", "2", List.of("overwrite"))),
                FROM,
                UNTIL,
                new ProducerText("内置清除销毁全部密钥。", "The built-in clear destroys all keys."));
    }

    private static org.wangchuan.engine.phone.producer.ProducerScope engines(String least) {
        return new org.wangchuan.engine.phone.producer.ProducerScope(
                List.of("Google"),
                List.of("Pixel 8"),
                "android",
                least,
                Optional.empty(),
                List.of(new org.wangchuan.engine.phone.producer.ProducerScope.Way("android-reset-read-again", 1)),
                List.of(),
                List.of(new org.wangchuan.engine.phone.producer.ProducerScope.Meets(
                        "gb-46864-2025", 2, List.of("overwrite"))),
                FROM,
                UNTIL);
    }

    private static boolean isFitByEngine(String told, String least) {
        Facts known = new Facts(List.of(
                new Fact(Property.SYSTEM, "android", Source.ADB),
                new Fact(Property.MAKER, "Google", Source.ADB),
                new Fact(Property.MODEL, "Pixel 8", Source.ADB),
                new Fact(Property.VERSION, told, Source.ADB),
                new Fact(Property.BOOTLOADER, "locked", Source.ADB),
                new Fact(Property.VERIFIED_BOOT, "green", Source.ADB)));
        ProducerFit fit = ProducerFit.ahead(
                known,
                TechniqueCatalogue.find("android-reset-read-again").orElseThrow(),
                PolicyCatalogue.find("gb-46864-2025").orElseThrow(),
                engines(least),
                FROM);
        // Nothing else is missing, so that the answer is that of the version.
        assertThat(fit.misses()).isSubsetOf(Miss.VERSION);
        return fit.fits();
    }

    private static boolean isCoveredByProof(String told, String least) {
        return proofs(least)
                .covers(new Phone(
                        Optional.of("Google"),
                        Optional.of("Pixel 8"),
                        Optional.of("android"),
                        Optional.of(told),
                        Optional.empty(),
                        OptionalLong.empty(),
                        Optional.empty()));
    }

    /** One to five numbers of up to nine digits, none of them with a nought before it; empty for anything else. */
    private static Optional<List<BigInteger>> parts(String text) {
        List<BigInteger> out = new ArrayList<>();
        Matcher part = PART.matcher(text);
        for (int at = 0; at < text.length() || at == 0; at = part.end()) {
            if (!part.find(at) || (at == 0) != (part.group().indexOf('.') < 0)) {
                return Optional.empty();
            }
            String digits = part.group(1);
            if (digits.isEmpty()
                    || digits.length() > 9
                    || !digits.chars().allMatch(c -> c >= '0' && c <= '9')
                    || (digits.length() > 1 && digits.charAt(0) == '0')) {
                return Optional.empty();
            }
            out.add(new BigInteger(digits));
        }
        return out.size() > 5 ? Optional.empty() : Optional.of(out);
    }

    private static boolean isAtLeast(List<BigInteger> one, List<BigInteger> other) {
        for (int i = 0; i < 5; i++) {
            BigInteger mine = i < one.size() ? one.get(i) : BigInteger.ZERO;
            BigInteger theirs = i < other.size() ? other.get(i) : BigInteger.ZERO;
            if (!mine.equals(theirs)) {
                return mine.compareTo(theirs) > 0;
            }
        }
        return true;
    }

    private static boolean isRefused(Runnable made) {
        try {
            made.run();
            return false;
        } catch (IllegalArgumentException _) {
            return true;
        }
    }

    @Test
    void whatIsNoVersionIsNoneInBothPlaces() {
        List<String> all = new ArrayList<>(TOLD);
        all.addAll(List.of("", " ", "14 ", " 14", "14\n", "\n14", "14\t", "14\u0000"));
        for (String text : all) {
            boolean isNone = parts(text).isEmpty();
            assertThat(isRefused(() -> proofs(text))).as("proof, <%s>", text).isEqualTo(isNone);
            assertThat(isRefused(() -> engines(text))).as("engine, <%s>", text).isEqualTo(isNone);
        }
    }

    @Test
    void bothPlacesCompareAlike() {
        List<String> leasts =
                TOLD.stream().filter(text -> parts(text).isPresent()).toList();
        assertThat(leasts).hasSizeGreaterThan(15);
        for (String told : TOLD) {
            for (String least : leasts) {
                boolean isEnough = parts(told)
                        .filter(found -> isAtLeast(found, parts(least).orElseThrow()))
                        .isPresent();
                assertThat(isFitByEngine(told, least))
                        .as("engine, <%s> for <%s>", told, least)
                        .isEqualTo(isEnough);
                assertThat(isCoveredByProof(told, least))
                        .as("proof, <%s> for <%s>", told, least)
                        .isEqualTo(isEnough);
            }
        }
    }
}
