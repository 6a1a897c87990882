package org.wangchuan.engine.command.scsi;

/** What asks a SCSI device about itself. Nothing here changes anything. */
public final class ScsiInquiry {
    /** Bytes of a sense answer at most (SPC-5, "REQUEST SENSE command"). */
    public static final int SENSE_BYTES = 252;

    /** Bytes that are read of a page: what ALLOCATION LENGTH of the oldest form can say. */
    public static final int PAGE_BYTES = 252;

    /** Bytes of the ATA Information page (SAT-4, VPD 89h). */
    public static final int ATA_PAGE_BYTES = 572;

    private static final int INQUIRY = 0x12;
    private static final int REQUEST_SENSE = 0x03;
    private static final int READ_CAPACITY_10 = 0x25;
    private static final int SERVICE_ACTION_IN_16 = 0x9e;
    private static final int READ_CAPACITY_16 = 0x10;
    private static final int MAINTENANCE_IN = 0xa3;
    private static final int REPORT_SUPPORTED_OPERATION_CODES = 0x0c;
    private static final int ONE_COMMAND = 0x01;
    private static final int ONE_SERVICE_ACTION = 0x02;
    private static final int MODE_SENSE_10 = 0x5a;
    private static final int NO_BLOCK_DESCRIPTORS = 0x08;
    private static final int LONG_ADDRESSES = 0x10;
    private static final int ERROR_RECOVERY = 0x01;
    private static final int REPORT_LUNS = 0xa0;
    private static final int LOG_SENSE = 0x4d;
    private static final int CUMULATIVE = 0x40;
    private static final int READ_DEFECT_DATA_12 = 0xb7;
    private static final int REQ_GLIST = 0x08;
    private static final int BYTES_FROM_INDEX = 0x04;
    private static final int PERSISTENT_RESERVE_IN = 0x5e;

    /** Which values of a mode page (SPC-5, "PC field"). */
    public enum PageControl {
        CURRENT(0),
        CHANGEABLE(1),
        DEFAULT(2),
        SAVED(3);

        private final int field;

        PageControl(int field) {
            this.field = field;
        }
    }

    private ScsiInquiry() {}

    /** INQUIRY, standard data (SPC-5, "INQUIRY command"). */
    public static ScsiRequest inquiry() {
        return ScsiRequest.reading("INQUIRY", new byte[] {INQUIRY, 0, 0, 0, 96, 0}, 96);
    }

    /** INQUIRY of a vital product data page (SPC-5, SBC-4, SAT-4; EVPD bit). */
    public static ScsiRequest page(int code) {
        int bytes = code == VitalProductData.ATA_INFORMATION ? ATA_PAGE_BYTES : PAGE_BYTES;
        return ScsiRequest.reading(
                "INQUIRY", new byte[] {INQUIRY, 1, (byte) eight(code), (byte) (bytes >>> 8), (byte) bytes, 0}, bytes);
    }

    /** TEST UNIT READY (SPC-5): what it is at, if that keeps it from anything else, is in the sense data. */
    public static ScsiRequest testUnitReady() {
        return ScsiRequest.plain("TEST UNIT READY", new byte[6]);
    }

    /** REQUEST SENSE (SPC-5): also the progress of a sanitize or a format. */
    public static ScsiRequest requestSense(boolean descriptors) {
        byte[] block = {REQUEST_SENSE, (byte) (descriptors ? 1 : 0), 0, 0, (byte) SENSE_BYTES, 0};
        return ScsiRequest.reading("REQUEST SENSE", block, SENSE_BYTES);
    }

    /** READ CAPACITY(10) (SBC-4). */
    public static ScsiRequest readCapacity10() {
        byte[] block = new byte[10];
        block[0] = READ_CAPACITY_10;
        return ScsiRequest.reading("READ CAPACITY(10)", block, 8);
    }

    /** READ CAPACITY(16) (SBC-4). */
    public static ScsiRequest readCapacity16() {
        byte[] block = new byte[16];
        block[0] = (byte) SERVICE_ACTION_IN_16;
        block[1] = READ_CAPACITY_16;
        block[13] = ReadCapacity.BYTES;
        return ScsiRequest.reading("READ CAPACITY(16)", block, ReadCapacity.BYTES);
    }

    /** REPORT SUPPORTED OPERATION CODES of one service action (SPC-5): whether SANITIZE knows it, without sending one. */
    public static ScsiRequest supports(int operationCode, int serviceAction) {
        return supports(ONE_SERVICE_ACTION, operationCode, serviceAction);
    }

