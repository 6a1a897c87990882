package org.wangchuan.engine.medium.backing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.wangchuan.engine.kernel.FileExtents;
import org.wangchuan.engine.kernel.Kernel;

/**
 * Which bytes of a file lie where on its device, without holes and without space that was reserved but never written. Runs that follow each
 * other in the file and on the device are one. Not safe for use by several threads while it is filled, which only {@link #of} does.
 */
final class FilePlaces {
    /** Why nothing is known where what was kept can't be read. */
    static final String UNREADABLE = "what was kept of it can't be read";

    private static final String KNOWN = "wangchuan-places/v1";
    private static final String UNKNOWN = "wangchuan-places/v1 unknown: ";
    private static final int FIELDS = 3;
    private static final int LOGICAL = 0;
    private static final int PHYSICAL = 1;
    private static final int LENGTH = 2;

    /** What the file system says. */
    sealed interface Answer {}

    /** All of it. */
    record Known(FilePlaces places) implements Answer {}

    /** Nothing that can be used. */
    record Unknown(String reason) implements Answer {}

    /** Runs in the order of the file, each of {@link #FIELDS} values, bytes all. */
    private long[] runs = new long[FIELDS * 16];

    private int used;

    private FilePlaces() {}

    /** What was written, shared with other files or not. */
    static Answer of(Kernel kernel, int descriptor) {
        return without(FileExtents.UNWRITTEN, kernel, descriptor);
    }

    /** What was written and belongs to this file alone: overwriting a shared block leaves the block and moves the file. */
    static Answer ownedBy(Kernel kernel, int descriptor) {
        return without(FileExtents.UNWRITTEN | FileExtents.SHARED, kernel, descriptor);
    }

    private static Answer without(int flagsLeftOut, Kernel kernel, int descriptor) {
        FilePlaces places = new FilePlaces();
        return switch (FileExtents.of(kernel, descriptor, (logical, physical, length, flags) -> {
            if ((flags & flagsLeftOut) == 0) {
                places.add(logical, physical, length);
            }
        })) {
            case FileExtents.Mapped _ -> new Known(places);
            case FileExtents.Unmapped(String reason) -> new Unknown(reason);
        };
    }

    /**
     * An answer as text, to be kept: a line of its kind, and for a known one a line for each run. A run is three numbers of bytes:
     * where it lies in the file, where on the device, how long it is.
     */
    static byte[] toBytes(Answer answer) {
        StringBuilder out = new StringBuilder();
        switch (answer) {
            case Unknown(String reason) ->
                out.append(UNKNOWN).append(reason.replace('\n', ' ')).append('\n');
            case Known(FilePlaces places) -> {
                out.append(KNOWN).append('\n');
                for (int i = 0; i < places.used; i++) {
                    out.append(places.runs[i]).append(i % FIELDS == FIELDS - 1 ? '\n' : ' ');
                }
            }
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The opposite of {@link #toBytes}; unknown if that is not what the bytes are. */
    static Answer parse(byte[] bytes) {
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
        if (lines.length == 2 && lines[0].startsWith(UNKNOWN)) {
            return new Unknown(lines[0].substring(UNKNOWN.length()));
        }
        FilePlaces places = new FilePlaces();
        boolean whole = lines[0].equals(KNOWN) && lines[lines.length - 1].isEmpty();
        long end = 0;
        for (int line = 1; whole && line < lines.length - 1; line++) {
            String[] numbers = lines[line].split(" ", -1);
            whole = numbers.length == FIELDS && Stream.of(numbers).allMatch(number -> number.matches("[0-9]{1,18}"));
            if (whole) {
                long logical = Long.parseLong(numbers[LOGICAL]);
                long length = Long.parseLong(numbers[LENGTH]);
                whole = logical >= end && length > 0;
                end = logical + length;
                places.add(logical, Long.parseLong(numbers[PHYSICAL]), length);
            }
        }
        return whole ? new Known(places) : new Unknown(UNREADABLE);
    }

    private void add(long logical, long physical, long length) {
        int last = used - FIELDS;
        if (used > 0
                && runs[last + LOGICAL] + runs[last + LENGTH] == logical
                && runs[last + PHYSICAL] + runs[last + LENGTH] == physical) {
            runs[last + LENGTH] += length;
            return;
        }
        if (used == runs.length) {
            runs = Arrays.copyOf(runs, 2 * used);
        }
        runs[used + LOGICAL] = logical;
        runs[used + PHYSICAL] = physical;
        runs[used + LENGTH] = length;
        used += FIELDS;
    }

    /** All bytes that have a place. */
    long bytes() {
        long sum = 0;
        for (int run = 0; run < used; run += FIELDS) {
            sum += runs[run + LENGTH];
        }
        return sum;
    }

    /** How many bytes lie here and there at the same place, both in the file and on the device. */
    long bytesAlsoIn(FilePlaces other) {
        long sum = 0;
        int mine = 0;
        int theirs = 0;
        while (mine < used && theirs < other.used) {
            long from = Math.max(runs[mine + LOGICAL], other.runs[theirs + LOGICAL]);
            long myEnd = runs[mine + LOGICAL] + runs[mine + LENGTH];
            long theirEnd = other.runs[theirs + LOGICAL] + other.runs[theirs + LENGTH];
            long to = Math.min(myEnd, theirEnd);
            long myShift = runs[mine + PHYSICAL] - runs[mine + LOGICAL];
            long theirShift = other.runs[theirs + PHYSICAL] - other.runs[theirs + LOGICAL];
            if (to > from && myShift == theirShift) {
                sum += to - from;
            }
            if (myEnd <= theirEnd) {
                mine += FIELDS;
            } else {
                theirs += FIELDS;
            }
        }
        return sum;
    }
}
