package org.wangchuan.engine.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Event.HiddenState;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.HiddenAreaEvent;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.hidden.NvmeSpace;
import org.wangchuan.engine.medium.hidden.SasDrive;

/**
 * What counts of all looks for hidden areas: the last before anything was erased, of an NVMe device each at the end, and whatever size a drive tells besides, which has to be
 * what was erased. None undoes what another one found. An NVMe device that was asked before has to be asked at the end as well; records of programs that never asked one are judged as they were.
 */
public final class HiddenOutcome {
    private static final Event.HiddenAreas NOT_ASKED_AGAIN =
            new Event.HiddenAreas(HiddenState.UNREADABLE, 0, "it was not asked again at the end", List.of());

    private static final Event.HiddenAreas REACHED = new Event.HiddenAreas(
            HiddenState.NONE, 0, "an NVMe device that erased all that it has, also what no namespace has", List.of());

    private HiddenOutcome() {}

    /** What a statement says: the worst of what was found. An NVMe device that is shown to have sanitized itself left nothing hidden as it was. */
    public static Event.HiddenAreas of(Evidence evidence) {
        Event.HiddenAreas worst = looks(evidence).stream()
                .max(Comparator.comparingInt(look -> rank(look.state())))
                .orElseThrow();
        boolean hides = worst.state() == HiddenState.FOUND || worst.state() == HiddenState.UNREADABLE;
        return hides && isReached(evidence) ? REACHED : worst;
    }

    /** Not applicable is what a program says that did not ask. */
    private static int rank(HiddenState state) {
        return switch (state) {
            case NOT_APPLICABLE -> 0;
            case NONE -> 1;
            case FOUND -> 2;
            case UNREADABLE -> 3;
        };
    }

    /** Those that count; at least one. */
    static List<Event.HiddenAreas> looks(Evidence evidence) {
        List<Event.HiddenAreas> out = new ArrayList<>(List.of(evidence.hiddenAreas()));
        List<Event.HiddenAreas> atEnd = evidence.all(HiddenAreaEvent.LookedAtEnd.class).stream()
                .map(HiddenAreaEvent.LookedAtEnd::found)
                .toList();
        out.addAll(atEnd);
        boolean asked = !evidence.hiddenAreas().commands().isEmpty();
        if (isNvme(evidence) && asked && atEnd.isEmpty()) {
            out.add(NOT_ASKED_AGAIN);
        }
        ToldSizes.other(evidence).ifPresent(bytes -> out.add(ofAnotherSize(evidence, bytes)));
        return out;
    }

    private static Event.HiddenAreas ofAnotherSize(Evidence evidence, long bytes) {
        String told = bytes == ToldSizes.IMPOSSIBLE
                ? "the drive told a size that no drive has"
                : "the drive told a size of " + bytes + " bytes";
        String detail = told + ", of which " + evidence.medium().capacityBytes() + " bytes were erased";
        return new Event.HiddenAreas(HiddenState.UNREADABLE, 0, detail, List.of());
    }

    /** Whether an NVMe device says that it has other namespaces, or a SAS drive other units, whatever this machine shows; or the latter does not say it. */
    static boolean tellsOthers(Evidence evidence) {
        boolean sas = evidence.medium().bus().equals(Bus.SCSI.id())
                && looks(evidence).stream().anyMatch(look -> SasDrive.others(look.commands()) > 0);
        return sas
                || (isNvme(evidence)
                        && looks(evidence).stream().anyMatch(look -> NvmeSpace.others(look.commands()) > 0));
    }

    /**
     * Whether an NVMe device is shown to have sanitized itself, which is one of all that can hold user data, unallocated areas among it (NVMe Base 2.1, "Sanitize
     * Operation Types and Support"). Of a SAS drive nothing of the kind follows, though SBC-4 has its sanitize be one of all the medium ("Sanitize operations"): that one
     * reached what it does not show is its word alone, since a host that has it show all first sees for itself.
     */
    private static boolean isReached(Evidence evidence) {
        return !evidence.the(Event.PlanChosen.class).techniques().isEmpty()
                && isReached(evidence, Optional.of(NativeRules.judge(evidence)));
    }

    /** @param byItself what the record shows of the drive's own way, empty if none was planned */
    static boolean isReached(Evidence evidence, Optional<NativeRules.Shown> byItself) {
        return isNvme(evidence)
                && isAsked(evidence)
                // Nothing was planted where the kernel shows nothing, and nothing was read there.
                && ToldSizes.other(evidence).isEmpty()
                && looks(evidence).stream()
                        .noneMatch(look -> NvmeSpace.isOfAnotherSize(
                                look.commands(), evidence.medium().capacityBytes()))
                && byItself.filter(shown -> shown.everyNamespace() && shown.level() == Verdict.Level.PURGED)
                        .isPresent();
    }

    /** Whether it was asked at all, as by programs that know what follows from that: what others wrote is judged as they did. */
    private static boolean isAsked(Evidence evidence) {
        return !evidence.hiddenAreas().commands().isEmpty()
                || !evidence.all(HiddenAreaEvent.LookedAtEnd.class).isEmpty();
    }

    private static boolean isNvme(Evidence evidence) {
        return evidence.medium().bus().equals(Bus.NVME.id());
    }
}
