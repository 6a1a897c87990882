package org.wangchuan.station.operator;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.log.LogSource;
import org.wangchuan.proof.log.NewEntry;
import org.wangchuan.proof.log.SignedCheckpoint;

/** How an operator's log is reached. This module knows no network; who starts it brings one. Thread-safe. */
public interface OperatorLog {
    /** Most entries of one request. */
    int ENTRIES_MAX = 1024;

    /** What came of sending entries. */
    sealed interface Answer {
        /** All are in the log, durably: where, in their order. Nothing of it is proved yet. */
        record Done(List<Long> indexes) implements Answer {
            public Done {
                indexes = List.copyOf(indexes);
            }
        }

        /**
         * They may or may not be in the log; the same again may help.
         *
         * @param text anybody's words: to be printed on one line at most
         */
        record Again(String text) implements Answer {}

        /** The log has another entry for at least one of these events: somebody has sent it before, and not the same. */
        record Conflict() implements Answer {}

        /**
         * Refused, and the same again will not help until somebody changes something.
         *
         * @param text anybody's words: to be printed on one line at most
         */
        record Refused(String text) implements Answer {}
    }

    /**
     * Sends entries; the same events are there once, however often they are sent.
     *
     * @param entries 1 to {@link #ENTRIES_MAX}
     */
    Answer append(List<NewEntry> entries, Duration limit) throws InterruptedException;

    /**
     * The checkpoint that is published; empty if there is none yet. Nothing of it is verified.
     *
     * @throws IOException if the log can't be read
     * @throws VerificationException if something else is published
     */
    Optional<SignedCheckpoint> checkpoint() throws IOException, VerificationException;

    /** Whether nobody is asked any more: somebody wants the program to stop. */
    boolean isStopped();

    /** The published tiles. */
    LogSource files();
}
