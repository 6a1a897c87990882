package org.wangchuan.engine.purge;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.SanitizeState;
import org.wangchuan.engine.command.Told;
import org.wangchuan.engine.command.ata.AtaCapabilities;
import org.wangchuan.engine.command.ata.AtaInquiry;
import org.wangchuan.engine.command.ata.AtaSanitize;
import org.wangchuan.engine.command.ata.AtaSecurity.EraseMode;
import org.wangchuan.engine.command.nvme.NvmeCommands;
import org.wangchuan.engine.command.nvme.NvmeSanitizeLog;
import org.wangchuan.engine.command.scsi.ScsiInquiry;
import org.wangchuan.engine.command.scsi.VitalProductData;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.policy.NativeTechnique.Bus;
import org.wangchuan.engine.psid.Psid;

/**
 * A drive that is made to erase itself. What it does is decided by its answers, and what they mean in the end is not: that is for the
 * verdict, from the record. For one caller at a time.
 */
public final class DrivePurge {
    private static final int SANITIZE = 0x48;
    private static final int FORMAT_UNIT = 0x04;

    private final PassThrough passThrough;
    private final InstantSource clock;
    private final PurgeTimes times;
    private final PurgeControl control;
    private final Optional<Psid> psid;
    private final boolean guessed;
    private final DriveLine.Calls calls = new DriveLine.Calls();

    /** Of the medium that is held. */
    public DrivePurge(PassThrough passThrough, InstantSource clock, PurgeTimes times, PurgeControl control) {
        this(passThrough, clock, times, control, Optional.empty(), List.of());
    }

    /**
     * The same of a job that may know more of the drive.
     *
     * @param psid if somebody gave it; stays the caller's, who closes it
     * @param opening what it was sent to show what it hides: a password that is somebody else's is guessed once in a job
     */
    public DrivePurge(
            PassThrough passThrough,
            InstantSource clock,
            PurgeTimes times,
            PurgeControl control,
            Optional<Psid> psid,
            List<DeviceCommand> opening) {
        this.passThrough = passThrough;
        this.clock = clock;
        this.times = times;
        this.control = control;
        this.psid = psid;
        this.guessed = SecurityProcedure.isSomebodyElses(opening);
    }

    /** What the drive can do, and what state it is in, before anything is done; for these techniques. What gives no answer is left out. */
    public List<DeviceCommand> ask(List<NativeTechnique> planned) {
        DriveLine line = line("");
        List<DeviceCommand> out = new ArrayList<>();
        if (!guessed && planned.stream().anyMatch(one -> one.bus() == Bus.ATA)) {
            out.addAll(withoutOurPassword());
        }
        if (planned.stream().anyMatch(one -> one.bus() == Bus.TCG)) {
            out.addAll(askOfLocks());
        }
        for (Message message : questions(planned)) {
            line.ask(message).ifPresent(out::add);
        }
        return out;
    }

    /**
     * A drive that an earlier job left with the published password takes nothing to be planted, and no Sanitize: it is taken away first. Of a
     * password that is somebody else's one guess is used up.
     */
    private List<DeviceCommand> withoutOurPassword() {
        DriveLine line = line(NativeTechnique.ATA_SECURITY_ERASE.id());
        List<DeviceCommand> out = new ArrayList<>();
        line.ask(SecurityProcedure.identify()).ifPresent(out::add);
        Optional<AtaCapabilities.Security> told = out.stream()
                .flatMap(one -> SecurityProcedure.security(one).stream())
                .filter(now -> now.enabled() && !now.frozen() && !now.exhausted())
                .findFirst();
        if (told.isEmpty()) {
            return List.of();
        }
        out.addAll(SecurityProcedure.takeAway(line, told.get().locked()));
        return out;
    }

    /** Whether it is an ATA drive is found out first: its locks may have to be asked for by commands of its own. */
    private List<DeviceCommand> askOfLocks() {
        List<DeviceCommand> out = new ArrayList<>();
        if (passThrough.namespace().isEmpty()) {
            line("").ask(SecurityProcedure.identify()).ifPresent(out::add);
        }
        out.addAll(before(NativeTechnique.TCG_PSID_REVERT, List.copyOf(out)));
        return out;
    }

