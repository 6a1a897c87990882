package org.wangchuan.engine.command.tcg;

/** Names of objects and methods, 8 bytes each (Core Specification 2.01; Opal 2.30; feature set PSID 1.00). */
final class Uid {
    static final long SESSION_MANAGER = 0xffL;
    static final long THIS_SP = 0x1L;
    static final long ADMIN_SP = 0x0000_0205_0000_0001L;
    static final long PSID = 0x0000_0009_0001_ff01L;

    static final long PROPERTIES = 0xff01L;
    static final long START_SESSION = 0xff02L;
    static final long SYNC_SESSION = 0xff03L;
    static final long CLOSE_SESSION = 0xff06L;
    static final long REVERT = 0x0000_0006_0000_0202L;
    static final long REVERT_SP = 0x0000_0006_0000_0011L;

    private Uid() {}
}
