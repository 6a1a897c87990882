package org.wangchuan.cli.check;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
record CountsBody(Statement.Counts said, List<Found> found, List<CountsTogether.Found> clashes) implements RecordBody {
    CountsBody {
        found = List.copyOf(found);
        clashes = List.copyOf(clashes);
    }

    /** Where a receipt or certificate stands in it. */
    enum State {
        /** Under its own verdict. */
        COUNTED,
        /** Under another one. */
        CONTRADICTS,
        /** Under its verdict, among media of another kind. */
        OTHER_MEDIUM,
        /** It is, and is another operator's than the one who counts. */
        OTHER_OPERATOR,
        /** It is, and at a place that the log did not have yet when it was counted. */
        LATER,
        /** Nowhere: it is of another site or time, or was left out. */
        NOT_COUNTED
    }

    /** A receipt or certificate that verifies, and where it stands. */
    record Found(Path file, Verdict verdict, State state, Optional<Group> group) {
        static Found of(Beside.One one, CountsClaims claims, Map<Bytes32, Group> groups, List<Voucher> vouchers) {
            Verdict own = one.facts().orElseThrow().verdict();
            Optional<Group> group = Optional.ofNullable(groups.get(one.mark().orElseThrow()));
            State state = group.map(in -> state(one, claims, in, vouchers)).orElse(State.NOT_COUNTED);
            return new Found(one.file(), own, state, group);
        }

        private static State state(Beside.One one, CountsClaims claims, Group in, List<Voucher> vouchers) {
            Beside.Facts facts = one.facts().orElseThrow();
            if (in.verdict() != facts.verdict()) {
                return State.CONTRADICTS;
            }
            if (facts.medium().filter(medium -> medium != in.medium()).isPresent()) {
                return State.OTHER_MEDIUM;
            }
            if (Voucher.areTwoOperators(one.vouchers(), vouchers)) {
                return State.OTHER_OPERATOR;
            }
            // A station's own log has it at another place than that of its operator, into which it was merged.
            return one.place()
                            .filter(place -> place.log().equals(claims.log()) && place.index() >= claims.size())
                            .isPresent()
                    ? State.LATER
                    : State.COUNTED;
        }

        private boolean isLie() {
            return state != State.COUNTED && state != State.NOT_COUNTED;
        }
    }

    /**
     * Compares them with what was given beside them.
     *
     * @param digest of the issuer-signed JWT
     * @param vouchers the lists that know the log whose key signed it
     */
    static CountsBody of(
            Path file,
            Statement.Counts said,
            Bytes32 digest,
            List<Voucher> vouchers,
            Optional<VerifyService.Image> image,
            Beside beside)
            throws UserError {
        ImageCheck.refuse(file, image);
        Map<Bytes32, Group> groups = new HashMap<>();
        said.claims().groups().forEach(group -> group.marks().forEach(mark -> groups.put(mark, group)));
        return new CountsBody(
                said,
                beside.verified().stream()
                        .map(one -> Found.of(one, said.claims(), groups, vouchers))
                        .toList(),
                beside.counts()
                        .add(new CountsTogether.One(file, digest, said.head().station(), vouchers, said.claims())));
    }

    @Override
    public String kind() {
        return "counts";
    }

    @Override
    public ExitCode exit() {
        return !clashes.isEmpty() || found.stream().anyMatch(Found::isLie)
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
                                .toList()))
                .put(
                        "clashes",
                        new JsonValue.Array(clashes.stream()
                                .<JsonValue>map(one -> Json.object()
                                        .put("file", one.other().toString())
                                        .put("what", Json.wireName(one.clash()))
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
                        String.valueOf(looks.afar()),
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
        for (CountsTogether.Found one : clashes) {
            console.result("  " + messages.text("verify.counts-clash." + Json.wireName(one.clash()), one.other()));
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
