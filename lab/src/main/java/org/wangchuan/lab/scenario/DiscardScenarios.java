package org.wangchuan.lab.scenario;

import java.util.List;
import org.wangchuan.lab.drive.Conduct;
import org.wangchuan.lab.drive.Firmware;
import org.wangchuan.lab.drive.Firmware.Allocation;
import org.wangchuan.lab.drive.Firmware.Before;
import org.wangchuan.lab.drive.Way;
import org.wangchuan.lab.scenario.Scenario.Data;
import org.wangchuan.lab.scenario.Scenario.Expected;
import org.wangchuan.lab.scenario.Scenario.Words;

/**
 * What is told to let go of blocks, or to write the same to all of them, and what leaves a failed sanitize behind: commands by which some erase drives,
 * and of which no rule set takes one for an erasure; and what is asked to leave its blocks allocated as it erases itself. That of SATA drives is in their
 * own list.
 */
final class DiscardScenarios {
    private static final List<String> ANYTHING = List.of();
    private static final String SUCCESS = "success";
    private static final Words LETS_GO = new Words("lets go of what it is told to", "释放要求释放的块");
    private static final Words KEEPS =
            new Words("says success of that, as of its own erasure, and keeps everything", "对此与自行擦除都报告成功，却全部保留");

    static final List<Scenario> NVME = List.of(
            honest("nvme-deallocate", Order.NVME_DEALLOCATE, LETS_GO),
            lying("nvme-deallocate-lying", Order.NVME_DEALLOCATE),
            honest(
                    "nvme-discard",
                    Order.NVME_DISCARD,
                    new Words("lets go of what the kernel is told to discard (BLKDISCARD)", "释放内核受命丢弃（BLKDISCARD）的块")),
            new Scenario(
                            "nvme-exit-failure",
                            Firmware.that(new Conduct.Honest()).after(Before.LAST_FAILED),
                            Order.NVME_EXIT_FAILURE,
                            new Words(
                                    "failed the last time, and is told to leave that behind (SANACT 1), which erases nothing",
                                    "上次失败，并受命退出该状态（SANACT 1），这不擦除任何内容"),
                            List.of(8),
                            new Expected(SUCCESS, Data.ALL),
                            ANYTHING)
                    .offering(Way.SANITIZE_BLOCK),
            allocating(
                    "nvme-no-deallocate",
                    Allocation.KEPT,
                    new Words(
                            "leaves its blocks allocated as it erases them, as it is asked (NDAS), so that its cells can be read",
                            "按要求（NDAS）擦除而不解除分配，因此可读到存储单元"),
                    new Expected(SUCCESS, Data.NONE)),
            allocating(
                    "nvme-no-deallocate-against",
                    Allocation.DEALLOCATED,
                    new Words(
                            "says that it leaves its blocks allocated where it is asked (NDAS), deallocates all of them, and tells that (SSTAT 4)",
                            "自称可按要求（NDAS）不解除分配，却全部解除分配，并如实报告（SSTAT 4）"),
                    new Expected(Claim.DEALLOCATED, Data.NONE)),
            allocating(
                    "nvme-no-deallocate-inhibited",
                    Allocation.INHIBITED,
                    new Words(
                            "says that it takes no wish to leave its blocks allocated (NDI), and refuses an order with it",
                            "自称不接受“不解除分配”的要求（NDI），并拒绝带此要求的命令"),
                    new Expected("refused", Data.ALL)));

    static final List<Scenario> SCSI = List.of(
            honest("scsi-unmap", Order.SCSI_UNMAP, LETS_GO),
            lying("scsi-unmap-lying", Order.SCSI_UNMAP),
            honest(
                    "scsi-write-same",
                    Order.SCSI_WRITE_SAME,
                    new Words("writes zeros to all of it by one command", "以一条命令将全部写零")));

    private DiscardScenarios() {}

    private static Scenario allocating(String name, Allocation allocation, Words words, Expected expected) {
        return new Scenario(
                name,
                Firmware.that(new Conduct.Honest()).allocating(allocation),
                Order.NVME_SANITIZE_ALLOCATED,
                words,
                List.of(),
                expected,
                ANYTHING);
    }

    private static Scenario honest(String name, Order order, Words words) {
        return new Scenario(
                        name,
                        Firmware.that(new Conduct.Honest()),
                        order,
                        words,
                        List.of(),
                        new Expected(SUCCESS, Data.NONE),
                        ANYTHING)
                .offering(Way.SANITIZE_BLOCK);
    }

    private static Scenario lying(String name, Order order) {
        return new Scenario(
                        name,
                        Firmware.that(new Conduct.Lying()),
                        order,
                        KEEPS,
                        List.of(2),
                        new Expected(SUCCESS, Data.ALL),
                        Scenarios.NOTHING_GOOD)
                .offering(Way.SANITIZE_BLOCK);
    }
}
