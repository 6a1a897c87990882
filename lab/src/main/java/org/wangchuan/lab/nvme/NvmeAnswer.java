package org.wangchuan.lab.nvme;

/**
 * What a drive answers to one command.
 *
 * @param status Status Field without the phase, 15 bits
 * @param result Dword 0 and 1 of the completion
 * @param data what goes to the host, if anything
 */
@SuppressWarnings("ArrayRecordComponent") // it is written out at once, and never compared
record NvmeAnswer(int status, long result, byte[] data) {
    private static final byte[] NOTHING = {};

    static NvmeAnswer done(long result) {
        return new NvmeAnswer(NvmeStatus.SUCCESS, result, NOTHING);
    }

    static NvmeAnswer data(byte[] data) {
        return new NvmeAnswer(NvmeStatus.SUCCESS, 0, data);
    }

    static NvmeAnswer refused(int status) {
        return new NvmeAnswer(status | NvmeStatus.FINAL, 0, NOTHING);
    }
}
