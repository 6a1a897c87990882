package org.wangchuan.acceptance.fuse;

/** Requests of the kernel (enum fuse_opcode, linux/fuse.h) that the server knows; others are answered ENOSYS. */
enum Opcode {
    LOOKUP(1),
    FORGET(2),
    GETATTR(3),
    SETATTR(4),
    OPEN(14),
    READ(15),
    WRITE(16),
    STATFS(17),
    RELEASE(18),
    FSYNC(20),
    FLUSH(25),
    INIT(26),
    INTERRUPT(36),
    DESTROY(38),
    BATCH_FORGET(42),
    FALLOCATE(43),
    UNKNOWN(-1);

    private final int number;

    Opcode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static Opcode of(int number) {
        for (Opcode opcode : values()) {
            if (opcode.number == number) {
                return opcode;
            }
        }
        return UNKNOWN;
    }
}
