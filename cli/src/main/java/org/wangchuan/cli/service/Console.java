package org.wangchuan.cli.service;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The person at the other end. Results go to standard output and are all that goes there; notes,
 * questions and the live display go to standard error. Thread-safe.
 */
public interface Console {

    /** Prints a result to standard output: a line, or lines, without the final line feed. */
    void result(String text);

    /** Prints a line to standard error above the live display; nothing with {@code --quiet}. */
    void note(String line);

    /** Prints a line that says what is wrong to standard error above the live display, also with {@code --quiet}. */
    void error(String line);

    /** The words of the person's language. */
    Messages messages();

    /**
     * Asks on the terminal and returns the answer without surrounding blanks; empty without a terminal. The answer is blank if none came:
     * the input ended, or somebody wished to stop.
     */
    Optional<String> ask(String question);

    /**
     * Asks on the terminal for what nobody may see: what is typed is not shown. Empty without a terminal; no characters if none came.
     *
     * @return the answer as it was typed, which the caller overwrites
     */
    default Optional<char[]> askUnseen(String question) {
        return Optional.empty();
    }

    /** Where an answer may come from. The question is shown on a terminal either way. */
    enum Answers {
        /** From the terminal only. */
        TERMINAL,
        /** From standard input, whatever it is: a keypad at the counter, for instance. */
        STANDARD_INPUT
    }

    /**
     * The same within a time limit. The question itself is never kept.
     *
     * @param limit how long an answer is waited for; it is blank if none came by then
     */
    Optional<String> ask(String question, Answers from, Duration limit);

    /**
     * Shows the lanes until the returned watch is closed. The supplier is called up to ten times a
     * second from one thread of the display and must never block.
     */
    Watch watch(Supplier<List<LaneSnapshot>> lanes);

    /** A live display that ends when it is closed, leaving its last picture. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
