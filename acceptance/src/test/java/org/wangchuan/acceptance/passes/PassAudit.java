package org.wangchuan.acceptance.passes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.wangchuan.acceptance.disk.DiskEvent;
import org.wangchuan.acceptance.disk.History;

/**
 * Follows every block of a disk through the passes: each pass has to write each block, with the right bytes, in the
 * order of the passes, and nothing of the next pass may be written before the last one is complete and flushed.
 * Writing the same bytes again is allowed, since that is what a retry and a resumed job do.
 */
public final class PassAudit {
    private static final int BLOCK_BYTES = 512;
    private static final int NO_PASS = -1;

    private final List<ExpectedPass> passes;
    private final byte[] image;
    private final int blocks;
    private final int[] passOf;
    private final long[] digestOf;
    private final boolean[] torn;
    private final int[] reached;
    private final long[] markOf;
    private final boolean[] markKnown;
    private final boolean[] readSinceWritten;
    private final Set<Long> randomDigests = new HashSet<>();
    private final long[] histogram = new long[256];
    private int current = NO_PASS;
    private boolean flushedSinceProgress;
    private int readBlocks;
    private boolean readCompletely;
    private long bytesWritten;
    private final List<Boolean> readBack = new ArrayList<>();

    private PassAudit(List<ExpectedPass> passes, int sizeBytes) {
        this.passes = passes;
        image = new byte[sizeBytes];
        blocks = (sizeBytes + BLOCK_BYTES - 1) / BLOCK_BYTES;
        passOf = new int[blocks];
        Arrays.fill(passOf, NO_PASS);
        digestOf = new long[blocks];
        torn = new boolean[blocks];
        reached = new int[passes.size()];
        markOf = new long[passes.size()];
        markKnown = new boolean[passes.size()];
        readSinceWritten = new boolean[blocks];
    }

    /**
     * Checks everything that reached a disk since an event.
     *
     * @param from sequence of the first event that counts
     * @throws WrongPassException at the first thing that is not as it should be
     */
    public static Report check(History history, long from, int sizeBytes, List<ExpectedPass> passes)
            throws WrongPassException {
        PassAudit audit = new PassAudit(passes, sizeBytes);
        for (DiskEvent event : history.events()) {
            if (event.sequence() >= from) {
                audit.follow(event, history);
            }
        }
        audit.conclude();
        return new Report(audit.bytesWritten, List.copyOf(audit.readBack));
    }

    /**
     * What else was seen.
     *
     * @param bytesWritten bytes of all writes
     * @param readBack for each pass, whether every block was read between its last write and the next pass
     */
    public record Report(long bytesWritten, List<Boolean> readBack) {}

    private void follow(DiskEvent event, History history) throws WrongPassException {
        switch (event) {
            case DiskEvent.Wrote wrote -> wrote(wrote, history.content(wrote));
            case DiskEvent.Flushed _ -> flushedSinceProgress = true;
            case DiskEvent.Read read -> {
                // Rounded inwards: only what was read as a whole counts.
                int first = (int) ((read.offset() + BLOCK_BYTES - 1) / BLOCK_BYTES);
                long end = read.offset() + read.length();
                for (int block = first; block < blocks && (block + 1L) * BLOCK_BYTES <= roundedUp(end); block++) {
                    if (!readSinceWritten[block]) {
                        readSinceWritten[block] = true;
                        readBlocks++;
                    }
                }
            }
            case DiskEvent.Allocated allocated ->
                throw new WrongPassException("" + allocated, "writes with their bytes", "a discard or write-zeroes");
            case DiskEvent.Odd odd -> throw new WrongPassException("" + odd, "reads, writes, flushes", odd.what());
        }
    }

    /** The end of an image of odd size ends its last block. */
    private long roundedUp(long end) {
        return end >= image.length ? (long) blocks * BLOCK_BYTES : end;
    }

    private void wrote(DiskEvent.Wrote wrote, byte[] content) throws WrongPassException {
        bytesWritten += content.length;
        readCompletely = readBlocks == blocks;
        if (wrote.offset() + content.length > image.length) {
            throw new WrongPassException("" + wrote, "writes below " + image.length, "one beyond");
        }
        System.arraycopy(content, 0, image, (int) wrote.offset(), content.length);
        int first = (int) (wrote.offset() / BLOCK_BYTES);
        int last = (int) ((wrote.offset() + content.length - 1) / BLOCK_BYTES);
        for (int block = first; block <= last; block++) {
            if (readSinceWritten[block]) {
                readSinceWritten[block] = false;
                readBlocks--;
            }
            boolean whole = wrote.offset() <= (long) block * BLOCK_BYTES
                    && wrote.offset() + content.length >= Math.min((block + 1L) * BLOCK_BYTES, image.length);
            blockWritten(block, whole);
        }
    }

