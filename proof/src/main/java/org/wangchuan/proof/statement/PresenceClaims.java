package org.wangchuan.proof.statement;

import java.util.Optional;
import java.util.stream.Stream;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.statement.ConsentClaims.Device;
import org.wangchuan.proof.statement.ConsentClaims.Said;
import org.wangchuan.proof.statement.ConsentClaims.Scope;
import org.wangchuan.proof.statement.ConsentClaims.Through;

/**
 * What a presence shows: that something spoke for the owner's being there while their device was erased, or against it, and how much
 * that weighs. It names nobody but the staff in whose session it was said. One that comes later about the same order takes its place.
 *
 * @param order the code of the work order
 * @param grade what it rests on
 * @param begunAtSeconds when the erasure had begun that it is of, since 1970-01-01 UTC; what begins later, it says nothing of. Absent
 *     only if none had begun and somebody left
 * @param endedAtSeconds when that erasure had ended, if it had before this was shown: it then says that somebody came, and not that they
 *     watched
 * @param consent digest of the issuer-signed JWT of what had been agreed to, if that was signed
 * @param picture HMAC-SHA-256 of the signature by hand, under a key that lies with it; present exactly for that grade
 * @param scope whether it was shown for a list of devices at once
 */
public record PresenceClaims(
        String order,
        Device device,
        Grade grade,
        Optional<Long> begunAtSeconds,
        Optional<Long> endedAtSeconds,
        Optional<Bytes32> consent,
        Optional<Bytes32> picture,
        Scope scope,
        Said said) {

    static final String[] NAMES = {
        "order", "device", "grade", "begunAt", "endedAt", "consent", "picture", "scope", "through", "session"
    };

    /** What it rests on, from the weakest. */
    public enum Grade {
        /** Whoever it was left, or never came: nothing holds any more that was said before. */
        ABSENT,
        /** The word of somebody who works there. */
        ASSERTED,
        /** In the owner's browser somebody typed what stood on a screen of the counter. Typed on that screen it would show nothing. */
        CODE,
        /** Somebody signed by hand, at the counter's screen or on a phone into which its code had been typed. */
        HANDWRITTEN;

        /** Whether it can rest on what came this way. */
        private boolean comesThrough(Through way) {
            return switch (this) {
                case ABSENT -> true;
                case ASSERTED -> way == Through.CLERK;
                case CODE -> way == Through.OWN_BROWSER;
                case HANDWRITTEN -> way != Through.CLERK;
            };
        }
    }

    public PresenceClaims {
        boolean isSound = Stream.of(order, device.label(), device.kind()).allMatch(ConsentClaims::isWord)
                && grade.comesThrough(said.through())
                && (picture.isPresent() == (grade == Grade.HANDWRITTEN))
                && (begunAtSeconds.isPresent() || grade == Grade.ABSENT)
                && Stream.of(begunAtSeconds, endedAtSeconds)
                        .flatMap(Optional::stream)
                        .allMatch(at -> at >= 0 && at <= StatementHead.SECONDS_MAX)
                && endedAtSeconds
                        .filter(at -> at < begunAtSeconds.orElse(Long.MAX_VALUE))
                        .isEmpty();
        if (!isSound) {
            throw new IllegalArgumentException("beyond what a presence can say: its words, way, picture or time");
        }
    }

    void addTo(Json.Builder out) {
        out.put("order", order)
                .put("device", device.json())
                .put("grade", Json.wireName(grade))
                .put("consent", consent.map(Bytes32::base64Url))
                .put("picture", picture.map(Bytes32::base64Url))
                .put("scope", Json.wireName(scope));
        begunAtSeconds.ifPresent(at -> out.put("begunAt", at));
        endedAtSeconds.ifPresent(at -> out.put("endedAt", at));
        said.addTo(out);
    }

    static PresenceClaims read(Json.Fields in) throws ShapeException, VerificationException {
        Device device = Device.read(in);
        Optional<Bytes32> consent = digest(in, "consent");
        Optional<Bytes32> picture = digest(in, "picture");
        Optional<Long> begunAt = time(in, "begunAt");
        Optional<Long> endedAt = time(in, "endedAt");
        try {
            return new PresenceClaims(
                    in.text("order"),
                    device,
                    in.constant("grade", Grade.class),
                    begunAt,
                    endedAt,
                    consent,
                    picture,
                    in.constant("scope", Scope.class),
                    Said.read(in));
        } catch (IllegalArgumentException e) {
            ShapeException beyond = new ShapeException("presence", "what a presence can say", "more than that");
            beyond.initCause(e);
            throw beyond;
        }
    }

    private static Optional<Long> time(Json.Fields in, String name) throws ShapeException {
        return in.has(name) ? Optional.of(in.whole(name, 0, StatementHead.SECONDS_MAX)) : Optional.empty();
    }

    private static Optional<Bytes32> digest(Json.Fields in, String name) throws ShapeException, VerificationException {
        return in.has(name) ? Optional.of(Bytes32.parseBase64Url(in.text(name))) : Optional.empty();
    }
}
