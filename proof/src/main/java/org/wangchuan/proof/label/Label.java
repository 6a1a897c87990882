package org.wangchuan.proof.label;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Base64Url;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.receipt.Logged;
import org.wangchuan.proof.statement.Disclosure;
import org.wangchuan.proof.statement.SdJwt;

/**
 * A signed statement with its opening, without the proof that the log holds it. The text is what a QR code
 * carries: an address, whose fragment no browser sends to a server, or none.
 *
 * <pre>
 * [https address] "#wl1." base64url(bytes)
 * bytes = nonce (32) || log index (number) || signature (64) || payload || count (number) || disclosures
 * </pre>
 *
 * Payload and disclosures are JSON in the packed form of {@code PackedWriter}; digests of the disclosures that follow
 * are left out of the payload's {@code _sd}. One label has one spelling.
 *
 * @param index where the station says that its log holds the statement; nothing here proves it
 * @param nonce opens the log entry
 */
public record Label(SdJwt statement, long index, Bytes32 nonce) {
    /** Stands before the packed bytes. */
    public static final String MARK = "#wl1.";

    /** Longest text that is written: read from a label that a 203 dpi printer made. */
    public static final int WRITTEN_MAX = 900;

    /** Longest text that is read: a QR code holds no more (ISO/IEC 18004, version 40-L). */
    public static final int READ_MAX = 2953;

    /** Longest address before the mark. */
    public static final int ADDRESS_MAX = 200;

    public Label {
        if (index < 0 || index > JsonValue.Whole.MAX) {
            throw new IllegalArgumentException("index " + index);
        }
    }

    /** What of a logged statement goes on a label, showing only these claims of those that it shows. */
    public static Label of(Logged logged, Set<String> claims) {
        return new Label(logged.statement().showingOnly(claims), logged.proof().index(), logged.nonce());
    }

    /** Whether a text means to be a label. */
    public static boolean isMarked(String text) {
        return text.contains(MARK);
    }

    /**
     * Reads the text of a label; nothing is verified. The address before the mark means nothing.
     *
     * @throws VerificationException with code LABEL_FORMAT, ENCODING, STATEMENT_FORMAT or DISCLOSURE
     */
    public static Label parse(String text) throws VerificationException {
        int mark = text.indexOf(MARK);
        if (mark < 0 || mark > ADDRESS_MAX || text.length() > READ_MAX) {
            throw wrong(
                    "at most " + ADDRESS_MAX + " characters, then " + MARK + "…, " + READ_MAX + " in all",
                    "another text");
        }
        byte[] bytes = Base64Url.decode(text.substring(mark + MARK.length()));
        PackedReader in = new PackedReader(bytes);
        Bytes32 nonce = Bytes32.of(in.raw(Bytes32.LENGTH));
        long index = in.number();
        byte[] signature = in.raw(PublicKey.SIGNATURE_LENGTH);
        if (index > JsonValue.Whole.MAX || !(in.value() instanceof JsonValue.Obj payload)) {
            throw wrong("an index and a statement", "something else");
        }
        List<Disclosure> disclosures = new ArrayList<>();
        for (long left = in.number(); left > 0; left--) {
            disclosures.add(disclosure(in.value()));
        }
        in.end();
        String sdJwt = sdJwt(withDigests(payload, disclosures), signature, disclosures);
        Label label = new Label(SdJwt.parse(sdJwt), index, nonce);
        if (!Arrays.equals(bytes, label.packed())) {
            throw wrong("the one spelling", "another");
        }
        return label;
    }

    /**
     * The text.
     *
     * @param address begins with {@code https://} and has no fragment; absent where nobody serves a page
     * @return nothing if it is longer than {@value #WRITTEN_MAX} characters
     */
    public Optional<String> text(Optional<String> address) {
        address.ifPresent(Label::requireAddress);
        String text = address.orElse("") + MARK + Base64Url.encode(packed());
        return text.length() > WRITTEN_MAX ? Optional.empty() : Optional.of(text);
    }

    private static void requireAddress(String address) {
        if (!address.matches("https://[!-~&&[^#\"<>\\\\^`{|}]]+") || address.length() > ADDRESS_MAX) {
            throw new IllegalArgumentException("an address: " + address);
        }
    }

