package org.wangchuan.engine.purge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.engine.medium.DeviceCommand;

/** What a drive's answer says of whether it took a command (SAT-4, "ATA PASS-THROUGH status return"; SPC-5, "Sense keys"). */
class AcceptanceTest {
    private static final String SANITIZE_OF_ATA = "85072000120010426b4572004000b400";
    private static final String SANITIZE_OF_SCSI = "48820000000000000000";
    private static final String READY = "72010000000000" + "0e090c010000000000000000004050";
    private static final String READY_WITHOUT_KEY = "72000000000000" + "0e090c010000000000000000004050";
    private static final String ABORTED = "720b0000000000" + "0e090c010400000000000000004051";

    private static Acceptance of(String request, int status, String sense) {
        return Acceptance.of(
                new DeviceCommand("", request, Instant.EPOCH, 1, new DeviceCommand.Completed(status, 0, 0, sense, "")));
    }

    @ParameterizedTest
    @CsvSource({
        // The registers say it, whatever the key beside them.
        READY + ", TAKEN",
        READY_WITHOUT_KEY + ", TAKEN",
        ABORTED + ", REFUSED",
        // Without them nothing was answered: neither that there is nothing to tell of, nor that something was mended.
        "7200000000000000, UNCLEAR",
        "7201001d00000000, UNCLEAR",
        "700000000000000a00000000000000000000, UNCLEAR",
        "700001000000000a00000000000000000000, UNCLEAR",
        "7206290000000000, AGAIN",
        "7205200000000000, REFUSED",
        "00, UNCLEAR",
    })
    void anAtaCommandWasTakenIfTheDrivesRegistersSaySo(String sense, Acceptance expected) {
        assertThat(of(SANITIZE_OF_ATA, 0x02, sense)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "7200000000000000, UNCLEAR",
        "700000000000000a00000000000000000000, UNCLEAR",
        "7201170000000000, TAKEN",
        "7206290000000000, AGAIN",
        "7205200000000000, REFUSED",
    })
    void aScsiCommandWithACheckConditionWasTakenOnlyIfSomethingWasMended(String sense, Acceptance expected) {
        assertThat(of(SANITIZE_OF_SCSI, 0x02, sense)).isEqualTo(expected);
    }
}
