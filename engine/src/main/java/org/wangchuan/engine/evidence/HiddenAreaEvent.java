package org.wangchuan.engine.evidence;

import java.util.List;
import org.wangchuan.engine.medium.DeviceCommand;

/** What was done about areas that a drive hides before it is erased, and what it says of them at the end. */
public sealed interface HiddenAreaEvent extends Event {

    /**
     * A command was sent that takes a hidden area away, or that has to come just before it; with its answer.
     *
     * @param area which kind ({@code HiddenAreaKind})
     */
    record Commanded(String area, DeviceCommand command) implements HiddenAreaEvent {
        /** What three runs may send at the most, and few ever do. */
        public static final int MAX = 128;
    }

    /**
     * Looked for again, after that and after the kernel had read the size anew: what is erased is this from here on.
     *
     * @param capacityBytes as the kernel tells it now
     * @param found by the same rules as before, from these answers
     */
    record LookedAgain(long capacityBytes, HiddenAreas found, String at) implements HiddenAreaEvent {
        /** The drive's answers, in the order of the questions. */
        public List<DeviceCommand> commands() {
            return found.commands();
        }
    }

    /**
     * An NVMe device was asked once more what it has besides the namespace that was erased, each time that a job comes to its end. What was found before is not
     * undone by it.
     */
    record LookedAtEnd(HiddenAreas found, String at) implements HiddenAreaEvent {}
}
