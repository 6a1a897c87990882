package org.wangchuan.proof.certificate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.receipt.NotBefore;
import org.wangchuan.proof.receipt.OneSpelling;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.status.StatusFile;

/**
 * The certificate file: the statements of a receipt under a checkpoint that witnesses have cosigned, and what came
 * later. It brings no trust of its own: which witnesses count is the trust list's to say.
 *
 * @param receipt both statements and their proofs, under one cosigned checkpoint
 * @param notBefore shows that the clearing statement is not older than some cosignatures
 * @param status whether the statement still holds, stapled
 * @param presence who else stood by it, in the order of their roles
 */
public record Certificate(
        Receipt receipt, Optional<NotBefore> notBefore, Optional<StatusFile> status, List<CounterSignature> presence) {
    /** The member {@code format}. */
    public static final String FORMAT = "wangchuan-certificate/v1";

    /** Largest file that is read. */
    public static final int BYTES_MAX = 8 << 20;

    public Certificate {
        presence = List.copyOf(presence);
    }

    /** Whether these bytes call themselves a certificate; false for anything that can't be read. */
    public static boolean looksLikeOne(byte[] bytes) {
        try {
            return bytes.length <= BYTES_MAX
                    && Json.in(CanonicalJson.readLenientObject(bytes))
                            .text("format")
                            .equals(FORMAT);
        } catch (MalformedJsonException | ShapeException e) {
            return false;
        }
    }

    /**
     * Reads the file in its one spelling; nothing is verified.
     *
     * @throws VerificationException with code CERTIFICATE_FORMAT, or one of the parts' own
     */
    public static Certificate parse(byte[] bytes) throws VerificationException {
        if (bytes.length > BYTES_MAX) {
            throw bad("certificate", "at most " + BYTES_MAX + " bytes", bytes.length + "");
        }
        try {
            Json.Fields in = Json.in(CanonicalJson.readObject(bytes))
                    .only("format", "statement", "nonce", "proof", "start", "hint", "notBefore", "status", "presence");
            if (!in.text("format").equals(FORMAT)) {
                throw bad("format", FORMAT, in.text("format"));
            }
            Certificate certificate = new Certificate(
                    Receipt.readParts(in),
                    in.has("notBefore") ? Optional.of(NotBefore.read(in.object("notBefore"))) : Optional.empty(),
                    in.has("status") ? Optional.of(StatusFile.read(in.object("status"))) : Optional.empty(),
                    in.has("presence") ? readPresence(in) : List.of());
            certificate.requireOneSpelling();
            return certificate;
        } catch (MalformedJsonException | ShapeException e) {
            throw new VerificationException(FailureCode.CERTIFICATE_FORMAT, "certificate", "its canonical JSON", e);
        }
    }

    private static List<CounterSignature> readPresence(Json.Fields in) throws ShapeException, VerificationException {
        List<CounterSignature> out = new ArrayList<>();
        for (Json.Fields item : in.objects("presence")) {
            CounterSignature one = CounterSignature.read(item);
            if (!out.isEmpty() && one.role().compareTo(out.getLast().role()) <= 0) {
                throw bad("presence", "each role at most once, in order", Json.wireName(one.role()));
            }
            out.add(one);
        }
        if (out.isEmpty()) {
            throw bad("presence", "no empty list", "one");
        }
        return out;
    }

    private void requireOneSpelling() throws VerificationException {
        OneSpelling.requireCosigned(
                FailureCode.CERTIFICATE_FORMAT, receipt.clearing().proof().checkpoint());
        OneSpelling.requireCosigned(
                FailureCode.CERTIFICATE_FORMAT, receipt.start().proof().checkpoint());
        if (notBefore.isPresent()) {
            OneSpelling.requireCosigned(
                    FailureCode.CERTIFICATE_FORMAT, notBefore.get().checkpoint());
        }
    }

    /** The file: what {@link #parse} has read, byte for byte. */
    public byte[] toBytes() {
        Json.Builder out = receipt.addPartsTo(Json.object().put("format", FORMAT));
        notBefore.ifPresent(earlier -> out.put("notBefore", earlier.json()));
        status.ifPresent(file -> out.put("status", file.json()));
        if (!presence.isEmpty()) {
            out.put(
                    "presence",
                    new JsonValue.Array(presence.stream()
                            .<JsonValue>map(CounterSignature::json)
                            .toList()));
        }
        return CanonicalJson.write(out.build());
    }

    private static VerificationException bad(String where, String expected, String found) {
        return new VerificationException(FailureCode.CERTIFICATE_FORMAT, where, expected, found);
    }
}
