package org.wangchuan.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.plan.WayTime;
import org.wangchuan.station.ordered.FactWords;

/** Who stands at the terminal and who looks at the platform's page are told the same. */
class PhoneWordsTest {
    private final Messages english = Messages.in("en");
    private final Messages chinese = Messages.in("zh");

    @Test
    void theTimeOfAWayIsOneARangeOrUnknown() {
        assertThat(PhoneWords.time(new WayTime(420, OptionalLong.of(420)), english))
                .isEqualTo("about 7 min");
        assertThat(PhoneWords.time(new WayTime(1040, OptionalLong.of(3280)), english))
                .isEqualTo("about 18 to 55 min");
        assertThat(PhoneWords.time(new WayTime(1040, OptionalLong.of(3280)), chinese))
                .isEqualTo("约 18 至 55 分钟");
        assertThat(PhoneWords.time(new WayTime(720, OptionalLong.empty()), english))
                .contains("12 min", "unknown");
        assertThat(PhoneWords.time(new WayTime(720, OptionalLong.empty()), chinese))
                .contains("12 分钟", "未知");
    }

    @Test
    void theTerminalAndTheStationHaveTheSameWords() {
        for (Property property : Property.values()) {
            assertThat(FactWords.property(property).en()).isEqualTo(PhoneWords.property(property, english));
            assertThat(FactWords.property(property).zh()).isEqualTo(PhoneWords.property(property, chinese));
            for (String word : property.words()) {
                assertThat(FactWords.value(property, word).en()).isEqualTo(PhoneWords.value(property, word, english));
                assertThat(FactWords.value(property, word).zh()).isEqualTo(PhoneWords.value(property, word, chinese));
            }
        }
        for (Source source : Source.values()) {
            assertThat(FactWords.source(source).en()).isEqualTo(english.text("phone.source." + source.id()));
            assertThat(FactWords.source(source).zh()).isEqualTo(chinese.text("phone.source." + source.id()));
        }
    }
}