    private List<Message> questions(List<NativeTechnique> planned) {
        List<Message> out = new ArrayList<>();
        boolean reverts = planned.stream().anyMatch(one -> one.bus() == Bus.TCG);
        boolean byNvme = reverts && passThrough.namespace().isPresent();
        if (byNvme || planned.stream().anyMatch(one -> one.bus() == Bus.NVME)) {
            out.add(Message.of(NvmeCommands.identifyController(), 0));
            out.add(Message.of(NvmeCommands.identifyNamespace((int) namespace()), 0));
            out.add(Message.of(NvmeCommands.activeNamespaces(0), 0));
            out.add(Message.of(NvmeCommands.sanitizeLog(), 0));
        }
        if (planned.stream().anyMatch(one -> one.bus() == Bus.ATA)) {
            out.add(Message.of(AtaInquiry.identify(), AtaDialect.START_MILLIS));
            out.add(Message.of(AtaSanitize.status(), AtaDialect.START_MILLIS));
        }
        if (planned.stream().anyMatch(one -> one.bus() == Bus.MMC)) {
            out.add(MmcProcedure.state());
        }
        if (planned.stream().anyMatch(one -> one.bus() == Bus.SCSI)) {
            out.add(Message.of(ScsiInquiry.inquiry(), ScsiDialect.START_MILLIS));
            out.add(Message.of(ScsiInquiry.readCapacity16(), ScsiDialect.START_MILLIS));
            out.add(Message.of(
                    ScsiInquiry.page(VitalProductData.BLOCK_DEVICE_CHARACTERISTICS), ScsiDialect.START_MILLIS));
            for (int action = 1; action <= 3; action++) {
                out.add(Message.of(ScsiInquiry.supports(SANITIZE, action), ScsiDialect.START_MILLIS));
            }
            out.add(Message.of(ScsiInquiry.supports(FORMAT_UNIT), ScsiDialect.START_MILLIS));
        }
        return out;
    }

    /**
     * Asks a drive that has erased itself whether anything was written to it since; empty if it keeps no such record, or gives no answer.
     */
    public Optional<DeviceCommand> askUntouched(NativeTechnique technique) {
        return technique.bus() == Bus.NVME && technique.sanitize()
                ? line(technique.id()).ask(Message.of(NvmeCommands.sanitizeLog(), 0))
                : Optional.empty();
    }

    /** What such an answer says; no word of a success is none. */
    public static Told untouched(DeviceCommand answer) {
        return log(answer)
                .map(log -> log.state() instanceof SanitizeState.LastSucceeded ? log.globalDataErased() : Told.NO)
                .orElse(Told.NOT_TOLD);
    }

    /** Whether such an answer is of a success, since which something was written. */
    public static boolean writtenSince(DeviceCommand answer) {
        return log(answer)
                .filter(log -> log.state() instanceof SanitizeState.LastSucceeded && log.globalDataErased() == Told.NO)
                .isPresent();
    }

    private static Optional<NvmeSanitizeLog> log(DeviceCommand answer) {
        if (answer.answer() instanceof DeviceCommand.Told(int status, long _, String data) && status == 0) {
            try {
                return Optional.of(NvmeSanitizeLog.parse(HexFormat.of().parseHex(data)));
            } catch (AnswerException _) {
                // not told
            }
        }
        return Optional.empty();
    }

    /** Waits until nothing of another erasure is at work: {@link AttemptEnd#ENDED} when a technique can begin, otherwise why not. */
    public AttemptEnd settle(NativeTechnique technique, List<DeviceCommand> asked) throws IOException {
        return procedure(technique, asked).settle(line(technique.id()));
    }

    /** The state just before a technique begins, for the record; what gives no answer is left out. */
    public List<DeviceCommand> before(NativeTechnique technique, List<DeviceCommand> asked) {
        Procedure procedure = procedure(technique, asked);
        DriveLine line = line(technique.id());
        List<DeviceCommand> out = new ArrayList<>();
        for (Message message : procedure.before()) {
            Optional<DeviceCommand> answer = procedure.asksWithin() ? line.askWithin(message) : line.ask(message);
            answer.ifPresent(out::add);
            if (answer.filter(procedure::suffices).isPresent()) {
                break;
            }
        }
        return out;
    }

