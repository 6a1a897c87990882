package org.wangchuan.lab.scenario;

import java.time.Duration;
import java.util.List;
import org.wangchuan.lab.drive.Conduct;
import org.wangchuan.lab.drive.Firmware;
import org.wangchuan.lab.drive.Firmware.Trust;
import org.wangchuan.lab.scenario.Scenario.Data;
import org.wangchuan.lab.scenario.Scenario.Expected;
import org.wangchuan.lab.scenario.Scenario.Words;

/**
 * Made SATA and SAS drives with TCG storage, as those of {@link PsidScenarios}. The translation before a SATA drive knows no SECURITY PROTOCOL IN and OUT, so that
 * it is the drive's own commands that carry what is said.
 */
final class LoopedPsidScenarios {
    private static final Expected GONE = new Expected("success", Data.NONE);
    private static final Expected KEPT = new Expected("success", Data.ALL);
    private static final Expected REFUSED = new Expected("refused", Data.ALL);

    static final List<Scenario> ATA = all("ata", Order.ATA_PSID_REVERT);
    static final List<Scenario> SCSI = all("scsi", Order.SCSI_PSID_REVERT);

    private LoopedPsidScenarios() {}

    private static List<Scenario> all(String family, Order order) {
        return List.of(
                of(
                        family + "-psid-locked",
                        new Conduct.Honest(),
                        order,
                        List.of(),
                        new Words("is locked; a revert opens it and changes its key", "已锁定；还原会解锁并更换密钥"),
                        GONE,
                        Scenarios.NO_PURGE),
                of(
                        family + "-psid-refusing",
                        new Conduct.Refusing(),
                        order,
                        List.of(),
                        new Words("is locked, takes the PSID, and fails to revert", "已锁定，接受 PSID，但还原失败"),
                        REFUSED,
                        Scenarios.NOTHING_GOOD),
                of(
                        family + "-psid-lying",
                        new Conduct.Lying(),
                        order,
                        List.of(2),
                        new Words("is locked, opens itself and keeps its key", "已锁定，解锁却保留密钥"),
                        KEPT,
                        Scenarios.NO_PURGE));
    }

    private static Scenario of(
            String name,
            Conduct conduct,
            Order order,
            List<Integer> traps,
            Words words,
            Expected expected,
            List<String> never) {
        return new Scenario(
                name,
                Firmware.that(conduct).taking(Duration.ZERO).trusted(Trust.LOCKED),
                order,
                words,
                traps,
                expected,
                never);
    }
}
