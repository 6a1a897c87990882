package org.wangchuan.engine.purge;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.command.scsi.ScsiRequest;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.HiddenAreaKind;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.medium.hidden.SasCapacity;
import org.wangchuan.engine.medium.hidden.SasCapacity.Next;

/**
 * Tells a SAS drive to show all that it has, and asks it before and afterwards how much that is: {@link SasCapacity} says what is sent next, and what follows. The
 * contents stay as they are. For one caller at a time.
 */
public final class ShowAll {
    private static final int COMMAND_MILLIS = 120_000;
    private static final int MODE_SELECT_10 = 0x55;

    private final DriveLine line;

    /** Of the medium that is held. */
    public ShowAll(PassThrough passThrough, InstantSource clock, PurgeTimes times, PurgeControl control) {
        this.line = new DriveLine(
                new DriveLine.Calls(), passThrough, HiddenAreaKind.SCSI_CAPACITY.id(), clock, times, control);
    }

    /**
     * Goes on until it is known, or the drive shows more than before, or gives no answer.
     *
     * @param before what was sent in rounds of before, with the answers
     * @return the same with what was sent now
     */
    public List<DeviceCommand> run(List<DeviceCommand> before) {
        List<DeviceCommand> all = new ArrayList<>(before);
        // Begun anew where the drive has grown: by then the kernel knows its size.
        SasCapacity.Standing standing = SasCapacity.after(all, true);
        while (standing instanceof Next(ScsiRequest request)) {
            Message message = Message.of(request, COMMAND_MILLIS);
            Optional<DeviceCommand> answer =
                    Byte.toUnsignedInt(request.block()[0]) == MODE_SELECT_10 ? line.order(message) : line.ask(message);
            if (answer.isEmpty()) {
                break; // what there is says that it is not known
            }
            all.add(answer.get());
            standing = SasCapacity.after(all, false);
        }
        return List.copyOf(all);
    }
}
