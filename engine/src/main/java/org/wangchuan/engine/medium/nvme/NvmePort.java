package org.wangchuan.engine.medium.nvme;

import org.wangchuan.engine.command.nvme.NvmeRequest;

/** Where NVMe admin commands go; for one controller, for one caller at a time. */
@FunctionalInterface
public interface NvmePort {

    /** What came of a command. */
    sealed interface Answer {}

    /** The system did not pass it on. */
    record NotSent(int errno) implements Answer {}

    /** The controller answered. */
    final class Completed implements Answer {
        private final int status;
        private final byte[] data;

        public Completed(int status, byte[] data) {
            this.status = status;
            this.data = data.clone();
        }

        /** Status code type and status code as the kernel hands them on, 0 for success. */
        public int status() {
            return status;
        }

        /** What was read; empty if nobody wrote to the buffer. */
        public byte[] data() {
            return data.clone();
        }
    }

    /** Runs one command that changes nothing. */
    Answer execute(NvmeRequest request);
}
