package org.wangchuan.engine.plan;

import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.hidden.NvmeSpace;
import org.wangchuan.engine.medium.told.DriveFacts;
import org.wangchuan.engine.medium.told.Fact;
import org.wangchuan.engine.medium.told.FactName;
import org.wangchuan.engine.plan.Plan.Unsatisfiable;
import org.wangchuan.engine.policy.BilingualText;

/** Why what a drive hides, or may hide, keeps a rule set from being met: neither is it taken away before, nor does an NVMe sanitize reach it. */
final class HiddenObstacles {
    private HiddenObstacles() {}

    /**
     * Empty if nothing does.
     *
     * @param byItself the drive's own ways that are planned
     * @param taken what is taken away, or shown, before anything is erased
     */
    static Optional<Unsatisfiable> of(
            MediumFacts medium,
            Event.HiddenAreas hidden,
            DriveFacts told,
            List<Technique> byItself,
            List<Plan.HiddenAreaStep> taken) {
        // Of what this machine does not show, or nobody is told of, a sanitize is shown to reach nothing.
        boolean unseen = medium.bus().equals("nvme")
                && (NvmeSpace.isOfAnotherSize(hidden.commands(), medium.capacityBytes())
                        || !NvmeSpace.isCounted(hidden.commands()));
        if (NvmeChoice.sanitizes(byItself) && !unseen) {
            return Optional.empty();
        }
        return switch (hidden.state()) {
            case NONE, NOT_APPLICABLE -> Optional.empty();
            case FOUND -> found(medium, hidden, taken);
            case UNREADABLE ->
                taken.isEmpty() ? Optional.of(unreadable(medium, hidden, told, byItself)) : Optional.empty();
        };
    }

    private static Optional<Unsatisfiable> found(
            MediumFacts medium, Event.HiddenAreas hidden, List<Plan.HiddenAreaStep> taken) {
        if (medium.bus().equals("nvme")) {
            return Optional.of(new Unsatisfiable("HIDDEN_AREAS_FOUND", NvmeChoice.unallocated(hidden)));
        }
        return taken.isEmpty()
                ? Optional.of(new Unsatisfiable(
                        "HIDDEN_AREAS_FOUND",
                        new BilingualText(
                                "发现隐藏区域，而此处看不到设备自身的回答，无法移除：" + HiddenWords.zh(hidden.detail()),
                                "hidden areas were found, which can't be taken away where the drive's own answer is not seen: "
                                        + hidden.detail())))
                : Optional.empty();
    }

    /** A drive whose last sanitize failed tells what it hides once another one has succeeded: the way there is one more erasure. */
    private static Unsatisfiable unreadable(
            MediumFacts medium, Event.HiddenAreas hidden, DriveFacts told, List<Technique> byItself) {
        String code = "HIDDEN_AREAS_UNKNOWN";
        String zh = "无法确认是否存在隐藏区域：" + HiddenWords.zh(hidden.detail());
        String en = "whether there are hidden areas can't be told: " + hidden.detail();
        if (SasChoice.mayHide(medium, hidden)) {
            return new Unsatisfiable(
                    code,
                    new BilingualText(zh + SasChoice.MAY_KEEP.zh(), en + SasChoice.MAY_KEEP.en()),
                    Plan.WayOn.TRY);
        }
        boolean lastFailed = told.about(FactName.SANITIZE_STATE)
                .filter(fact -> fact.value().equals(new Fact.Word("last-failed")))
                .isPresent();
        return lastFailed && !byItself.isEmpty()
                ? new Unsatisfiable(
                        code,
                        new BilingualText(
                                zh + "。该硬盘上一次 Sanitize 失败，再次成功之前不会告知更多：须先在工作站照样擦除一次，结论不会好于“未能证明”；之后再擦除一次",
                                en
                                        + "; its last sanitize failed, and until another one succeeds it tells no more: it has to be erased once all"
                                        + " the same, at the station itself, which is unproven at best, and then once more"),
                        Plan.WayOn.TRY)
                : new Unsatisfiable(code, new BilingualText(zh, en));
    }
}
