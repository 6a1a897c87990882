package org.wangchuan.engine.verdict;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.wangchuan.engine.command.mmc.ExtendedCsd;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.PartEvent;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.engine.verdict.Verdict.Reason;

/**
 * What the record shows of the other parts of an eMMC. They count as erased only all together, and only by the card's own word of how many it has and how
 * large they are: each was overwritten with a stream and read back whole while those of all stood, then erased by the card's own command (where its user area is erased so), or
 * written with zeros, and at the end all of it reads as erased blocks read, with nobody having been away since.
 */
final class PartRules {
    private final Evidence evidence;
    private final List<Event> events;
    private final Event.PlanChosen plan;
    private final List<ExtendedCsd> told;
    private final Map<Reason, Level> findings = new EnumMap<>(Reason.class);

    private PartRules(Evidence evidence) {
        this.evidence = evidence;
        this.events = evidence.events();
        this.plan = evidence.the(Event.PlanChosen.class);
        this.told = CardAnswers.of(evidence);
    }

    /**
     * What it shows.
     *
     * @param all whether every part that the card says it has is shown to be erased
     * @param findings what is worse than a part that was left, and what it leaves of the answer at the most
     */
    record Shown(boolean all, Map<Reason, Level> findings) {
        Shown {
            findings = Map.copyOf(findings);
        }
    }

    /**
     * Whether the device has other parts: this machine shows some, or an eMMC or an NVMe device says so itself, of which a host may reach none. An eMMC that was
     * asked and says nothing may have some.
     */
    static boolean hasOthers(Evidence evidence) {
        List<ExtendedCsd> told = CardAnswers.of(evidence);
        boolean silent = told.isEmpty() && !evidence.all(PartEvent.Asked.class).isEmpty();
        return silent
                || evidence.medium().caps().contains(Obstacle.Code.OTHER_PARTS.id())
                || told.stream().anyMatch(ExtendedCsd::hasParts)
                || HiddenOutcome.tellsOthers(evidence);
    }

    /**
     * Whether an eMMC says that it has a replay protected block, whatever this machine shows of that. Any host reads what it holds: the key authenticates the answer,
     * and a host needs it to write alone (JESD84-B51, "Authenticated Data Read"). No erasure reaches it, so that it holds none down. Of an NVMe device such
     * blocks are named by the cap that each has.
     */
    static boolean tellsReplayProtected(Evidence evidence) {
        return CardAnswers.of(evidence).stream().anyMatch(card -> card.rpmbBytes() > 0);
    }

    /**
     * How often every part that is planned was overwritten: by the stream, and with zeros after it.
     *
     * @param random of them those with the stream
     */
    record Passes(int all, int random) {
        private static Passes least(Passes a, Passes b) {
            return new Passes(Math.min(a.all, b.all), Math.min(a.random, b.random));
        }
    }

    /** The least that any of them got; none if none is planned. */
    static Passes passes(Evidence evidence) {
        PartRules rules = new PartRules(evidence);
        return rules.plan.parts().stream()
                .map(rules::passes)
                .reduce(Passes::least)
                .orElse(new Passes(0, 0));
    }

    private Passes passes(String part) {
        Optional<PartEvent.Started> started =
                last(PartEvent.Started.class, event -> event.part().equals(part));
        Optional<PartEvent.Finished> finished =
                last(PartEvent.Finished.class, event -> event.part().equals(part));
        if (started.isEmpty() || finished.isEmpty()) {
            return new Passes(0, 0);
        }
        long capacity = started.get().capacityBytes();
        PartEvent.Finished end = finished.get();
        int streams = isWhole(end, capacity) ? 1 : 0;
        int zeros = end.zeroedBytes() == capacity ? 1 : 0;
        return new Passes(streams + zeros, streams);
    }

    static Shown judge(Evidence evidence) {
        PartRules rules = new PartRules(evidence);
        return new Shown(rules.all(), rules.findings);
    }

    private boolean all() {
        if (plan.parts().isEmpty()) {
            return false;
        }
        evidence.all(PartEvent.Compared.class).forEach(this::judge);
        evidence.all(PartEvent.Finished.class).forEach(this::judge);
        boolean shown = areApart();
        for (String part : plan.parts()) {
            shown &= shows(part);
        }
        return shown && isWholeCard();
    }

    /** It was asked before they were erased; every answer is that of a card of the medium's size, and all of them name these parts and no others. */
    private boolean isWholeCard() {
        boolean asked = evidence.all(PartEvent.Asked.class).stream()
                .flatMap(event -> event.commands().stream())
                .anyMatch(command -> MmcRules.card(command).isPresent());
        return asked
                && told.stream()
                        .allMatch(card -> card.sectors() * ExtendedCsd.SECTOR_BYTES
                                        == evidence.medium().capacityBytes()
                                && card.parts().keySet().equals(new TreeSet<>(plan.parts())));
    }

