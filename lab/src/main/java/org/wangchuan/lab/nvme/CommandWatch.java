package org.wangchuan.lab.nvme;

import java.io.IOException;

/** Who sees what a drive is told: from outside, and so nothing of what whoever tells it believes. Called by several threads. */
@FunctionalInterface
public interface CommandWatch {
    /** Nobody looks. */
    CommandWatch NOBODY = (_, _) -> {};

    /** Sanitize (NVMe Base 2.0, figure 138). */
    int SANITIZE = 0x84;

    /** Format NVM. */
    int FORMAT = 0x80;

    /**
     * A command.
     *
     * @param admin whether it is one to the controller, not to a namespace's blocks
     * @param opcode of the standard
     * @param offset the first byte of the namespace that it is about; 0 if it is about none
     * @param bytes how many; 0 if it is about none
     */
    record Told(boolean admin, int opcode, long offset, long bytes) {
        /** Whether it orders an erasure by the drive itself. */
        public boolean orders() {
            return admin && (opcode == SANITIZE || opcode == FORMAT);
        }

        /** Whether it writes: Write, Write Zeroes, Dataset Management. */
        public boolean writes() {
            return !admin && (opcode == 0x01 || opcode == 0x08 || opcode == 0x09);
        }

        /** Whether it reads. */
        public boolean reads() {
            return !admin && opcode == 0x02;
        }

        /** Whether what was written is to be made durable. */
        public boolean flushes() {
            return !admin && opcode == 0x00;
        }

        static Told of(boolean admin, NvmeCommand command) {
            boolean blocks =
                    !admin && (command.opcode() == 0x01 || command.opcode() == 0x02 || command.opcode() == 0x08);
            return new Told(
                    admin,
                    command.opcode(),
                    blocks ? command.startBlock() * NvmeBlocks.BLOCK_BYTES : 0,
                    blocks ? (long) command.blocks() * NvmeBlocks.BLOCK_BYTES : 0);
        }
    }

    /**
     * A command has come, or was carried out and is about to be answered. While this lasts its queue does nothing else.
     *
     * @param carriedOut whether it was
     * @throws IOException if there is nobody to be answered any more
     */
    void sees(Told command, boolean carriedOut) throws IOException;
}
