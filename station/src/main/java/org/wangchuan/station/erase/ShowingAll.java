package org.wangchuan.station.erase;

import java.time.InstantSource;
import java.util.Optional;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.job.CapacityStep;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.policy.BilingualText;

/** A SAS drive is told to show all that it has before its job begins: ticket, record and statements are of the size that it has then. For one lane. */
final class ShowingAll {
    private final CapacityStep step;
    private final boolean bestEffort;

    ShowingAll(InstantSource clock, boolean bestEffort) {
        this.step = new CapacityStep(clock);
        this.bestEffort = bestEffort;
    }

    /** What came of it. */
    sealed interface End {}

    /** It can be begun with, as it is known now. */
    record Settled(Candidate.Ready target) implements End {}

    /** The drive shows more than before, and is to be opened anew at that size. */
    record OtherSize() implements End {}

    /** It is not known to show all, and nobody said that it is to be erased all the same. */
    record Unknown(Refusal refusal) implements End {}

    /** @param way to the drive's own commands */
    End run(Optional<PassThrough> way, Candidate.Ready target) {
        return switch (step.run(way, target.medium(), target.hidden())) {
            case CapacityStep.OtherSize _ -> new OtherSize();
            case CapacityStep.Found(Event.HiddenAreas found) -> end(target, found);
        };
    }

    private End end(Candidate.Ready target, Event.HiddenAreas found) {
        boolean known = found.state() != Event.HiddenState.UNREADABLE;
        return known || bestEffort
                ? new Settled(target.showingAll(found))
                : new Unknown(new Refusal(
                        Refusal.Kind.UNSATISFIABLE,
                        "HIDDEN_AREAS_UNKNOWN",
                        new BilingualText(
                                "无法确认 SAS 硬盘显示了全部容量：" + found.detail()
                                        + "。未显示的部分，设备自身的 Sanitize 是否触及，主机也无法得知：可在工作站照样擦除，结论不会好于“未能证明”。"
                                        + "上一次 Sanitize 失败的硬盘，要再成功一次才接受此命令：请先用列有 Sanitize 的规则（nist-purge）照样擦除，之后再擦除一次",
                                "whether the SAS drive shows all that it has can't be told: " + found.detail()
                                        + ". Whether a sanitize of its own reaches what it does not show no host can tell either: it can be erased all the same, at"
                                        + " the station itself, which is unproven at best. One whose last sanitize failed takes this command only once another has"
                                        + " succeeded: erase it so by a rule set that names a sanitize (nist-purge), and then once more"),
                        Refusal.Cure.TRY));
    }
}
