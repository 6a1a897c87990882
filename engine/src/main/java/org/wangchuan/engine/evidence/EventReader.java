package org.wangchuan.engine.evidence;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.ReadPath;
import org.wangchuan.engine.policy.PassSpec;
import org.wangchuan.engine.policy.PatternKind;
import org.wangchuan.engine.policy.VerifyMode;

/** Reads events in their one spelling; nothing unknown passes unread. */
public final class EventReader {
    /** More passes than any policy may have. */
    private static final int PASS_MAX = 100;

    private static final int INSTANT_CHARS = 20;

    private EventReader() {}

    /**
     * Reads one canonical line, without its line feed.
     *
     * @throws MalformedJsonException if it is not canonical JSON
     * @throws ShapeException if it is no event of this format
     */
    public static Event read(byte[] line) throws MalformedJsonException, ShapeException {
        Json.Fields f = Json.in(CanonicalJson.readObject(line));
        return switch (f.text("event")) {
            case "opened" -> {
                f.only("event", "format", "job", "tool", "at");
                RecordForm form = RecordForm.of(f.text("format"))
                        .orElseThrow(() -> new ShapeException("format", Evidence.FORMAT, "another"));
                yield new Event.Opened(form, f.text("job"), f.text("tool"), instant(f));
            }
            case "policy" ->
                new Event.PolicyChosen(
                        f.only("event", "policy").object("policy").object());
            case "medium" ->
                new Event.MediumSeen(medium(f.only("event", "medium").object("medium")));
            case "hidden-areas" -> hiddenAreas(f.only("event", "state", "hiddenBytes", "detail", "commands"));
            case "hidden-area-commanded" -> {
                f.only("event", "area", "command");
                yield new HiddenAreaEvent.Commanded(f.text("area"), DeviceCommand.fromJson(f.object("command")));
            }
            case "hidden-areas-again" -> {
                f.only("event", "capacityBytes", "state", "hiddenBytes", "detail", "commands", "at");
                yield new HiddenAreaEvent.LookedAgain(
                        f.whole("capacityBytes", 1, JsonValue.Whole.MAX), hiddenAreas(f), instant(f));
            }
            case "hidden-areas-at-end" -> {
                f.only("event", "state", "hiddenBytes", "detail", "commands", "at");
                yield new HiddenAreaEvent.LookedAtEnd(hiddenAreas(f), instant(f));
            }
            case "plan" -> {
                f.only("event", "effectiveClass", "passes", "verify", "techniques", "hiddenAreas", "parts");
                List<PassSpec> passes = new ArrayList<>();
                for (Json.Fields pass : f.objects("passes")) {
                    passes.add(PassSpec.fromJson(pass));
                }
                yield new Event.PlanChosen(
                        f.constant("effectiveClass", MediumClass.class),
                        passes,
                        f.constant("verify", VerifyMode.class),
                        f.has("techniques") ? some(f, "techniques") : List.of(),
                        f.has("hiddenAreas") ? some(f, "hiddenAreas") : List.of(),
                        f.has("parts") ? some(f, "parts") : List.of());
            }
            case "parts-asked" -> PartReader.asked(f);
            case "part-started" -> PartReader.started(f);
            case "parts-compared" -> PartReader.compared(f);
            case "part-finished" -> PartReader.finished(f);
            case "part-looked" -> PartReader.looked(f);
            case "drive-asked" -> NativeReader.driveAsked(f);
            case "canaries-planted" -> NativeReader.canariesPlanted(f);
            case "native-started" -> NativeReader.started(f);
            case "native-commanded" -> NativeReader.commanded(f);
            case "native-told" -> NativeReader.told(f);
            case "native-finished" -> NativeReader.finished(f);
            case "sampling-started" -> NativeReader.samplingStarted(f);
            case "sampling-finished" -> NativeReader.samplingFinished(f);
            case "namespace-planted" -> NamespaceReader.planted(f);
            case "namespace-sampled" -> NamespaceReader.sampled(f);
            case "baseline-taken" -> BaselineReader.taken(f);
            case "baseline-compared" -> BaselineReader.compared(f);
            case "counts-told" -> {
                f.only("event", "moment", "commands", "at");
                yield new CountsTold(
                        f.constant("moment", CountsTold.Moment.class),
                        NativeReader.commands(f, "commands", CountsTold.COMMANDS_MAX),
                        instant(f));
            }
            case "pass-started" -> {
                f.only("event", "pass", "pattern", "secretDigest", "at");
                yield new Event.PassStarted(
                        pass(f), f.constant("pattern", PatternKind.class), f.optionalText("secretDigest"), instant(f));
            }
            case "interrupted" -> {
                f.only("event", "pass", "phase", "at");
                yield new Event.Interrupted(pass(f), f.constant("phase", Event.Phase.class), instant(f));
            }
            case "resumed" -> {
                f.only("event", "pass", "phase", "fromBytes", "checkedBytes", "at");
                yield new Event.Resumed(
                        pass(f),
                        f.constant("phase", Event.Phase.class),
                        f.natural("fromBytes"),
                        f.natural("checkedBytes"),
                        instant(f));
            }
            case "pass-finished" -> passFinished(f);
            case "committed" -> {
                f.only("event", "digest", "beacon");
                yield new Event.Committed(f.text("digest"), f.optionalText("beacon"));
            }
            case "verification-started" -> {
                f.only("event", "pass", "mode", "seed", "unitBytes", "at");
                yield new Event.VerificationStarted(
                        pass(f),
                        f.constant("mode", VerifyMode.class),
                        f.optionalText("seed"),
                        f.whole("unitBytes", 0, 1 << 20),
                        instant(f));
            }
            case "verification-finished" -> verificationFinished(f);
            case "rechecked" ->
                new Event.Rechecked(f.only("event", "differences").texts("differences"));
            case "residue" -> new Event.Residue(f.only("event", "state").constant("state", Event.ResidueState.class));
            case "closed" -> new Event.Closed(instant(f.only("event", "at")));
            default -> throw new ShapeException("event", "an event of " + Evidence.FORMAT, "another word");
        };
    }

