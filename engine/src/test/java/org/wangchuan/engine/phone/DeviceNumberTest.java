package org.wangchuan.engine.phone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.phone.read.DeviceNumber;

class DeviceNumberTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "12345",
                "000000",
                "AAAAAAAA",
                "unknown",
                "0123456789ABCDEF",
                "1234567890abcdef",
                "12345678",
                "1234567",
                "012345678",
                "012345678912345",
                "0123456789",
                "01234567890123456789",
                "876543210",
                "987654321",
                "9876543210",
                "abcdefgh",
                "00000000012345678",
                "0000000000000001",
                "20080411",
                "11042008",
                "04112008",
                "2008-04-11",
                "20080411093015",
                "1212121212",
                "123123123",
                "0a0b0a0b",
                " No_Serial ",
                "Android",
                "1234-5678"
            })
    void whatManyTellIsNobodys(String text) {
        assertThat(DeviceNumber.isUsable(text)).as(text).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4f3c2b1a",
                "R58M12ABCDE",
                "HT7B1A200123",
                "490154203237518",
                "00008030-001A2D8E0C38802E",
                "12345679",
                "20081341",
                "2008041",
                "8X5Y1234"
            })
    void whatCanBeOnesOwnIs(String text) {
        assertThat(DeviceNumber.isUsable(text)).as(text).isTrue();
    }

    /** As long as they may be. */
    @Test
    void everyBeginningOfARunIsRefused() {
        for (String run :
                new String[] {"0123456789ABCDEF0123456789", "1234567890123456", "1234567890ABCDEF", "0123456789123456"
                }) {
            for (int end = 0; end <= run.length(); end++) {
                assertThat(DeviceNumber.isUsable(run.substring(0, end)))
                        .as(run.substring(0, end))
                        .isFalse();
            }
        }
    }
}
