package org.wangchuan.cli.station;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.check.Failures;
import org.wangchuan.cli.check.InputFile;
import org.wangchuan.cli.check.TypedText;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.StationService;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.witness.PlatformTrust;
import org.wangchuan.station.agent.AgentRunningException;
import org.wangchuan.station.agent.AgentStatus;
import org.wangchuan.station.agent.Outbox;
import org.wangchuan.station.agent.Pairing;
import org.wangchuan.station.agent.PlatformRefusedException;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.BooksRefusedException;

/** {@code station run}, {@code station pair} and {@code station status}. */
public final class StationRun implements StationService {
    private final String tool;
    private final Map<String, String> environment;

    /**
     * The commands' body.
     *
     * @param tool name and version of this program
     */
    public StationRun(String tool, Map<String, String> environment) {
        this.tool = tool;
        this.environment = environment;
    }

    @Override
    public ExitCode run(List<Path> lanes, Context context) throws UserError {
        requireLanes(lanes);
        ParentWatch.begin(environment, context.cancellation());
        CountDownLatch wanted = new CountDownLatch(1);
        context.cancellation().onRequest(wanted::countDown);
        try {
            Pairing pairing = Pairing.of(new StationHome(context.home()))
                    .orElseThrow(() -> UserError.of(ExitCode.USAGE, "NOT_PAIRED"));
            try (StationAgent _ = StationAgent.startElsewhere(pairing, lanes, tool, context)) {
                context.console().result(context.console().messages().text("station.running", pairing.address()));
                wanted.await();
            }
            return ExitCode.OK;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERRUPTED;
        } catch (IOException e) {
            throw failure(e, context.home());
        }
    }

    /** An image that is not there would be a lane that nobody sees, and nobody would be told. */
    public static void requireLanes(List<Path> lanes) throws UserError {
        for (Path lane : lanes) {
            if (!Files.exists(lane)) {
                throw UserError.of(ExitCode.USAGE, "LANE_FILE", lane, lane.toAbsolutePath());
            }
        }
    }

    /** Why an agent does not begin. */
    public static UserError failure(IOException e, Path home) {
        return switch (e) {
            case AgentRunningException _ -> UserError.of(ExitCode.REFUSED, "AGENT_RUNNING", home);
            case BooksRefusedException refused -> Failures.of(refused);
            default -> Failures.ofState(e, home);
        };
    }

    @Override
    public ExitCode pair(
            String address, Optional<String> code, Optional<String> name, Optional<Path> authorities, Context context)
            throws UserError {
        URI platform =
                PlatformAddress.parse(address).orElseThrow(() -> UserError.of(ExitCode.USAGE, "ADDRESS.platform"));
        String called = name.orElseGet(StationPairing::machineName);
        if (!StationPairing.isName(called)) {
            throw UserError.of(ExitCode.USAGE, "STATION_NAME");
        }
        TypedText.requireNobodys("--name", called);
        Optional<String> believed = authorities.isPresent() ? Optional.of(pem(authorities.get())) : Optional.empty();
        PlatformTrust trust = trust(believed, authorities);
        Console console = context.console();
        String shown = code.or(() -> console.ask(console.messages().text("station.code")))
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> UserError.of(ExitCode.USAGE, "PAIRING_CODE.none"));
        try (HttpClient http = trust.client()) {
            Pairing pairing = StationPairing.pair(
                    new StationHome(context.home()), http, platform, false, shown.strip(), called, believed);
            console.result(console.messages().text("station.paired", pairing.address(), pairing.name()));
            return ExitCode.OK;
        } catch (PlatformRefusedException e) {
            if (!e.isPlatforms()) {
                throw UserError.of(ExitCode.USAGE, "PLATFORM_UNREACHABLE", platform, String.valueOf(e.getMessage()));
            }
            throw UserError.of(ExitCode.REFUSED, "PAIRING_CODE", e.status(), e.code(), String.valueOf(e.getMessage()));
        } catch (BooksRefusedException e) {
            throw Failures.of(e);
        } catch (IOException e) {
            throw UserError.of(ExitCode.USAGE, "PLATFORM_UNREACHABLE", platform, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERRUPTED;
        }
    }

