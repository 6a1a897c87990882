package org.wangchuan.platform.ledger.producer;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.ledger.Certificates;
import org.wangchuan.platform.ledger.LedgerException;
import org.wangchuan.platform.ledger.MakersWord;
import org.wangchuan.platform.ledger.ProducerTold;
import org.wangchuan.platform.ledger.log.OperatorList;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.producer.ProducerClaims;
import org.wangchuan.proof.producer.SignedProducerStatement;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.ProducersShown;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.verify.ProducerAnswer;
import org.wangchuan.proof.verify.ProducerChecks;
import org.wangchuan.proof.verify.ProvedTimes;

/**
 * Which clauses of a phone's result are met by its maker's word, by the operator's list alone: as {@code verify} says it to whoever goes by that list, and by
 * no file, no list and no word of a station. Worked out anew each time. Thread-safe.
 */
@Component
class ProducerWord implements MakersWord {
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final OperatorList operators;
    private final Certificates certificates;
    private final ListedProducers producers;
    private final ProducerFiles files;
    private final Organisations organisations;

    ProducerWord(
            JdbcClient jdbc,
            InstantSource clock,
            OperatorList operators,
            Certificates certificates,
            ListedProducers producers,
            ProducerFiles files,
            Organisations organisations) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.operators = operators;
        this.certificates = certificates;
        this.producers = producers;
        this.files = files;
        this.organisations = organisations;
    }

    private record Row(UUID site, String receipt, Bytes32 digest) {}

    @Override
    @Transactional(readOnly = true)
    public List<ProducerTold> of(UUID event) {
        Optional<Row> known = jdbc.sql("""
                        SELECT site_id, receipt, receipt_digest FROM ledger.statement
                        WHERE event_id = ? AND is_phone IS DISTINCT FROM false""")
                .param(event)
                .query((row, _) -> new Row(row.getObject(1, UUID.class), row.getString(2), Bytes32.of(row.getBytes(3))))
                .optional();
        Optional<Statement.Clearing> clearing = known.filter(
                        row -> Bytes32.sha256(row.receipt().getBytes(StandardCharsets.UTF_8))
                                .equals(row.digest()))
                .flatMap(row -> clearing(row.receipt().getBytes(StandardCharsets.UTF_8)))
                .filter(read -> read.disclosed().producers().isPresent());
        if (clearing.isEmpty()) {
            return List.of();
        }
        Optional<SignedTrustList> list = operators.current();
        List<ProducerTold> out = new ArrayList<>();
        try {
            ProducerFiles.OfNumbers later = files.ofNumbers(statements(clearing.get()).stream()
                    .map(one -> one.claims().number())
                    .collect(Collectors.toSet()));
            Optional<ProvedTimes> times = certificates.times(event);
            List<ProducerAnswer> signed =
                    judge(clearing.get(), list.map(SignedTrustList::list), later.statements(), times);
            // What was decided here may be less than what was signed last.
            List<ProducerAnswer> decided = judge(
                    clearing.get(),
                    list.map(SignedTrustList::list).map(producers::standing),
                    later.statements(),
                    times);
            for (int i = 0; i < signed.size(); i++) {
                out.add(told(
                        signed.get(i),
                        decided.get(i),
                        later.unreadable(),
                        clearing.get(),
                        known.get().site(),
                        list));
            }
        } catch (LedgerException _) {
            statements(clearing.get()).stream()
                    .map(one -> told(one, ProducerTold.CERTIFICATE_REFUSED, Optional.empty(), List.of(), list))
                    .map(one -> about(one, clearing.get()))
                    .forEach(out::add);
        }
        return List.copyOf(out);
    }

    @Override
    @Transactional(readOnly = true)
    public Set<String> met(UUID event) {
        return of(event).stream().flatMap(one -> one.met().stream()).collect(Collectors.toSet());
    }

    /** From when on a statement beside it counts that is dated in the future; empty if none is. */
    Optional<Instant> again(List<ProducerTold> told) {
        return told.stream()
                .filter(one -> one.state().equals(Json.wireName(ProducerAnswer.State.NOT_ISSUED_YET)))
                .map(ProducerTold::issued)
                .min(Instant::compareTo);
    }

    private List<ProducerAnswer> judge(
            Statement.Clearing clearing,
            Optional<TrustList> list,
            List<SignedProducerStatement> later,
            Optional<ProvedTimes> times) {
        try {
            return ProducerChecks.judge(clearing, list.stream().toList(), later, clock.instant(), times);
        } catch (VerificationException _) {
            return List.of(); // as with statements(): nothing is met by what can't be read
        }
    }

    private ProducerTold told(
            ProducerAnswer answer,
            ProducerAnswer decided,
            Set<String> unreadable,
            Statement.Clearing clearing,
            UUID site,
            Optional<SignedTrustList> list) {
        String state = Json.wireName(answer.state());
        List<String> met =
                answer.clauses().stream().filter(decided.clauses()::contains).toList();
        if (answer.counts() && unreadable.contains(answer.statement().claims().number())) {
            state = ProducerTold.FILE_UNREADABLE;
            met = List.of();
        } else if (answer.counts() && (!decided.counts() || met.isEmpty())) {
            state = ProducerTold.ENDED;
            met = List.of();
        } else if (answer.counts() && !goesBy(site)) {
            state = ProducerTold.NOT_USED;
            met = List.of();
        }
        return about(told(answer.statement(), state, answer.producer(), met, list), clearing);
    }

    private boolean goesBy(UUID site) {
        return organisations
                .site(site)
                .filter(one -> organisations.goesByProducers(one.organisation()))
                .isPresent();
    }

    private static ProducerTold told(
            SignedProducerStatement statement,
            String state,
            Optional<String> producer,
            List<String> met,
            Optional<SignedTrustList> list) {
        ProducerClaims claims = statement.claims();
        return new ProducerTold(
                state,
                producer,
                claims.name(),
                claims.number(),
                claims.sequence(),
                claims.issued(),
                claims.signer().toString(),
                statement.digest().base64Url(),
                List.of(),
                met,
                list.map(one -> one.list().version()).orElse(0L));
    }

    /** The same, with the clauses for which the station found it to fit. */
    private static ProducerTold about(ProducerTold told, Statement.Clearing clearing) {
        List<String> about = clearing.disclosed().producers().map(ProducersShown::all).stream()
                .flatMap(List::stream)
                .filter(one -> Bytes32.sha256(one.statement().getBytes(StandardCharsets.UTF_8))
                        .base64Url()
                        .equals(told.digest()))
                .flatMap(one -> one.clauses().stream())
                .toList();
        return new ProducerTold(
                told.state(),
                told.producer(),
                told.says(),
                told.number(),
                told.sequence(),
                told.issued(),
                told.signer(),
                told.digest(),
                about,
                told.met(),
                told.list());
    }

    private static List<SignedProducerStatement> statements(Statement.Clearing clearing) {
        try {
            return ProducerChecks.statements(clearing.disclosed());
        } catch (VerificationException _) {
            return List.of(); // they were sound when they came; what this program can't read any more meets nothing
        }
    }

    private static Optional<Statement.Clearing> clearing(byte[] receipt) {
        try {
            return StatementReader.read(Receipt.parse(receipt).clearing().statement())
                            instanceof Statement.Clearing read
                    ? Optional.of(read)
                    : Optional.empty();
        } catch (VerificationException _) {
            return Optional.empty();
        }
    }
}
