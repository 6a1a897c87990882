package org.wangchuan.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.cli.check.ProducerAsides;
import org.wangchuan.cli.check.Producers;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.cli.service.PhoneEraseRequest;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.producer.SignedProducerStatement;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.verify.ProducerAnswer;
import org.wangchuan.proof.verify.ProducerChecks;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.phone.PhoneEnd;
import org.wangchuan.station.producer.ProducerStore;
import org.wangchuan.station.producer.ProducersOfPhone;
import org.wangchuan.station.producer.StatementsHere;

/**
 * The statements of makers at this bench: told beforehand, and afterwards. Whose word counts the trust lists of this machine say, and whoever verifies later by
 * theirs. No phone waits for what lies here and can't be told.
 */
final class PhoneProducers {
    /** A bench without any. */
    static final PhoneProducers NONE = new PhoneProducers(StatementsHere.NONE);

    private final StatementsHere here;

    private PhoneProducers(StatementsHere here) {
        this.here = here;
    }

    /**
     * Those that lie with the station, once the files that were named are laid there: a job that is gone on with later finds them. What can't be told is a note.
     *
     * @throws UserError if a job is to begin, and one of these files is no statement or can't be laid there. One that is gone on with or given up waits for none of
     *     them: a phone hangs there, half done perhaps
     */
    static PhoneProducers of(PhoneEraseRequest request, StationHome home, Context context) throws UserError {
        try {
            lay(request.producerStatements(), home, context);
        } catch (UserError e) {
            if (!request.resume() && !request.giveUp()) {
                throw e;
            }
            e.lines(context.console().messages()).forEach(context.console()::note);
        }
        StatementsHere here = StatementsHere.read(home);
        ProducerAsides.faults(here.faults(), context.console().messages()).forEach(context.console()::note);
        return new PhoneProducers(here);
    }

    private static void lay(List<Path> files, StationHome home, Context context) throws UserError {
        List<SignedProducerStatement> read = new ArrayList<>();
        for (Path file : files) {
            read.add(Producers.read(file));
        }
        if (read.isEmpty()) {
            return;
        }
        ProducerStore store = new ProducerStore(home);
        try {
            home.prepare();
            for (SignedProducerStatement statement : read) {
                Path _ = store.keep(statement);
            }
        } catch (IOException e) {
            throw Producers.ofState(e, context);
        }
    }

    /** A line for each statement by which clauses could be met if such a phone is erased this way, and for each that would stay behind. */
    List<String> ahead(Facts known, PhoneTechnique technique, Policy policy, Messages messages) {
        List<String> out = new ArrayList<>();
        ProducersOfPhone.Choice choice = ProducersOfPhone.chooseAhead(known, technique, policy, here, Instant.now());
        for (ProducersOfPhone.Fitting fitting : choice.chosen()) {
            List<String> open = fitting.clauses().stream()
                    .filter(clause -> !fitting.accepted().contains(clause))
                    .toList();
            tell("phone.offer-producer", fitting, fitting.accepted(), messages, out);
            tell(
                    fitting.isNamed() ? "phone.offer-producer-unknown" : "phone.offer-producer-stranger",
                    fitting,
                    open,
                    messages,
                    out);
        }
        out.addAll(ProducerAsides.lines(choice.left(), messages));
        return out;
    }

    private static void tell(
            String key, ProducersOfPhone.Fitting fitting, List<String> clauses, Messages messages, List<String> out) {
        if (!clauses.isEmpty()) {
            SignedProducerStatement statement = fitting.kept().statement();
            out.add(messages.text(
                    key,
                    Producers.who(fitting.name(), statement, messages),
                    Producers.said(statement, messages),
                    String.join(", ", clauses)));
        }
    }

    /** What each statement comes to that the receipt of a finished job shows, by the trust lists of this machine: at the most that only the proof of its time is missing. Nothing for any other end. */
    List<ProducerAnswer> answers(PhoneEnd end) {
        if (!(end instanceof PhoneEnd.Finished finished)) {
            return List.of();
        }
        try {
            return StatementReader.read(finished.receipt().clearing().statement())
                            instanceof Statement.Clearing clearing
                    ? ProducerChecks.judge(
                            clearing, here.lists().all(), here.statements(), Instant.now(), Optional.empty())
                    : List.of();
        } catch (VerificationException e) {
            throw new IllegalStateException("a receipt of this station that can't be read", e);
        }
    }
}
