package org.wangchuan.engine.phone.evidence;

import java.util.EnumMap;
import java.util.Map;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;

/**
 * By what a phone is known: digests under a key of the job, so that the record tells whether two are the same and names neither. Numbers of a
 * phone lead to its owner.
 *
 * @param digests 64 lower-case hex digits each
 */
public record PhoneIdentity(Map<Name, String> digests) {
    private static final int DIGEST_CHARS = 64;

    /** Known by nothing. */
    public static final PhoneIdentity NONE = new PhoneIdentity(Map.of());

    /** What a digest is of. */
    public enum Name {
        /** The serial number in its USB descriptors. */
        USB_SERIAL,
        /** The serial number that its system or its bootloader tells. */
        SERIAL,
        /** Apple's number of a device. */
        UDID,
        /** The first IMEI. */
        IMEI
    }

    public PhoneIdentity {
        digests = Map.copyOf(digests);
        if (!digests.values().stream().allMatch(PhoneIdentity::isDigest)) {
            throw new IllegalArgumentException("no digest");
        }
    }

    private static boolean isDigest(String text) {
        return text.length() == DIGEST_CHARS
                && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    /** Whether another is the same phone. */
    public enum Sameness {
        /** All that both are known by is the same. */
        SAME,
        /** They have nothing in common by which anybody could tell. */
        UNKNOWN,
        /** Something differs. */
        OTHER
    }

    /** Whether this one and another are the same. */
    public Sameness compared(PhoneIdentity other) {
        boolean isAny = false;
        for (Map.Entry<Name, String> mine : digests.entrySet()) {
            String theirs = other.digests.get(mine.getKey());
            if (theirs != null) {
                if (!theirs.equals(mine.getValue())) {
                    return Sameness.OTHER;
                }
                isAny = true;
            }
        }
        return isAny ? Sameness.SAME : Sameness.UNKNOWN;
    }

    /** Whether this is among what it is known by. */
    boolean isKnownBy(Name name) {
        return digests.containsKey(name);
    }

    JsonValue.Obj toJson() {
        Json.Builder out = Json.object();
        for (Name name : Name.values()) {
            String digest = digests.get(name);
            if (digest != null) {
                out.put(Json.wireName(name), digest);
            }
        }
        return out.build();
    }

    static PhoneIdentity fromJson(Json.Fields fields) throws ShapeException {
        Map<Name, String> out = new EnumMap<>(Name.class);
        for (Name name : Name.values()) {
            String wire = Json.wireName(name);
            if (fields.has(wire)) {
                String digest = fields.text(wire);
                if (!isDigest(digest)) {
                    throw new ShapeException(wire, "64 lower-case hex digits", "another text");
                }
                out.put(name, digest);
            }
        }
        if (out.size() != fields.object().members().size()) {
            throw new ShapeException("identity", "names that this version knows", "another");
        }
        return new PhoneIdentity(out);
    }
}
