package org.wangchuan.station.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.job.PhoneStep;
import org.wangchuan.station.phone.PhoneNotice;

/** What is told of a phone's cards: what it showed before the reset is told until then, and afterwards only what was read since. */
class DistantCardsTest {
    private final DistantPeople people = new DistantPeople();

    private static Facts shows(String sim, String version) {
        return new Facts(
                List.of(new Fact(Property.SIM, sim, Source.ADB), new Fact(Property.VERSION, version, Source.ADB)));
    }

    private String told() {
        return CanonicalJson.writeText(people.turn().toJson(1));
    }

    @Test
    void whatItShowedBeforeTheResetIsNotToldAgainAfterIt() {
        Facts before = shows("present", "14");
        for (PhoneStep step : List.of(PhoneStep.READ, PhoneStep.CHOOSE, PhoneStep.SET_OFF)) {
            people.at(step, before);
            assertThat(told()).contains("\"present\"");
        }
        for (PhoneStep step : List.of(PhoneStep.AWAIT_GONE, PhoneStep.AWAIT_BACK, PhoneStep.READ_AGAIN)) {
            people.at(step, before);
            assertThat(told()).as(step.name()).doesNotContain("\"present\"").contains("\"14\"");
        }
        people.tell(new PhoneNotice.Told(shows("present", "15")));
        assertThat(told()).as("it was read again").contains("\"present\"");
        for (PhoneStep step : List.of(PhoneStep.OBSERVE, PhoneStep.CLOSE, PhoneStep.CLOSED)) {
            people.at(step, before);
            assertThat(told()).contains("\"present\"", "\"15\"");
        }
    }

    /** It came back as it was, or is reset once more after it was filled. */
    @Test
    void whatWasReadBeforeASecondResetIsNotToldAfterIt() {
        for (PhoneStep again : List.of(PhoneStep.SET_OFF, PhoneStep.SET_OFF_AGAIN)) {
            DistantPeople twice = new DistantPeople();
            Facts before = shows("absent", "14");
            twice.at(PhoneStep.SET_OFF, before);
            twice.at(PhoneStep.AWAIT_GONE, before);
            twice.at(PhoneStep.READ_AGAIN, before);
            twice.tell(new PhoneNotice.Told(shows("present", "15")));
            twice.at(again, before);
            assertThat(CanonicalJson.writeText(twice.turn().toJson(1)))
                    .as("what was read last, and not what was read first")
                    .contains("\"present\"");
            twice.at(PhoneStep.AWAIT_GONE, before);
            assertThat(CanonicalJson.writeText(twice.turn().toJson(1))).doesNotContain("\"present\"", "\"absent\"");
        }
    }

    /** After an interruption what was read since is told, since nobody may have heard it. */
    @ParameterizedTest
    @EnumSource(
            value = PhoneStep.class,
            names = {"READ_AGAIN", "OBSERVE", "CLOSE"})
    void whatWasReadSinceIsToldWhenItIsGoneOnWith(PhoneStep step) {
        people.goneOn(shows("present", "15"));
        people.at(step, shows("absent", "14"));
        assertThat(told()).contains("\"present\"", "\"15\"");

        DistantPeople unread = new DistantPeople();
        unread.goneOn(Facts.NONE);
        unread.at(step, shows("present", "14"));
        assertThat(CanonicalJson.writeText(unread.turn().toJson(1)))
                .doesNotContain("\"present\"")
                .contains("\"14\"");
    }
}
