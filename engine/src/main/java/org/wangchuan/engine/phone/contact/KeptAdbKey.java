package org.wangchuan.engine.phone.contact;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.direct.AdbKey;
import org.wangchuan.engine.phone.contact.ContactException.Code;
import org.wangchuan.engine.phone.contact.JobKeys.Standing;
import org.wangchuan.engine.phone.read.Digests;

/**
 * The key for an Android as it is kept: one canonical object. Read strictly; what is broken is no key.
 *
 * @param key in base64
 * @param phoneKey under which the phone's serial number was digested, in base64
 * @param phone the digest, if the phone shows a number
 */
record KeptAdbKey(String key, Standing standing, String phoneKey, Optional<String> phone) {
    static byte[] write(AdbKey key, Standing standing, Optional<String> phone, byte[] phoneKey) throws AdbException {
        byte[] exported = key.export();
        try {
            return CanonicalJson.write(Json.object()
                    .put("key", Base64.getEncoder().encodeToString(exported))
                    .put("standing", Json.wireName(standing))
                    .put("phoneKey", Base64.getEncoder().encodeToString(phoneKey))
                    .put("phone", phone)
                    .build());
        } finally {
            Arrays.fill(exported, (byte) 0);
        }
    }

    static KeptAdbKey read(byte[] bytes) throws ContactException {
        try {
            Json.Fields fields = Json.in(CanonicalJson.readObject(bytes)).only("key", "standing", "phoneKey", "phone");
            return new KeptAdbKey(
                    fields.text("key"),
                    fields.constant("standing", Standing.class),
                    fields.text("phoneKey"),
                    fields.optionalText("phone"));
        } catch (MalformedJsonException | ShapeException _) {
            throw broken();
        }
    }

    /**
     * The key itself.
     *
     * @param phoneKeyInto where the other one goes, {@link Digests#KEY_BYTES} bytes
     */
    AdbKey restore(byte[] phoneKeyInto) throws ContactException {
        byte[] bytes = decoded(key);
        try {
            byte[] other = decoded(phoneKey);
            if (other.length != phoneKeyInto.length) {
                throw broken();
            }
            System.arraycopy(other, 0, phoneKeyInto, 0, other.length);
            return AdbKey.restore(bytes);
        } catch (AdbException _) {
            throw broken();
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static byte[] decoded(String text) throws ContactException {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            throw broken();
        }
    }

    private static ContactException broken() {
        return new ContactException(Code.NOT_KEPT, "expected a key as it was kept");
    }

    /** Without what it holds. */
    @Override
    public String toString() {
        return "kept key, " + Json.wireName(standing);
    }
}
