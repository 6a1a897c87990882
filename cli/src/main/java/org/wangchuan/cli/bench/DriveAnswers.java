package org.wangchuan.cli.bench;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.examine.DeviceInventory;
import org.wangchuan.engine.medium.examine.DriveInquiry;
import org.wangchuan.engine.medium.told.DriveFacts;
import org.wangchuan.engine.patience.Patience;
import org.wangchuan.station.erase.Candidate;
import org.wangchuan.station.erase.Refusal;

/** What the drives among some targets told of themselves. A target that is refused for safety's sake is not asked. */
final class DriveAnswers {
    private final Map<Candidate, DriveFacts> answers;

    private DriveAnswers(Map<Candidate, DriveFacts> answers) {
        this.answers = answers;
    }

    /** Asks all at once. */
    static DriveAnswers of(List<Candidate> candidates) {
        List<Candidate> asked = new ArrayList<>();
        List<DeviceInventory.Listed> drives = new ArrayList<>();
        for (Candidate candidate : candidates) {
            medium(candidate).ifPresent(medium -> {
                asked.add(candidate);
                drives.add(new DeviceInventory.Listed(medium, List.of()));
            });
        }
        List<DriveFacts> facts = new DriveInquiry().askAll(drives, Patience.DEVICE_MILLIS);
        Map<Candidate, DriveFacts> answers = new IdentityHashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            answers.put(asked.get(i), facts.get(i));
        }
        return new DriveAnswers(answers);
    }

    private static Optional<Medium> medium(Candidate candidate) {
        return switch (candidate) {
            case Candidate.Ready ready -> Optional.of(ready.medium());
            case Candidate.Rejected rejected ->
                rejected.medium()
                        .filter(_ -> rejected.refusals().stream()
                                .allMatch(refusal -> refusal.kind() == Refusal.Kind.UNSATISFIABLE));
        };
    }

    /** Empty if it was not asked. */
    Optional<DriveFacts> of(Candidate candidate) {
        return Optional.ofNullable(answers.get(candidate));
    }
}
