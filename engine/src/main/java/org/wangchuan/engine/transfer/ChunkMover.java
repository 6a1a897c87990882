package org.wangchuan.engine.transfer;

/** Moves bytes between one medium and one buffer; belongs to one thread, which also closes it. */
public interface ChunkMover extends AutoCloseable {

    /**
     * Moves the bytes at {@code [offset, offset + length)} with one request; may move fewer.
     *
     * @return bytes accepted from {@code offset} on (whole units, or up to the end of the medium), 0 at the end of the
     *     medium, or a negated errno
     */
    long move(long offset, int length);

    /**
     * Tries whether anything works at a place, without any record of it.
     *
     * @return as {@link #move}
     */
    long probe(long offset, int length);

    @Override
    void close();

    /** Makes the mover of one thread, in that thread. */
    @FunctionalInterface
    interface Factory {
        /** A mover with a buffer for requests of up to the chunk size. */
        ChunkMover newMover();
    }
}
