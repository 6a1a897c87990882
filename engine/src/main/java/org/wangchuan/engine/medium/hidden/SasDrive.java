package org.wangchuan.engine.medium.hidden;

import org.wangchuan.engine.command.scsi.ScsiInquiry;
import org.wangchuan.engine.command.scsi.VitalProductData;
import org.wangchuan.engine.medium.ata.AtaSession;
import org.wangchuan.engine.medium.ata.AtaSession.Given;
import org.wangchuan.engine.medium.ata.AtaSession.Reply;

/**
 * Tells a SAS drive, which has no ATA hidden areas, from an ATA drive behind a translation that keeps ATA PASS-THROUGH back. By its own answers
 * alone, so that they can be judged later: it is a disk, its vendor is not the "ATA" that a translation answers (SAT-4, "INQUIRY command"),
 * it has no ATA Information page, which every translation has to have, a port of it speaks SAS, and it tells how fast its medium turns. What puts SAS
 * before ATA drives and answers all this otherwise than SAT has it, as a shelf's interposer may, is not told apart.
 */
final class SasDrive {
    private static final int DISK = 0x00;
    private static final int DISK_IN_ZONES = 0x14;
    private static final int SAS = 6;
    private static final int NOT_ROTATING = 0x0001;
    private static final int SLOWEST = 0x0401;
    private static final int FASTEST = 0xfffe;

    private SasDrive() {}

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
