package org.wangchuan.cli.certify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.bench.Confirmation;
import org.wangchuan.cli.service.CertificateService.ForgetRequest;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.proof.statement.KeptDevice;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.station.agent.Outbox;
import org.wangchuan.station.erase.JobTraces;
import org.wangchuan.station.forget.Forgetter;
import org.wangchuan.station.forget.Retention;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.StationBooks;

/** {@code forget}: what the station keeps of one erasure goes, and it says so. */
final class Forget {
    private final StationHome home;
    private final StationBooks books;
    private final Context context;
    private final Messages messages;

    Forget(StationHome home, StationBooks books, Context context) {
        this.home = home;
        this.books = books;
        this.context = context;
        this.messages = context.console().messages();
    }

    private interface Forgetting {
        List<Forgetter.Outcome> run(Forgetter forgetter) throws IOException, UserError;
    }

    /** By a file that somebody has. */
    ExitCode run(ForgetRequest request, Path file, SdJwt clearing) throws IOException, UserError {
        Retention retention = retention();
        List<Forgetter.Outcome> outcomes = run(retention, request.json(), forgetter -> {
            confirm(request, file, forgetter.isPending(clearing));
            return List.of(forgetter.forget(clearing, file));
        });
        if (!request.json()) {
            print(file, outcomes.getFirst(), retention);
        }
        return ExitCode.OK;
    }

    /** What was forgotten before, and is due now or has come back. */
    ExitCode due(boolean json) throws IOException, UserError {
        List<Forgetter.Outcome> outcomes = run(retention(), json, Forgetter::forgetDue);
        if (!json) {
            long destroyed = outcomes.stream()
                    .filter(outcome -> outcome.forgotten().isNew())
                    .count();
            result("forget.due", outcomes.size(), destroyed);
        }
        return ExitCode.OK;
    }

    private List<Forgetter.Outcome> run(Retention retention, boolean json, Forgetting forgetting)
            throws IOException, UserError {
        List<Forgetter.Outcome> outcomes;
        try {
            outcomes = forgetting.run(new Forgetter(home, books, retention));
            new Outbox(home)
                    .forget(outcomes.stream().map(Forgetter.Outcome::clearing).collect(Collectors.toSet()));
        } catch (JobTraces.InUseException e) {
            throw UserError.of(ExitCode.REFUSED, "JOB_IN_USE");
        }
        if (json) {
            JsonValue results = new JsonValue.Array(outcomes.stream()
                    .<JsonValue>map(outcome -> json(outcome, retention))
                    .toList());
            context.console()
                    .result(CanonicalJson.writeText(
                            Json.object().put("results", results).build()));
        }
        return outcomes;
    }

    private Retention retention() throws IOException, UserError {
        try {
            return Retention.read(home);
        } catch (Retention.MalformedException e) {
            throw UserError.of(ExitCode.USAGE, "RETENTION", Retention.file(home), String.valueOf(e.getMessage()));
        }
    }

    private void confirm(ForgetRequest request, Path file, boolean isPending) throws UserError {
        String name = String.valueOf(file.getFileName());
        if (isPending) {
            context.console().note(messages.text("forget.pending"));
        }
        Optional<String> answer = request.confirm().isPresent()
                ? request.confirm()
                : context.console().ask(messages.text("forget.confirm", name));
        Confirmation.check(answer, name, context.cancellation());
    }

    private static JsonValue.Obj json(Forgetter.Outcome outcome, Retention retention) {
        Optional<KeptDevice> kept = outcome.forgotten().kept();
        JsonValue nothing = new JsonValue.Null();
        return Json.object()
                .put("state", outcome.forgotten().isNew() ? "forgotten" : "already")
                .put("clearing", outcome.clearing().toString())
                .put("index", outcome.forgotten().index())
                .put(
                        "kept",
                        kept.<JsonValue>map(device -> Json.object()
                                        .put("until", day(device).toString())
                                        .put("reason", device.reason())
                                        .build())
                                .orElse(nothing))
                .put(
                        "backUpDays",
                        retention.backUpDays().isPresent()
                                ? new JsonValue.Whole(retention.backUpDays().getAsInt())
                                : nothing)
                .put(
                        "files",
                        Json.texts(outcome.files().stream().map(Path::toString).toList()))
                .put("unreadJobs", outcome.unreadJobs())
                .put("alikeJobs", outcome.alikeJobs())
                .build();
    }

    private void print(Path file, Forgetter.Outcome outcome, Retention retention) {
        result(
                outcome.forgotten().isNew() ? "forget.done" : "forget.already",
                file,
                outcome.forgotten().index());
        outcome.forgotten().kept().ifPresent(device -> result("forget.kept", day(device), OneLine.of(device.reason())));
        result("forget.holders");
        for (Path one : outcome.files()) {
            context.console().result("  " + one);
        }
        if (retention.backUpDays().isPresent()) {
            result("forget.back-ups", retention.backUpDays().getAsInt());
        } else {
            result("forget.back-ups-unknown", Retention.file(home));
        }
        result("forget.drive");
        if (outcome.alikeJobs() > 0) {
            context.console().error(messages.text("forget.alike", outcome.alikeJobs()));
        }
        if (Files.exists(home.reports())) {
            context.console().error(messages.text("forget.reports", home.reports()));
        }
        if (outcome.unreadJobs() > 0) {
            context.console().error(messages.text("forget.unread", outcome.unreadJobs(), home.finished()));
        }
    }

    private static LocalDate day(KeptDevice device) {
        return LocalDate.ofInstant(Instant.ofEpochSecond(device.untilSeconds()), ZoneOffset.UTC);
    }

    private void result(String key, Object... arguments) {
        context.console().result(messages.text(key, arguments));
    }
}
