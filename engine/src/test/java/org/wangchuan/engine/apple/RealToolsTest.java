package org.wangchuan.engine.apple;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wangchuan.engine.apple.testing.Doubles;
import org.wangchuan.engine.apple.testing.PhoneDouble;

/** The tools of libimobiledevice get on with the made phone as with a real one, so that our client and it are not merely each other's mirror. */
@Tag("slow")
@Timeout(240)
class RealToolsTest {
    private Doubles doubles;

    @BeforeEach
    void plugIn() throws Exception {
        doubles = new Doubles();
    }

    @AfterEach
    void takeAway() throws Exception {
        doubles.close();
    }

    @Test
    void theyListIt() throws Exception {
        assertThat(tool(0, "idevice_id", "-l")).contains(Doubles.UDID);
    }

    @Test
    void theyReadWhatItShowsUnpaired() throws Exception {
        assertThat(tool(0, "ideviceinfo", "-s"))
                .contains("ProductType: iPhone15,2", "ProductVersion: 17.5.1", "忘川")
                .doesNotContain("490154203237518");
        assertThat(tool(0, "ideviceinfo", "-s", "-k", "SerialNumber").strip()).isEqualTo("F00TEST00001");
        assertThat(doubles.phone().hosts()).isEmpty();
    }

    @Test
    void theyPairReadInASessionAndUnpair() throws Exception {
        assertThat(tool(0, "idevicepair", "pair")).contains("SUCCESS: Paired with device " + Doubles.UDID);
        assertThat(doubles.phone().hosts()).hasSize(1);
        assertThat(doubles.mux().records()).containsKey(Doubles.UDID);

        assertThat(tool(0, "idevicepair", "validate")).contains("SUCCESS");
        assertThat(tool(0, "ideviceinfo")).contains("InternationalMobileEquipmentIdentity: 490154203237518");
        assertThat(tool(0, "ideviceinfo", "-q", "com.apple.disk_usage", "-k", "TotalDiskCapacity")
                        .strip())
                .isEqualTo("128000000000");
        assertThat(doubles.phone().heard())
                .anyMatch(heard -> heard.inSession() && heard.name().equals("GetValue"));
        assertThat(tool(0, "idevicediagnostics", "ioregentry", "AppleSmartBattery"))
                .contains("CycleCount", "212");

        assertThat(tool(0, "idevicepair", "unpair")).contains("SUCCESS: Unpaired");
        assertThat(doubles.phone().hosts()).isEmpty();
    }

    @Test
    void theyUnderstandEachWayToRefuse() throws Exception {
        doubles.phone().owner(PhoneDouble.Owner.IS_ASKED);
        assertThat(tool(1, "idevicepair", "pair")).contains("Please accept the trust dialog");
        doubles.phone().owner(PhoneDouble.Owner.DENIES);
        assertThat(tool(1, "idevicepair", "pair")).contains("the user denied the trust dialog");
        doubles.phone().owner(PhoneDouble.Owner.HAS_IT_LOCKED);
        assertThat(tool(1, "idevicepair", "pair")).contains("a passcode is set");
        doubles.phone().owner(PhoneDouble.Owner.MAY_NOT);
        assertThat(tool(1, "idevicepair", "pair")).contains("not possible over this connection");
    }

    private String tool(int expected, String... command) throws IOException, InterruptedException {
        return tool(doubles.socket().toString(), expected, command);
    }

    /** Runs a tool against this socket; what it printed, both ways. */
    static String tool(String socket, int expected, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("USBMUXD_SOCKET_ADDRESS", "UNIX:" + socket);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(said).isTrue();
        assertThat(process.exitValue()).as(List.of(command) + ": " + said).isEqualTo(expected);
        return said;
    }
}
