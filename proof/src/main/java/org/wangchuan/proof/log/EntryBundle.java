package org.wangchuan.proof.log;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;

/** Entries one after the other, each after its length as a big endian u16 (C2SP tlog-tiles, "Log entries"). */
public final class EntryBundle {
    /** Longest entry in bytes. */
    public static final int ENTRY_BYTES_MAX = 0xFFFF;

    private EntryBundle() {}

    /** The bytes of a bundle. */
    public static byte[] encode(List<byte[]> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] entry : entries) {
            if (entry.length > ENTRY_BYTES_MAX) {
                throw new IllegalArgumentException("entry of " + entry.length + " bytes");
            }
            out.write(entry.length >> 8);
            out.write(entry.length);
            out.writeBytes(entry);
        }
        return out.toByteArray();
    }

    /**
     * Reads exactly so many entries.
     *
     * @throws VerificationException with code PROOF_FORMAT for fewer, more, or a part of one
     */
    public static List<byte[]> parse(byte[] bundle, int count) throws VerificationException {
        List<byte[]> entries = new ArrayList<>();
        int at = 0;
        while (at < bundle.length) {
            if (entries.size() == count) {
                throw bad(count + " entries", bundle.length - at + " more bytes");
            }
            if (bundle.length - at < 2) {
                throw bad("the length of entry " + entries.size(), "the end");
            }
            int length = ((bundle[at] & 0xFF) << 8) | (bundle[at + 1] & 0xFF);
            at += 2;
            if (bundle.length - at < length) {
                throw bad("entry " + entries.size() + " of " + length + " bytes", bundle.length - at + " bytes");
            }
            entries.add(Arrays.copyOfRange(bundle, at, at + length));
            at += length;
        }
        if (entries.size() != count) {
            throw bad(count + " entries", entries.size() + "");
        }
        return entries;
    }

    private static VerificationException bad(String expected, String found) {
        return new VerificationException(FailureCode.PROOF_FORMAT, "entry bundle", expected, found);
    }
}
