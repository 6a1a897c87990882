package org.wangchuan.engine.medium.hidden;

import java.util.List;
import org.wangchuan.engine.command.scsi.ReportedUnits;
import org.wangchuan.engine.command.scsi.ScsiInquiry;
import org.wangchuan.engine.command.scsi.VitalProductData;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.ata.AtaSession;
import org.wangchuan.engine.medium.ata.AtaSession.Given;
import org.wangchuan.engine.medium.ata.AtaSession.Reply;
import org.wangchuan.engine.medium.ata.AtaSession.Withheld;
import org.wangchuan.engine.medium.ata.IdentifyDevice;
import org.wangchuan.engine.medium.ata.RecordedPort;

/**
 * Tells a SAS drive, which has no ATA hidden areas, from an ATA drive behind a translation that keeps ATA PASS-THROUGH back. By its own answers
 * alone, so that they can be judged later: it is a disk, its vendor is not the "ATA" that a translation answers (SAT-4, "INQUIRY command"),
 * it has no ATA Information page, which every translation has to have, a port of it speaks SAS, and it tells how fast its medium turns. What puts SAS
 * before ATA drives and answers all this otherwise than SAT has it, as a shelf's interposer may, is not told apart.
 */
public final class SasDrive {
    /** IDENTIFY DEVICE, INQUIRY, and three pages of it. */
    private static final int QUESTIONS = 5;

    private static final int DISK = 0x00;
    private static final int DISK_IN_ZONES = 0x14;
    private static final int SAS = 6;
    private static final int NOT_ROTATING = 0x0001;
    private static final int SLOWEST = 0x0401;
    private static final int FASTEST = 0xfffe;

    private SasDrive() {}

    /**
     * Whether these are all answers that show it, in their order, and no others but what it was asked then: how many units it has.
     *
     * @param commands of an examination, as programs of before ended it as well
     */
    static boolean isShownBy(List<DeviceCommand> commands) {
        return commands.size() >= QUESTIONS
                && commands.size() <= QUESTIONS + 1
                && shows(commands.subList(0, QUESTIONS));
    }

    /** Whether these are all answers that programs of before asked for. */
    public static boolean isAllOfBefore(List<DeviceCommand> commands) {
        return commands.size() == QUESTIONS && shows(commands);
    }

    private static boolean shows(List<DeviceCommand> commands) {
        RecordedPort port = new RecordedPort(commands);
        AtaSession session = new AtaSession(port);
        return session.identify() instanceof Withheld<IdentifyDevice>
                && isNoAta(session)
                && answers(session)
                && port.difference().isEmpty();
    }

    /**
     * How many units its device has besides one, by recorded answers of any kind of drive: 0 also of those that were not asked. One that was asked and does not
     * say it counts as one of two.
     */
    public static long others(List<DeviceCommand> recorded) {
        List<DeviceCommand> asked = SasCapacity.asked(recorded);
        if (!isShownBy(asked) || asked.size() == QUESTIONS) {
            return 0;
        }
        AtaSession session = new AtaSession(new RecordedPort(asked.subList(QUESTIONS, asked.size())));
        return units(session) instanceof Given<ReportedUnits>(ReportedUnits told) ? told.units() - 1 : 1;
    }

    /** REPORT LUNS. */
    static Reply<ReportedUnits> units(AtaSession session) {
        return session.scsi(ScsiInquiry.reportUnits(), ReportedUnits::parse);
    }

    /** Whether the last answer is one of a drive that knows no ATA commands, or of one that looks at none now. */
    static boolean isNoAta(AtaSession session) {
        return session.lastWasUnknown() || session.lastMetFailedSanitize();
    }

    /** Asks no further than the first answer that says otherwise. */
    static boolean answers(AtaSession session) {
        return given(session.scsi(ScsiInquiry.inquiry(), bytes -> {
                    VitalProductData.Standard said = VitalProductData.standard(bytes);
                    boolean disk = said.deviceType() == DISK || said.deviceType() == DISK_IN_ZONES;
                    return disk
                            && said.vendor()
                                    .filter(vendor -> !vendor.strip().equals("ATA"))
                                    .isPresent();
                }))
                && given(session.scsi(
                        ScsiInquiry.page(VitalProductData.SUPPORTED_PAGES),
                        bytes -> !VitalProductData.supportedPages(bytes).contains(VitalProductData.ATA_INFORMATION)))
                && given(session.scsi(
                        ScsiInquiry.page(VitalProductData.DEVICE_IDENTIFICATION),
                        bytes -> VitalProductData.speaks(SAS, bytes)))
                && given(session.scsi(
                        ScsiInquiry.page(VitalProductData.BLOCK_DEVICE_CHARACTERISTICS),
                        bytes -> isOfOneDrive(
                                VitalProductData.characteristics(bytes).rotationRate())));
    }

    /** No rotation, or revolutions per minute (SBC-4, "MEDIUM ROTATION RATE field"): a unit of many drives seldom tells one. */
    private static boolean isOfOneDrive(int rotation) {
        return rotation == NOT_ROTATING || (rotation >= SLOWEST && rotation <= FASTEST);
    }

    private static boolean given(Reply<Boolean> reply) {
        return reply instanceof Given<Boolean>(Boolean holds) && holds;
    }
}
