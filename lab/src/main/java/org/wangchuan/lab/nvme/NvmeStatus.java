package org.wangchuan.lab.nvme;

/** Status Code Type and Status Code of a completion (NVMe Base 2.0, figures 93 to 98), in its 15 bits. */
final class NvmeStatus {
    static final int SUCCESS = 0;
    static final int INVALID_OPCODE = 0x01;
    static final int INVALID_FIELD = 0x02;
    static final int DATA_TRANSFER = 0x04;
    static final int INTERNAL = 0x06;
    static final int INVALID_NAMESPACE = 0x0b;
    static final int SEQUENCE = 0x0c;
    /** For lack of rights, of what is no access to the medium. */
    static final int OPERATION_DENIED = 0x15;

    static final int SANITIZE_FAILED = 0x1c;
    static final int SANITIZE_IN_PROGRESS = 0x1d;
    static final int LBA_OUT_OF_RANGE = 0x80;
    /** Media and Data Integrity, Unrecovered Read Error. */
    static final int UNRECOVERED_READ = 0x281;
    /** Media and Data Integrity, Access Denied: for lack of rights. */
    static final int ACCESS_DENIED = 0x286;
    /** Command Specific, Invalid Log Page. */
    static final int INVALID_LOG = 0x109;
    /** Command Specific, Invalid Format. */
    static final int INVALID_FORMAT = 0x10a;

    /** Do Not Retry. */
    static final int FINAL = 0x4000;

    private NvmeStatus() {}
}
