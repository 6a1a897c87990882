package org.wangchuan.paper.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {
    private final Quantities english = new Quantities(Words.in(Language.ENGLISH));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0 bytes",
                "999|999 bytes",
                "1000|1.0 kB (1,000 bytes)",
                "999999|999.9 kB (999,999 bytes)",
                "999999999999|999.9 GB (999,999,999,999 bytes)",
                "1000204886016|1,000.2 GB (1,000,204,886,016 bytes)",
                "9007199254740991|9,007,199.2 GB (9,007,199,254,740,991 bytes)"
            })
    void sizes_are_decimal_and_never_rounded_up(long bytes, String shown) {
        assertThat(english.size(bytes)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"0,0.0 s", "59999,59.9 s", "60000,1 min 0 s", "3599999,59 min 59 s", "5423123,1 h 30 min 23 s"})
    void durations_are_whole_seconds_from_a_minute_on(long millis, String shown) {
        assertThat(english.duration(millis)).isEqualTo(shown);
    }

    @Test
    void one_byte_and_one_range_are_not_many() {
        assertThat(english.bytes(1)).isEqualTo("1 byte");
        assertThat(english.bytes(2)).isEqualTo("2 bytes");
        assertThat(english.ranges(4096, 1)).isEqualTo("4,096 bytes in one range");
        assertThat(english.ranges(8192, 2)).isEqualTo("8,192 bytes in 2 ranges");
    }

    @Test
    void times_are_in_utc_with_the_offset_shown() {
        assertThat(UtcTime.rfc3339(0)).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(UtcTime.rfc3339(UtcTime.SECONDS_MAX)).isEqualTo("9999-12-31T23:59:59Z");
        assertThat(UtcTime.shown("2026-11-24T08:05:09Z")).isEqualTo("2026-11-24 08:05:09 UTC+00:00");
        assertThat(UtcTime.plain("2026-11-24T18:05:09Z")).isEqualTo("2026-11-24 18:05:09");
        assertThat(UtcTime.beijing("2026-11-24T18:05:09Z")).isEqualTo("2026-11-25 02:05:09");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-24T08:05:09",
                "2026-11-24T08:05:09+00:00",
                "2026-11-24 08:05:09Z",
                "2026-02-29T08:05:09Z",
                "2026-13-01T08:05:09Z",
                "2026-00-01T08:05:09Z",
                "2026-11-24T24:00:00Z",
                "2026-11-24T08:60:00Z",
                "２026-11-24T08:00:00Z"
            })
    void other_spellings_of_a_time_are_refused(String text) {
        assertThat(UtcTime.isRfc3339(text)).isFalse();
    }
}
