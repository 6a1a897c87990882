package org.wangchuan.engine.phone.fill;

import java.util.Arrays;
import java.util.Optional;

/**
 * What filled a phone and read it back there. No verdict and no clause rests on which it was (decision 0182).
 *
 * @param by which of both
 * @param version of what it writes and how it is told, from 1
 */
public record Filler(By by, int version) {
    /** The newest version of either; what a later one would mean nobody here knows. */
    public static final int VERSION = 1;

    /** The shell's commands of {@link PhoneFiller}. */
    public static final Filler SHELL = new Filler(By.SHELL, 1);

    /** Our program on the phone, as {@code Fill.java} says it. */
    public static final Filler PROGRAM = new Filler(By.PROGRAM, 1);

    /** @throws IllegalArgumentException for a version that can't be */
    public Filler {
        if (version < 1 || version > VERSION) {
            throw new IllegalArgumentException("a filler of version " + version);
        }
    }

    /** Which of both. */
    public enum By {
        /** Our program: a stream that is another at each place, compared there byte by byte, and in samples here. */
        PROGRAM("program"),
        /** The phone's own shell: one block over and over behind a line of its own, its digests compared here, and samples. */
        SHELL("shell");

        private final String id;

        By(String id) {
            this.id = id;
        }

        /** As evidence calls it. */
        public String id() {
            return id;
        }

        /** By its word in evidence. */
        public static Optional<By> of(String id) {
            return Arrays.stream(values()).filter(one -> one.id.equals(id)).findFirst();
        }
    }
}
