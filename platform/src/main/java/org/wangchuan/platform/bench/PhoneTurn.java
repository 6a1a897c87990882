package org.wangchuan.platform.bench;

import java.util.List;
import java.util.Optional;

/**
 * How it stands between a phone that a station erases and the people who serve it, as the station last told it: all of it each time. It is help on the
 * screen, kept as long as the task is open; no verdict, no state and no record follows from it. Nothing of it names the phone, its SIM or its owner.
 *
 * @param turn ascending, over restarts of the station as well; a lower one than is known is passed over
 * @param step what is due, one of {@link PhoneTurnReader#STEPS}
 * @param notices what the people were told, the latest last
 * @param fill how far a fill of its storage is
 * @param question what the station waits for; the lane stands until it is answered
 */
public record PhoneTurn(
        long turn,
        String step,
        Shown phone,
        List<Fact> facts,
        List<Notice> notices,
        Optional<Fill> fill,
        Optional<PhoneQuestion> question) {
    private static final int WHOLE = 100;

    public PhoneTurn {
        facts = List.copyOf(facts);
        notices = List.copyOf(notices);
    }

    /** What it calls itself, as far as it tells. */
    public record Shown(
            Optional<String> maker, Optional<String> model, Optional<String> system, Optional<String> version) {
        static final Shown NOTHING = new Shown(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Something that is known of it.
     *
     * @param property the engine's word
     * @param source from where, the engine's word
     * @param said the same for people
     */
    public record Fact(String property, String value, String source, PhoneSaid said) {}

    /**
     * What the people were told.
     *
     * @param code one of {@link PhoneTurnReader#NOTICES}
     * @param said the engine's words to it, where it has some
     * @param topic of which where to tap is shown with it, one of {@link PhoneTurnReader#TOPICS}
     */
    public record Notice(String code, Optional<PhoneSaid> said, Optional<String> topic) {}

    /** How far a fill is, in bytes: writing, then reading all of it back. */
    public record Fill(boolean isVerifying, long doneBytes, long allBytes) {
        /** From 0 to 100, rounded down. */
        public int percent() {
            return allBytes <= 0 ? 0 : (int) Math.clamp(doneBytes * (double) WHOLE / allBytes, 0, WHOLE);
        }
    }

    /** What the people are to do now: the last that they were told. */
    public Optional<Notice> now() {
        return notices.isEmpty() ? Optional.empty() : Optional.of(notices.getLast());
    }

    /** What they were told before that, the latest first. */
    public List<Notice> earlier() {
        return notices.reversed().stream().skip(1).toList();
    }

    /** The topics of which where to tap is shown, each once, the latest first. */
    public List<String> topics() {
        return notices.reversed().stream()
                .flatMap(one -> one.topic().stream())
                .distinct()
                .toList();
    }
}
