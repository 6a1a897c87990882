package org.wangchuan.acceptance.disk;

/**
 * One request as it reached the disk.
 *
 * @param kind what is asked
 * @param ordinal counts requests of this kind from 1
 * @param offset first byte
 * @param length bytes; 0 for a flush
 * @param flushesBefore flushes that had arrived before
 * @param bytesBefore bytes of earlier requests of this kind
 * @param writtenBefore bytes of earlier writes; of a write, its own too
 */
public record DiskRequest(
        RequestKind kind,
        long ordinal,
        long offset,
        long length,
        long flushesBefore,
        long bytesBefore,
        long writtenBefore) {}
