package org.wangchuan.cli.station;

import java.util.Locale;
import org.wangchuan.cli.service.Console;
import org.wangchuan.station.agent.AgentNotes;
import org.wangchuan.station.agent.Look;
import org.wangchuan.station.agent.PlatformRefusedException;
import org.wangchuan.station.agent.Task;

/** Tells the person at the station what its agent does. */
final class ConsoleNotes implements AgentNotes {
    private final Console console;

    /** On this console. */
    ConsoleNotes(Console console) {
        this.console = console;
    }

    @Override
    public void begins(Task task, boolean isResumed) {
        note(isResumed ? "station.resumes" : "station.begins", task.order(), task.lane());
    }

    @Override
    public void ends(Task task, String outcome, String code) {
        String word = console.messages().named("station.outcome", outcome.toLowerCase(Locale.ROOT));
        note("station.ends", task.order(), task.lane(), word, code);
    }

    @Override
    public void looks(Look look) {
        note("station.looks", look.lane());
    }

    @Override
    public void looked(Look look, String code) {
        note("station.looked", look.lane(), code);
    }

    @Override
    public void unreachable(String reason) {
        note("station.unreachable", reason);
    }

    @Override
    public void unknownThere(String reason) {
        console.error(console.messages().text("station.unknown-there", reason));
    }

    @Override
    public void reachable() {
        note("station.reachable");
    }

    @Override
    public void held(String kind, String code, String detail) {
        console.error(console.messages().text(heldKey(code), kind, code, detail));
    }

    /** The words for what was not taken: by the platform, or since something else has answered. */
    static String heldKey(String code) {
        return code.equals(PlatformRefusedException.NOT_THE_PLATFORM) ? "station.held-by-another" : "station.held";
    }

    @Override
    public void refused(String kind, String code, String detail) {
        console.error(console.messages().text("station.refused", kind, code, detail));
    }

    @Override
    public void notAllBrought() {
        console.error(console.messages().text("station.not-all-brought"));
    }

    @Override
    public void trouble(String reason) {
        console.error(console.messages().text("station.trouble", reason));
    }

    private void note(String key, Object... arguments) {
        console.note(console.messages().text(key, arguments));
    }
}
