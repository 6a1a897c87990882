package org.wangchuan.engine.phone.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.evidence.PhoneHistory;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;

/** A system that tells the version of before, on hardware that attests another. */
class UpdateRulesTest {
    private static final String AT = "2026-12-03T10:00:00Z";

    private static PhoneEvent seen(String told, String attested) {
        return new PhoneEvent.Seen(
                PhoneIdentity.NONE,
                new Facts(List.of(
                        new Fact(Property.VERSION, told, Source.ADB),
                        new Fact(Property.VERSION, attested, Source.ATTESTED))),
                AT);
    }

    private static boolean isOtherwise(PhoneEvent before, PhoneEvent after) {
        return UpdateRules.isOtherwise(new PhoneHistory(List.of(
                before,
                new PhoneEvent.SetOff("reset", "", AT),
                new PhoneEvent.Gone(AT),
                new PhoneEvent.Back(AT),
                after)));
    }

    @Test
    void whatItsHardwareAttestsIsComparedWithItself() {
        assertThat(isOtherwise(seen("14", "14"), seen("14", "14"))).isFalse();
        assertThat(isOtherwise(seen("14", "14"), seen("14", "15"))).isTrue();
        assertThat(isOtherwise(seen("14", "15"), seen("14", "14"))).isTrue();
        // Each has a spelling of its own.
        assertThat(isOtherwise(seen("8.1.0", "8.1"), seen("8.1.0", "8.1"))).isFalse();
    }
}
