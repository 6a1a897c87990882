package org.wangchuan.lab.scenario;

import java.util.List;
import org.wangchuan.lab.drive.Conduct;
import org.wangchuan.lab.drive.Firmware;
import org.wangchuan.lab.scenario.Scenario.Data;
import org.wangchuan.lab.scenario.Scenario.Expected;
import org.wangchuan.lab.scenario.Scenario.Words;

/**
 * Drives for {@link ManyLanes} alone. No other program is set on them, and they stand in no table: whoever asks one that hangs waits in the
 * kernel as long as the kernel does.
 */
final class HangingScenarios {
    private static final Expected UNTOLD = new Expected("not run", Data.ALL);

    static final List<Scenario> ALL = List.of(
            of(
                    "nvme-hanging",
                    new Conduct.Hanging(),
                    Order.NVME_SANITIZE_BLOCK,
                    new Words("takes an order and never answers again", "接受命令后不再应答")),
            of(
                    "nvme-hanging-written",
                    new Conduct.HangingWritten(),
                    Order.NVME_SANITIZE_BLOCK,
                    new Words("never answers again when it is written to its middle", "写到一半后不再应答")),
            of(
                    "nvme-vanishing-written",
                    new Conduct.VanishingWritten(),
                    Order.NVME_SANITIZE_BLOCK,
                    new Words("is gone when it is written to its middle", "写到一半后消失")),
            of(
                    "scsi-hanging",
                    new Conduct.Hanging(),
                    Order.SCSI_SANITIZE_BLOCK,
                    new Words("takes an order and never answers again", "接受命令后不再应答")),
            of(
                    "scsi-hanging-written",
                    new Conduct.HangingWritten(),
                    Order.SCSI_SANITIZE_BLOCK,
                    new Words("never answers again when it is written to its middle", "写到一半后不再应答")));

    private HangingScenarios() {}

    private static Scenario of(String name, Conduct conduct, Order order, Words words) {
        return new Scenario(name, Firmware.that(conduct), order, words, List.of(7, 9), UNTOLD, Scenarios.NOTHING_GOOD);
    }
}
