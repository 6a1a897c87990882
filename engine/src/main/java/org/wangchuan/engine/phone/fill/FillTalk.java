package org.wangchuan.engine.phone.fill;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wangchuan.engine.adb.service.ShellSink;

/**
 * What our program on a phone says, line by line (see {@code Fill.java}). What it can't mean breaks the talk, and so does more noise around it than a system makes: nothing
 * is kept but one line. For one thread.
 */
final class FillTalk implements ShellSink {
    private static final String MINE = "wangchuan-fill ";
    private static final Pattern LINE =
            Pattern.compile("([a-z]{1,10})(?: (\\d{1,15}))?(?: (\\d{1,15}))?(?: (\\d{1,15}))?");
    private static final int LINE_CHARS_MAX = 200;

    /** Android's linker and virtual machine may warn of something. */
    private static final long NOISE_BYTES_MAX = 64 << 10;

    private final long version;
    private final Telling telling;
    private final StringBuilder line = new StringBuilder();
    private long noise;
    private long lines;
    private boolean isReady;
    private boolean isOver;
    private boolean isStopped;
    private boolean isBroken;

    /** Is given what stands between its first and its last line. */
    @FunctionalInterface
    interface Telling {
        /**
         * Takes one of them.
         *
         * @param numbers none to three, below 10^15
         * @return whether it can be
         */
        boolean take(String word, List<Long> numbers);
    }

    /** @param version that it has to name */
    FillTalk(int version, Telling telling) {
        this.version = version;
        this.telling = telling;
    }

    @Override
    public void output(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length && !isBroken; i++) {
            if (bytes[i] == '\n') {
                line(line.toString());
                line.setLength(0);
            } else if (line.length() < LINE_CHARS_MAX) {
                line.append((char) (bytes[i] & 0xff));
            } else {
                noise(1);
                isBroken |= line.indexOf(MINE) == 0;
            }
        }
    }

    @Override
    public void error(byte[] bytes, int offset, int length) {
        noise(length);
    }

    private void noise(long bytes) {
        noise += bytes;
        isBroken |= noise > NOISE_BYTES_MAX;
    }

    private void line(String said) {
        if (!said.startsWith(MINE)) {
            noise(said.length() + 1L);
            return;
        }
        Matcher matcher = LINE.matcher(said.substring(MINE.length()));
        isBroken |= !matcher.matches() || isOver;
        if (isBroken) {
            return;
        }
        lines++;
        List<Long> numbers = new ArrayList<>();
        for (int i = 2; i <= matcher.groupCount() && matcher.group(i) != null; i++) {
            numbers.add(Long.parseLong(matcher.group(i)));
        }
        isBroken = !isSound(matcher.group(1), numbers);
    }

    private boolean isSound(String word, List<Long> numbers) {
        if (!isReady) {
            isReady = word.equals("ready") && numbers.equals(List.of(version));
            return isReady;
        }
        if (word.equals("end") || word.equals("stopped")) {
            isOver = true;
            isStopped = word.equals("stopped");
            return numbers.size() == (isStopped ? 0 : 1);
        }
        return telling.take(word, numbers);
    }

    /** How many lines of its own have come. */
    long lines() {
        return lines;
    }

    boolean isReady() {
        return isReady;
    }

    /** Whether it said that it came to its end, and no more since. */
    boolean isEnded() {
        return isOver && !isStopped && !isBroken;
    }

    boolean isBroken() {
        return isBroken;
    }
}
