package org.wangchuan.engine.medium.health;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.medium.ata.IdentifyDevice;
import org.wangchuan.engine.medium.health.CountQuestion.Language;

/** Asks a drive for what it counts of its condition. */
public final class CountInquirer {
    private static final int IDENTIFY_BYTES = 512;

    private CountInquirer() {}

    /**
     * What a drive speaks; empty of a medium that has no such words.
     *
     * @param bus id of it
     * @param examined what it answered when it was looked at for hidden areas: a SATA drive may hang on a SAS adapter
     */
    public static Optional<Language> language(String bus, List<DeviceCommand> examined) {
        if (bus.equals(Bus.NVME.id())) {
            return Optional.of(Language.NVME);
        }
        if (bus.equals(Bus.ATA.id())) {
            return Optional.of(Language.ATA);
        }
        if (!bus.equals(Bus.SCSI.id())) {
            return Optional.empty();
        }
        boolean ata = !examined.isEmpty()
                && examined.getFirst().answer() instanceof DeviceCommand.Completed back
                && IdentifyDevice.parse(HexFormat.of().parseHex(back.data())).isPresent();
        return Optional.of(ata ? Language.ATA : Language.SCSI);
    }

    /**
     * Asks; nothing is thrown for what the drive refuses. The maker's own attributes are asked for only where the log did not tell. An ATA drive that says that it has
     * neither log nor attributes is not asked for them: some old ones hang on what they don't know.
     *
     * @param examined as above
     */
    public static List<DeviceCommand> ask(Language language, List<DeviceCommand> examined, PassThrough drive) {
        byte[] identify = language == Language.ATA ? identify(examined) : new byte[0];
        List<DeviceCommand> out = new ArrayList<>();
        for (CountQuestion question : CountQuestion.in(language)) {
            boolean needed = question != CountQuestion.ATA_ATTRIBUTES
                    || DriveCounts.read(out).of(DriveCount.REPLACED).isEmpty();
            if (needed && !isDenied(question, identify)) {
                Instant at = Instant.now();
                long started = System.nanoTime();
                DeviceCommand.Answer answer = drive.ask(question.block(), question.readBytes());
                long millis = (System.nanoTime() - started) / 1_000_000;
                out.add(new DeviceCommand(question.title(), question.request(), at, millis, answer));
            }
        }
        return List.copyOf(out);
    }

    /** The answer to IDENTIFY DEVICE that it gave then; empty if there is none. */
    private static byte[] identify(List<DeviceCommand> examined) {
        return !examined.isEmpty()
                        && examined.getFirst().answer() instanceof DeviceCommand.Completed back
                        && back.data().length() == 2 * IDENTIFY_BYTES
                ? HexFormat.of().parseHex(back.data())
                : new byte[0];
    }

    /** By words 82 to 87 (ACS-4, "IDENTIFY DEVICE data"): SMART, whether it is on, General Purpose Logging; 83, 84 and 87 say whether they are filled in. */
    private static boolean isDenied(CountQuestion question, byte[] identify) {
        return identify.length > 0
                && switch (question) {
                    case ATA_ROTATING_MEDIA, ATA_GENERAL_ERRORS -> isZero(identify, 84, 5, 84);
                    case ATA_ATTRIBUTES -> isZero(identify, 82, 0, 83) || isZero(identify, 85, 0, 87);
                    case SCSI_GROWN_DEFECTS, SCSI_WRITE_ERRORS, SCSI_READ_ERRORS, NVME_HEALTH -> false;
                };
    }

    private static boolean isZero(byte[] identify, int word, int bit, int filledIn) {
        boolean told = (word(identify, filledIn) & 0xc000) == 0x4000;
        return told && (word(identify, word) >>> bit & 1) == 0;
    }

    private static int word(byte[] identify, int index) {
        return Byte.toUnsignedInt(identify[2 * index]) | Byte.toUnsignedInt(identify[2 * index + 1]) << 8;
    }
}
