package org.wangchuan.paper;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    /** Cut off, as on the paper: the same drive must not be 2.0 TB here and 1.9 there. */
    @ParameterizedTest
    @CsvSource({
        "0,0 B",
        "999,999 B",
        "1000,1.0 kB",
        "1999,1.9 kB",
        "999999,999.9 kB",
        "1000000,1.0 MB",
        "67108864,67.1 MB",
        "1999999999999,1.9 TB",
        "2000398934016,2.0 TB",
        "9223372036854775807,'9,223.3 PB'"
    })
    void sizesAreNeverMadeLarger(long bytes, String shown) {
        assertThat(Figures.size(bytes)).isEqualTo(shown);
    }
}
