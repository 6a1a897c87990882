package org.wangchuan.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PSID that is written down is found, and a bench that did not look for it says so. */
class PsidScriptTest {
    @TempDir
    private Path shared;

    private MadeDrive drive() throws IOException {
        return MadeDrive.make(
                        shared, List.of(Scenarios.named("nvme-psid-locked").orElseThrow()), List.of("nist-clear"))
                .stream()
                .filter(one -> one.use().equals("nist-clear"))
                .findFirst()
                .orElseThrow();
    }

    /** Runs what the guest runs, with a program that writes what it is told to. */
    private List<String> written(String program) throws Exception {
        MadeDrive drive = drive();
        PsidScript.print(shared, List.of(drive));
        Files.writeString(shared.resolve(drive.name() + ".path"), "/dev/null");
        Path station = Files.createDirectory(shared.resolve("station"));
        String script = "wangchuan() { %s; }\n%s"
                .formatted(program, PsidScript.run("nist-clear", List.of(drive)))
                .replace("/dev/shm/station", station.toString())
                .replace("/mnt", shared.toString());
        Process shell =
                new ProcessBuilder(List.of("bash", "-c", script)).inheritIO().start();
        assertThat(shell.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return PsidScript.written(shared, drive);
    }

    @Test
    void whatIsNotWrittenDownIsRight() throws Exception {
        assertThat(written("echo done > " + shared + "/receipts/one")).isEmpty();
    }

    @Test
    void aPsidInAReceiptIsFound() throws Exception {
        assertThat(written("cat " + shared + "/*.psid > " + shared + "/receipts/one"))
                .singleElement()
                .asString()
                .endsWith("receipts/one");
    }

    /** As the bytes of a message stand in evidence. */
    @Test
    void aPsidInDigitsIsFoundInTheStation() throws Exception {
        assertThat(written("tail -n 1 " + shared + "/*.secrets | tr a-f A-F > " + shared + "/station/evidence"))
                .singleElement()
                .asString()
                .endsWith("station/evidence");
    }

    @Test
    void whoeverDidNotLookSaysSo() throws Exception {
        assertThat(PsidScript.written(shared, drive())).hasSize(1);
        assertThat(written("rm -r " + shared + "/station"))
                .as("a folder that is not there was not looked into")
                .hasSize(1);
    }

    @Test
    void theTitleOfItsOrderHasNoPsid() {
        for (Order order : List.of(Order.NVME_PSID_REVERT, Order.ATA_PSID_REVERT, Order.SCSI_PSID_REVERT)) {
            assertThat(order.title()).isEqualTo("sedutil-cli --PSIDrevert");
        }
    }
}
