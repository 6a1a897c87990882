package org.wangchuan.platform.oversight.incident;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of an incident. None of it tells who somebody is. What is not known is empty, and is said to be unknown.
 *
 * @param kind one of the rules' kinds
 * @param since from when on it happened
 * @param until when it was over
 * @param found when it was noticed
 * @param facts for ourselves
 * @param information kinds of it, by their ids
 * @param cause why it could happen
 * @param harm that may follow for the persons
 * @param remedies what was done
 * @param advice what the persons can do
 * @param impact on the work and on others
 * @param system the overview of the system that it was in
 */
public record Description(
        String kind,
        Optional<Instant> since,
        Optional<Instant> until,
        Instant found,
        String facts,
        List<String> information,
        Said cause,
        Said harm,
        Said remedies,
        Said advice,
        Said impact,
        Said system) {
    /** The longest of its texts, in characters. */
    public static final int CHARS_MAX = 2000;

    public Description {
        information = List.copyOf(information);
    }

    /** What was written, in Chinese and perhaps in English. */
    public record Said(String zh, String en) {
        /** Nothing. */
        public static final Said NOTHING = new Said("", "");

        /** Whether nothing was written. */
        public boolean isEmpty() {
            return zh.isEmpty() && en.isEmpty();
        }

        /** In a language, or in the other one if there is none in it. */
        public String in(boolean isChinese) {
            String wanted = isChinese ? zh : en;
            return wanted.isEmpty() ? isChinese ? en : zh : wanted;
        }

        /** Whether there is something, and not in this language. */
        public boolean isOtherOnly(boolean isChinese) {
            return !isEmpty() && (isChinese ? zh : en).isEmpty();
        }
    }

    /** As it is when only a suspicion is known. */
    static Description of(Entry.Reported report) {
        return new Description(
                report.kind(),
                Optional.empty(),
                Optional.empty(),
                report.found(),
                report.facts(),
                List.of(),
                Said.NOTHING,
                Said.NOTHING,
                Said.NOTHING,
                Said.NOTHING,
                Said.NOTHING,
                Said.NOTHING);
    }
}