    /**
     * Carries a technique out, or goes on with it.
     *
     * @param asked what {@link #ask} brought
     * @throws IOException if the record can't be kept
     */
    public AttemptEnd run(NativeTechnique technique, List<DeviceCommand> asked, Attempt soFar, PurgeRecord record)
            throws IOException {
        boolean lasting = technique.bus() == Bus.ATA && technique.sanitize();
        if (lasting && soFar.commanded().isEmpty() && SecurityProcedure.hasPassword(asked)) {
            // It would erase itself and keep somebody's password, which locks out whoever gets it next.
            return AttemptEnd.REFUSED;
        }
        return procedure(technique, asked).run(line(technique.id()), record, soFar);
    }

    /** Whether the last that a drive said is that its last one failed: there is nothing to be looked for then, and nothing can be planted. */
    public static boolean saysFailed(NativeTechnique technique, List<DeviceCommand> told) {
        Optional<SanitizeDialect> dialect = dialect(technique, List.of());
        return dialect.isPresent()
                && !told.isEmpty()
                && dialect.get().meaning(told.getLast()) instanceof SanitizeState.LastFailed;
    }

    /** Whether what a drive says last of itself is that it is locked: it gives no block of its own to anybody. */
    public static boolean saysLocked(NativeTechnique technique, List<DeviceCommand> told) {
        return technique.bus() == Bus.TCG
                && RevertProcedure.discovered(told)
                        .filter(now -> now.locking().enabled() == Told.YES
                                && now.locking().locked() == Told.YES)
                        .isPresent();
    }

    /** Whether what a drive says last of itself is that its locks are enabled: it was not reverted since. */
    public static boolean saysLockingEnabled(NativeTechnique technique, List<DeviceCommand> told) {
        return technique.bus() == Bus.TCG
                && RevertProcedure.discovered(told)
                        .filter(now -> now.locking().enabled() == Told.YES)
                        .isPresent();
    }

    /** Whether a command in a record is Revert of the Admin SP, whatever was answered. */
    public static boolean isRevert(DeviceCommand recorded) {
        return TcgTalk.reverts(recorded);
    }

    private static Optional<SanitizeDialect> dialect(NativeTechnique technique, List<DeviceCommand> asked) {
        return switch (technique) {
            case NVME_SANITIZE_CRYPTO, NVME_SANITIZE_BLOCK, NVME_SANITIZE_OVERWRITE ->
                Optional.of(new NvmeDialect(technique, asked));
            case ATA_SANITIZE_CRYPTO, ATA_SANITIZE_BLOCK, ATA_SANITIZE_OVERWRITE ->
                Optional.of(new AtaDialect(technique));
            case SCSI_SANITIZE_CRYPTO, SCSI_SANITIZE_BLOCK, SCSI_SANITIZE_OVERWRITE, SCSI_FORMAT_UNIT ->
                Optional.of(new ScsiDialect(technique));
            case NVME_FORMAT_CRYPTO,
                    NVME_FORMAT_USER_DATA,
                    ATA_SECURITY_ERASE_ENHANCED,
                    ATA_SECURITY_ERASE,
                    MMC_ERASE_SANITIZE,
                    TCG_PSID_REVERT -> Optional.empty();
        };
    }

    private Procedure procedure(NativeTechnique technique, List<DeviceCommand> asked) {
        Optional<SanitizeDialect> dialect = dialect(technique, asked);
        if (dialect.isPresent()) {
            return new SanitizeProcedure(dialect.get(), times, control);
        }
        return switch (technique.bus()) {
            case NVME -> new FormatProcedure(technique, namespace(), asked, control);
            case MMC -> new MmcProcedure(times, control);
            case TCG -> new RevertProcedure(TcgCarrier.of(passThrough, asked), psid, times, control);
            case ATA, SCSI ->
                new SecurityProcedure(
                        technique == NativeTechnique.ATA_SECURITY_ERASE_ENHANCED
                                ? EraseMode.ENHANCED
                                : EraseMode.NORMAL,
                        asked,
                        guessed,
                        control);
        };
    }

    private long namespace() {
        return passThrough.namespace().orElse(0);
    }

    private DriveLine line(String technique) {
        return new DriveLine(calls, passThrough, technique, clock, times, control);
    }
}
