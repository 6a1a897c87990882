package org.wangchuan.cli.live;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.wangchuan.canonical.Json;
import org.wangchuan.cli.check.Failures;
import org.wangchuan.cli.check.PolicyCheck;
import org.wangchuan.cli.check.ReceiptWithEvidence;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.ShellWord;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.verify.VerifiedReceipt;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.live.UnvouchedLog;

/**
 * Shows what keys of a stick have signed that nobody vouches for, and has the station's list vouch for it where whoever is at the station says so (decision
 * 0183). What is left out is told; all is asked before anything is written.
 */
final class Vouching {
    /** A log, its receipts that can be vouched for, and the names of those that can't be. */
    private static final class Found {
        final UnvouchedLog log;
        final List<Stray> files = new ArrayList<>();
        final List<String> lines = new ArrayList<>();
        final Map<String, List<String>> saidOf = new LinkedHashMap<>();
        final Map<String, Set<String>> verdictsOf = new LinkedHashMap<>();
        final List<String> leftOut = new ArrayList<>();

        Found(UnvouchedLog log) {
            this.log = log;
        }
    }

    private final StationBooks books;
    private final List<String> confirmed;
    private final Context context;
    private final Console console;
    private final List<ExitCode> codes = new ArrayList<>();

    /** @param confirmed the serial numbers that were typed beforehand; empty to ask at the terminal */
    Vouching(StationBooks books, List<String> confirmed, Context context) {
        this.books = books;
        this.confirmed = List.copyOf(confirmed);
        this.context = context;
        this.console = context.console();
    }

    /** How what was left out bears on the answer. */
    List<ExitCode> codes() {
        return List.copyOf(codes);
    }

    /**
     * Those that the station's list, as it is now, vouches for.
     *
     * @param known serial numbers whose receipts on this stick it vouched for before: a run that was cut off may be typed again as it was
     */
    List<Stray> vouch(List<Stray> strays, Set<String> known, Instant now) throws IOException, UserError {
        List<Found> found = look(strays, now);
        found.forEach(this::show);
        List<Found> said = confirm(found, known);
        List<Stray> out = new ArrayList<>();
        for (Found one : said) {
            String id = UUID.randomUUID().toString();
            String station = books.stationKey().thumbprint().substring(0, DelegationEnd.NAME_CHARS);
            SignedTrustList list = one.log.vouch(books, DelegationEnd.nameOfStick(station, id));
            console.result(text(
                    "live.vouch.done",
                    one.files.size(),
                    one.log.serials().size(),
                    id,
                    list.list().version()));
            out.addAll(one.files);
        }
        if (!said.isEmpty()) {
            console.note(text("live.vouch.export"));
        }
        return out;
    }

    private List<Found> look(List<Stray> strays, Instant now) throws IOException {
        TrustList own = books.trustList().list();
        Map<String, Found> logs = new LinkedHashMap<>();
        for (Stray stray : strays) {
            try {
                Receipt receipt = Receipt.parse(stray.bytes());
                VerifiedReceipt verified = ReceiptWithEvidence.verify(receipt, own, now);
                Found one = logs.computeIfAbsent(
                        verified.clearing().head().station(), _ -> new Found(new UnvouchedLog(receipt)));
                add(one, stray, receipt, verified, own);
            } catch (VerificationException e) {
                leave(stray, Failures.of(stray.file(), e));
            }
        }
        for (Found one : logs.values()) {
            if (!one.leftOut.isEmpty() && !one.files.isEmpty()) {
                console.error(text("live.vouch.log-left", one.files.size(), String.join(", ", one.leftOut)));
            }
        }
        return logs.values().stream()
                .filter(one -> one.leftOut.isEmpty() && !one.files.isEmpty())
                .toList();
    }

    /** What is left out takes its log with it: whoever left its evidence away would otherwise choose which of its results counts. */
    private void add(Found one, Stray stray, Receipt receipt, VerifiedReceipt verified, TrustList own) {
        try {
            // First of all: whether its keys have signed two truths does not depend on what lies beside it.
            one.log.hold(receipt, verified);
            UnvouchedLog.requireVouchable(own, receipt, verified);
            ReceiptWithEvidence.requireEvidence(stray.file(), verified);
            one.log.add(verified);
            one.files.add(stray);
            one.lines.add(line(stray, verified));
            String serial = verified.clearing().disclosed().serial().orElseThrow();
            String verdict =
                    text("verdict." + Json.wireName(verified.clearing().claims().verdict()));
            one.verdictsOf.computeIfAbsent(serial, _ -> new LinkedHashSet<>()).add(verdict);
            one.saidOf
                    .computeIfAbsent(serial, _ -> new ArrayList<>())
                    .add(stray.name() + ", " + verdict + ", "
                            + Instant.ofEpochSecond(verified.clearing().head().issuedAtSeconds()));
        } catch (VerificationException e) {
            UserError why = Failures.of(stray.file(), e);
            if (e.code() == FailureCode.SERIAL) {
                leave(stray, why); // no entry of a list can ever be of it
            } else {
                leaveOf(one, stray, why);
            }
        } catch (UserError e) {
            leaveOf(one, stray, e);
        }
    }

