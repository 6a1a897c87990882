package org.wangchuan.lab.scenario;

import java.time.Duration;
import java.util.List;
import org.wangchuan.lab.drive.Conduct;
import org.wangchuan.lab.drive.Firmware;
import org.wangchuan.lab.drive.Firmware.Before;
import org.wangchuan.lab.drive.Firmware.Purging;
import org.wangchuan.lab.drive.Firmware.Shape;
import org.wangchuan.lab.drive.Way;
import org.wangchuan.lab.scenario.Scenario.Data;
import org.wangchuan.lab.scenario.Scenario.Expected;
import org.wangchuan.lab.scenario.Scenario.Words;

/** Made NVMe drives. */
final class NvmeScenarios {
    private static final List<String> NOTHING_GOOD = Scenarios.NOTHING_GOOD;
    private static final List<String> NO_PURGE = Scenarios.NO_PURGE;
    private static final List<String> ANYTHING = List.of();
    private static final Duration LONG = Duration.ofHours(2);
    private static final String SUCCESS = "success";

    static final List<Scenario> ALL = List.of(
            new Scenario(
                    "nvme-honest-block",
                    Firmware.that(new Conduct.Honest()),
                    Order.NVME_SANITIZE_BLOCK,
                    new Words("erases all blocks, and tells how far it is", "擦除所有块，并报告进度"),
                    List.of(),
                    new Expected(SUCCESS, Data.NONE),
                    ANYTHING),
            new Scenario(
                    "nvme-honest-crypto",
                    Firmware.that(new Conduct.Honest()),
                    Order.NVME_SANITIZE_CRYPTO,
                    new Words("changes its key; the cells read as noise", "更换密钥；存储单元读出噪声"),
                    List.of(),
                    new Expected(SUCCESS, Data.NONE),
                    ANYTHING),
            new Scenario(
                    "nvme-honest-overwrite",
                    Firmware.that(new Conduct.Honest()),
                    Order.NVME_SANITIZE_OVERWRITE,
                    new Words("overwrites itself", "自行覆写"),
                    List.of(),
                    new Expected(SUCCESS, Data.NONE),
                    ANYTHING),
            new Scenario(
                    "nvme-purge-request",
                    Firmware.that(new Conduct.Honest()).purging(Purging.REPORTED),
                    Order.NVME_SANITIZE_BLOCK,
                    new Words(
                            "says that it reports purging, and takes an order to purge or to fail (PREQ)",
                            "自称会报告净化，并接受“净化或失败”（PREQ）的命令"),
                    List.of(),
                    new Expected(SUCCESS, Data.NONE),
                    ANYTHING),
            new Scenario(
                    "nvme-purge-request-refused",
                    Firmware.that(new Conduct.Honest()).purging(Purging.REFUSED),
                    Order.NVME_SANITIZE_BLOCK,
                    new Words(
                            "says that it reports purging, and refuses an order to purge or to fail (PREQ)",
                            "自称会报告净化，却拒绝“净化或失败”（PREQ）的命令"),
                    List.of(1),
                    new Expected(SUCCESS, Data.NONE),
                    ANYTHING),
            new Scenario(
                    "nvme-purge-not-done",
                    Firmware.that(new Conduct.Hiding()).purging(Purging.NEVER_REPORTED),
                    Order.NVME_SANITIZE_BLOCK,
                    new Words(
                            "takes an order to purge or to fail (PREQ), answers zeros and keeps everything, and tells success, but not that it purged",
                            "接受“净化或失败”（PREQ）的命令，读出全零却保留一切，报告成功，却不报告已净化"),
                    List.of(2),
                    new Expected(SUCCESS, Data.ALL),
                    NO_PURGE),
            new Scenario(
                    "nvme-honest-slow",
                    Firmware.that(new Conduct.Honest()).taking(Duration.ofSeconds(8)),
                    Order.NVME_SANITIZE_BLOCK,
                    new Words("erases all blocks and takes its time", "擦除所有块，但较慢"),
                    List.of(9),
                    new Expected(SUCCESS, Data.NONE),
                    ANYTHING),
            new Scenario(
                    "nvme-lying",
                    Firmware.that(new Conduct.Lying()),
                    Order.NVME_SANITIZE_BLOCK,
                    new Words("tells progress and success, and erases nothing", "报告进度与成功，却什么也不擦除"),
                    List.of(2),
                    new Expected(SUCCESS, Data.ALL),
                    NOTHING_GOOD),
            new Scenario(
                    "nvme-at-once",
                    Firmware.that(new Conduct.AtOnce()),
                    Order.NVME_SANITIZE_BLOCK,
                    new Words("says success at once and never ran", "立即报告成功，从未执行"),
                    List.of(2),
                    new Expected(SUCCESS, Data.ALL),
                    NOTHING_GOOD),
            new Scenario(
                    "nvme-last-result",
                    Firmware.that(new Conduct.Unmoved()).after(Before.LAST_SUCCEEDED),
                    Order.NVME_SANITIZE_CRYPTO,
                    new Words(
                            "takes the order, does nothing, and tells the success of the last one, which was the same order",
                            "接受命令，什么也不做，并报告上一次（同一命令）的成功"),
                    List.of(8),
                    new Expected(SUCCESS, Data.ALL),
                    NOTHING_GOOD),
            new Scenario(
                    "nvme-stuck",
                    Firmware.that(new Conduct.Stuck(37)),
                    Order.NVME_SANITIZE_BLOCK,
                    new Words("stays at 37 %", "停在 37 %"),
                    List.of(7),
                    new Expected("in progress", Data.ALL),
                    NOTHING_GOOD),
            new Scenario(
                    "nvme-failing",
                    Firmware.that(new Conduct.Failing(50)),
                    Order.NVME_SANITIZE_BLOCK,
                    new Words("fails half-way and says so, in its log alone", "中途失败，只在日志中说明"),
                    List.of(8),
                    new Expected("failed", Data.SOME),
                    NOTHING_GOOD),
            new Scenario(
                    "nvme-failed-before",
                    Firmware.that(new Conduct.Honest()).after(Before.LAST_FAILED_RESTRICTED),
                    Order.NVME_SANITIZE_BLOCK,
                    new Words(
                            "failed the last time, without a way out (AUSE), and takes nothing but another without one",
                            "上次失败且未留退出途径（AUSE），只接受同样不留退出途径的命令"),
                    List.of(8),
                    new Expected(SUCCESS, Data.NONE),
                    ANYTHING),
            new Scenario(
                    "nvme-failed-before-unrestricted",
                    Firmware.that(new Conduct.Honest()).after(Before.LAST_FAILED),
                    Order.NVME_SANITIZE_BLOCK,
                    new Words(
                            "failed the last time, with a way out (AUSE), and takes neither reads nor writes until then",
                            "上次失败但留有退出途径（AUSE），在此之前不接受读写"),
                    List.of(8),
                    new Expected(SUCCESS, Data.NONE),
                    ANYTHING),
            new Scenario(
                    "nvme-already-running",
                    Firmware.that(new Conduct.Honest()).after(Before.RUNNING).taking(LONG),
                    Order.NVME_SANITIZE_BLOCK,
                    new Words("runs somebody else's erasure, for two hours", "正在执行他人的擦除，历时两小时"),
                    List.of(8, 9),
                    new Expected("refused", Data.ALL),
                    NOTHING_GOOD),
            new Scenario(
                            "nvme-refusing",
                            Firmware.that(new Conduct.Refusing()),
                            Order.NVME_SANITIZE_BLOCK,
                            new Words("says that it can, and refuses", "声称支持，却拒绝"),
                            List.of(1),
                            new Expected("refused", Data.ALL),
                            NO_PURGE)
                    .offering(Way.values()),
            new Scenario(
                    "nvme-vanishing",
                    Firmware.that(new Conduct.Vanishing(50)),
                    Order.NVME_SANITIZE_BLOCK,
                    new Words("is gone half-way", "中途消失"),
                    List.of(3),
                    new Expected("gone", Data.ALL),
                    NOTHING_GOOD),
            new Scenario(
                    "nvme-another",
                    Firmware.that(new Conduct.Returning(50)),
                    Order.NVME_SANITIZE_BLOCK,
                    new Words(
                            "is gone half-way, and another that tells success is in its place", "中途消失，原处出现另一块报告成功的硬盘"),
                    List.of(3),
                    new Expected("gone", Data.ALL),
                    NOTHING_GOOD),
            new Scenario(
                    "nvme-canary-keeper",
                    Firmware.that(new Conduct.KeepingCopy()),
                    Order.NVME_SANITIZE_BLOCK,
                    new Words("erases, and answers reads of what was written last from a copy", "执行擦除，但以副本应答最近写入的内容"),
                    List.of(),
                    new Expected(SUCCESS, Data.NONE),
                    NOTHING_GOOD),
            new Scenario(
                    "nvme-newest-only",
                    Firmware.that(new Conduct.NewestOnly()),
                    Order.NVME_SANITIZE_BLOCK,
                    new Words(
                            "erases what was written last and nothing else, and tells success",
                            "只擦除最近写入的内容，其余保留，却报告成功"),
                    List.of(),
                    new Expected(SUCCESS, Data.ALL),
                    NO_PURGE),
            new Scenario(
                    "nvme-newest-only-encrypted",
                    Firmware.that(new Conduct.NewestOnly()),
                    Order.NVME_SANITIZE_CRYPTO,
                    new Words(
                            "erases what was written last and nothing else, and tells success; its owner had encrypted all",
                            "只擦除最近写入的内容，其余保留，却报告成功；机主的内容全部加密"),
                    List.of(),
                    new Expected(SUCCESS, Data.ALL),
                    NO_PURGE),
            new Scenario(
                    "nvme-honest-crypto-encrypted",
                    Firmware.that(new Conduct.Honest()),
                    Order.NVME_SANITIZE_CRYPTO,
                    new Words("changes its key, and tells success; its owner had encrypted all", "更换密钥，报告成功；机主的内容全部加密"),
                    List.of(),
                    new Expected(SUCCESS, Data.NONE),
                    ANYTHING),
            new Scenario(
                    "nvme-hiding",
                    Firmware.that(new Conduct.Hiding()),
                    Order.NVME_SANITIZE_BLOCK,
                    new Words("answers zeros and keeps everything: no host can tell", "读出全零，却保留一切：任何主机都无从分辨"),
                    List.of(),
                    new Expected(SUCCESS, Data.ALL),
                    ANYTHING),
            new Scenario(
                    "nvme-spoiled",
                    Firmware.that(new Conduct.Spoiling()),
                    Order.NVME_SANITIZE_BLOCK,
                    new Words("erases, and a tenth of it can't be read afterwards", "执行擦除，之后十分之一无法读取"),
                    List.of(5),
                    new Expected(SUCCESS, Data.NONE),
                    NO_PURGE),
            new Scenario(
                            "nvme-two-namespaces",
                            Firmware.that(new Conduct.Honest()).shaped(Shape.TWO_NAMESPACES),
                            Order.NVME_FORMAT_USER_DATA,
                            new Words(
                                    "has a second namespace, with data that a format of the first leaves",
                                    "有第二个命名空间，格式化第一个时其中的数据仍在"),
                            List.of(1),
                            new Expected(SUCCESS, Data.SOME),
                            ANYTHING)
                    .offering(Way.values()),
            new Scenario(
                            "nvme-two-namespaces-named",
                            Firmware.that(new Conduct.Honest()).shaped(Shape.TWO_NAMESPACES),
                            Order.NVME_SANITIZE_BLOCK,
                            new Words(
                                    "has a second namespace, which the product is told as well (--also), and erases both",
                                    "有第二个命名空间，也告知了产品（--also），两个都擦除"),
                            List.of(),
                            new Expected(SUCCESS, Data.NONE),
                            ANYTHING)
                    .named(),
            new Scenario(
                            "nvme-two-namespaces-lying",
                            Firmware.that(new Conduct.Lying()).shaped(Shape.TWO_NAMESPACES),
                            Order.NVME_SANITIZE_BLOCK,
                            new Words(
                                    "the same (--also), tells progress and success, and erases neither",
                                    "同上（--also），报告进度与成功，却两个都不擦除"),
                            List.of(2),
                            new Expected(SUCCESS, Data.ALL),
                            NOTHING_GOOD)
                    .named(),
            new Scenario(
                            "nvme-two-namespaces-first-only",
                            Firmware.that(new Conduct.FirstHalfOnly()).shaped(Shape.TWO_NAMESPACES),
                            Order.NVME_SANITIZE_BLOCK,
                            new Words(
                                    "the same (--also), tells progress and success, and erases the first alone",
                                    "同上（--also），报告进度与成功，却只擦除第一个"),
                            List.of(2),
                            new Expected(SUCCESS, Data.SOME),
                            NOTHING_GOOD)
                    .named(),
            new Scenario(
                    "nvme-format-nothing",
                    Firmware.that(new Conduct.Honest()),
                    Order.NVME_FORMAT_NONE,
                    new Words("formats without erasing, as it was told (SES 0)", "按命令格式化而不擦除（SES 0）"),
                    List.of(1),
                    new Expected(SUCCESS, Data.ALL),
                    ANYTHING),
            new Scenario(
                    "nvme-format-user-data",
                    Firmware.that(new Conduct.Honest()),
                    Order.NVME_FORMAT_USER_DATA,
                    new Words("formats and erases user data", "格式化并擦除用户数据"),
                    List.of(1),
                    new Expected(SUCCESS, Data.NONE),
                    ANYTHING),
            new Scenario(
                    "nvme-format-crypto",
                    Firmware.that(new Conduct.Honest()),
                    Order.NVME_FORMAT_CRYPTO,
                    new Words("formats and changes its key", "格式化并更换密钥"),
                    List.of(1),
                    new Expected(SUCCESS, Data.NONE),
                    ANYTHING),
            new Scenario(
                    "nvme-format-lying",
                    Firmware.that(new Conduct.Lying()),
                    Order.NVME_FORMAT_USER_DATA,
                    new Words("says that it formatted, and erases nothing", "声称已格式化，却什么也不擦除"),
                    List.of(1),
                    new Expected(SUCCESS, Data.ALL),
                    NO_PURGE));

    private NvmeScenarios() {}
}
