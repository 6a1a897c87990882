package org.wangchuan.cli.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.producer.SignedProducerStatement;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.verify.ProducerAnswer;
import org.wangchuan.proof.verify.ProducerChecks;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.producer.ProducerStore;
import org.wangchuan.station.producer.ProducerStoreException;

/**
 * What whoever verifies knows of producers' statements besides what is shown: those in files, and those that lie with their station. The latter are read once, when
 * the first clearing shows some. Others only lower what one comes to: so where one of those can't be read, only an answer that would count without them is not
 * given, since it might be the withdrawal. For one call; not thread-safe.
 */
final class StatementsAtHand {
    private final List<SignedProducerStatement> given;
    private final Optional<StationHome> home;
    private Optional<List<SignedProducerStatement>> kept = Optional.empty();
    private Optional<ProducerStoreException> fault = Optional.empty();
    private boolean isRefused;

    /**
     * These, and what lies with a station.
     *
     * @param given in files
     * @param home absent where no station's are asked
     */
    StatementsAtHand(List<SignedProducerStatement> given, Optional<StationHome> home) {
        this.given = List.copyOf(given);
        this.home = home;
    }

    /** None: for what shows none, such as the drives that rechecks are of. */
    static StatementsAtHand none() {
        return new StatementsAtHand(List.of(), Optional.empty());
    }

    /**
     * What the statements that a clearing shows come to.
     *
     * @param untold why there is no answer: one might count, and what lies with the station can't all be told. Nothing is wrong with the file by that
     */
    record Told(List<ProducerAnswer> answers, Optional<UserError> untold) {
        Told {
            answers = List.copyOf(answers);
            if (untold.isPresent() && !answers.isEmpty()) {
                throw new IllegalArgumentException("answers that nobody can give");
            }
        }
    }

    Told judge(Proven proven, List<TrustList> trust) throws VerificationException {
        Statement.Clearing clearing = proven.receipt().clearing();
        if (clearing.disclosed().producers().isEmpty()) {
            return new Told(List.of(), Optional.empty());
        }
        if (!proven.isTrusted()) {
            return new Told(ProducerChecks.ofUnknownSigner(clearing), Optional.empty());
        }
        List<SignedProducerStatement> known = new ArrayList<>(given);
        known.addAll(kept());
        List<ProducerAnswer> answers = ProducerChecks.judge(clearing, trust, known, Instant.now(), proven.times());
        if (fault.isPresent() && answers.stream().anyMatch(ProducerAnswer::counts)) {
            isRefused = true;
            return new Told(List.of(), fault.map(Producers::ofStore));
        }
        return new Told(answers, Optional.empty());
    }

    /** None where one of them can't be told. */
    private List<SignedProducerStatement> kept() {
        if (kept.isEmpty()) {
            kept = Optional.of(home.isPresent() ? read(home.get()) : List.of());
        }
        return kept.get();
    }

    private List<SignedProducerStatement> read(StationHome station) {
        try {
            return new ProducerStore(station).all();
        } catch (ProducerStoreException e) {
            fault = Optional.of(e);
            return List.of();
        }
    }

    /** Tells that what lies here was not compared, unless an answer was refused for it. */
    void note(Console console) {
        if (!isRefused) {
            fault.ifPresent(e -> console.note(console.messages()
                    .text("producer.not-compared", OneLine.of(e.file()), OneLine.of(String.valueOf(e.getMessage())))));
        }
    }
}