    private byte[] packed() {
        String jwt = statement.jwt();
        PackedWriter out = new PackedWriter()
                .raw(nonce.toBytes())
                .number(index)
                .raw(signature(jwt))
                .value(withoutDigests(statement))
                .number(statement.disclosures().size());
        for (Disclosure disclosure : statement.disclosures()) {
            out.value(new JsonValue.Array(List.of(
                    new JsonValue.Text(disclosure.salt()), new JsonValue.Text(disclosure.name()), disclosure.value())));
        }
        return out.toBytes();
    }

    /** What the disclosures give again need not be carried. */
    private static JsonValue.Obj withoutDigests(SdJwt statement) {
        Set<JsonValue> shown =
                statement.disclosures().stream().map(Label::digest).collect(Collectors.toSet());
        return withDigests(statement.payload(), digests(statement.payload()).filter(digest -> !shown.contains(digest)));
    }

    private static JsonValue.Obj withDigests(JsonValue.Obj payload, List<Disclosure> disclosures) {
        return withDigests(
                payload,
                Stream.concat(digests(payload), disclosures.stream().map(Label::digest))
                        .sorted(Comparator.comparing(
                                digest -> digest instanceof JsonValue.Text(String text) ? text : "")));
    }

    private static JsonValue.Obj withDigests(JsonValue.Obj payload, Stream<JsonValue> digests) {
        Map<String, JsonValue> members = new TreeMap<>(payload.members());
        members.put("_sd", new JsonValue.Array(digests.toList()));
        return new JsonValue.Obj(members);
    }

    private static Stream<JsonValue> digests(JsonValue.Obj payload) {
        return payload.members().get("_sd") instanceof JsonValue.Array(List<JsonValue> digests)
                ? digests.stream()
                : Stream.empty();
    }

    private static JsonValue digest(Disclosure disclosure) {
        return new JsonValue.Text(disclosure.digest().base64Url());
    }

    private static byte[] signature(String jwt) {
        try {
            return Base64Url.decode(jwt.substring(jwt.lastIndexOf('.') + 1));
        } catch (VerificationException e) {
            throw new IllegalStateException("an SD-JWT's signature was read before", e);
        }
    }

    private static Disclosure disclosure(JsonValue value) throws VerificationException {
        if (value instanceof JsonValue.Array(List<JsonValue> items)
                && items.size() == 3
                && items.get(0) instanceof JsonValue.Text(String salt)
                && items.get(1) instanceof JsonValue.Text(String name)
                && items.get(2) instanceof JsonValue.Obj shown) {
            return new Disclosure(salt, name, shown);
        }
        throw wrong("[salt, name, object]", "another value");
    }

    /** The header is not carried: it names the issuer once more, and nothing else that could differ. */
    private static String sdJwt(JsonValue.Obj payload, byte[] signature, List<Disclosure> disclosures)
            throws VerificationException {
        String issuer = payload.members().get("iss") instanceof JsonValue.Text(String iss) ? iss : "";
        String station = PackedWords.word(PackedWords.STATION);
        if (!issuer.startsWith(station)) {
            throw wrong("a statement by " + station + "…", "another issuer");
        }
        Map<String, JsonValue> header = new TreeMap<>();
        header.put("alg", new JsonValue.Text(SdJwt.ALGORITHM));
        header.put("kid", new JsonValue.Text(issuer.substring(station.length())));
        header.put("typ", new JsonValue.Text(SdJwt.TYPE));
        StringBuilder out = new StringBuilder(base64Url(new JsonValue.Obj(header)))
                .append('.')
                .append(base64Url(payload))
                .append('.')
                .append(Base64Url.encode(signature))
                .append('~');
        disclosures.forEach(disclosure -> out.append(disclosure.text()).append('~'));
        return out.toString();
    }

    private static String base64Url(JsonValue value) {
        return Base64Url.encode(CanonicalJson.write(value));
    }

    private static VerificationException wrong(String expected, String found) {
        return new VerificationException(FailureCode.LABEL_FORMAT, "label", expected, found);
    }

    /** Not the text: it may hold what a log file must not. */
    @Override
    public String toString() {
        return "label of " + statement.digest();
    }
}