    /** That there are none has one spelling: no such member. */
    private static List<String> some(Json.Fields f, String name) throws ShapeException {
        List<String> words = f.texts(name);
        if (words.isEmpty()) {
            throw new ShapeException(name, "at least one, or no such member", "none");
        }
        return words;
    }

    private static Event.HiddenAreas hiddenAreas(Json.Fields f) throws ShapeException {
        List<DeviceCommand> commands = new ArrayList<>();
        for (Json.Fields command : f.objects("commands")) {
            if (commands.size() == Event.HiddenAreas.COMMANDS_MAX) {
                throw new ShapeException("commands", "at most " + Event.HiddenAreas.COMMANDS_MAX, "more");
            }
            commands.add(DeviceCommand.fromJson(command));
        }
        return new Event.HiddenAreas(
                f.constant("state", Event.HiddenState.class), f.natural("hiddenBytes"), f.text("detail"), commands);
    }

    private static Event passFinished(Json.Fields f) throws ShapeException {
        f.only(
                "event",
                "pass",
                "end",
                "bytesWritten",
                "unwritten",
                "durationMillis",
                "retries",
                "longestPauseMillis",
                "at");
        return new Event.PassFinished(
                pass(f),
                f.constant("end", Event.PassEnd.class),
                f.natural("bytesWritten"),
                Ranges.errorsFromJson(f.objects("unwritten")),
                f.natural("durationMillis"),
                f.natural("retries"),
                f.natural("longestPauseMillis"),
                instant(f));
    }

    private static Event verificationFinished(Json.Fields f) throws ShapeException {
        f.only(
                "event",
                "pass",
                "end",
                "path",
                "bytesPlanned",
                "bytesRead",
                "mismatchedBytes",
                "mismatches",
                "unreadable",
                "durationMillis",
                "at");
        return new Event.VerificationFinished(
                pass(f),
                f.constant("end", Event.VerificationEnd.class),
                f.constant("path", ReadPath.class),
                f.natural("bytesPlanned"),
                f.natural("bytesRead"),
                f.natural("mismatchedBytes"),
                Ranges.fromJson(f.objects("mismatches")),
                Ranges.errorsFromJson(f.objects("unreadable")),
                f.natural("durationMillis"),
                instant(f));
    }

    private static MediumFacts medium(Json.Fields f) throws ShapeException {
        f.only(
                "name",
                "model",
                "serial",
                "firmware",
                "wwn",
                "bus",
                "capacityBytes",
                "blockBytes",
                "seenClass",
                "declaredClass",
                "scope",
                "caps");
        Optional<MediumClass> declared =
                f.has("declaredClass") ? Optional.of(f.constant("declaredClass", MediumClass.class)) : Optional.empty();
        return new MediumFacts(
                f.text("name"),
                f.optionalText("model"),
                f.optionalText("serial"),
                f.optionalText("firmware"),
                f.optionalText("wwn"),
                f.text("bus"),
                f.whole("capacityBytes", 1, JsonValue.Whole.MAX),
                f.whole("blockBytes", 1, 1 << 20),
                f.constant("seenClass", MediumClass.class),
                declared,
                f.constant("scope", MediumFacts.Scope.class),
                f.texts("caps"));
    }

    /** RFC 3339 in UTC, whole seconds: the one spelling that is written. */
    static String instant(Json.Fields f) throws ShapeException {
        String text = f.text("at");
        try {
            if (text.length() == INSTANT_CHARS && Instant.parse(text).toString().equals(text)) {
                return text;
            }
        } catch (DateTimeParseException _) {
            // said below
        }
        throw new ShapeException("at", "a time like 2026-11-24T12:00:00Z", "something else");
    }

    private static int pass(Json.Fields f) throws ShapeException {
        return (int) f.whole("pass", 1, PASS_MAX);
    }
}
