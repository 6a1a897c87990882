package org.wangchuan.engine.medium.inquiry;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.wangchuan.engine.command.SanitizeState;
import org.wangchuan.engine.command.Told;
import org.wangchuan.engine.medium.told.Fact;
import org.wangchuan.engine.medium.told.Fact.Count;
import org.wangchuan.engine.medium.told.Fact.Flag;
import org.wangchuan.engine.medium.told.Fact.Untold;
import org.wangchuan.engine.medium.told.Fact.Value;
import org.wangchuan.engine.medium.told.Fact.Why;
import org.wangchuan.engine.medium.told.Fact.Word;
import org.wangchuan.engine.medium.told.FactName;
import org.wangchuan.engine.medium.told.Topic;

/** Facts as they come in. Not thread-safe. */
final class Facts {
    private static final Untold EMPTY_FIELD = new Untold(Why.NOT_IN_ANSWER, "");

    private final List<Fact> facts = new ArrayList<>();

    List<Fact> all() {
        return List.copyOf(facts);
    }

    void flag(FactName name, Told told, String source) {
        add(
                name,
                switch (told) {
                    case YES -> new Flag(true);
                    case NO -> new Flag(false);
                    case NOT_TOLD -> EMPTY_FIELD;
                },
                source);
    }

    void flag(FactName name, boolean yes, String source) {
        add(name, new Flag(yes), source);
    }

    void number(FactName name, long value, String source) {
        add(name, new Count(value), source);
    }

    void number(FactName name, OptionalInt value, String source) {
        add(name, value.isPresent() ? new Count(value.getAsInt()) : EMPTY_FIELD, source);
    }

    void number(FactName name, OptionalLong value, String source) {
        add(name, value.isPresent() ? new Count(value.getAsLong()) : EMPTY_FIELD, source);
    }

    void word(FactName name, String id, String source) {
        add(name, new Word(id), source);
    }

    /** What was said of a sanitize before anything was done here. */
    void state(SanitizeState state, String source) {
        add(
                FactName.SANITIZE_STATE,
                switch (state) {
                    case SanitizeState.NotTold _ -> EMPTY_FIELD;
                    case SanitizeState.Never _ -> new Word("never");
                    case SanitizeState.NoSuccessOnRecord _ -> new Word("no-success-on-record");
                    case SanitizeState.ResultRead _ -> new Word("result-read");
                    case SanitizeState.Idle _ -> new Word("idle");
                    case SanitizeState.Running _ -> new Word("running");
                    case SanitizeState.LastSucceeded _ -> new Word("last-succeeded");
                    case SanitizeState.LastFailed _ -> new Word("last-failed");
                },
                source);
    }

    void untold(FactName name, Untold why, String source) {
        add(name, why, source);
    }

    /** All that are about this. */
    void untold(Topic topic, Untold why, String source) {
        FactName.about(topic).forEach(name -> add(name, why, source));
    }

    private void add(FactName name, Value value, String source) {
        facts.add(new Fact(name, value, source));
    }
}
