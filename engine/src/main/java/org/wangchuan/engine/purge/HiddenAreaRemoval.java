package org.wangchuan.engine.purge;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.wangchuan.engine.command.ata.AtaCapabilities;
import org.wangchuan.engine.command.ata.AtaMaxAddress;
import org.wangchuan.engine.command.ata.AtaMaxAddress.Lasting;
import org.wangchuan.engine.command.ata.AtaRegisters;
import org.wangchuan.engine.command.scsi.ScsiRequest;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.HiddenAreaKind;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.medium.ata.ScsiPort;
import org.wangchuan.engine.medium.hidden.HiddenAreaSizes;
import org.wangchuan.engine.policy.NativeTechnique;

/**
 * Takes away what an ATA drive hides: host protected area or accessible max address, and then the device configuration overlay, which is refused
 * before. For good, so that a loss of power between this and the erasure undoes nothing. It goes on wherever it was cut off: the drive says where it
 * is, and is told nothing that it shows to be done. For one caller at a time.
 */
public final class HiddenAreaRemoval {
    private static final String ID = "ata-hidden-areas";
    private static final int COMMAND_MILLIS = 120_000;

    /** SET MAX ADDRESS is taken only just after READ NATIVE MAX ADDRESS, and others may ask the drive something in between. */
    private static final int TRIES = 3;

    /** ERROR field, ID NOT FOUND: a second one that lasts, since the drive was last reset (ACS-2, "SET MAX ADDRESS"). */
    private static final int NOT_TWICE = 1 << 4;

    /** Three kinds, and one that comes to light behind another. */
    private static final int ROUNDS = 6;

    /** What one run may put on record: a password that is taken away, between two questions, and a question and an order of each try in each round. */
    public static final int COMMANDS_MOST = 4 + 2 * TRIES * ROUNDS;

    private static final HexFormat HEX = HexFormat.of();

    private final DriveLine line;
    private final DriveLine security;
    private final PurgeControl control;
    private final long wholeBytes;
    private boolean notTwice;

    /**
     * Of the medium that is held.
     *
     * @param wholeBytes the most that the drive may show in the end, as it was found before: another number is another drive, or nonsense
     */
    public HiddenAreaRemoval(
            PassThrough passThrough, InstantSource clock, PurgeTimes times, PurgeControl control, long wholeBytes) {
        DriveLine.Calls calls = new DriveLine.Calls();
        this.line = new DriveLine(calls, passThrough, ID, clock, times, control);
        this.security =
                new DriveLine(calls, passThrough, NativeTechnique.ATA_SECURITY_ERASE.id(), clock, times, control);
        this.control = control;
        this.wholeBytes = wholeBytes;
    }

    /** How far it came. */
    public enum End {
        /** The drive says that it hides nothing any more. */
        SHOWS_ALL,
        /** It does not take one of the commands, or takes it and hides as much as before. */
        REFUSED,
        /** It gives no answer, or none that can be right. */
        NO_ANSWER,
        /** Somebody asked to stop. */
        STOPPED
    }

    /** Where it is written down what the drive was told; durable when a call returns. */
    @FunctionalInterface
    public interface RemovalRecord {
        void commanded(HiddenAreaKind area, DeviceCommand command) throws IOException;
    }

    /** The way to questions, for whoever looks at what it hides; what gives no answer in time is EIO. */
    public ScsiPort questions() {
        return (block, readBytes) -> line.ask(Message.reading("", block, readBytes, COMMAND_MILLIS))
                .map(DeviceCommand::answer)
                .orElseGet(() -> new DeviceCommand.NotSent(Errno.EIO.number()));
    }

    /**
     * A drive that an earlier job left with the published password takes none of the commands that show what it hides while it is locked, and perhaps
     * does not tell what it hides: it is taken away first. Of a password that is somebody else's one guess is used up, once in a job.
     *
     * @param area what is taken away next, under which it is recorded
     * @param before commands of this kind that are on record
     * @return whether it can be gone on with: not where the published password may be left on the drive, which does not say that it is gone
     * @throws IOException if the record can't be kept
     */
    public boolean open(HiddenAreaKind area, List<DeviceCommand> before, RemovalRecord record) throws IOException {
        Optional<DeviceCommand> told = line.ask(SecurityProcedure.identify());
        Optional<AtaCapabilities.Security> now = told.flatMap(SecurityProcedure::security)
                .filter(said -> said.enabled() && !said.frozen() && !said.exhausted());
        if (now.isEmpty() || SecurityProcedure.isSomebodyElses(before)) {
            return true;
        }
        List<DeviceCommand> sent =
                SecurityProcedure.takeAway(security, now.get().locked());
        record.commanded(area, told.get());
        for (DeviceCommand command : sent) {
            record.commanded(area, command);
        }
        List<DeviceCommand> all = new ArrayList<>(before);
        all.addAll(sent);
        if (SecurityProcedure.isSomebodyElses(all)) {
            return true; // what else the drive takes it says itself
        }
        Optional<DeviceCommand> after = line.ask(SecurityProcedure.identify());
        if (after.isPresent()) {
            record.commanded(area, after.get());
        }
        return after.flatMap(SecurityProcedure::security)
                .filter(said -> !said.enabled())
                .isPresent();
    }

