package org.wangchuan.lab.scenario;

import java.util.List;
import org.wangchuan.lab.drive.Conduct;
import org.wangchuan.lab.drive.Firmware;
import org.wangchuan.lab.drive.Firmware.Before;
import org.wangchuan.lab.drive.Firmware.Medium;
import org.wangchuan.lab.drive.Firmware.Shape;
import org.wangchuan.lab.drive.Way;
import org.wangchuan.lab.scenario.Scenario.Data;
import org.wangchuan.lab.scenario.Scenario.Expected;
import org.wangchuan.lab.scenario.Scenario.Words;

/** Made SAS drives. */
final class ScsiScenarios {
    private static final List<String> NOTHING_GOOD = Scenarios.NOTHING_GOOD;
    private static final List<String> ANYTHING = List.of();
    private static final String SUCCESS = "success";

    static final List<Scenario> ALL = List.of(
            new Scenario(
                    "scsi-honest-block",
                    Firmware.that(new Conduct.Honest()),
                    Order.SCSI_SANITIZE_BLOCK,
                    new Words("erases all blocks, and tells how far it is", "擦除所有块，并报告进度"),
                    List.of(),
                    new Expected(SUCCESS, Data.NONE),
                    ANYTHING),
            new Scenario(
                    "scsi-honest-crypto",
                    Firmware.that(new Conduct.Honest()),
                    Order.SCSI_SANITIZE_CRYPTO,
                    new Words("changes its key", "更换密钥"),
                    List.of(),
                    new Expected(SUCCESS, Data.NONE),
                    ANYTHING),
            new Scenario(
                            "scsi-honest-overwrite",
                            Firmware.that(new Conduct.Honest()).of(Medium.MAGNETIC),
                            Order.SCSI_SANITIZE_OVERWRITE,
                            new Words(
                                    "is magnetic, and overwrites itself; it could change its key, too",
                                    "磁介质，自行覆写；也可更换密钥"),
                            List.of(),
                            new Expected(SUCCESS, Data.NONE),
                            ANYTHING)
                    .offering(Way.SANITIZE_OVERWRITE, Way.SANITIZE_CRYPTO),
            new Scenario(
                    "scsi-format-unit",
                    Firmware.that(new Conduct.Honest()),
                    Order.SCSI_FORMAT_UNIT,
                    new Words("formats itself", "自行格式化"),
                    List.of(),
                    new Expected(SUCCESS, Data.NONE),
                    ANYTHING),
            new Scenario(
                    "scsi-short",
                    Firmware.that(new Conduct.Honest()).shaped(Shape.HALF_HIDDEN),
                    Order.SCSI_SANITIZE_BLOCK,
                    new Words(
                            "was made to show half of its blocks (MODE SELECT); shows all when it is told to",
                            "被设为只显示一半的块（MODE SELECT）；收到命令后显示全部"),
                    List.of(6),
                    new Expected(SUCCESS, Data.NONE),
                    ANYTHING),
            new Scenario(
                    "scsi-short-refusing",
                    Firmware.that(new Conduct.Honest()).shaped(Shape.HALF_KEPT),
                    Order.SCSI_SANITIZE_BLOCK,
                    new Words(
                            "was made to show half of its blocks, and refuses to show the rest",
                            "被设为只显示一半的块，且拒绝显示其余的块"),
                    List.of(6),
                    new Expected(SUCCESS, Data.NONE),
                    NOTHING_GOOD),
            new Scenario(
                    "scsi-short-shown-only",
                    Firmware.that(new Conduct.ShownOnly()).shaped(Shape.HALF_HIDDEN),
                    Order.SCSI_SANITIZE_BLOCK,
                    new Words(
                            "was made to show half of its blocks, and sanitizes those that it shows; shows all when it is told to",
                            "被设为只显示一半的块，且只清除所显示的块；收到命令后显示全部"),
                    List.of(6),
                    new Expected(SUCCESS, Data.SOME),
                    ANYTHING),
            new Scenario(
                    "scsi-short-shown-only-refusing",
                    Firmware.that(new Conduct.ShownOnly()).shaped(Shape.HALF_KEPT),
                    Order.SCSI_SANITIZE_BLOCK,
                    new Words(
                            "was made to show half of its blocks, sanitizes those alone, and refuses to show the rest",
                            "被设为只显示一半的块，且只清除这一半，并拒绝显示其余的块"),
                    List.of(6),
                    new Expected(SUCCESS, Data.SOME),
                    NOTHING_GOOD),
            new Scenario(
                    "scsi-lying",
                    Firmware.that(new Conduct.Lying()),
                    Order.SCSI_SANITIZE_BLOCK,
                    new Words("tells progress and an end, and erases nothing", "报告进度与结束，却什么也不擦除"),
                    List.of(2),
                    new Expected(SUCCESS, Data.ALL),
                    NOTHING_GOOD),
            new Scenario(
                    "scsi-newest-only",
                    Firmware.that(new Conduct.NewestOnly()),
                    Order.SCSI_SANITIZE_BLOCK,
                    new Words(
                            "erases what was written last and nothing else, and tells success",
                            "只擦除最近写入的内容，其余保留，却报告成功"),
                    List.of(),
                    new Expected(SUCCESS, Data.ALL),
                    Scenarios.NO_PURGE),
            new Scenario(
                    "scsi-newest-only-encrypted",
                    Firmware.that(new Conduct.NewestOnly()),
                    Order.SCSI_SANITIZE_CRYPTO,
                    new Words(
                            "erases what was written last and nothing else, and tells success; its owner had encrypted all",
                            "只擦除最近写入的内容，其余保留，却报告成功；机主的内容全部加密"),
                    List.of(),
                    new Expected(SUCCESS, Data.ALL),
                    Scenarios.NO_PURGE),
            new Scenario(
                    "scsi-at-once",
                    Firmware.that(new Conduct.AtOnce()),
                    Order.SCSI_SANITIZE_BLOCK,
                    new Words("answers good and never runs", "回答成功，从未执行"),
                    List.of(2),
                    new Expected(SUCCESS, Data.ALL),
                    NOTHING_GOOD),
            new Scenario(
                    "scsi-stuck",
                    Firmware.that(new Conduct.Stuck(37)),
                    Order.SCSI_SANITIZE_BLOCK,
                    new Words("stays at 37 %", "停在 37 %"),
                    List.of(7),
                    new Expected("in progress", Data.ALL),
                    NOTHING_GOOD),
            new Scenario(
                    "scsi-failing",
                    Firmware.that(new Conduct.Failing(50)),
                    Order.SCSI_SANITIZE_BLOCK,
                    new Words("fails half-way", "中途失败"),
                    List.of(8),
                    new Expected("failed", Data.SOME),
                    NOTHING_GOOD),
            new Scenario(
                    "scsi-failed-before",
                    Firmware.that(new Conduct.Honest()).after(Before.LAST_FAILED_RESTRICTED),
                    Order.SCSI_SANITIZE_BLOCK,
                    new Words(
                            "failed the last time, without a way out (AUSE), and takes nothing but another without one",
                            "上次失败且未留退出途径（AUSE），只接受同样不留退出途径的命令"),
                    List.of(8),
                    new Expected(SUCCESS, Data.NONE),
                    ANYTHING),
            new Scenario(
                    "scsi-failed-before-unrestricted",
                    Firmware.that(new Conduct.Honest()).after(Before.LAST_FAILED),
                    Order.SCSI_SANITIZE_BLOCK,
                    new Words(
                            "failed the last time, with a way out (AUSE), and takes neither reads nor writes until then",
                            "上次失败但留有退出途径（AUSE），在此之前不接受读写"),
                    List.of(8),
                    new Expected(SUCCESS, Data.NONE),
                    ANYTHING),
            new Scenario(
                    "scsi-spoiled",
                    Firmware.that(new Conduct.Spoiling()),
                    Order.SCSI_SANITIZE_BLOCK,
                    new Words("erases, and a tenth of it can't be read afterwards", "执行擦除，之后十分之一无法读取"),
                    List.of(5),
                    new Expected("success", Data.NONE),
                    Scenarios.NO_PURGE),
            new Scenario(
                    "scsi-vanishing",
                    Firmware.that(new Conduct.Vanishing(50)),
                    Order.SCSI_SANITIZE_BLOCK,
                    new Words("is gone half-way", "中途消失"),
                    List.of(3),
                    new Expected("gone", Data.ALL),
                    NOTHING_GOOD));

    private ScsiScenarios() {}
}
