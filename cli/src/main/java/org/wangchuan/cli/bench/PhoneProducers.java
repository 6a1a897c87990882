package org.wangchuan.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.cli.check.FileVerify;
import org.wangchuan.cli.check.Producers;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.producer.ProducerFit;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.producer.SignedProducerStatement;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustedProducer;
import org.wangchuan.proof.verify.ProducerAnswer;
import org.wangchuan.proof.verify.ProducerChecks;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.phone.PhoneEnd;
import org.wangchuan.station.producer.ProducerStore;
import org.wangchuan.station.producer.ProducersOfPhone;

/**
 * The statements of makers at this bench: told beforehand, and afterwards. Whose word counts the trust lists of this machine say, and whoever verifies later by
 * theirs.
 */
final class PhoneProducers {
    /** A bench without any. */
    static final PhoneProducers NONE = new PhoneProducers(List.of(), List.of());

    private final List<SignedProducerStatement> kept;
    private final List<TrustList> trust;

    private PhoneProducers(List<SignedProducerStatement> kept, List<TrustList> trust) {
        this.kept = List.copyOf(kept);
        this.trust = List.copyOf(trust);
    }

    /**
     * Those that lie with the station, once these files are laid there: a job that is gone on with later finds them.
     *
     * @throws UserError if one of them is no statement
     */
    static PhoneProducers of(List<Path> files, StationHome home, Context context) throws UserError {
        List<SignedProducerStatement> read = new ArrayList<>();
        for (Path file : files) {
            read.add(Producers.read(file));
        }
        ProducerStore store = new ProducerStore(home);
        try {
            if (!read.isEmpty()) {
                home.prepare();
            }
            for (SignedProducerStatement statement : read) {
                Path _ = store.keep(statement);
            }
        } catch (IOException e) {
            throw Producers.ofState(e, context);
        }
        List<SignedProducerStatement> all = Producers.kept(home);
        return all.isEmpty() ? NONE : new PhoneProducers(all, FileVerify.trustLists(Optional.empty(), context));
    }

    /** A line for each statement by which clauses could be met if such a phone is erased this way. */
    List<String> ahead(Facts known, PhoneTechnique technique, Policy policy, Messages messages) {
        List<String> out = new ArrayList<>();
        for (SignedProducerStatement statement : ProducersOfPhone.newest(kept)) {
            Optional<ProducerFit> fit = ProducersOfPhone.ahead(known, technique, policy, statement, Instant.now());
            if (fit.filter(ProducerFit::fits).isPresent()) {
                List<String> clauses = fit.get().clauses();
                List<String> accepted = accepted(statement, known, policy, clauses);
                List<String> open = clauses.stream()
                        .filter(clause -> !accepted.contains(clause))
                        .toList();
                tell("phone.offer-producer", statement, accepted, messages, out);
                tell("phone.offer-producer-unknown", statement, open, messages, out);
            }
        }
        return out;
    }

    private static void tell(
            String key, SignedProducerStatement statement, List<String> clauses, Messages messages, List<String> out) {
        if (!clauses.isEmpty()) {
            out.add(messages.text(
                    key,
                    OneLine.of(statement.claims().name()),
                    Producers.said(statement, messages),
                    String.join(", ", clauses)));
        }
    }

    /** Of these clauses those for which the lists of this machine accept its word about such a phone, as ProducerChecks does afterwards. */
    private List<String> accepted(SignedProducerStatement statement, Facts known, Policy policy, List<String> clauses) {
        List<TrustedProducer> accepting = Producers.accepting(statement, trust, kept);
        return clauses.stream()
                .filter(clause -> accepting.stream()
                        .anyMatch(producer -> isMakerOf(producer, known)
                                && producer.clausesOf(policy.id(), String.valueOf(policy.version()))
                                        .contains(clause)))
                .toList();
    }

    private static boolean isMakerOf(TrustedProducer producer, Facts known) {
        List<String> makers = known.all().stream()
                .filter(fact -> fact.property() == Property.MAKER)
                .map(Fact::value)
                .toList();
        return !makers.isEmpty() && producer.makers().containsAll(makers);
    }

    /** What each statement comes to that the receipt of a finished job shows, by the trust lists of this machine: at the most that only the proof of its time is missing. Nothing for any other end. */
    List<ProducerAnswer> answers(PhoneEnd end) {
        if (!(end instanceof PhoneEnd.Finished finished)) {
            return List.of();
        }
        try {
            return StatementReader.read(finished.receipt().clearing().statement())
                            instanceof Statement.Clearing clearing
                    ? ProducerChecks.judge(clearing, trust, kept, Instant.now(), Optional.empty())
                    : List.of();
        } catch (VerificationException e) {
            throw new IllegalStateException("a receipt of this station that can't be read", e);
        }
    }
}