    /** The same of a command that has no service actions, like FORMAT UNIT. */
    public static ScsiRequest supports(int operationCode) {
        return supports(ONE_COMMAND, operationCode, 0);
    }

    private static ScsiRequest supports(int option, int operationCode, int serviceAction) {
        byte[] block = new byte[12];
        block[0] = (byte) MAINTENANCE_IN;
        block[1] = REPORT_SUPPORTED_OPERATION_CODES;
        block[2] = (byte) option;
        block[3] = (byte) eight(operationCode);
        block[4] = (byte) (serviceAction >>> 8);
        block[5] = (byte) serviceAction;
        block[8] = (byte) (SupportedOperation.BYTES_MAX >>> 8);
        return ScsiRequest.reading("REPORT SUPPORTED OPERATION CODES", block, SupportedOperation.BYTES_MAX);
    }

    /** MODE SENSE(10) without block descriptors (SPC-5). */
    public static ScsiRequest modePage(int page, PageControl control) {
        if (page < 0 || page > 0x3f) {
            throw new IllegalArgumentException("page: 0 to 3Fh");
        }
        byte[] block = new byte[10];
        block[0] = MODE_SENSE_10;
        block[1] = NO_BLOCK_DESCRIPTORS;
        block[2] = (byte) ((control.field << 6) | page);
        block[8] = (byte) PAGE_BYTES;
        return ScsiRequest.reading("MODE SENSE(10)", block, PAGE_BYTES);
    }

    /**
     * MODE SENSE(10) of the Read-Write Error Recovery page with block descriptors (SPC-5; SBC-4): how many blocks a disk is set to show.
     *
     * @param longAddresses LLBAA: a descriptor that can hold more than 32 bits of them
     */
    public static ScsiRequest capacitySetting(boolean longAddresses) {
        byte[] block = new byte[10];
        block[0] = MODE_SENSE_10;
        block[1] = (byte) (longAddresses ? LONG_ADDRESSES : 0);
        block[2] = ERROR_RECOVERY;
        block[8] = (byte) CapacitySetting.BYTES;
        return ScsiRequest.reading("MODE SENSE(10)", block, CapacitySetting.BYTES);
    }

    /** REPORT LUNS (SPC-5): the logical units of the device, whichever of them is asked. */
    public static ScsiRequest reportUnits() {
        byte[] block = new byte[12];
        block[0] = (byte) REPORT_LUNS;
        block[8] = (byte) (ReportedUnits.BYTES >>> 8);
        block[9] = (byte) ReportedUnits.BYTES;
        return ScsiRequest.reading("REPORT LUNS", block, ReportedUnits.BYTES);
    }

    /** LOG SENSE, cumulative values (SPC-5): errors, temperature (0Dh), informational exceptions (2Fh). */
    public static ScsiRequest logPage(int page, int readBytes) {
        if (page < 0 || page > 0x3f || readBytes < 4 || readBytes > 0xffff) {
            throw new IllegalArgumentException("page 0 to 3Fh, 4 to 65535 bytes");
        }
        byte[] block = new byte[10];
        block[0] = LOG_SENSE;
        block[2] = (byte) (CUMULATIVE | page);
        block[7] = (byte) (readBytes >>> 8);
        block[8] = (byte) readBytes;
        return ScsiRequest.reading("LOG SENSE", block, readBytes);
    }

    /** READ DEFECT DATA(12) of the grown list (SBC-4): its head alone, which says how long it is. */
    public static ScsiRequest grownDefects() {
        byte[] block = new byte[12];
        block[0] = (byte) READ_DEFECT_DATA_12;
        block[1] = REQ_GLIST | BYTES_FROM_INDEX;
        block[9] = DefectList.BYTES;
        return ScsiRequest.reading("READ DEFECT DATA(12)", block, DefectList.BYTES);
    }

    /** PERSISTENT RESERVE IN, READ RESERVATION (SPC-5): whether another host holds the device. */
    public static ScsiRequest readReservation() {
        byte[] block = new byte[10];
        block[0] = PERSISTENT_RESERVE_IN;
        block[1] = 1;
        block[7] = 0x20; // 8192 bytes, as sg_persist asks for
        return ScsiRequest.reading("PERSISTENT RESERVE IN", block, 0x2000);
    }

    private static int eight(int value) {
        if (value < 0 || value > 0xff) {
            throw new IllegalArgumentException("8 bits");
        }
        return value;
    }
}
