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
 * it is the drive's own commands that carry what is said. Of a SAS drive sedutil asks for 36 bytes of INQUIRY into a larger buffer, and goes no further if it is
 * not told that no more came; the kernel's ring is not told here how little was read.
 */
final class LoopedPsidScenarios {
    private static final Expected GONE = new Expected("success", Data.NONE);
    private static final Expected KEPT = new Expected("success", Data.ALL);

    /** By the drive, or by sedutil, which does not get as far as that. */
    private static final Expected REFUSED = new Expected("refused", Data.ALL);

    static final List<Scenario> ATA = all("ata", Order.ATA_PSID_REVERT, GONE, KEPT);
    static final List<Scenario> SCSI = all("scsi", Order.SCSI_PSID_REVERT, REFUSED, REFUSED);

    private LoopedPsidScenarios() {}

    /**
     * The scenarios of a family.
     *
     * @param honest what another program has to see of the one that reverts
     * @param lying of the one that says so alone
     */
    private static List<Scenario> all(String family, Order order, Expected honest, Expected lying) {
        return List.of(
                of(
                        family + "-psid-locked",
                        new Conduct.Honest(),
                        order,
                        List.of(),
                        new Words("is locked; a revert opens it and changes its key", "已锁定；还原会解锁并更换密钥"),
                        honest,
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
                        lying,
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
