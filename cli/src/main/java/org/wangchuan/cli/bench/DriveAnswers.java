package org.wangchuan.cli.bench;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
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
    private DriveAnswers() {}

    /** Asks all at once; in the order of the targets, empty for those that were not asked. */
    static List<Optional<DriveFacts>> of(List<Candidate> candidates) {
        List<DeviceInventory.Listed> drives = new ArrayList<>();
        for (Candidate candidate : candidates) {
            medium(candidate).ifPresent(medium -> drives.add(new DeviceInventory.Listed(medium, List.of())));
        }
        Iterator<DriveFacts> answers =
                new DriveInquiry().askAll(drives, Patience.DEVICE_MILLIS).iterator();
        List<Optional<DriveFacts>> out = new ArrayList<>();
        for (Candidate candidate : candidates) {
            out.add(medium(candidate).map(_ -> answers.next()));
        }
        return out;
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
}