    /**
     * Carries it out, or goes on with it.
     *
     * @throws IOException if the record can't be kept
     */
    public End run(RemovalRecord record) throws IOException {
        Optional<HiddenAreaSizes> before = Optional.empty();
        for (int round = 0; round < ROUNDS; round++) {
            if (control.stopRequested()) {
                return End.STOPPED;
            }
            Optional<HiddenAreaSizes> now = HiddenAreaSizes.of(questions());
            if (now.isEmpty() || most(now.get()) > wholeBytes) {
                return End.NO_ANSWER;
            }
            if (now.get().hiding().isEmpty()) {
                return End.SHOWS_ALL;
            }
            if (now.equals(before)) {
                return End.REFUSED; // it took the command, and nothing has come of it
            }
            before = now;
            Acceptance taken = takeAway(now.get(), now.get().hiding().getFirst(), record);
            switch (taken) {
                case TAKEN -> {}
                case REFUSED, AGAIN -> {
                    return End.REFUSED;
                }
                case GONE, UNCLEAR -> {
                    return control.stopRequested() ? End.STOPPED : End.NO_ANSWER;
                }
            }
        }
        return End.REFUSED;
    }

    private static long most(HiddenAreaSizes sizes) {
        return Math.max(sizes.madeBlocks(), sizes.nativeBlocks()) * sizes.blockBytes();
    }

    private Acceptance takeAway(HiddenAreaSizes sizes, HiddenAreaKind area, RemovalRecord record) throws IOException {
        return switch (area) {
            case HOST_PROTECTED_AREA -> {
                Acceptance last = Acceptance.REFUSED;
                notTwice = false;
                for (int i = 0; i < TRIES && last == Acceptance.REFUSED && !notTwice; i++) {
                    last = sizes.longAddresses()
                            ? setMax(
                                    sizes,
                                    area,
                                    AtaMaxAddress.readNativeMaxExt(),
                                    highest -> AtaMaxAddress.setMaxExt(highest, Lasting.FOR_GOOD),
                                    record)
                            : setMax(
                                    sizes,
                                    area,
                                    AtaMaxAddress.readNativeMax(),
                                    highest -> AtaMaxAddress.setMax(highest, Lasting.FOR_GOOD),
                                    record);
                }
                yield last;
            }
            // Taken once between two power cycles: a second try would be refused whatever the reason for the first.
            case ACCESSIBLE_MAX_ADDRESS ->
                setMax(sizes, area, AtaMaxAddress.getNativeMax(), AtaMaxAddress::setAccessibleMax, record);
            case DEVICE_CONFIGURATION_OVERLAY -> order(area, AtaMaxAddress.overlayRestore(), record);
            case SCSI_CAPACITY -> throw new IllegalStateException("no ATA drive hides so");
        };
    }

    /** Asks for the native maximum, and sets what it says with the very next command. */
    private Acceptance setMax(
            HiddenAreaSizes sizes,
            HiddenAreaKind area,
            ScsiRequest question,
            LongFunction<ScsiRequest> set,
            RemovalRecord record)
            throws IOException {
        Optional<DeviceCommand> told = line.ask(Message.of(question, COMMAND_MILLIS));
        if (told.isEmpty()) {
            return Acceptance.UNCLEAR;
        }
        // Nothing comes between the two: also this line of the record is written after both.
        boolean same = told.get().answer() instanceof DeviceCommand.Completed back
                && AtaRegisters.parse(HEX.parseHex(back.sense()))
                        .filter(registers -> registers.succeeded() && registers.address() == sizes.nativeBlocks() - 1)
                        .isPresent();
        Optional<DeviceCommand> answer =
                same ? line.order(Message.of(set.apply(sizes.nativeBlocks() - 1), COMMAND_MILLIS)) : Optional.empty();
        record.commanded(area, told.get());
        if (answer.isEmpty()) {
            return Acceptance.UNCLEAR;
        }
        record.commanded(area, answer.get());
        notTwice = answer.get().answer() instanceof DeviceCommand.Completed back
                && AtaRegisters.parse(HEX.parseHex(back.sense()))
                        .filter(registers -> (registers.error() & NOT_TWICE) != 0)
                        .isPresent();
        return Acceptance.of(answer.get());
    }

    private Acceptance order(HiddenAreaKind area, ScsiRequest request, RemovalRecord record) throws IOException {
        Optional<DeviceCommand> answer = line.order(Message.of(request, COMMAND_MILLIS));
        if (answer.isEmpty()) {
            return Acceptance.UNCLEAR;
        }
        record.commanded(area, answer.get());
        return Acceptance.of(answer.get());
    }
}
