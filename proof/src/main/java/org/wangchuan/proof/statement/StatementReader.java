package org.wangchuan.proof.statement;

import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;

/** Reads an SD-JWT's claims into typed values; refuses every claim that the vocabulary does not know. */
public final class StatementReader {
    private StatementReader() {}

    /**
     * The statement that an SD-JWT spells. Signatures and logs are not looked at.
     *
     * @throws VerificationException with code STATEMENT_FORMAT, STATEMENT_TYPE, CHAIN or ENCODING
     */
    public static Statement read(SdJwt sdJwt) throws VerificationException {
        try {
            Json.Fields in = Json.in(sdJwt.payload());
            String vct = in.text("vct");
            StatementType type = StatementType.ofVct(vct)
                    .orElseThrow(
                            () -> new VerificationException(FailureCode.STATEMENT_TYPE, "vct", "a known type", vct));
            StatementHead head = StatementHead.read(type, in);
            if (!head.station().equals(sdJwt.keyId())) {
                throw new VerificationException(
                        FailureCode.STATEMENT_FORMAT, "iss", "the key of the header, " + sdJwt.keyId(), head.station());
            }
            return switch (type) {
                case START, TEST_START -> {
                    only(in);
                    yield new Statement.Start(head, readDisclosed(sdJwt, Target.CLAIM, Phone.CLAIM, Asset.CLAIM));
                }
                case CLEARING, TEST_CLEARING -> {
                    only(
                            in,
                            Stream.concat(Stream.of(StatusReference.CLAIM), Stream.of(ClearingClaims.NAMES))
                                    .toArray(String[]::new));
                    yield readClearing(head, ClearingClaims.read(in), sdJwt);
                }
                case REVOCATION, TEST_REVOCATION -> {
                    only(in, "of", "reason");
                    readDisclosed(sdJwt);
                    yield new Statement.Revocation(
                            head, digest(in, "of"), in.constant("reason", RevocationReason.class));
                }
                case CORRECTION, TEST_CORRECTION -> {
                    only(in, "of", "by");
                    readDisclosed(sdJwt);
                    yield new Statement.Correction(head, digest(in, "of"), digest(in, "by"));
                }
                case SUPERSESSION, TEST_SUPERSESSION -> {
                    only(in, "of", "by");
                    readDisclosed(sdJwt);
                    yield new Statement.Supersession(head, digest(in, "of"), digest(in, "by"));
                }
                case STATUS_LIST, TEST_STATUS_LIST -> {
                    only(in, StatusClaims.NAMES);
                    readDisclosed(sdJwt);
                    yield new Statement.StatusListing(head, StatusClaims.read(in));
                }
                case FORGETTING, TEST_FORGETTING -> {
                    only(in, "of", "part", KeptDevice.CLAIM);
                    readDisclosed(sdJwt);
                    yield readForgetting(head, in);
                }
                case RECHECK, TEST_RECHECK -> {
                    only(in, RecheckClaims.NAMES);
                    yield readRecheck(head, RecheckClaims.read(in), readDisclosed(sdJwt, Target.CLAIM));
                }
                case OBSERVATION, TEST_OBSERVATION -> {
                    only(in, ObservationClaims.NAMES);
                    readDisclosed(sdJwt);
                    yield new Statement.Observation(head, ObservationClaims.read(in));
                }
                case VALIDATION, TEST_VALIDATION -> {
                    only(in, ValidationClaims.NAMES);
                    readDisclosed(sdJwt);
                    yield new Statement.Validation(head, ValidationClaims.read(in));
                }
                case CONSENT, TEST_CONSENT -> {
                    only(in, ConsentClaims.NAMES);
                    readDisclosed(sdJwt);
                    yield new Statement.Consent(head, ConsentClaims.read(in));
                }
                case WITHDRAWAL, TEST_WITHDRAWAL -> {
                    only(in, WithdrawalClaims.NAMES);
                    readDisclosed(sdJwt);
                    yield new Statement.Withdrawal(head, WithdrawalClaims.read(in));
                }
                case PRESENCE, TEST_PRESENCE -> {
                    only(in, PresenceClaims.NAMES);
                    readDisclosed(sdJwt);
                    yield new Statement.Present(head, PresenceClaims.read(in));
                }
                case SUMMARY, TEST_SUMMARY -> {
                    only(in, SummaryClaims.NAMES);
                    readDisclosed(sdJwt);
                    yield new Statement.Summary(head, SummaryClaims.read(in));
                }
                case COUNTS, TEST_COUNTS -> {
                    only(in, CountsClaims.NAMES);
                    readDisclosed(sdJwt);
                    yield new Statement.Counts(head, CountsClaims.read(in));
                }
            };
        } catch (ShapeException e) {
            throw new VerificationException(FailureCode.STATEMENT_FORMAT, "payload", "the vocabulary", e);
        }
    }

