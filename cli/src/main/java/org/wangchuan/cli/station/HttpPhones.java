package org.wangchuan.cli.station;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.station.agent.PhoneDesk;
import org.wangchuan.station.agent.PlatformRefusedException;
import org.wangchuan.station.agent.Task;
import org.wangchuan.station.ordered.PhoneAnswer;

/** What goes between phones and people at a platform, by its Station API. Thread-safe. */
final class HttpPhones implements PhoneDesk {
    private static final int ANSWERS_MAX = 1000;

    private final HttpPlatform platform;
    private volatile List<PhoneAnswer> answers = List.of();

    HttpPhones(HttpPlatform platform) {
        this.platform = platform;
    }

    /** Takes what stands beside the list of tasks; a platform of before names none. One that can't be read is passed over: it is asked again. */
    void named(Json.Fields in) throws ShapeException {
        List<Json.Fields> found = in.has("answers") ? in.objects("answers") : List.of();
        List<PhoneAnswer> out = new ArrayList<>();
        for (Json.Fields one : found.subList(0, Math.min(found.size(), ANSWERS_MAX))) {
            try {
                out.add(new PhoneAnswer(
                        HttpPlatform.uuid(one, "task"),
                        HttpPlatform.uuid(one, "question"),
                        one.object("answer").object()));
            } catch (ShapeException _) {
                // Nobody knows whose it is; whoever gave it sees that it is asked still.
            }
        }
        answers = List.copyOf(out);
    }

    /** What kind of task it is; empty for one that this version does not know. */
    static Optional<Task.Kind> kind(Json.Fields task) throws ShapeException {
        if (!task.has("kind")) {
            return Optional.of(Task.Kind.DRIVE);
        }
        return switch (task.text("kind")) {
            case "drive" -> Optional.of(Task.Kind.DRIVE);
            case "phone" -> Optional.of(Task.Kind.PHONE);
            default -> Optional.empty();
        };
    }

    @Override
    public List<PhoneAnswer> answers() {
        return answers;
    }

    @Override
    public void putTurn(UUID task, JsonValue.Obj turn)
            throws IOException, PlatformRefusedException, InterruptedException {
        byte[] _ = platform.ask("PUT", "/tasks/" + task + "/phone", Optional.of(turn));
    }
}