    private void blockWritten(int block, boolean whole) throws WrongPassException {
        int at = block * BLOCK_BYTES;
        int length = Math.min(BLOCK_BYTES, image.length - at);
        long digest = digest(at, length);
        int pass = passOf[block];
        int next = pass + 1;
        if (pass != NO_PASS && digest == digestOf[block] && !isNextPassByChance(next, at, length)) {
            torn[block] = false;
            return; // again
        }
        if (next < passes.size() && passes.get(next).fits(image, at, length)) {
            torn[block] = false;
            advance(block, next, at, length, digest);
        } else if (!whole) {
            torn[block] = true; // the rest of the block has to follow
        } else {
            String expected = (pass == NO_PASS ? "" : "the same bytes again, or ")
                    + (next < passes.size()
                            ? "pass " + (next + 1) + " " + passes.get(next).word()
                            : "no more writes");
            throw new WrongPassException("byte " + at + ", pass " + (pass + 1) + " done", expected, shown(at, length));
        }
    }

    /**
     * The random bytes of a tail of one byte are those of the pass before in one case of 256. Then they are the next
     * pass if that has begun elsewhere, or if nothing is left of the one before.
     */
    private boolean isNextPassByChance(int next, int at, int length) {
        return length < ExpectedPass.SHORT_BLOCK_BYTES
                && next < passes.size()
                && passes.get(next).fits(image, at, length)
                && (next == current || (next == current + 1 && reached[current] == blocks && flushedSinceProgress));
    }

    private void advance(int block, int pass, int at, int length, long digest) throws WrongPassException {
        if (pass > current) {
            if (current != NO_PASS && (reached[current] != blocks || !flushedSinceProgress)) {
                throw new WrongPassException(
                        "byte " + at + ", first write of pass " + (pass + 1),
                        "all " + blocks + " blocks of the pass before, and a flush",
                        reached[current] + " blocks, " + (flushedSinceProgress ? "a flush" : "no flush"));
            }
            if (current != NO_PASS) {
                readBack.add(readCompletely);
            }
            current = pass;
        }
        flushedSinceProgress = false;
        passOf[block] = pass;
        digestOf[block] = digest;
        reached[pass]++;
        long mark = passes.get(pass).mark(image, at, length);
        if (length == BLOCK_BYTES && markKnown[pass] && mark != markOf[pass]) {
            throw new WrongPassException("byte " + at, "one nonce for the whole pass", "another one");
        }
        if (length == BLOCK_BYTES) {
            markKnown[pass] = true;
            markOf[pass] = mark;
        }
        if (passes.get(pass) == ExpectedPass.RANDOM && length == BLOCK_BYTES) {
            if (!randomDigests.add(digest)) {
                throw new WrongPassException("byte " + at, "random bytes that were nowhere else", "bytes seen before");
            }
            for (int i = at; i < at + length; i++) {
                histogram[image[i] & 0xFF]++;
            }
        }
    }

    private void conclude() throws WrongPassException {
        for (int pass = 0; pass < passes.size(); pass++) {
            if (reached[pass] != blocks) {
                throw new WrongPassException(
                        "pass " + (pass + 1) + " " + passes.get(pass).word(),
                        "all " + blocks + " blocks written",
                        reached[pass] + " blocks");
            }
        }
        if (!flushedSinceProgress) {
            throw new WrongPassException("the end", "a flush after the last write", "none");
        }
        for (int block = 0; block < blocks; block++) {
            if (torn[block]) {
                throw new WrongPassException("byte " + block * BLOCK_BYTES, "a whole block", "a part of one");
            }
        }
        readBack.add(readBlocks == blocks);
        checkHistogram();
    }

    /** Chi-square of byte values with 255 degrees of freedom: mean 255, deviation 22.6; ten deviations are allowed. */
    private void checkHistogram() throws WrongPassException {
        double total = Arrays.stream(histogram).sum();
        if (total == 0) {
            return;
        }
        double each = total / histogram.length;
        double chiSquare = 0;
        for (long count : histogram) {
            chiSquare += (count - each) * (count - each) / each;
        }
        if (chiSquare > 480) {
            throw new WrongPassException("random passes", "bytes that are equally frequent", "chi-square " + chiSquare);
        }
    }

    /** FNV-1a, 64 bits: no adversary is at work here. */
    private long digest(int at, int length) {
        long digest = 0xcbf29ce484222325L;
        for (int i = at; i < at + length; i++) {
            digest = (digest ^ (image[i] & 0xFF)) * 0x100000001b3L;
        }
        return digest;
    }

    private String shown(int at, int length) {
        return java.util.HexFormat.of().formatHex(image, at, at + Math.min(length, 24)) + "…";
    }
}
