package org.wangchuan.platform.bench;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.platform.custody.SerialDigest;
import org.wangchuan.platform.intake.cable.CablePhone;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * Reads what a station tells of the phones on its cables, within its limits, and what of that is kept. A station tells a serial number in
 * clear, as it does of drives; what is kept is its keyed digest and its last characters. Members that are not known are passed over, for a
 * station may be newer; a word that is not known is refused.
 */
final class PhoneBody {
    /** More ports than any bench has. */
    static final int PHONES_MAX = 64;

    /** Of maker and model; the same as in the record of a phone. */
    static final int NAME_CHARS_MAX = 64;

    static final int SERIAL_CHARS_MAX = 128;
    private static final int TAIL_CHARS = 4;
    static final String PLACE_FORM = "^[1-9][0-9]{0,2}-[1-9][0-9]{0,2}(\\.[1-9][0-9]{0,2}){0,6}$";
    private static final Pattern PLACE = Pattern.compile(PLACE_FORM);

    private PhoneBody() {}

    /** How the serial number of a phone is had. */
    private interface SerialReader {
        Optional<CablePhone.Serial> of(Json.Fields in) throws ShapeException;
    }

    /** The phones that a station tells of. */
    static List<CablePhone> told(Json.Fields in, SerialDigest digests) throws ShapeException {
        return phones(in, phone -> {
            Optional<String> serial = line(phone, "serial", SERIAL_CHARS_MAX);
            return serial.map(text -> new CablePhone.Serial(Bytes32.of(digests.of(text)), tail(text)));
        });
    }

    /** What {@link #write} has written. */
    static List<CablePhone> kept(Json.Fields in) throws ShapeException {
        return phones(in, phone -> {
            if (!phone.has("digest")) {
                return Optional.empty();
            }
            return Optional.of(new CablePhone.Serial(digest(phone.text("digest")), phone.text("tail")));
        });
    }

    private static List<CablePhone> phones(Json.Fields in, SerialReader serials) throws ShapeException {
        List<Json.Fields> items = in.objects("phones");
        if (items.size() > PHONES_MAX) {
            throw new ShapeException("phones", "at most " + PHONES_MAX, items.size() + "");
        }
        List<CablePhone> out = new ArrayList<>();
        Set<String> places = new HashSet<>();
        for (Json.Fields item : items) {
            CablePhone phone = phone(item, serials.of(item));
            if (!places.add(phone.place())) {
                throw new ShapeException("phones", "each place once", "one twice");
            }
            out.add(phone);
        }
        return out;
    }

    private static CablePhone phone(Json.Fields in, Optional<CablePhone.Serial> serial) throws ShapeException {
        return new CablePhone(
                place(in),
                in.whole("plug", 1, JsonValue.Whole.MAX),
                required(in, "means", CablePhone.MEANS),
                line(in, "maker", NAME_CHARS_MAX),
                line(in, "model", NAME_CHARS_MAX),
                serial,
                word(in, "system", CablePhone.SYSTEMS),
                shows(in),
                word(in, "mode", CablePhone.MODES),
                word(in, "screenLock", CablePhone.SCREEN_LOCKS),
                word(in, "activation", CablePhone.ACTIVATIONS),
                required(in, "answer", CablePhone.ANSWERS));
    }

    private static String place(Json.Fields in) throws ShapeException {
        String text = in.text("place");
        if (!PLACE.matcher(text).matches()) {
            throw new ShapeException("place", "a bus and the ports from it, such as 1-4.2", "another text");
        }
        return text;
    }

    private static List<String> shows(Json.Fields in) throws ShapeException {
        if (!in.has("shows")) {
            return List.of();
        }
        List<String> words = in.texts("shows");
        if (!CablePhone.SHOWS.containsAll(words) || Set.copyOf(words).size() != words.size()) {
            throw new ShapeException("shows", "each once of " + String.join(", ", CablePhone.SHOWS), "another list");
        }
        return words;
    }

    static String required(Json.Fields in, String name, List<String> known) throws ShapeException {
        String text = in.text(name);
        if (!known.contains(text)) {
            throw new ShapeException(name, String.join(", ", known), "another word");
        }
        return text;
    }

    private static Optional<String> word(Json.Fields in, String name, List<String> known) throws ShapeException {
        return in.has(name) ? Optional.of(required(in, name, known)) : Optional.empty();
    }

    /** One line that a phone chose: of its characters none may act on the page that it is shown on. */
    static Optional<String> line(Json.Fields in, String name, int charsMax) throws ShapeException {
        if (!in.has(name)) {
            return Optional.empty();
        }
        String text = in.text(name);
        if (text.isBlank() || text.length() > charsMax || !text.codePoints().allMatch(PhoneBody::isPlain)) {
            throw new ShapeException(name, "1 to " + charsMax + " plain characters", text.length() + "");
        }
        return Optional.of(text);
    }

    private static boolean isPlain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    /** A document that {@link #kept} reads, without a serial number. */
    static String write(List<CablePhone> phones) {
        List<JsonValue> items = new ArrayList<>();
        for (CablePhone phone : phones) {
            items.add(Json.object()
                    .put("place", phone.place())
                    .put("plug", phone.plug())
                    .put("means", phone.means())
                    .put("maker", phone.maker())
                    .put("model", phone.model())
                    .put("digest", phone.serial().map(serial -> serial.digest().base64Url()))
                    .put("tail", phone.serial().map(CablePhone.Serial::tail))
                    .put("system", phone.system())
                    .put("shows", Json.texts(phone.shows()))
                    .put("mode", phone.mode())
                    .put("screenLock", phone.screenLock())
                    .put("activation", phone.activation())
                    .put("answer", phone.answer())
                    .build());
        }
        return CanonicalJson.writeText(
                Json.object().put("phones", new JsonValue.Array(items)).build());
    }

    private static Bytes32 digest(String text) throws ShapeException {
        try {
            return Bytes32.parseBase64Url(text);
        } catch (VerificationException e) {
            ShapeException shape = new ShapeException("digest", "32 octets in base64url", "another text");
            shape.initCause(e);
            throw shape;
        }
    }

    /** By whole characters: a half of one is no text. */
    private static String tail(String serial) {
        String text = serial.strip();
        int count = text.codePointCount(0, text.length());
        return text.substring(text.offsetByCodePoints(0, Math.max(0, count - TAIL_CHARS)));
    }
}
