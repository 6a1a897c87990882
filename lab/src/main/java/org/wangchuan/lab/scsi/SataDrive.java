package org.wangchuan.lab.scsi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.wangchuan.lab.drive.Cells;
import org.wangchuan.lab.drive.EraseCourse;
import org.wangchuan.lab.drive.EraseCourse.Phase;
import org.wangchuan.lab.drive.Firmware;
import org.wangchuan.lab.drive.MachineSleep;
import org.wangchuan.lab.tcg.Tper;

/** A made SATA drive behind a translation: disk commands as SCSI, all else as ATA PASS-THROUGH (SAT-4). */
public final class SataDrive implements LogicalUnit {
    private final String serial;
    private final Cells cells;
    private final BlockCommands blocks;
    private final EraseCourse course;
    private final AtaDevice device;
    private final Optional<Tper> tper;
    private final Firmware.Shape shape;
    private final Firmware.Medium medium;
    private final byte[] identifyBefore;
    private final MachineSleep sleep;

    /** Switches one on; arguments as for an NVMe drive. */
    public SataDrive(String serial, Firmware firmware, Path file, LongSupplier nanoTime) throws IOException {
        this(serial, firmware, file, nanoTime, new MachineSleep());
    }

    /** Switches one on in a machine that may sleep. */
    SataDrive(String serial, Firmware firmware, Path file, LongSupplier nanoTime, MachineSleep sleep)
            throws IOException {
        this.sleep = sleep;
        this.serial = serial;
        cells = new Cells(file, firmware.conduct().remembers());
        course = new EraseCourse(cells, firmware, 0, nanoTime);
        blocks = new BlockCommands(cells, firmware, course::written);
        tper = SecurityProtocol.tper(firmware, cells, serial, nanoTime);
        device = new AtaDevice(blocks, course, firmware, tper);
        shape = firmware.shape();
        medium = firmware.medium();
        identifyBefore = device.identify(serial);
    }

    @Override
    public Presence presence() throws IOException {
        if (gone()) {
            return Presence.GONE;
        }
        return switch (course.look().phase()) {
            case NEVER, RUNNING, SUCCEEDED, FAILED -> course.hangs() ? Presence.SILENT : Presence.HERE;
            case GONE -> Presence.GONE;
            case REPLACED -> Presence.ANOTHER;
        };
    }

    private boolean gone() throws IOException {
        return tper.isPresent() && tper.get().gone();
    }

    @Override
    public int reverts() {
        return tper.map(Tper::reverts).orElse(0);
    }

    @Override
    public String security() {
        return device.security();
    }

    private String serial() throws IOException {
        return presence() == Presence.ANOTHER ? "OTHER" + serial : serial;
    }

    @Override
    public ScsiAnswer execute(byte[] descriptor, byte[] data) throws IOException {
        if (sleep.hasSlept()) {
            device.powerOn();
        }
        EraseCourse.State now = course.look();
        if (now.phase() == Phase.GONE || gone()) {
            return ScsiAnswer.check(ScsiAnswer.NOT_READY, 0x3a, 0);
        }
        int opcode = Byte.toUnsignedInt(descriptor[0]);
        if (BlockCommands.reaches(opcode)) {
            if (now.phase() == Phase.RUNNING) {
                return ScsiAnswer.check(
                        new byte[0], ScsiAnswer.sense(ScsiAnswer.NOT_READY, 0x04, 0x1b, (int) (now.part() * 65536)));
            }
            if (course.barred()) {
                return ScsiAnswer.check(ScsiAnswer.MEDIUM_ERROR, 0x31, 0x03);
            }
            if (device.locked() || shut(descriptor)) {
                return ScsiAnswer.check(ScsiAnswer.DATA_PROTECT, 0x74, 0x71); // LOGICAL UNIT ACCESS NOT AUTHORIZED
            }
        }
        return switch (opcode) {
            case 0x00, 0x1b -> ScsiAnswer.good();
            case 0x03 -> ScsiAnswer.data(ScsiAnswer.sense(ScsiAnswer.NO_SENSE, 0, 0, -1));
            case 0x12 -> InquiryPages.inquiry(descriptor, serial(), medium, Optional.of(device.identify(serial())));
            case 0x1a, 0x5a -> InquiryPages.modeSense(descriptor, blocks.blocks());
            case 0x85, 0xa1 -> {
                Optional<AtaCommand> command = AtaCommand.of(descriptor);
                yield command.isPresent() ? passThrough(command.get(), data) : ScsiAnswer.invalidOpcode();
            }
            default -> BlockCommands.knows(opcode) ? blocks.execute(descriptor, data) : ScsiAnswer.invalidOpcode();
        };
    }

    private boolean shut(byte[] descriptor) throws IOException {
        long[] range = blocks.range(descriptor);
        return tper.isPresent() && tper.get().shut(range[0], range[1]);
    }

    private ScsiAnswer passThrough(AtaCommand command, byte[] data) throws IOException {
        if (shape == Firmware.Shape.SWALLOWING || shape == Firmware.Shape.STALE) {
            byte[] said = shape == Firmware.Shape.STALE ? identifyBefore : new byte[data.length];
            return ScsiAnswer.data(Arrays.copyOf(said, Math.min(said.length, data.length)));
        }
        AtaAnswer answer = device.execute(command, data, serial());
        byte[] in = Arrays.copyOf(answer.data(), Math.min(answer.data().length, data.length));
        return answer.failed() || command.condition() ? ScsiAnswer.check(in, answer.sense()) : ScsiAnswer.data(in);
    }

    @Override
    public void close() throws IOException {
        cells.close();
    }
}
