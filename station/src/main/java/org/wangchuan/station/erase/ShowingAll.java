package org.wangchuan.station.erase;

import java.time.InstantSource;
import java.util.Optional;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.job.CapacityStep;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.policy.NativeTechnique;

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
        // A sanitize reaches all of the medium: whether it was one that counts the verdict says.
        boolean sanitizes = target.plan().nativeIds().stream()
                .flatMap(id -> NativeTechnique.of(id).stream())
                .anyMatch(technique -> technique.bus() == NativeTechnique.Bus.SCSI && technique.sanitize());
        boolean known = found.state() != Event.HiddenState.UNREADABLE;
        return known || sanitizes || bestEffort
                ? new Settled(target.showingAll(found))
                : new Unknown(new Refusal(
                        Refusal.Kind.UNSATISFIABLE,
                        "HIDDEN_AREAS_UNKNOWN",
                        new BilingualText(
                                "无法确认 SAS 硬盘显示了全部容量：" + found.detail()
                                        + "。设备自身的 Sanitize 会触及全部介质：若该设备具备，请用列有它的规则（nist-purge）；也可在工作站照样擦除，结论不会好于“未能证明”",
                                "whether the SAS drive shows all that it has can't be told: " + found.detail()
                                        + ". A sanitize of its own reaches all of its medium: where the drive has one, erase it by a rule set that names it"
                                        + " (nist-purge); or erase it all the same, at the station itself, which is unproven at best"),
                        Refusal.Cure.TRY));
    }
}