    private static String pem(Path file) throws UserError {
        return new String(InputFile.read(file, PlatformTrust.BYTES_MAX), StandardCharsets.UTF_8);
    }

    /** Before anybody is asked for a code: a file that holds no certificate is a mistake of its own. */
    private static PlatformTrust trust(Optional<String> authorities, Optional<Path> file) throws UserError {
        try {
            return PlatformTrust.of(authorities);
        } catch (IOException e) {
            throw UserError.of(
                    ExitCode.USAGE,
                    "AUTHORITY",
                    file.map(Path::toString).orElse("–"),
                    OneLine.of(String.valueOf(e.getMessage())));
        }
    }

    @Override
    public ExitCode status(boolean json, Context context) throws UserError {
        try {
            AgentStatus status = AgentStatus.of(new StationHome(context.home()));
            if (json) {
                context.console().result(CanonicalJson.writeText(json(status)));
            } else {
                print(status, context.console());
            }
            return ExitCode.OK;
        } catch (IOException e) {
            throw Failures.ofState(e, context.home());
        }
    }

    private static JsonValue.Obj json(AgentStatus status) {
        List<JsonValue> tasks = status.open().stream()
                .<JsonValue>map(open -> Json.object()
                        .put("task", open.task().id().toString())
                        .put("order", open.task().order())
                        .put("lane", open.task().lane())
                        .put("state", open.state())
                        .build())
                .toList();
        Json.Builder out = Json.object()
                .put("isPaired", status.pairing().isPresent())
                .put("tasks", new JsonValue.Array(tasks))
                .put("outbox", status.outboxLength())
                .put("held", json(status.held()))
                .put("refused", json(status.refused()))
                .put("damaged", Json.texts(status.damaged()))
                .put("damagedTasks", Json.texts(status.damagedTasks()));
        status.pairing()
                .ifPresent(pairing -> out.put("address", pairing.address().toString())
                        .put("station", pairing.station().toString())
                        .put("site", pairing.site().toString())
                        .put("name", pairing.name()));
        return out.build();
    }

    private static JsonValue.Array json(List<Outbox.Refused> messages) {
        return new JsonValue.Array(messages.stream()
                .<JsonValue>map(one -> Json.object()
                        .put("kind", Json.wireName(one.message().kind()))
                        .put("task", one.message().task().map(Object::toString))
                        .put("status", one.status())
                        .put("code", one.code())
                        .put("detail", one.detail())
                        .put("at", one.at().toString())
                        .build())
                .toList());
    }

    private static void print(AgentStatus status, Console console) {
        var messages = console.messages();
        console.result(status.pairing()
                .map(pairing -> messages.text("station.paired", pairing.address(), pairing.name()))
                .orElseGet(() -> messages.text("station.not-paired")));
        for (AgentStatus.OpenTask open : status.open()) {
            String state = messages.named("station.state", open.state());
            console.result("  "
                    + messages.text(
                            "station.task", open.task().order(), open.task().lane(), state));
        }
        console.result("  " + messages.text("station.outbox", status.outboxLength()));
        print(ConsoleNotes::heldKey, status.held(), console);
        print(_ -> "station.refused", status.refused(), console);
        for (String name : status.damaged()) {
            console.result("  " + messages.text("station.damaged", name));
        }
        for (String name : status.damagedTasks()) {
            console.result("  " + messages.text("station.damaged-task", name));
        }
    }

    /** @param key of the words, by a message's code */
    private static void print(UnaryOperator<String> key, List<Outbox.Refused> messages, Console console) {
        for (Outbox.Refused one : messages) {
            console.result("  "
                    + console.messages()
                            .text(
                                    key.apply(one.code()),
                                    Json.wireName(one.message().kind()),
                                    one.code(),
                                    OneLine.of(one.detail())));
        }
    }
}
