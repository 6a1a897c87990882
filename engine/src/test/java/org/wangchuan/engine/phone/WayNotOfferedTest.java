package org.wangchuan.engine.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.plan.WayNotOffered;
import org.wangchuan.engine.phone.technique.TechniqueCatalogue;

class WayNotOfferedTest {
    private static Facts system(String word) {
        return new Facts(List.of(new Fact(Property.SYSTEM, word, Source.USB)));
    }

    @Test
    void anAndroidIsToldWhichWaysThereAreNotAndWhyInBothLanguages() {
        assertThat(WayNotOffered.of(system("android")))
                .extracting(WayNotOffered::id)
                .containsExactly("android-device-owner-wipe", "android-test-harness");
        assertThat(WayNotOffered.all())
                .allMatch(way -> way.title().zh().codePoints().anyMatch(Character::isIdeographic))
                .allMatch(way -> way.because().zh().codePoints().anyMatch(Character::isIdeographic))
                .allMatch(way -> way.because().en().codePoints().allMatch(c -> c < 128))
                .noneMatch(way -> way.sources().isEmpty());
    }

    @Test
    void nobodyElseIs() {
        assertThat(WayNotOffered.of(system("ios"))).isEmpty();
        assertThat(WayNotOffered.of(system("harmonyos"))).isEmpty();
        assertThat(WayNotOffered.of(Facts.NONE)).isEmpty();
    }

    /** Neither can be chosen, nor stand in a record. */
    @Test
    void noneIsATechnique() {
        assertThat(WayNotOffered.all())
                .allMatch(way -> TechniqueCatalogue.find(way.id()).isEmpty());
    }
}
