package org.wangchuan.engine.verdict;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.wangchuan.engine.evidence.BaselineEvent;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.NamespaceEvent;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.engine.verdict.Verdict.Reason;

/**
 * Whether blocks hold after an erasure what they held before it, as far as that was looked at: records of before say nothing of it. Whatever was kept has to be compared
 * in the last search, all of it.
 */
final class BaselineRules {
    /** Of what could be read at all before the last attempt half is enough: the rest are blocks that were bad. */
    private static final int LEAST_PART = 2;

    private final Map<OptionalLong, BaselineEvent.Taken> next = new HashMap<>();
    private final Map<OptionalLong, Long> keptBytes = new HashMap<>();
    private final Map<OptionalLong, Long> comparedBytes = new HashMap<>();
    private final Set<OptionalLong> searched = new HashSet<>();
    private final Map<Reason, Level> findings = new EnumMap<>(Reason.class);
    private boolean completed;
    private boolean planted;
    private boolean tooLittle;

    private BaselineRules() {}

    /** What speaks against the drive, and what it leaves of the answer at the most. */
    static Map<Reason, Level> judge(Evidence evidence) {
        BaselineRules rules = new BaselineRules();
        evidence.events().forEach(rules::read);
        if (rules.completed) {
            rules.keptBytes.forEach(rules::requireCompared);
            if (rules.tooLittle) {
                rules.findings.put(Reason.VERIFIED_TOO_LITTLE, Level.UNPROVEN);
            }
        }
        return Map.copyOf(rules.findings);
    }

    private void read(Event event) {
        switch (event) {
            case BaselineEvent.Taken e -> next.put(e.namespace(), e);
            case DriveEvent.CanariesPlanted _ -> planted = true;
            case DriveEvent.NativeStarted _ -> count();
            case DriveEvent.SamplingStarted _ -> {
                comparedBytes.clear();
                searched.clear();
                completed = false;
            }
            case BaselineEvent.Compared e -> {
                comparedBytes.put(e.namespace(), e.bytesRead());
                if (e.bytesUnchanged() > 0) {
                    // A second look does not undo what the first one found.
                    findings.put(Reason.BLOCKS_UNCHANGED, Level.UNPROVEN);
                }
            }
            case NamespaceEvent.Sampled e -> searched.add(OptionalLong.of(e.namespace()));
            case DriveEvent.SamplingFinished e -> {
                searched.add(OptionalLong.empty());
                completed = e.end() == Event.VerificationEnd.COMPLETED;
            }
            default -> {}
        }
    }

    /** What was taken last counts from here on. A drive that takes what is planted on it can be read. */
    private void count() {
        next.values().forEach(taken -> keptBytes.merge(taken.namespace(), taken.bytesKept(), Long::sum));
        if (planted && !next.isEmpty()) {
            tooLittle = next.values().stream().anyMatch(taken -> taken.bytesRead() * LEAST_PART < taken.bytesPlanned());
        }
        next.clear();
        planted = false;
    }

    /** Of a namespace that was not searched it is said elsewhere that nothing is shown of it. */
    private void requireCompared(OptionalLong namespace, long bytes) {
        if (bytes == 0 || !searched.contains(namespace)) {
            return;
        }
        long compared = comparedBytes.getOrDefault(namespace, -1L);
        if (compared < 0) {
            findings.put(Reason.VERIFIED_TOO_LITTLE, Level.UNPROVEN);
        } else if (compared < bytes) {
            findings.put(Reason.UNREACHABLE_BLOCKS, Level.UNPROVEN);
        }
    }
}
