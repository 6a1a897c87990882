package org.wangchuan.engine.plan;

import java.util.Optional;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.told.DriveFacts;
import org.wangchuan.engine.medium.told.Fact;
import org.wangchuan.engine.medium.told.FactName;
import org.wangchuan.engine.medium.told.Reach;
import org.wangchuan.engine.policy.BilingualText;

/**
 * Whether a drive says that it takes no writes just now: nothing would come of overwriting it, and whoever hands it in would have agreed to that for nothing. Only its
 * own answer counts, for a bridge may tell what IDENTIFY DEVICE once said. A last sanitize that failed is no such thing: an NVMe log tells it also of a drive
 * that has left that state since.
 */
final class WriteChoice {
    static final String CODE = "TAKES_NO_WRITES";

    private static final BilingualText LOCKED = new BilingualText(
            "该硬盘设有 ATA 密码并已锁定，不接受写入：请由设下密码的人在原来的电脑上取消密码；若是先前的擦除被打断而留下的密码，请继续那个任务；否则请销毁硬盘",
            "the drive is locked by an ATA password and takes no writes: whoever set it has to take it away, on the computer where it was set; if an erasure"
                    + " that was cut off has left it, go on with that job; else destroy the drive");

    private static final BilingualText RUNNING = new BilingualText(
            "该硬盘正在执行先前收到的自行擦除命令，在此期间不接受写入：请等它结束",
            "the drive is at an erasure of its own that it was told before, and takes no writes meanwhile: wait until that has ended");

    private WriteChoice() {}

    /** Why a drive that would only be overwritten takes none. */
    static Optional<BilingualText> against(MediumFacts medium, DriveFacts told) {
        boolean own = told.reach() == Reach.DIRECT || medium.isTest();
        if (!own) {
            return Optional.empty();
        }
        if (told.yes(FactName.SECURITY_LOCKED)) {
            return Optional.of(LOCKED);
        }
        return told.about(FactName.SANITIZE_STATE)
                .filter(fact -> fact.value().equals(new Fact.Word("running")))
                .map(_ -> RUNNING);
    }
}
