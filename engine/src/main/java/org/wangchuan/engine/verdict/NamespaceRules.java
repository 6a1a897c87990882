package org.wangchuan.engine.verdict;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.engine.command.nvme.NvmeLists;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.NamespaceEvent;
import org.wangchuan.engine.evidence.Ranges;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.hidden.NvmeSpace;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.engine.verdict.Verdict.Reason;
import org.wangchuan.engine.verify.SamplePlan;

/**
 * What the record shows of the other namespaces of an NVMe device that erased itself. A sanitize is one of all of them by the specification alone: each counts as
 * reached only where something was planted on it together with the medium, all over it, and was looked for in the last search, and nothing of it was there.
 */
final class NamespaceRules {
    private final Evidence evidence;
    private final DriveAttempt attempt;

    /** Planted with the medium last, by their numbers. */
    private final Map<Long, NamespaceEvent.Planted> last = new HashMap<>();

    /** Where anything was ever planted, by the time of a search. */
    private final Map<Long, List<ByteRange>> places = new HashMap<>();

    /** Those that the last search of the medium has shown to be erased; none until it came to its end. */
    private Set<Long> erased = Set.of();

    /** Those that some search could not read. */
    private final Set<Long> unread = new HashSet<>();

    private final Map<Reason, Level> findings = new EnumMap<>(Reason.class);

    private NamespaceRules(Evidence evidence, DriveAttempt attempt) {
        this.evidence = evidence;
        this.attempt = attempt;
    }

    /**
     * What it shows.
     *
     * @param all whether each that the device says it has, or this machine shows, was looked at and is erased; true of a device that has no other
     * @param findings what speaks against the drive, and what it leaves of the answer at the most
     */
    record Shown(boolean all, Map<Reason, Level> findings) {
        Shown {
            findings = Map.copyOf(findings);
        }
    }

    static Shown judge(Evidence evidence, DriveAttempt attempt) {
        NamespaceRules rules = new NamespaceRules(evidence, attempt);
        rules.read();
        return new Shown(rules.all(), rules.findings);
    }

    private void read() {
        Map<Long, NamespaceEvent.Planted> before = new HashMap<>();
        Set<Long> now = new HashSet<>();
        byte[] seed = {};
        for (Event event : evidence.events()) {
            switch (event) {
                case NamespaceEvent.Planted e -> {
                    before.put(e.namespace(), e);
                    places.computeIfAbsent(e.namespace(), _ -> new ArrayList<>())
                            .addAll(e.ranges());
                }
                case DriveEvent.CanariesPlanted _ -> {
                    last.clear();
                    last.putAll(before);
                    before.clear();
                }
                // Whoever was cut off before the medium was planted plants all of them again.
                case Event.Resumed _ -> before.clear();
                // What was planted before it, and not with the medium, may be gone by it.
                case DriveEvent.NativeStarted _ -> {
                    before.clear();
                    erased = Set.of();
                }
                case DriveEvent.SamplingStarted e -> {
                    seed = HexFormat.of().parseHex(e.seed());
                    now.clear();
                }
                case NamespaceEvent.Sampled e -> {
                    if (judge(e, seed)) {
                        now.add(e.namespace());
                    }
                }
                case DriveEvent.SamplingFinished e ->
                    erased = e.end() == Event.VerificationEnd.COMPLETED ? Set.copyOf(now) : Set.of();
                default -> {}
            }
        }
    }

    /** Whether it is shown to be erased, as far as what was planted on it reaches; a second search does not undo what the first one found. */
    private boolean judge(NamespaceEvent.Sampled sampled, byte[] seed) {
        DriveEvent.SamplingFinished found = sampled.found();
        if (found.canaryBytesFound() > 0) {
            findings.put(Reason.CANARY_FOUND, Level.FAILED);
        }
        if (!ErasedContents.fit(attempt, found)) {
            findings.put(Reason.NOT_READ_AS_ERASED, Level.UNPROVEN);
        }
        if (!Pace.possible(found.bytesRead(), found.durationMillis())) {
            findings.put(Reason.IMPOSSIBLE_PACE, Level.UNPROVEN);
        }
        boolean completed = found.end() == Event.VerificationEnd.COMPLETED;
        if (!completed || !found.unreadable().isEmpty()) {
            unread.add(sampled.namespace());
        }
        Optional<SamplingAttempt> search = search(sampled, seed);
        if (completed && search.filter(SamplingAttempt::addsUp).isEmpty()) {
            findings.put(Reason.ACCOUNTS_DO_NOT_ADD_UP, Level.UNPROVEN);
        }
        return search.filter(SamplingAttempt::clean).isPresent();
    }