    private static void only(Json.Fields in, String... names) throws ShapeException {
        in.only(Stream.concat(Stream.of(StatementHead.NAMES), Stream.of(names)).toArray(String[]::new));
    }

    private static Statement readClearing(StatementHead head, ClearingClaims claims, SdJwt sdJwt)
            throws ShapeException, VerificationException {
        return new Statement.Clearing(
                head,
                claims,
                claims.phone().isPresent()
                        ? readDisclosed(sdJwt, Phone.CLAIM, PhoneWork.CLAIM, Asset.CLAIM, ProducersShown.CLAIM)
                        : readDisclosed(sdJwt, Target.CLAIM, Work.CLAIM, Asset.CLAIM));
    }

    private static Statement readForgetting(StatementHead head, Json.Fields in)
            throws ShapeException, VerificationException {
        Bytes32 of = digest(in, "of");
        ForgottenPart part = in.constant("part", ForgottenPart.class);
        Optional<KeptDevice> kept =
                in.has(KeptDevice.CLAIM) ? Optional.of(KeptDevice.read(in.object(KeptDevice.CLAIM))) : Optional.empty();
        if (kept.isPresent() != (part == ForgottenPart.PERSON)) {
            throw new ShapeException(KeptDevice.CLAIM, "it exactly with the part person", "the contrary");
        }
        return new Statement.Forgetting(head, of, part, kept);
    }

    private static Statement readRecheck(StatementHead head, RecheckClaims claims, Disclosed disclosed)
            throws ShapeException {
        if (disclosed.target().filter(target -> !claims.canBeOf(target)).isPresent()) {
            throw new ShapeException(Target.CLAIM, "the facts of the drive that was read", "those of another one");
        }
        return new Statement.Recheck(head, claims, disclosed);
    }

    private static Bytes32 digest(Json.Fields in, String name) throws ShapeException, VerificationException {
        return Bytes32.parseBase64Url(in.text(name));
    }

    /** A UUID in its one spelling: lower case, with hyphens. */
    static UUID eventId(Json.Fields in, String name) throws ShapeException {
        String text = in.text(name);
        if (text.length() == 36) {
            try {
                UUID id = UUID.fromString(text);
                if (id.toString().equals(text)) {
                    return id;
                }
            } catch (IllegalArgumentException e) {
                ShapeException malformed = new ShapeException(name, "a UUID", "another text");
                malformed.initCause(e);
                throw malformed;
            }
        }
        throw new ShapeException(name, "a UUID in lower case", "another text");
    }

    private static Disclosed readDisclosed(SdJwt sdJwt, String... names) throws ShapeException, VerificationException {
        for (Disclosure disclosure : sdJwt.disclosures()) {
            if (Stream.of(names).noneMatch(disclosure.name()::equals)) {
                throw new VerificationException(
                        FailureCode.STATEMENT_FORMAT,
                        "disclosure",
                        names.length == 0 ? "none" : String.join(" or ", names),
                        disclosure.name());
            }
        }
        Optional<JsonValue.Obj> target = sdJwt.disclosed(Target.CLAIM);
        Optional<JsonValue.Obj> work = sdJwt.disclosed(Work.CLAIM);
        Optional<JsonValue.Obj> asset = sdJwt.disclosed(Asset.CLAIM);
        Optional<JsonValue.Obj> phone = sdJwt.disclosed(Phone.CLAIM);
        Optional<JsonValue.Obj> phoneWork = sdJwt.disclosed(PhoneWork.CLAIM);
        Optional<JsonValue.Obj> producers = sdJwt.disclosed(ProducersShown.CLAIM);
        if (target.isPresent() && phone.isPresent()) {
            throw new VerificationException(
                    FailureCode.STATEMENT_FORMAT, "disclosure", Target.CLAIM + " or " + Phone.CLAIM, "both");
        }
        return new Disclosed(
                target.isPresent() ? Optional.of(Target.read(Json.in(target.get()))) : Optional.empty(),
                work.isPresent() ? Optional.of(Work.read(Json.in(work.get()))) : Optional.empty(),
                asset.isPresent() ? Optional.of(Asset.read(Json.in(asset.get()))) : Optional.empty(),
                phone.isPresent() ? Optional.of(Phone.read(Json.in(phone.get()))) : Optional.empty(),
                phoneWork.isPresent() ? Optional.of(PhoneWork.read(Json.in(phoneWork.get()))) : Optional.empty(),
                producers.isPresent() ? Optional.of(ProducersShown.read(Json.in(producers.get()))) : Optional.empty());
    }
}
