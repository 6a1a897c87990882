package org.wangchuan.station.issue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Base64Url;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.log.NewEntry;
import org.wangchuan.proof.statement.Asset;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Disclosure;
import org.wangchuan.proof.statement.Phone;
import org.wangchuan.proof.statement.PhoneWork;
import org.wangchuan.proof.statement.ProducersShown;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Work;
import org.wangchuan.station.issue.SubjectKeys.Keys;

/**
 * A statement as a station keeps it. What the station needs to go on stays readable, and names nobody: number, event, log entry, digests of
 * signed texts that hold 128 random bits and more. What opens the log entry, and what it is about, is sealed. Statements about statements
 * are kept open.
 *
 * @param number in the chain
 * @param previous digest of the statement before; absent exactly for number 0
 * @param digest of the issuer-signed JWT
 * @param entry what to append to the log, byte for byte
 */
record StoredStatement(
        long number, UUID eventId, Optional<Bytes32> previous, Bytes32 digest, NewEntry entry, Content content) {
    private static final String FORMAT = "wangchuan-stored/v1";
    private static final Set<String> OF_THE_DEVICE = Set.of(Target.CLAIM, Phone.CLAIM);
    private static final Set<String> OF_THE_PERSON =
            Set.of(Work.CLAIM, PhoneWork.CLAIM, Asset.CLAIM, ProducersShown.CLAIM);

    /** The statement itself. */
    sealed interface Content {
        /** Open: about no device, or kept by a version that sealed nothing. */
        record Open(IssuedStatement issued) implements Content {}

        /**
         * Sealed under the keys of a subject.
         *
         * @param person nonce, issuer-signed JWT, and all that is disclosed but the device
         * @param device the disclosure of the target, or of the phone
         */
        record Sealed(UUID subject, String person, String device) implements Content {}
    }

    static StoredStatement open(IssuedStatement issued) {
        Statement statement = issued.statement();
        return new StoredStatement(
                statement.head().sequence(),
                statement.head().eventId(),
                statement.head().previous(),
                issued.sdJwt().digest(),
                issued.entry(),
                new Content.Open(issued));
    }

    /** Whose erasure a statement is about; empty if it is about no device. */
    static Optional<UUID> subjectOf(Statement statement) {
        return switch (statement) {
            case Statement.Start start -> Optional.of(start.head().eventId());
            case Statement.Clearing clearing -> Optional.of(clearing.claims().start());
            case Statement.Recheck recheck ->
                Optional.of(subjectOfRechecks(recheck.claims().clearing().digest()));
            case Statement.Revocation _,
                    Statement.Correction _,
                    Statement.Supersession _,
                    Statement.StatusListing _,
                    Statement.Forgetting _,
                    Statement.Recorded _ -> Optional.empty();
        };
    }

    /**
     * All looks at one erased drive are sealed under keys of their own, which whoever forgets that erasure finds: it follows from the
     * clearing, of this station or of another one, and is not the erasure's own, which ends with its clearing.
     *
     * @param clearing digest of its issuer-signed JWT
     */
    static UUID subjectOfRechecks(Bytes32 clearing) {
        return UUID.nameUUIDFromBytes(
                ("wangchuan/rechecks/v1/" + clearing.base64Url()).getBytes(StandardCharsets.US_ASCII));
    }

    /** Whose erasure it is about; empty if it is about no device. */
    Optional<UUID> subject() {
        return switch (content) {
            case Content.Sealed sealed -> Optional.of(sealed.subject());
            case Content.Open(IssuedStatement issued) -> subjectOf(issued.statement());
        };
    }

    /**
     * What was erased, as far as the device's key opens it: also where the person's key is gone, and with it the signed text. Nothing but the
     * target or the phone is in it.
     *
     * @throws VerificationException if what was sealed is no such thing
     */
    Disclosed device(SubjectKeys all) throws IOException, VerificationException {
        Optional<Disclosure> one = Optional.empty();
        switch (content) {
            case Content.Open(IssuedStatement issued) ->
                one = issued.sdJwt().disclosures().stream()
                        .filter(it -> OF_THE_DEVICE.contains(it.name()))
                        .findFirst();
            case Content.Sealed sealed -> {
                Optional<Bytes32> key = all.of(sealed.subject()).device();
                if (key.isPresent()) {
                    byte[] text = Sealing.open(key.get(), beside(sealed.subject()), sealed.device());
                    one = disclosed(new String(text, StandardCharsets.US_ASCII));
                }
            }
        }
        return one.isPresent() ? device(one.get()) : Disclosed.NOTHING;
    }

    private static Disclosed device(Disclosure one) throws VerificationException {
        if (one.name().equals(Target.CLAIM)) {
            return Disclosed.ofStart(Target.of(one.value()), Optional.empty());
        }
        return one.name().equals(Phone.CLAIM)
                ? Disclosed.ofPhoneStart(Phone.of(one.value()), Optional.empty())
                : Disclosed.NOTHING;
    }

    /** From the disclosure with the tilde behind it; there is none where the statement showed no device. */
    private static Optional<Disclosure> disclosed(String text) throws VerificationException {
        return text.isEmpty() ? Optional.empty() : Optional.of(Disclosure.parse(text.substring(0, text.length() - 1)));
    }

    /** What it says, if it is kept open and is of this kind. */
    <S extends Statement> Optional<S> says(Class<S> kind) {
        return content instanceof Content.Open(IssuedStatement issued)
                ? Optional.of(issued.statement()).filter(kind::isInstance).map(kind::cast)
                : Optional.empty();
    }

    /** Seals what is open. */
    static StoredStatement sealed(IssuedStatement issued, UUID subject, Keys keys) {
        StoredStatement open = open(issued);
        byte[] beside = open.beside(subject);
        SdJwt whole = issued.sdJwt();
        byte[] person = new IssuedStatement(whole.showingOnly(OF_THE_PERSON), issued.nonce()).toBytes();
        String device = afterJwt(whole.showingOnly(OF_THE_DEVICE));
        return open.with(new Content.Sealed(
                subject,
                Sealing.seal(keys.person().orElseThrow(), beside, person),
                Sealing.seal(keys.device().orElseThrow(), beside, device.getBytes(StandardCharsets.US_ASCII))));
    }

    /** The disclosures as they are spelt, each with the tilde behind it. */
    private static String afterJwt(SdJwt sdJwt) {
        return sdJwt.text().substring(sdJwt.jwt().length() + 1);
    }

    private StoredStatement with(Content other) {
        return new StoredStatement(number, eventId, previous, digest, entry, other);
    }

    /**
     * The statement; empty if a key of it is gone.
     *
     * @throws VerificationException if what was sealed is not what is said beside it
     */
    Optional<IssuedStatement> opened(SubjectKeys all) throws IOException, VerificationException {
        return switch (content) {
            case Content.Open(IssuedStatement issued) -> Optional.of(issued);
            case Content.Sealed sealed -> {
                Keys keys = all.of(sealed.subject());
                yield keys.person().isPresent() && keys.device().isPresent()
                        ? Optional.of(unseal(
                                sealed, keys.person().get(), keys.device().get()))
                        : Optional.empty();
            }
        };
    }

    private IssuedStatement unseal(Content.Sealed sealed, Bytes32 person, Bytes32 device) throws VerificationException {
        byte[] beside = beside(sealed.subject());
        IssuedStatement ofPerson = IssuedStatement.parse(Sealing.open(person, beside, sealed.person()));
        String shown = new String(Sealing.open(device, beside, sealed.device()), StandardCharsets.US_ASCII);
        // The device comes first, as it was issued: a receipt that is made again is the same.
        SdJwt whole = SdJwt.parse(ofPerson.sdJwt().jwt() + "~" + shown + afterJwt(ofPerson.sdJwt()));
        IssuedStatement issued = new IssuedStatement(whole, ofPerson.nonce());
        if (!open(issued).with(content).equals(this)) {
            throw new VerificationException(
                    FailureCode.STATEMENT_FORMAT, "stored statement", "what is said beside it", "another statement");
        }
        return issued;
    }

    /** What stays readable; it is authenticated together with what is sealed. */
    private byte[] beside(UUID subject) {
        return CanonicalJson.write(readable(subject).build());
    }

    private Json.Builder readable(UUID subject) {
        return Json.object()
                .put("digest", digest.base64Url())
                .put("entry", Base64Url.encode(entry.entry()))
                .put("event", eventId.toString())
                .put("format", FORMAT)
                .put("number", number)
                .put("previous", previous.map(Bytes32::base64Url))
                .put("subject", subject.toString());
    }

    /** The stored form: canonical JSON. */
    byte[] toBytes() {
        return switch (content) {
            case Content.Open(IssuedStatement issued) -> issued.toBytes();
            case Content.Sealed(UUID subject, String person, String device) ->
                CanonicalJson.write(readable(subject)
                        .put("device", device)
                        .put("person", person)
                        .build());
        };
    }

    /** Reads the stored form back, of this version or one that sealed nothing. */
    static StoredStatement parse(byte[] bytes) throws VerificationException {
        try {
            Json.Fields in = Json.in(CanonicalJson.readObject(bytes));
            if (!in.has("format")) {
                return open(IssuedStatement.parse(bytes));
            }
            in.only("device", "digest", "entry", "event", "format", "number", "person", "previous", "subject");
            long number = in.natural("number");
            byte[] entry = Base64Url.decode(in.text("entry"));
            if (!in.text("format").equals(FORMAT)
                    || in.has("previous") != (number > 0)
                    || entry.length != NewEntry.LENGTH) {
                throw new VerificationException(
                        FailureCode.STATEMENT_FORMAT, "stored statement", FORMAT, "another form");
            }
            UUID event = uuid(in, "event");
            return new StoredStatement(
                    number,
                    event,
                    number > 0 ? Optional.of(Bytes32.parseBase64Url(in.text("previous"))) : Optional.empty(),
                    Bytes32.parseBase64Url(in.text("digest")),
                    new NewEntry(event, entry),
                    new Content.Sealed(uuid(in, "subject"), in.text("person"), in.text("device")));
        } catch (MalformedJsonException | ShapeException e) {
            throw new VerificationException(FailureCode.STATEMENT_FORMAT, "stored statement", "canonical JSON", e);
        }
    }

    private static UUID uuid(Json.Fields in, String name) throws ShapeException {
        String text = in.text(name);
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equals(text)) {
                return id;
            }
        } catch (IllegalArgumentException _) {
            // said below
        }
        throw new ShapeException(name, "a UUID in lower case", "another text");
    }

    /** Not the content: it may hold what a log file must not. */
    @Override
    public String toString() {
        return "stored statement " + number;
    }
}