    private boolean shows(String part) {
        Optional<PartEvent.Started> started =
                last(PartEvent.Started.class, event -> event.part().equals(part));
        Optional<PartEvent.Finished> finished =
                last(PartEvent.Finished.class, event -> event.part().equals(part));
        List<PartEvent.Looked> looks = evidence.all(PartEvent.Looked.class).stream()
                .filter(look -> look.part().equals(part))
                .toList();
        if (started.isEmpty() || finished.isEmpty()) {
            return false;
        }
        long capacity = started.get().capacityBytes();
        boolean right = told.stream()
                .allMatch(card -> Long.valueOf(capacity).equals(card.parts().get(part)));
        boolean overwritten = shows(finished.get(), capacity);
        if (overwritten && !told.isEmpty()) {
            looks.forEach(this::judge);
        }
        return right
                && overwritten
                && !looks.isEmpty()
                && blank(looks.getLast(), capacity)
                && isWatched(looks.getLast());
    }

    /** Whether the user area was searched where a card that does not switch to its parts would have put what was written to them, and held none of it. */
    private boolean areApart() {
        long largest = evidence.all(PartEvent.Started.class).stream()
                .mapToLong(PartEvent.Started::capacityBytes)
                .max()
                .orElse(0);
        long bytes = Math.min(largest, evidence.medium().capacityBytes());
        return evidence.all(PartEvent.Compared.class).stream()
                .reduce((_, later) -> later)
                .filter(found -> found.bytesRead() == bytes && found.streamBytes() == 0 && found.mismatchedBytes() == 0)
                .isPresent();
    }

    /** It answered "done" to a write that was not, or that went elsewhere. A second one does not undo what the first one found. */
    private void judge(PartEvent.Compared found) {
        if (found.streamBytes() > 0 || found.mismatchedBytes() > 0) {
            findings.put(Reason.MISMATCH, Level.FAILED);
        }
        if (!Pace.possible(found.bytesRead(), found.durationMillis())) {
            findings.put(Reason.IMPOSSIBLE_PACE, Level.UNPROVEN);
        }
    }

    private void judge(PartEvent.Finished end) {
        if (end.mismatchedBytes() > 0) {
            // It answered "done" to a write that was not.
            findings.put(Reason.MISMATCH, Level.FAILED);
        }
        long moved = end.bytesWritten() + end.bytesRead() + end.zeroedBytes();
        if (!Pace.possible(moved, end.durationMillis())) {
            findings.put(Reason.IMPOSSIBLE_PACE, Level.UNPROVEN);
        }
    }

    private static boolean isWhole(PartEvent.Finished end, long capacity) {
        return end.bytesWritten() == capacity && end.bytesRead() == capacity && end.mismatchedBytes() == 0;
    }

    private boolean shows(PartEvent.Finished end, long capacity) {
        return end.end() == PartEvent.End.COMPLETED
                && isWhole(end, capacity)
                && (byItself() ? isErased(end.commands(), capacity) : end.zeroedBytes() == capacity);
    }

    /** An erase of all of it that was accepted, and then a card that is ready, with no error in any answer. */
    private boolean isErased(List<DeviceCommand> commands, long capacity) {
        int erased = IntStream.range(0, commands.size())
                .filter(i -> MmcRules.erases(commands.get(i))
                        && told.stream()
                                .allMatch(card -> MmcRules.reaches(commands.get(i), card.lastAddress(capacity))))
                .reduce((_, later) -> later)
                .orElse(-1);
        return erased >= 0
                && commands.stream().allMatch(DriveAnswer::accepted)
                && commands.subList(erased + 1, commands.size()).stream().anyMatch(MmcRules::saysReady);
    }

    private void judge(PartEvent.Looked look) {
        if (look.streamBytes() > 0) {
            findings.put(byItself() ? Reason.CANARY_FOUND : Reason.MISMATCH, Level.FAILED);
        }
        if (!Pace.possible(look.bytesRead(), look.durationMillis())) {
            findings.put(Reason.IMPOSSIBLE_PACE, Level.UNPROVEN);
        }
        if (look.bytesRead() > 0 && !blank(look, look.bytesRead())) {
            findings.put(Reason.NOT_READ_AS_ERASED, Level.UNPROVEN);
        }
    }

    /** Zeros alone; of a card that erased it ones alone, as [181] says; either, if its answers do not agree on it. */
    private boolean blank(PartEvent.Looked look, long bytes) {
        boolean zeros = look.zeroBytes() == bytes;
        boolean ones = look.oneBytes() == bytes;
        return byItself()
                ? (zeros && told.stream().anyMatch(card -> !card.erasedReadsOnes()))
                        || (ones && told.stream().anyMatch(ExtendedCsd::erasedReadsOnes))
                : zeros;
    }

    /** Whether nobody was away since: a part is no longer held then. */
    private boolean isWatched(PartEvent.Looked look) {
        int at = events.lastIndexOf(look);
        return events.subList(at, events.size()).stream().noneMatch(Event.Resumed.class::isInstance);
    }

    /** Whether the user area is erased by the card's own commands, and so are its parts. */
    private boolean byItself() {
        return plan.techniques().contains(NativeTechnique.MMC_ERASE_SANITIZE.id());
    }

    private <E extends PartEvent> Optional<E> last(Class<E> type, Predicate<E> which) {
        return evidence.all(type).stream().filter(which).reduce((_, later) -> later);
    }
}
