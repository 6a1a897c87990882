package org.wangchuan.station.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;

/** What goes to a platform's pages is a list, and somebody has thought about each entry. */
class ShownFactsTest {
    /** By hand: whoever adds a property says here whether it may leave the station. No number of a phone, a SIM or a person may. */
    private static final List<String> MAY = List.of(
            "system",
            "mode",
            "screen-lock",
            "activation",
            "reset-protection",
            "version",
            "patch-level",
            "storage-bytes",
            "encryption",
            "metadata-encryption",
            "second-system",
            "verified-boot",
            "bootloader",
            "find-device",
            "accounts",
            "reset-protection-store",
            "oem-unlock",
            "managed",
            "managed-by",
            "carrier-lock",
            "sim",
            "esim",
            "esim-chip",
            "esim-profiles",
            "card",
            "battery-percent",
            "setup",
            "permission",
            "mark",
            "user-apps",
            "data-born");

    @Test
    void nothingIsShownThatIsNotOnTheList() {
        assertThat(Arrays.stream(Property.values()).filter(ShownFacts::isShown).map(Property::id))
                .containsExactlyInAnyOrderElementsOf(MAY);
    }

    @Test
    void makerAndModelHaveTheirOwnPlaceAndTheBestSourceIsShown() {
        Facts known = new Facts(List.of(
                new Fact(Property.MODEL, "shiba", Source.FASTBOOT),
                new Fact(Property.MODEL, "Pixel 8", Source.MTP),
                new Fact(Property.SCREEN_LOCK, "locked", Source.SEEN)));
        assertThat(ShownFacts.json(known)).hasSize(1);
        assertThat(CanonicalJson.writeText(ShownFacts.phone(known))).isEqualTo("{\"model\":\"Pixel 8\"}");
    }

    @Test
    void aTextIsOneLineAndNotTooLong() {
        assertThat(Line.of("a\nb\u202ec\u0000")).isEqualTo("a b c");
        assertThat(Line.of("x".repeat(499) + "\uD83D\uDCF1")).isEqualTo("x".repeat(499));
        assertThat(Line.of("x".repeat(501))).hasSize(500);
    }
}
