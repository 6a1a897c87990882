package org.wangchuan.station.erase;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.told.DriveFacts;
import org.wangchuan.engine.medium.told.FactName;
import org.wangchuan.engine.plan.LeftOut;
import org.wangchuan.engine.plan.Plan;

/** A target as it was examined; nothing has been touched. */
public sealed interface Candidate {
    /** As given. */
    Path path();

    /** What the drive told of itself when it was looked at, as far as it matters to whoever takes its power away. */
    Told told();

    /**
     * What a drive told.
     *
     * @param answered whether it was asked what it can do by itself, and said whether it has the Security feature set, as an ATA drive does
     * @param frozen ids of its own techniques that only a freeze is in the way of, until its power was off
     * @param thawed whether it says that nothing of it is frozen
     * @param erasesItself whether it has ways of its own that are planned
     * @param identify its answer to IDENTIFY DEVICE, raw; none of another kind of drive
     * @param earlier the same from before the computer slept; none if it did not
     */
    record Told(
            boolean answered,
            List<String> frozen,
            boolean thawed,
            boolean erasesItself,
            List<DeviceCommand> identify,
            List<DeviceCommand> earlier) {
        static final Told NOTHING = new Told(false, List.of(), false, false, List.of(), List.of());

        public Told {
            frozen = List.copyOf(frozen);
            identify = List.copyOf(identify);
            earlier = List.copyOf(earlier);
        }

        static Told of(DriveFacts told, Plan plan, List<DeviceCommand> commands) {
            boolean sanitizes = told.about(FactName.SANITIZE_FROZEN).isPresent();
            return new Told(
                    told.notAsked().isEmpty() && (told.yes(FactName.SECURITY) || told.no(FactName.SECURITY)),
                    plan.frozenIds(),
                    told.no(FactName.SECURITY_FROZEN) && (!sanitizes || told.no(FactName.SANITIZE_FROZEN)),
                    !plan.nativeIds().isEmpty(),
                    Thawing.identify(commands),
                    List.of());
        }

        Told after(Told before) {
            return new Told(answered, frozen, thawed, erasesItself, identify, before.identify);
        }
    }

    /**
     * It may be erased once it is confirmed.
     *
     * @param confirmName what a person types to confirm: the serial, else the kernel name or the file name
     * @param notes what a person should know before confirming, though it stands in nobody's way
     * @param places where the blocks of the file under it lay when it was looked at
     * @param alsoErased kernel names of the other namespaces of the same NVMe device, where it is to erase itself and with it all of them;
     *     or of the parts of an eMMC that are erased with it
     * @param open the interrupted job on this medium, if there is one
     * @param told what the drive said, now and before a sleep
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
            Optional<JobTicket> open,
            Told told)
            implements Candidate {
        public Ready {
            notes = List.copyOf(notes);
            alsoErased = List.copyOf(alsoErased);
        }

        /** The same, once it was told to show all that it has. */
        Ready showingAll(Event.HiddenAreas found) {
            return new Ready(
                    path,
                    medium,
                    facts,
                    found,
                    plan.afterShowingAll(),
                    confirmName,
                    notes,
                    places,
                    alsoErased,
                    open,
                    told);
        }

        /** The same, of which it is known what it told before the computer slept. */
        Ready after(Told before) {
            return new Ready(
                    path,
                    medium,
                    facts,
                    hidden,
                    plan,
                    confirmName,
                    notes,
                    places,
                    alsoErased,
                    open,
                    told.after(before));
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
     * @param told what the drive said, if it was asked all the same
     * @param leftOut what the plan does not apply, and why; empty if it was not planned for
     */
    record Rejected(Path path, Optional<Medium> medium, List<Refusal> refusals, Told told, List<LeftOut> leftOut)
            implements Candidate {
        public Rejected {
            refusals = List.copyOf(refusals);
            leftOut = List.copyOf(leftOut);
        }

        /** One that was not asked anything. */
        public Rejected(Path path, Optional<Medium> medium, List<Refusal> refusals) {
            this(path, medium, refusals, Told.NOTHING, List.of());
        }
    }
}
