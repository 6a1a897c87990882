package org.wangchuan.engine.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.engine.command.ufs.UfsQuery;

/**
 * What a program sends that no package brings: {@code ufs-utils} as of 8 February 2024 (66c7e90), built by hand and run over a node that writes down what
 * is asked of it, on 1 December 2026. Nothing here builds it.
 */
class RecordedBytesTest {
    /** Its name in the table. */
    static final String PROGRAM = "ufs-utils";

    /** What is not compared of a descriptor's query. The kernel, which asks for the same descriptors by itself, leaves it at 0 as we do. */
    static final String APART = "data segment length, which is that of the answer there and 0 here";

    /** Bytes 10 and 11 of the UPIU (JESD220, "QUERY REQUEST UPIU"), behind the four of the message code. */
    private static final int LENGTH_OFFSET = UfsQuery.HEADER_OFFSET + 10;

    private static final Map<String, UfsQuery> OURS = Map.of(
            "fl -t 6 -e", UfsQuery.startPurge(),
            "fl -t 6 -c", UfsQuery.stopPurge(),
            "attr -t 6 -r", UfsQuery.purgeStatus(),
            "desc -t 0", UfsQuery.deviceDescriptor(),
            "desc -t 2 -i 3", UfsQuery.unitDescriptor(3));

    @ParameterizedTest
    @CsvSource({
        "fl -t 6 -e,     160000001600000000810000000000000606000000000000000000000000000000000000",
        "fl -t 6 -c,     160000001600000000810000000000000706000000000000000000000000000000000000",
        "attr -t 6 -r,   160000001600000000010000000000000306000000000000000000000000000000000000",
        "desc -t 0,      160000001600000000010000000000ff01000000000000ff000000000000000000000000",
        "desc -t 2 -i 3, 160000001600000000010000000000ff01020300000000ff000000000000000000000000"
    })
    void weSendWhatItSent(String arguments, String recorded) {
        UfsQuery ours = Objects.requireNonNull(OURS.get(arguments));
        byte[] theirs = HexFormat.of().parseHex(recorded);
        if (isApart(ours.name())) {
            assertThat(theirs[LENGTH_OFFSET + 1]).isEqualTo((byte) UfsQuery.DESCRIPTOR_BYTES_MAX);
            theirs[LENGTH_OFFSET + 1] = 0;
        }
        assertThat(ours.structure()).isEqualTo(theirs);
    }

    static boolean isApart(String name) {
        return name.startsWith("READ DESCRIPTOR");
    }
}
