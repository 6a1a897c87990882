package org.wangchuan.proof.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.statement.ClearingClaims.Policy;

/**
 * What a consent shows: that somebody agreed to an erasure, to which words and for what. It names nobody but the staff in whose session
 * it was said, and no number of the device.
 *
 * @param order the code of the work order
 * @param words that were agreed to
 * @param declaration that was made besides, by whoever is not the owner
 * @param policy the rule set that the erasure was to meet
 * @param offer what was offered for the device
 * @param presenter as whom somebody agreed
 * @param scope whether for this device alone
 */
public record ConsentClaims(
        String order,
        Device device,
        Words words,
        Optional<Words> declaration,
        Policy policy,
        Optional<Offer> offer,
        Presenter presenter,
        Scope scope,
        Said said) {

    static final String[] NAMES = {
        "order", "device", "words", "declaration", "policy", "offer", "presenter", "scope", "through", "session"
    };

    private static final int CURRENCY_CHARS = 3;

    /**
     * The device as the operator knows it.
     *
     * @param label the opaque code on it
     * @param kind such as {@code phone}
     */
    public record Device(String label, String kind) {
        JsonValue.Obj json() {
            return Json.object().put("label", label).put("kind", kind).build();
        }

        static Device read(Json.Fields in) throws ShapeException {
            Json.Fields device = in.object("device").only("label", "kind");
            return new Device(device.text("label"), device.text("kind"));
        }
    }

    /**
     * A text in one version, as it was shown.
     *
     * @param language such as {@code zh}
     * @param digest SHA-256 of its paragraphs in UTF-8, each ended by a line feed
     */
    public record Words(String id, long version, String language, Bytes32 digest) {}

    /**
     * An amount.
     *
     * @param minor in the currency's smallest unit
     * @param currency three letters (ISO 4217)
     */
    public record Offer(long minor, String currency) {}

    /** As whom somebody agrees. */
    public enum Presenter {
        OWNER,
        GUARDIAN,
        AUTHORISED,
        HEIR,
        EMPLOYEE,
        FINDER
    }

    /** For what somebody agrees at once. */
    public enum Scope {
        DEVICE,
        /** A list of an institution, by its person; each device of it has a statement of its own. */
        LIST
    }

    /** Through what somebody said so. */
    public enum Through {
        /** The owner's own, by the link of the order. */
        OWN_BROWSER,
        /** The counter's screen, in the session of somebody who works there. */
        COUNTER_SCREEN,
        /** A clerk says that they said so. */
        CLERK
    }

    /**
     * How it was said.
     *
     * @param session the name at work of whose session it was; present exactly if it was not the owner's own browser
     */
    public record Said(Through through, Optional<String> session) {
        public Said {
            if (session.isPresent() != (through != Through.OWN_BROWSER)
                    || session.filter(name -> !isWord(name)).isPresent()) {
                throw new IllegalArgumentException("a session exactly if it is not the owner's own browser");
            }
        }

        void addTo(Json.Builder out) {
            out.put("through", Json.wireName(through)).put("session", session);
        }

        static Said read(Json.Fields in) throws ShapeException {
            return new Said(in.constant("through", Through.class), in.optionalText("session"));
        }
    }

    public ConsentClaims {
        List<String> all = new ArrayList<>(List.of(order, device.label(), device.kind()));
        List<Words> texts = new ArrayList<>(List.of(words));
        declaration.ifPresent(texts::add);
        texts.forEach(text -> all.addAll(List.of(text.id(), text.language())));
        boolean isSound = all.stream().allMatch(ConsentClaims::isWord)
                && texts.stream().allMatch(text -> text.version() >= 1)
                && offer.filter(one -> one.minor() < 0 || !one.currency().matches("[A-Z]{" + CURRENCY_CHARS + "}"))
                        .isEmpty();
        if (!isSound) {
            throw new IllegalArgumentException("beyond what a consent can say: its words");
        }
    }

    static boolean isWord(String text) {
        return !text.isBlank() && ObservationClaims.isLine(text);
    }

    void addTo(Json.Builder out) {
        out.put("order", order).put("device", device.json()).put("words", json(words));
        declaration.ifPresent(text -> out.put("declaration", json(text)));
        out.put("policy", ClearingClaims.policyJson(policy));
        offer.ifPresent(one -> out.put(
                "offer",
                Json.object()
                        .put("minor", one.minor())
                        .put("currency", one.currency())
                        .build()));
        out.put("presenter", Json.wireName(presenter)).put("scope", Json.wireName(scope));
        said.addTo(out);
    }

    private static JsonValue.Obj json(Words text) {
        return Json.object()
                .put("id", text.id())
                .put("version", text.version())
                .put("language", text.language())
                .put("digest", text.digest().base64Url())
                .build();
    }

    private static Words readWords(Json.Fields in) throws ShapeException, VerificationException {
        in.only("id", "version", "language", "digest");
        return new Words(
                in.text("id"),
                in.whole("version", 1, Integer.MAX_VALUE),
                in.text("language"),
                Bytes32.parseBase64Url(in.text("digest")));
    }

    private static Offer readOffer(Json.Fields in) throws ShapeException {
        in.only("minor", "currency");
        return new Offer(in.natural("minor"), in.text("currency"));
    }

    static ConsentClaims read(Json.Fields in) throws ShapeException, VerificationException {
        Device device = Device.read(in);
        try {
            return new ConsentClaims(
                    in.text("order"),
                    device,
                    readWords(in.object("words")),
                    in.has("declaration") ? Optional.of(readWords(in.object("declaration"))) : Optional.empty(),
                    ClearingClaims.readPolicy(in),
                    in.has("offer") ? Optional.of(readOffer(in.object("offer"))) : Optional.empty(),
                    in.constant("presenter", Presenter.class),
                    in.constant("scope", Scope.class),
                    Said.read(in));
        } catch (IllegalArgumentException e) {
            ShapeException beyond = new ShapeException("consent", "what a consent can say", "more than that");
            beyond.initCause(e);
            throw beyond;
        }
    }
}