    private void leaveOf(Found one, Stray stray, UserError why) {
        leave(stray, why);
        one.leftOut.add(stray.name());
    }

    private void leave(Stray stray, UserError why) {
        codes.add(why.exit());
        why.lines(console.messages()).forEach(console::error);
        console.error(text("live.vouch.left-out", stray.name()));
    }

    private String line(Stray stray, VerifiedReceipt verified) {
        var claims = verified.clearing().claims();
        Optional<Target> target = verified.clearing().disclosed().target();
        return text(
                "live.vouch.receipt",
                stray.name(),
                OneLine.of(target.flatMap(Target::model).orElse("–")),
                OneLine.of(verified.clearing().disclosed().serial().orElse("–")),
                text("verdict." + Json.wireName(claims.verdict())),
                claims.policy().id() + "/" + claims.policy().version(),
                text(
                        PolicyCheck.satisfied(claims, Set.of())
                                ? "verify.satisfied-claimed"
                                : "verify.not-satisfied-claimed"),
                Instant.ofEpochSecond(verified.clearing().head().issuedAtSeconds()));
    }

    private void show(Found one) {
        console.note(text("live.vouch.log", one.files.size()));
        one.lines.forEach(console::note);
        if (one.log.withoutReceipt() > 0) {
            console.note(text("live.vouch.open", one.log.withoutReceipt()));
        }
    }

    private List<Found> confirm(List<Found> found, Set<String> known) throws UserError {
        if (found.isEmpty()) {
            return List.of();
        }
        List<String> all = found.stream()
                .flatMap(one -> one.log.serials().stream())
                .distinct()
                .sorted()
                .toList();
        if (!confirmed.isEmpty()) {
            requireOneMeaning(found);
            List<String> given = confirmed.stream().distinct().sorted().toList();
            if (!given.containsAll(all)
                    || !given.stream().allMatch(serial -> all.contains(serial) || known.contains(serial))) {
                throw UserError.of(
                        ExitCode.REFUSED, "LIVE_VOUCH_CONFIRM", String.join(", ", all), String.join(", ", given));
            }
            return found;
        }
        console.note(text("live.vouch.means"));
        List<Found> said = new ArrayList<>();
        for (Found one : found) {
            if (isSaid(one, all)) {
                said.add(one);
            } else {
                codes.add(ExitCode.UNTRUSTED);
                console.note(text("live.vouch.left", one.files.size()));
            }
        }
        if (context.cancellation().isRequested()) {
            throw UserError.of(ExitCode.REFUSED, "LIVE_VOUCH_CONFIRM.stopped");
        }
        return said;
    }

    /** A serial number that was typed beforehand does not say which of two erasures, or of two verdicts, it is for. */
    private static void requireOneMeaning(List<Found> found) throws UserError {
        Set<String> seen = new LinkedHashSet<>();
        for (Found one : found) {
            for (String serial : one.log.serials()) {
                if (!seen.add(serial)
                        || one.verdictsOf.getOrDefault(serial, Set.of()).size() > 1) {
                    throw UserError.of(ExitCode.REFUSED, "LIVE_VOUCH_CONFIRM.several", OneLine.of(serial));
                }
            }
        }
    }

    /** Each drive is typed, as where it was erased; one that is not leaves its log as it is, since what is vouched for can't be widened later. */
    private boolean isSaid(Found one, List<String> all) throws UserError {
        for (String serial : one.log.serials()) {
            Optional<String> answer = console.ask(text(
                    "live.vouch.confirm",
                    OneLine.of(serial),
                    String.join("; ", one.saidOf.getOrDefault(serial, List.of()))));
            if (answer.isEmpty()) {
                throw UserError.of(ExitCode.REFUSED, "LIVE_VOUCH_CONFIRM.nobody")
                        .withHint(all.stream()
                                .map(each -> "--confirm " + ShellWord.quoted(each))
                                .collect(Collectors.joining(" ")));
            }
            if (!answer.get().equals(serial)) {
                return false;
            }
        }
        return true;
    }

    private String text(String key, Object... arguments) {
        return console.messages().text(key, arguments);
    }
}
