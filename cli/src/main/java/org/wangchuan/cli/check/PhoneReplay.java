package org.wangchuan.cli.check;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.phone.evidence.PhoneEvidence;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.evidence.PhoneIdentity.Name;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.Phone;
import org.wangchuan.proof.statement.PhoneWork;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.station.receipt.ClaimsOfPhone;

/** Computes from the record of a phone what its statement must say, and compares; and whether the record is of the phone that is shown. */
final class PhoneReplay {
    /** By which numbers a record can name what a statement shows as the serial number. */
    private static final List<Name> SERIALS = List.of(Name.SERIAL, Name.USB_SERIAL);

    private static final String HMAC = "HmacSHA256";

    private PhoneReplay() {}

    static void require(Statement.Clearing clearing, byte[] bytes) throws VerificationException {
        clearing.claims().evidence().verify(bytes);
        PhoneEvidence record;
        try {
            record = PhoneEvidence.read(bytes);
        } catch (EvidenceException e) {
            throw new VerificationException(
                    FailureCode.EVIDENCE, "evidence", "a complete record", String.valueOf(e.getMessage()));
        }
        ClearingClaims expected = ClaimsOfPhone.claims(record, clearing.claims().start());
        if (!expected.equals(clearing.claims())) {
            throw new VerificationException(
                    FailureCode.EVIDENCE,
                    "verdict, lock and conformity",
                    "what follows from the evidence: " + expected.verdict(),
                    "another answer: " + clearing.claims().verdict());
        }
        Optional<Phone> phone = clearing.disclosed().phone();
        if (phone.isPresent()) {
            requirePhone(record, phone.get());
        }
        Replay.requireSame(
                "how it was erased",
                Optional.of(CanonicalJson.writeText(ClaimsOfPhone.work(record).json())),
                clearing.disclosed().phoneWork().map(PhoneWork::json).map(CanonicalJson::writeText));
    }

    /** All that the record says of it is what is shown; serial number and key are not in the record, but fit its digests. */
    private static void requirePhone(PhoneEvidence record, Phone shown) throws VerificationException {
        Phone told = ClaimsOfPhone.phone(record.events(), shown.serial());
        Phone follows = shown.identityKey().isPresent()
                ? ClaimsOfPhone.withKey(told, shown.identityKey().get().toBytes())
                : told;
        if (!follows.equals(shown)) {
            throw new VerificationException(
                    FailureCode.EVIDENCE, "what was erased", "what follows from the evidence", "something else");
        }
        if (shown.serial().isPresent()
                && shown.identityKey().isPresent()
                && !isNamedBy(
                        record.identity(),
                        shown.serial().get(),
                        shown.identityKey().get().toBytes())) {
            throw new VerificationException(
                    FailureCode.EVIDENCE, "phone.serial", "the phone that the record is of", "another one");
        }
    }

    private static boolean isNamedBy(PhoneIdentity identity, String serial, byte[] key) {
        return SERIALS.stream()
                .anyMatch(name ->
                        digest(key, name, serial).equals(identity.digests().get(name)));
    }

    /**
     * By what a record names a serial number: HMAC-SHA-256 (RFC 2104), under the key that is shown, of the kind of number in ASCII, a zero byte, and the number
     * without blanks at its ends in upper case; in lower-case hex.
     */
    static String digest(byte[] key, Name name, String serial) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            mac.update(name.name().getBytes(StandardCharsets.US_ASCII));
            mac.update((byte) 0);
            String number = serial.strip().toUpperCase(Locale.ROOT);
            return HexFormat.of().formatHex(mac.doFinal(number.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform lacks " + HMAC, e);
        }
    }
}
