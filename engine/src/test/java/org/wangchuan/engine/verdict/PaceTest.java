package org.wangchuan.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can't have happened in a time, at the boundary. */
class PaceTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, true",
        "999999999, 0, true",
        "1000000000, 0, false",
        "1000000000, 1, true",
        "1999999999, 1, true",
        "2000000000, 1, false",
        "8000000000000, 7999, false",
        "8000000000000, 8000, true"
    })
    void ofAnyDrive(long bytes, long millis, boolean possible) {
        assertThat(Pace.possible(bytes, millis)).isEqualTo(possible);
    }

    /** Eight terabytes in half an hour is more than seven times what the fastest disk of two actuators takes. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, true",
        "3999999, 0, true",
        "4000000, 0, false",
        "4000000, 1, true",
        "7999999, 1, true",
        "8000000, 1, false",
        "8000000000000, 10000, false",
        "8000000000000, 1999999, false",
        "8000000000000, 2000000, true",
        "8000000000000, 14400000, true"
    })
    void ofADiskThatTurns(long bytes, long millis, boolean possible) {
        assertThat(Pace.possibleOnDisk(bytes, millis)).isEqualTo(possible);
    }
}