    /** With the places that follow from the seed, drawn again here. */
    private Optional<SamplingAttempt> search(NamespaceEvent.Sampled sampled, byte[] seed) {
        List<ByteRange> planted = Ranges.union(places.getOrDefault(sampled.namespace(), List.of()));
        return capacityOf(sampled.namespace()).map(capacity -> {
            List<ByteRange> both = new ArrayList<>(planted);
            both.addAll(
                    SamplePlan.draw(seed, capacity, (int) sampled.unitBytes()).ranges());
            return new SamplingAttempt(sampled.found(), Ranges.union(both), planted);
        });
    }

    private Optional<Long> capacityOf(long namespace) {
        return evidence.all(NamespaceEvent.Planted.class).stream()
                .filter(planted -> planted.namespace() == namespace)
                .map(NamespaceEvent.Planted::capacityBytes)
                .findFirst();
    }

    private boolean all() {
        boolean shown = last.values().stream()
                .allMatch(planted -> isEverywhere(planted)
                        && isWhole(planted)
                        && erased.contains(planted.namespace())
                        && !unread.contains(planted.namespace()));
        boolean counted = HiddenOutcome.looks(evidence).stream().allMatch(look -> NvmeSpace.isCounted(look.commands()));
        return shown && counted && isOneLeft() && isOfItsSize();
    }

    /**
     * Whether of all namespaces that the device speaks of, whenever it was asked, none but one, always the same, was not planted: that is the medium itself. Where
     * this machine shows another, one was.
     */
    private boolean isOneLeft() {
        Set<Long> left = new HashSet<>();
        for (Set<Long> listed : lists()) {
            Set<Long> rest = new HashSet<>(listed);
            rest.removeAll(last.keySet());
            if (rest.size() != 1) {
                return false;
            }
            left.addAll(rest);
        }
        boolean others = evidence.medium().caps().contains(Obstacle.Code.OTHER_PARTS.id());
        return left.size() <= 1 && (!others || !last.isEmpty());
    }

    /** Whether that one is as large as the kernel shows, wherever its device says how large it is. */
    private boolean isOfItsSize() {
        return HiddenOutcome.looks(evidence).stream()
                .map(look -> new HashMap<>(NvmeSpace.sizes(look.commands())))
                .filter(sizes -> !sizes.isEmpty())
                .allMatch(sizes -> {
                    sizes.keySet().removeAll(last.keySet());
                    return List.copyOf(sizes.values())
                            .equals(List.of(evidence.medium().capacityBytes()));
                });
    }

    /** Whether it is as large as the device says whenever it is asked; one that was asked at all has to say it. */
    private boolean isWhole(NamespaceEvent.Planted planted) {
        return HiddenOutcome.looks(evidence).stream()
                .map(Event.HiddenAreas::commands)
                .filter(commands -> !commands.isEmpty())
                .allMatch(commands -> Long.valueOf(planted.capacityBytes())
                        .equals(NvmeSpace.sizes(commands).get(planted.namespace())));
    }

    /** Enough places, and no stretch of more than an eighth of it without any, its ends included. */
    private static boolean isEverywhere(NamespaceEvent.Planted planted) {
        long end = 0;
        long widest = 0;
        for (ByteRange range : planted.ranges()) {
            widest = Math.max(widest, range.offset() - end);
            end = range.end();
        }
        if (Ranges.bytes(planted.ranges()) == planted.capacityBytes()) {
            return true;
        }
        long least = Math.min(DriveEvent.CanariesPlanted.RANGES_MIN, planted.capacityBytes() / planted.blockBytes());
        return planted.ranges().size() >= Math.max(1, least)
                && Math.max(widest, planted.capacityBytes() - end) <= planted.capacityBytes() / 8;
    }

    /** Every list of namespaces on record. */
    private List<Set<Long>> lists() {
        List<Set<Long>> out = new ArrayList<>();
        for (Event.HiddenAreas look : HiddenOutcome.looks(evidence)) {
            out.add(NvmeSpace.numbers(look.commands()));
        }
        for (DriveEvent.DriveAsked asked : evidence.all(DriveEvent.DriveAsked.class)) {
            for (DeviceCommand command : asked.commands()) {
                if (NvmeBlock.of(command).filter(NvmeBlock::listsNamespaces).isPresent()) {
                    DriveAnswer.data(command, NvmeLists::namespaces)
                            .map(Set::copyOf)
                            .ifPresent(out::add);
                }
            }
        }
        out.removeIf(Set::isEmpty);
        return out;
    }
}
