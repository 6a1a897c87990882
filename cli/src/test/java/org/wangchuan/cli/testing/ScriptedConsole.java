package org.wangchuan.cli.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.LaneSnapshot;
import org.wangchuan.cli.service.Messages;

/** A person who answers as a test says, and remembers what was said to them. Not thread-safe. */
public final class ScriptedConsole implements Console {
    private final Messages messages;
    private final Function<String, Optional<String>> answers;
    private final List<String> questions = new ArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final List<String> notes = new CopyOnWriteArrayList<>();
    private final StringBuilder out = new StringBuilder();

    /**
     * In a language.
     *
     * @param answers what is said to a question; empty where no terminal is
     */
    public ScriptedConsole(String language, Function<String, Optional<String>> answers) {
        this.messages = Messages.in(language);
        this.answers = answers;
    }

    /** One who is asked nothing. */
    public ScriptedConsole(String language) {
        this(language, question -> {
            throw new AssertionError("asked: " + question);
        });
    }

    /** All results, each with a line feed. */
    public String out() {
        return out.toString();
    }

    /** All errors, in order; also from other threads. */
    public List<String> errors() {
        return List.copyOf(errors);
    }

    /** All notes, in order; also from other threads. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** All questions, in order. */
    public List<String> questions() {
        return List.copyOf(questions);
    }

    @Override
    public void result(String text) {
        out.append(text).append('\n');
    }

    @Override
    public void note(String line) {
        notes.add(line);
    }

    @Override
    public void error(String line) {
        errors.add(line);
    }

    @Override
    public Messages messages() {
        return messages;
    }

    @Override
    public Optional<String> ask(String question) {
        questions.add(question);
        return answers.apply(question);
    }

    /** Each as it is said, in an array of its own. */
    @Override
    public Optional<char[]> askUnseen(String question) {
        return ask(question).map(String::toCharArray);
    }

    @Override
    public Optional<String> ask(String question, Answers from, Duration limit) {
        return ask(question);
    }

    @Override
    public Watch watch(Supplier<List<LaneSnapshot>> lanes) {
        return () -> {};
    }
}
