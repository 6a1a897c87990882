package org.wangchuan.platform.consumer;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.Purpose;
import org.wangchuan.platform.vault.Reader;
import org.wangchuan.platform.vault.Vault;
import org.wangchuan.platform.vault.VaultException;
import org.wangchuan.proof.encoding.Bytes32;

/** The pictures that are kept of owners, for their own eyes, and the keys that go with them. Each look is on record. Thread-safe. */
@Component
class OwnerPictures {
    /** How a key file of a picture begins: see {@code ImageKey} of the command line. */
    private static final String IMAGE_KEY = "wangchuan-image-key/v1\nkey ";

    private final Vault vault;

    OwnerPictures(Vault vault) {
        this.vault = vault;
    }

    /** What a picture shows. */
    enum Kind {
        /** Their device. */
        PHOTO(Field.PHOTO, "photo", ".jpg", MediaType.IMAGE_JPEG),
        /** Their hand. */
        SIGNATURE(Field.SIGNATURE, "signature", ".png", MediaType.IMAGE_PNG);

        private final Field field;
        private final String file;
        private final String ending;

        @SuppressWarnings("ImmutableEnumChecker") // a media type is never changed
        private final MediaType type;

        Kind(Field field, String file, String ending, MediaType type) {
            this.field = field;
            this.file = file;
            this.ending = ending;
            this.type = type;
        }
    }

    /** A picture of their own. */
    ResponseEntity<byte[]> look(Guest guest, Kind kind, UUID picture) throws VaultException {
        return answer(
                kind.type,
                ContentDisposition.inline(),
                guest,
                kind.file + kind.ending,
                opened(guest, kind, picture).bytes());
    }

    /** Its key, as the command line reads it. */
    ResponseEntity<byte[]> key(Guest guest, Kind kind, UUID picture) throws VaultException {
        Bytes32 key = opened(guest, kind, picture)
                .key()
                .orElseThrow(
                        () -> new VaultException(VaultException.Code.NOT_FOUND, "it was kept before there were keys"));
        return answer(
                MediaType.TEXT_PLAIN,
                ContentDisposition.attachment(),
                guest,
                kind.file + ".key",
                (IMAGE_KEY + key.base64() + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private Vault.OpenedPicture opened(Guest guest, Kind kind, UUID picture) throws VaultException {
        boolean isOwn = guest.order()
                .ownerRef()
                .filter(person -> vault.pictures(person, kind.field).stream()
                        .anyMatch(one -> one.id().equals(picture)))
                .isPresent();
        if (!isOwn) {
            throw new VaultException(VaultException.Code.NOT_FOUND, "no such picture of theirs");
        }
        return vault.picture(
                picture,
                kind.field,
                Purpose.OWN_ACCESS,
                Reader.owner(guest.site().id()));
    }

    private static ResponseEntity<byte[]> answer(
            MediaType type, ContentDisposition.Builder how, Guest guest, String name, byte[] bytes) {
        return ResponseEntity.ok()
                .contentType(type)
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        how.filename("wangchuan-" + guest.order().code() + "." + name)
                                .build()
                                .toString())
                .body(bytes);
    }
}
