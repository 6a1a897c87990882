package org.wangchuan.station.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.evidence.PhoneIdentity.Name;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.proof.statement.Phone;

/** What a statement says of which phone it was: of this one alone, and no number that is not its own. */
class ClaimsOfPhoneTest {
    private static final PhoneIdentity THIS = new PhoneIdentity(Map.of(Name.USB_SERIAL, "a".repeat(64)));
    private static final PhoneIdentity ANOTHER = new PhoneIdentity(Map.of(Name.USB_SERIAL, "b".repeat(64)));

    private static PhoneEvent seen(PhoneIdentity identity, String maker, String model) {
        return new PhoneEvent.Seen(
                identity,
                new Facts(List.of(
                        new Fact(Property.MAKER, maker, Source.USB), new Fact(Property.MODEL, model, Source.USB))),
                "2026-11-28T10:01:00Z");
    }

    private static Phone withNumber(String maker, String number) {
        return ClaimsOfPhone.phone(List.of(seen(THIS, maker, "A1")), Optional.of(number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123456789ABCDEF", "unknown", "00000000", "1234567890", "20080411"})
    void whatManyTellIsNobodysNumber(String number) {
        assertThat(withNumber("Samsung", number).serial()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Apple Inc., 0000803000112233445566AB, false",
        "Apple Inc., 00008030-00112233445566AB, false",
        "Apple Inc., 5a7c0d1e2f3b4a5968778695a4b3c2d1e0f9a8b7, false",
        "Apple Inc., F2LXK0ABCD12, true",
        "Samsung, 0000803000112233445566AB, true",
        "Samsung, R58M123ABCD, true"
    })
    void whatAnIphoneTellsOnTheCableIsNotItsSerialNumber(String maker, String number, boolean isShown) {
        assertThat(withNumber(maker, number).serial().isPresent()).isEqualTo(isShown);
    }

    @Test
    void whatElseHungThereTellsNothingOfThePhone() {
        Phone phone = ClaimsOfPhone.phone(
                List.of(
                        seen(THIS, "Samsung", "SM-G991B"),
                        seen(ANOTHER, "Xiaomi", "M2101K6G"),
                        seen(PhoneIdentity.NONE, "Nokia", "3310"),
                        new PhoneEvent.Seen(THIS, new Facts(List.of()), "2026-11-28T10:03:00Z")),
                Optional.empty());
        assertThat(phone.maker()).contains("Samsung");
        assertThat(phone.model()).contains("SM-G991B");
    }
}
