package org.wangchuan.station.erase;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.plan.Plan;

/** A target as it was examined; nothing has been touched. */
public sealed interface Candidate {
    /** As given. */
    Path path();

    /**
     * It may be erased once it is confirmed.
     *
     * @param confirmName what a person types to confirm: the serial, else the kernel name or the file name
     * @param notes what a person should know before confirming, though it stands in nobody's way
     * @param places where the blocks of the file under it lay when it was looked at
     * @param alsoErased kernel names of the other namespaces of the same NVMe device, where it is to erase itself and with it all of them
     * @param open the interrupted job on this medium, if there is one
     */
    record Ready(
            Path path,
            Medium medium,
            MediumFacts facts,
            Event.HiddenAreas hidden,
            Plan plan,
            String confirmName,
            List<Obstacle> notes,
            Places places,
            List<String> alsoErased,
            Optional<JobTicket> open)
            implements Candidate {
        public Ready {
            notes = List.copyOf(notes);
            alsoErased = List.copyOf(alsoErased);
        }
    }

    /** Where the blocks of a file lie, as the engine keeps it. */
    final class Places {
        private final byte[] kept;

        Places(byte[] kept) {
            this.kept = kept.clone();
        }

        byte[] kept() {
            return kept.clone();
        }
    }

    /**
     * It may not be touched.
     *
     * @param medium what is there, as far as it could be told
     */
    record Rejected(Path path, Optional<Medium> medium, List<Refusal> refusals) implements Candidate {
        public Rejected {
            refusals = List.copyOf(refusals);
        }
    }
}
