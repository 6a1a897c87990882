package org.wangchuan.cli.certify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.check.DeviceWords;
import org.wangchuan.cli.check.Failures;
import org.wangchuan.cli.check.RecordFile;
import org.wangchuan.cli.check.TypedText;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.KeptService;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.proof.statement.KeptDevice;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.station.forget.KeptFacts;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.BooksRefusedException;
import org.wangchuan.station.issue.Remains;
import org.wangchuan.station.issue.StatementRefusedException;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.issue.StationBooks.Erasure;

/** {@code kept}: on standard output and nowhere else; no error and no record holds a fact of a device. */
public final class KeptDevices implements KeptService {
    private static final Pattern EVENT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern ENTRY = Pattern.compile("0|[1-9][0-9]{0,14}");

    /** What stands for bytes of a command line that are no text here: nobody could read the reason afterwards. */
    private static final char REPLACED = '\uFFFD';

    /** The command's body. */
    public KeptDevices() {}

    @Override
    public ExitCode show(Request request, Context context) throws UserError {
        if (!KeptDevice.isReason(request.reason()) || request.reason().indexOf(REPLACED) >= 0) {
            throw UserError.of(ExitCode.USAGE, "REASON");
        }
        TypedText.requireNobodys("--reason", request.reason());
        Erasure erasure = erasure(request.named());
        StationHome home = new StationHome(context.home());
        Remains remains;
        try {
            StationBooks books = StationBooks.open(home, InstantSource.system());
            remains = new KeptFacts(home, books, InstantSource.system()).of(erasure, request.reason());
        } catch (BooksRefusedException e) {
            throw Failures.of(e);
        } catch (StatementRefusedException e) {
            throw Failures.of(e);
        } catch (IOException e) {
            throw Failures.ofState(e, context.home());
        }
        if (remains.state() == Remains.State.UNFINISHED) {
            throw UserError.of(ExitCode.REFUSED, "KEPT");
        }
        if (request.json()) {
            context.console()
                    .result(CanonicalJson.writeText(Json.object()
                            .put("results", new JsonValue.Array(List.of(json(remains))))
                            .build()));
        } else {
            print(remains, home, context.console());
        }
        return exit(remains);
    }

    /** A file that is there comes first; what looks like an event or an entry and is no file is one. */
    private static Erasure erasure(String named) throws UserError {
        Path file = Path.of(named);
        if (!Files.exists(file) && EVENT.matcher(named).matches()) {
            return new Erasure.Known(UUID.fromString(named));
        }
        if (!Files.exists(file) && ENTRY.matcher(named).matches()) {
            return new Erasure.Entry(Long.parseLong(named));
        }
        return new Erasure.Cleared(RecordFile.clearing(file));
    }

    private static ExitCode exit(Remains remains) {
        return remains.target().isPresent() || remains.phone().isPresent() ? ExitCode.OK : ExitCode.NOT_SATISFIED;
    }

    private static JsonValue.Obj json(Remains remains) {
        Json.Builder out = Json.object()
                .put("event", remains.event().toString())
                .put("entry", remains.entry())
                .put("exitCode", exit(remains).number())
                .put("state", Json.wireName(remains.state()))
                .put("until", remains.kept().map(kept -> day(kept).toString()))
                .put("reason", remains.kept().map(KeptDevice::reason));
        remains.saidAt().ifPresent(entry -> out.put("forgottenAtEntry", entry));
        remains.target().ifPresent(target -> out.put("target", target.json()));
        remains.phone()
                .ifPresent(
                        phone -> out.put("phone", DeviceWords.withoutKey(phone).json()));
        return out.build();
    }

    private static void print(Remains remains, StationHome home, Console console) {
        Messages messages = console.messages();
        console.result(messages.text("kept.erasure", remains.entry(), remains.event()));
        remains.target().ifPresent(target -> print(target, console));
        remains.phone().ifPresent(phone -> console.result("  " + DeviceWords.line(phone, messages)));
        long said = remains.saidAt().orElse(0);
        switch (remains.state()) {
            case WHOLE -> console.result("  " + messages.text("kept.whole"));
            case KEPT -> {
                KeptDevice kept = remains.kept().orElseThrow();
                console.result("  " + messages.text("kept.until", day(kept), OneLine.of(kept.reason())));
                console.result("  " + messages.text("kept.gone", said));
                console.result("  " + messages.text("kept.unsigned"));
            }
            case DUE -> {
                KeptDevice kept = remains.kept().orElseThrow();
                console.result("  " + messages.text("kept.due", day(kept), OneLine.of(kept.reason())));
                console.result("  " + messages.text("kept.gone", said));
            }
            case FORGOTTEN -> console.result("  " + messages.text("kept.nothing", said));
            case UNFINISHED -> throw new IllegalStateException("refused before");
        }
        console.note(messages.text("kept.recorded", home.asked()));
    }

    private static void print(Target target, Console console) {
        Messages messages = console.messages();
        console.result("  "
                + messages.text(
                        "verify.target",
                        OneLine.of(target.model().orElse(target.name())),
                        OneLine.of(target.serial().orElse("—")),
                        target.capacityBytes()));
        console.result("  "
                + messages.text(
                        "kept.more",
                        OneLine.of(target.wwn().orElse("—")),
                        OneLine.of(target.firmware().orElse("—")),
                        OneLine.of(target.bus()),
                        OneLine.of(target.name())));
    }

    private static LocalDate day(KeptDevice kept) {
        return LocalDate.ofInstant(Instant.ofEpochSecond(kept.untilSeconds()), ZoneOffset.UTC);
    }
}
