package org.wangchuan.lab.scenario;

import java.time.Duration;
import java.util.List;
import org.wangchuan.lab.drive.Conduct;
import org.wangchuan.lab.drive.Firmware;
import org.wangchuan.lab.drive.Firmware.Trust;
import org.wangchuan.lab.scenario.Scenario.Data;
import org.wangchuan.lab.scenario.Scenario.Expected;
import org.wangchuan.lab.scenario.Scenario.Words;

/** Made NVMe drives with TCG storage, told to revert by the PSID on their label. Under {@code nist-clear} the product is given that, under others not. */
final class PsidScenarios {
    private static final List<String> NOTHING_GOOD = Scenarios.NOTHING_GOOD;
    private static final List<String> NO_PURGE = Scenarios.NO_PURGE;
    private static final Expected GONE = new Expected("success", Data.NONE);
    private static final Expected KEPT = new Expected("success", Data.ALL);
    private static final Expected REFUSED = new Expected("refused", Data.ALL);
    private static final Duration SLOW = Duration.ofSeconds(4);

    static final List<Scenario> ALL = List.of(
            of(
                    "nvme-psid-locked",
                    new Conduct.Honest(),
                    Trust.LOCKED,
                    List.of(),
                    new Words("is locked; a revert opens it and changes its key", "已锁定；还原会解锁并更换密钥"),
                    GONE,
                    NO_PURGE),
            of(
                    "nvme-psid-half-locked",
                    new Conduct.Honest(),
                    Trust.HALF_LOCKED,
                    List.of(),
                    new Words(
                            "is locked in its second half; a revert changes the key of all of it", "后一半已锁定；还原会更换整盘的密钥"),
                    GONE,
                    NO_PURGE),
            of(
                    "nvme-psid-open",
                    new Conduct.Honest(),
                    Trust.OPEN,
                    List.of(),
                    new Words("has locks, which its owner has opened", "启用了锁定，由机主解锁"),
                    GONE,
                    List.of()),
            of(
                    "nvme-psid-never-used",
                    new Conduct.Honest(),
                    Trust.NEVER_USED,
                    List.of(),
                    new Words("was never locked: a revert says success and keeps everything", "从未启用锁定：还原报告成功，却保留一切"),
                    KEPT,
                    List.of()),
            new Scenario(
                    "nvme-psid-slow",
                    Firmware.that(new Conduct.Honest()).taking(SLOW).trusted(Trust.LOCKED_PLAIN),
                    Order.NVME_PSID_REVERT,
                    new Words(
                            "is locked and does not encrypt (Pyrite); says success at once, and then overwrites itself for a while",
                            "已锁定且不加密（Pyrite）；立即报告成功，随后才自行覆写一段时间"),
                    List.of(),
                    REFUSED,
                    NO_PURGE),
            of(
                    "nvme-psid-in-session",
                    new Conduct.Honest(),
                    Trust.LOCKED_IN_SESSION,
                    List.of(),
                    new Words("is locked, and busy with a session that somebody left", "已锁定，且有他人遗留的会话"),
                    REFUSED,
                    NO_PURGE),
            of(
                    "nvme-psid-echoing",
                    new Conduct.Honest(),
                    Trust.LOCKED_ECHOING,
                    List.of(),
                    new Words(
                            "is locked, and tells whoever asks the message that named its PSID",
                            "已锁定，并把含有其 PSID 的那条消息告诉任何询问者"),
                    GONE,
                    NO_PURGE),
            of(
                    "nvme-psid-other-label",
                    new Conduct.Honest(),
                    Trust.OTHER_LABEL,
                    List.of(),
                    new Words("is locked, and has the label of another drive", "已锁定，贴着另一块硬盘的标签"),
                    REFUSED,
                    NOTHING_GOOD),
            of(
                    "nvme-psid-locked-out",
                    new Conduct.Honest(),
                    Trust.LOCKED_OUT,
                    List.of(),
                    new Words("is locked, and takes no PSID after too many wrong ones", "已锁定，错误的 PSID 过多，不再接受任何 PSID"),
                    REFUSED,
                    NOTHING_GOOD),
            of(
                    "nvme-psid-refusing",
                    new Conduct.Refusing(),
                    Trust.LOCKED,
                    List.of(),
                    new Words("is locked, takes the PSID, and fails to revert", "已锁定，接受 PSID，但还原失败"),
                    REFUSED,
                    NOTHING_GOOD),
            of(
                    "nvme-psid-unmoved",
                    new Conduct.Unmoved(),
                    Trust.LOCKED,
                    List.of(2),
                    new Words("is locked, says that it reverted, and stays locked", "已锁定，声称已还原，却仍锁定"),
                    KEPT,
                    NOTHING_GOOD),
            of(
                    "nvme-psid-lying",
                    new Conduct.Lying(),
                    Trust.LOCKED,
                    List.of(2),
                    new Words("is locked, opens itself and keeps its key", "已锁定，解锁却保留密钥"),
                    KEPT,
                    NO_PURGE),
            of(
                    "nvme-psid-lying-open",
                    new Conduct.Lying(),
                    Trust.OPEN,
                    List.of(2),
                    new Words(
                            "has locks, which its owner has opened; says that it reverted, and keeps its key",
                            "启用了锁定，由机主解锁；声称已还原，却保留密钥"),
                    KEPT,
                    NOTHING_GOOD),
            of(
                    "nvme-psid-broken-off",
                    new Conduct.Failing(50),
                    Trust.LOCKED,
                    List.of(8),
                    new Words(
                            "is locked; says success, breaks off half-way, and says so in its Discovery alone",
                            "已锁定；报告成功，中途停止，只在 Discovery 中说明"),
                    new Expected("success", Data.SOME),
                    NOTHING_GOOD),
            of(
                    "nvme-psid-vanishing",
                    new Conduct.Vanishing(0),
                    Trust.LOCKED,
                    List.of(3),
                    new Words("is locked, and gone as soon as it is told", "已锁定，收到命令后随即消失"),
                    REFUSED,
                    NOTHING_GOOD));

    private PsidScenarios() {}

    /** One that is through before it answers, as with a key. */
    private static Scenario of(
            String name,
            Conduct conduct,
            Trust trust,
            List<Integer> traps,
            Words words,
            Expected expected,
            List<String> never) {
        return new Scenario(
                name,
                Firmware.that(conduct).taking(Duration.ZERO).trusted(trust),
                Order.NVME_PSID_REVERT,
                words,
                traps,
                expected,
                never);
    }
}
