package org.wangchuan.cli.check;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerifyService;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.statement.CountsClaims;
import org.wangchuan.proof.statement.CountsClaims.Group;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.Verdict;

/** How many results an operator says that its log has of a site, and whether those that were given beside it are counted as what they are. */
record CountsBody(Statement.Counts said, List<Found> found) implements RecordBody {
    CountsBody {
        found = List.copyOf(found);
    }

    /** Where a receipt or certificate stands in it. */
    enum State {
        /** Under its own verdict. */
        COUNTED,
        /** Under another one. */
        CONTRADICTS,
        /** Nowhere: it is of another site or time, or was left out. */
        NOT_COUNTED
    }

    /** A receipt or certificate that verifies, and where it stands. */
    record Found(Path file, Verdict verdict, State state, Optional<Group> group) {
        static Found of(Beside.One one, CountsClaims claims) {
            Verdict own = one.facts().orElseThrow().verdict();
            Optional<Group> group = claims.groupOf(one.mark().orElseThrow());
            State state = group.map(in -> in.verdict() == own ? State.COUNTED : State.CONTRADICTS)
                    .orElse(State.NOT_COUNTED);
            return new Found(one.file(), own, state, group);
        }
    }

    static CountsBody of(Path file, Statement.Counts said, Optional<VerifyService.Image> image, Beside beside)
            throws UserError {
        ImageCheck.refuse(file, image);
        return new CountsBody(
                said,
                beside.verified().stream()
                        .map(one -> Found.of(one, said.claims()))
                        .toList());
    }

    @Override
    public String kind() {
        return "counts";
    }

    @Override
    public ExitCode exit() {
        return found.stream().anyMatch(one -> one.state() == State.CONTRADICTS)
                ? ExitCode.DOES_NOT_VERIFY
                : ExitCode.NOT_SATISFIED;
    }

    @Override
    public void addTo(Json.Builder out) {
        CountsClaims claims = said.claims();
        Json.Builder verdicts = Json.object();
        for (Verdict verdict : Verdict.values()) {
            verdicts.put(verdict.id(), claims.count(verdict));
        }
        out.put("site", claims.site().toString())
                .put("number", claims.number())
                .put("previous", claims.previous().map(Bytes32::base64Url))
                .put("log", claims.log())
                .put("size", claims.size())
                .put("since", claims.sinceSeconds())
                .put("until", claims.untilSeconds())
                .put("at", said.head().issuedAtSeconds())
                .put("total", claims.total())
                .put("verdicts", verdicts.build())
                .put("certificates", claims.certificates())
                .put(
                        "beside",
                        new JsonValue.Array(found.stream()
                                .<JsonValue>map(one -> Json.object()
                                        .put("file", one.file().toString())
                                        .put("verdict", one.verdict().id())
                                        .put("state", Json.wireName(one.state()))
                                        .put(
                                                "countedAs",
                                                one.group()
                                                        .map(group ->
                                                                group.verdict().id()))
                                        .build())
                                .toList()));
    }

    @Override
    public void print(Console console) {
        Messages messages = console.messages();
        CountsClaims claims = said.claims();
        console.result("  "
                + messages.text(
                        "verify.counts-of",
                        claims.site(),
                        String.valueOf(claims.number()),
                        Instant.ofEpochSecond(claims.sinceSeconds()).toString(),
                        Instant.ofEpochSecond(claims.untilSeconds()).toString()));
        claims.previous()
                .ifPresent(
                        before -> console.result("  " + messages.text("verify.summary-previous", before.base64Url())));
        List<String> parts = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            parts.add(messages.text("verdict." + verdict.id()) + " " + claims.count(verdict));
        }
        console.result("  "
                + messages.text(
                        "verify.counts-total",
                        String.valueOf(claims.total()),
                        parts.stream().collect(Collectors.joining(" · ")),
                        OneLine.of(claims.log()),
                        String.valueOf(claims.size()),
                        String.valueOf(claims.certificates())));
        CountsClaims.Looks looks = claims.looks();
        console.result("  "
                + messages.text(
                        "verify.counts-looks",
                        String.valueOf(looks.drawn()),
                        String.valueOf(looks.confirmed()),
                        String.valueOf(looks.found()),
                        String.valueOf(looks.released()),
                        String.valueOf(looks.open())));
        CountsClaims.Complaints complaints = claims.complaints();
        console.result("  "
                + messages.text(
                        "verify.counts-complaints",
                        String.valueOf(complaints.received()),
                        String.valueOf(complaints.answered()),
                        String.valueOf(complaints.late()),
                        String.valueOf(complaints.open())));
        if (found.isEmpty()) {
            console.result("  " + messages.text("verify.counts-alone"));
        }
        for (Found one : found) {
            console.result("  "
                    + messages.text(
                            "verify.counts-state." + Json.wireName(one.state()),
                            one.file(),
                            messages.text("verdict." + one.verdict().id()),
                            one.group()
                                    .map(group -> messages.text(
                                            "verdict." + group.verdict().id()))
                                    .orElse("")));
        }
    }
}
