package org.wangchuan.cli.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.receipt.Logged;
import org.wangchuan.proof.statement.Asset;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.ClearingClaims.Clause.State;
import org.wangchuan.proof.statement.CountsClaims;
import org.wangchuan.proof.statement.LogEntry;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.verify.VerifiedCertificate;
import org.wangchuan.proof.verify.VerifiedReceipt;

/**
 * The receipts and certificates that were given beside a summary or counts, by the digests of their statements, with what each has shown by
 * itself. It keeps no file: a thousand may be given at once.
 */
final class Beside {
    private final Map<Bytes32, List<One>> files = new HashMap<>();
    private final CountsTogether counts = new CountsTogether();

    /**
     * One of them.
     *
     * @param exit the answer to it by itself
     * @param isCertificate whether witnesses were asked for, and a status
     * @param facts what its statement says; absent if the file does not verify
     * @param code why it does not; empty if it does
     * @param mark by what it stands in an operator's counts; absent if the file does not verify
     * @param place where a certificate under known witnesses proves it to be; absent of a receipt
     * @param vouchers whose station it was, by the lists that know its signer
     */
    record One(
            Path file,
            ExitCode exit,
            boolean isCertificate,
            Optional<Facts> facts,
            String code,
            Optional<Bytes32> mark,
            Optional<Place> place,
            List<Voucher> vouchers) {
        One {
            vouchers = List.copyOf(vouchers);
        }

        boolean isTrusted() {
            return facts.isPresent() && exit != ExitCode.UNTRUSTED;
        }
    }

    /**
     * Of a statement in an operator's log.
     *
     * @param log its name
     */
    record Place(String log, long index) {
        static Place of(VerifiedReceipt proven) {
            return new Place(proven.checkpoint().origin(), proven.index());
        }
    }

    /**
     * What a statement says that a row of a summary says, too.
     *
     * @param isMet whether each clause is satisfied
     * @param isDenied whether one is not
     * @param isDeviceShown whether the file shows the device at all
     * @param medium of what kind it was, as counts have it; absent if the file does not show the device
     */
    record Facts(
            UUID event,
            Verdict verdict,
            boolean isMet,
            boolean isDenied,
            String policy,
            String policyVersion,
            long atSeconds,
            boolean isDeviceShown,
            Optional<String> serial,
            Optional<String> label,
            Optional<CountsClaims.Medium> medium) {
        static Facts of(Statement.Clearing clearing) {
            ClearingClaims claims = clearing.claims();
            return new Facts(
                    clearing.head().eventId(),
                    claims.verdict(),
                    PolicyCheck.satisfied(claims),
                    claims.conformity().isEmpty()
                            || claims.conformity().stream().anyMatch(one -> one.state() == State.NOT_SATISFIED),
                    claims.policy().id(),
                    claims.policy().version(),
                    clearing.head().issuedAtSeconds(),
                    clearing.disclosed().isOfSomething(),
                    clearing.disclosed().serial(),
                    clearing.disclosed().asset().map(Asset::tag),
                    mediumOf(clearing));
        }
    }

    /** A phone's storage is flash, as an operator counts it. */
    private static Optional<CountsClaims.Medium> mediumOf(Statement.Clearing clearing) {
        return clearing.claims().phone().isPresent()
                ? CountsClaims.Medium.of(Target.MediumClass.FLASH)
                : clearing.disclosed().target().map(Target::mediumClass).flatMap(CountsClaims.Medium::of);
    }

    /**
     * One that verifies.
     *
     * @param trust all lists that were asked
     */
    void add(Path file, FileVerify.Checked checked, ExitCode exit, Logged logged, List<TrustList> trust) {
        put(
                logged.statement().digest(),
                new One(
                        file,
                        exit,
                        checked.proven().certificate().isPresent(),
                        Optional.of(Facts.of(checked.receipt().clearing())),
                        "",
                        Optional.of(LogEntry.mark(logged.nonce(), logged.statement())),
                        checked.proven()
                                .certificate()
                                .filter(VerifiedCertificate::isWitnessed)
                                .map(proven -> Place.of(proven.receipt())),
                        operators(checked, trust)));
    }

    /**
     * Whose station it was, by those lists that know the signer. A receipt is of the station's own log, for which a list has another name, since
     * there are no two operators of one.
     */
    private static List<Voucher> operators(FileVerify.Checked checked, List<TrustList> trust) {
        String station = checked.receipt().clearing().head().station();
        return trust.stream()
                .filter(list -> checked.proven().vouchers().stream()
                        .anyMatch(voucher -> voucher.signer().equals(list.signer())))
                .flatMap(list -> list
                        .operatorOf(station)
                        .filter(one -> !one.isForReceiptsAlone())
                        .map(one -> Voucher.of(one.name(), list))
                        .stream())
                .toList();
    }

    /** One that does not verify is not taken for one that is not there, if it can be told whose it is. */
    void refused(Path file, UserError why) {
        try {
            put(
                    RecordFile.clearing(file).digest(),
                    new One(
                            file,
                            why.exit(),
                            false,
                            Optional.empty(),
                            String.valueOf(why.code()),
                            Optional.empty(),
                            Optional.empty(),
                            List.of()));
        } catch (UserError _) {
            // It names no statement: no row can speak of it.
        }
    }

    private void put(Bytes32 statement, One one) {
        files.computeIfAbsent(statement, _ -> new ArrayList<>()).add(one);
    }

    List<One> of(Bytes32 statement) {
        return files.getOrDefault(statement, List.of());
    }

    /** Those that verify, by their names. */
    List<One> verified() {
        return files.values().stream()
                .flatMap(List::stream)
                .filter(one -> one.mark().isPresent())
                .sorted(Comparator.comparing(one -> one.file().toString()))
                .toList();
    }

    /** Counts that were given, as far as they have been looked at. */
    CountsTogether counts() {
        return counts;
    }

    Map<Bytes32, List<One>> all() {
        return Map.copyOf(files);
    }
}
