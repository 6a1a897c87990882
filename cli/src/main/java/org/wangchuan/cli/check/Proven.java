package org.wangchuan.cli.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.status.StatusFile;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.verify.CertificateVerifier;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.ProvedTimes;
import org.wangchuan.proof.verify.ReceiptVerifier;
import org.wangchuan.proof.verify.VerifiedCertificate;
import org.wangchuan.proof.verify.VerifiedReceipt;

/**
 * A receipt or certificate that holds, under the trust list that knows its signer, or under nobody's.
 *
 * @param statement digest of the clearing's issuer-signed JWT
 * @param certificate present exactly for a certificate
 * @param vouchers the lists that know the signer, and, for a certificate, whose witnesses have cosigned; none
 *     exactly if the signer is unknown
 * @param times what each of these proves of a certificate's time; absent for a receipt, and if the signer is unknown
 */
record Proven(
        Bytes32 statement,
        VerifiedReceipt receipt,
        Optional<VerifiedCertificate> certificate,
        List<Voucher> vouchers,
        Optional<ProvedTimes> times) {
    Proven {
        vouchers = List.copyOf(vouchers);
    }

    /** Whether the signer is known, and, for a certificate, the witnesses that the list asks for have cosigned. */
    boolean isTrusted() {
        return receipt.isSignerKnown()
                && certificate.map(VerifiedCertificate::isWitnessed).orElse(true);
    }

    /**
     * The answer of the first list that knows the signer in this log; "unknown" if none does. All are asked: where one knows the
     * signer and refuses, because the key was withdrawn for instance, no other can outvote it. One that has the station in
     * another log alone says nothing about a receipt, which rests on the station's word.
     */
    static Proven of(Receipt receipt, List<TrustList> trust, Optional<String> serial) throws VerificationException {
        Expectations expectations = new Expectations(serial, Instant.now());
        List<VerifiedReceipt> known = new ArrayList<>();
        List<Voucher> vouchers = new ArrayList<>();
        for (TrustList list : trust) {
            VerifiedReceipt verified = ReceiptVerifier.verify(receipt, list, expectations);
            verified.operator().ifPresent(operator -> {
                known.add(verified);
                vouchers.add(Voucher.of(operator, list));
            });
        }
        VerifiedReceipt shown = known.isEmpty()
                ? ReceiptVerifier.verify(receipt, nobody(receipt.hint().log()), expectations)
                : known.getFirst();
        return new Proven(receipt.clearing().statement().digest(), shown, Optional.empty(), vouchers, Optional.empty());
    }

    /**
     * The same for a certificate. Every list that knows the signer has to agree: a station's own list may name
     * witnesses of its own making, and must not outvote a regulator's. A list that knows the signer and says nothing
     * about witnesses leaves the answer to the others, and so does the station's own list for a certificate under the log of
     * its operator. Where any other list has the station in another log than this, the answer is "unknown", whatever the
     * rest say: a station that could choose another log for its certificates could choose the witnesses too.
     */
    static Proven of(Certificate certificate, List<TrustList> trust, Optional<String> serial, StatusLists lists)
            throws VerificationException {
        Expectations expectations = new Expectations(serial, Instant.now(), Optional.empty(), lists.ageMax());
        List<StatusFile> fresh = lists.about(certificate);
        Bytes32 statement = certificate.receipt().clearing().statement().digest();
        Optional<VerificationException> silent = Optional.empty();
        boolean isElsewhere = false;
        List<VerifiedCertificate> known = new ArrayList<>();
        List<Voucher> vouchers = new ArrayList<>();
        List<ProvedTimes.One> times = new ArrayList<>();
        for (TrustList list : trust) {
            try {
                VerifiedCertificate verified = CertificateVerifier.verify(certificate, list, expectations, fresh);
                isElsewhere |= isElsewhere(certificate.receipt(), list);
                if (verified.isWitnessed()) {
                    known.add(verified);
                    vouchers.add(Voucher.of(verified.receipt().operator().orElseThrow(), list));
                    times.add(new ProvedTimes.One(
                            list.signer(), verified.interval().orElseThrow()));
                }
            } catch (VerificationException e) {
                if (!isWithoutWitnesses(e, certificate.receipt(), list)) {
                    throw e;
                }
                silent = Optional.of(e);
            }
        }
        if (!known.isEmpty() && !isElsewhere) {
            return new Proven(
                    statement,
                    known.getFirst().receipt(),
                    Optional.of(known.getFirst()),
                    vouchers,
                    Optional.of(new ProvedTimes(origin(certificate.receipt()), times)));
        }
        if (silent.isPresent() && !isElsewhere) {
            throw silent.get();
        }
        VerifiedCertificate stranger = CertificateVerifier.verify(
                certificate, nobody(certificate.receipt().hint().log()), expectations, fresh);
        return new Proven(statement, stranger.receipt(), Optional.of(stranger), List.of(), Optional.empty());
    }

    /** The same without lists but the stapled one. */
    static Proven of(Certificate certificate, List<TrustList> trust, Optional<String> serial)
            throws VerificationException {
        return of(certificate, trust, serial, StatusLists.none());
    }

    /** Whether a list names no witnesses at all for a log of this size; one that says that nobody counted then, says no. */
    private static boolean isWithoutWitnesses(VerificationException e, Receipt receipt, TrustList list) {
        long size = receipt.clearing().proof().checkpoint().checkpoint().size();
        return e.code() == FailureCode.WITNESS_POLICY
                && list.operatorOf(receipt.hint().station().thumbprint())
                        .filter(operator -> size >= operator.policyFromSize())
                        .isPresent();
    }

    /**
     * Whether a list that is not the station's own has the station in another log than the certificate's, or in this one for receipts
     * alone. The station's own list says nothing about a certificate under the log of its operator.
     */
    private static boolean isElsewhere(Receipt receipt, TrustList list) {
        PublicKey station = receipt.hint().station();
        return !list.signer().key().equals(station)
                && list.operatorOf(station.thumbprint())
                        .filter(operator -> !operator.origin().equals(origin(receipt)) || operator.isForReceiptsAlone())
                        .isPresent();
    }

    private static String origin(Receipt receipt) {
        return receipt.clearing().proof().checkpoint().checkpoint().origin();
    }

    /** A list without anybody on it; its signer is of no account, since nobody signed it. */
    static TrustList nobody(VerifierKey log) {
        return new TrustList(1, 0, log, List.of(), "");
    }
}
