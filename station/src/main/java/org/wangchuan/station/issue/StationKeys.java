package org.wangchuan.station.issue;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.station.home.DurableFiles;
import org.wangchuan.station.home.StationHome;

/**
 * The station's keys: one that signs statements, one that signs its log's checkpoints. Made at first use;
 * files of 32 bytes in base64url, readable by the owner only.
 *
 * <p>The station's key file also says whether its log was ever begun. That lies with the key, and not with the log,
 * so that a log can't be taken away, and quietly begun again under the same name, without taking the key away too.
 *
 * @param station signs statements and the station's own trust list
 * @param log signs checkpoints under the log's origin
 * @param logBegun whether there was a log before
 */
record StationKeys(SigningKey station, NoteSigner log, boolean logBegun) {
    private static final String LOG_BEGUN = "log-begun";

    /** Reads the keys, making them if there are none; the caller holds the station's lock. */
    static StationKeys readOrMake(StationHome home) throws IOException {
        if (!Files.exists(home.key())) {
            write(home.key(), SigningKey.generate(), false);
        }
        if (!Files.exists(home.logKey())) {
            if (read(home.key()).marked()) {
                throw new BooksRefusedException(
                        BooksRefusedException.Code.LOG_GONE, "the key of this station's log, " + home.logKey(), "none");
            }
            write(home.logKey(), SigningKey.generate(), false);
        }
        return read(home);
    }

    /** Reads the keys, which must be there; writes nothing. */
    static StationKeys read(StationHome home) throws IOException {
        KeyFile station = read(home.key());
        NoteSigner log =
                new NoteSigner(origin(station.key()), read(home.logKey()).key());
        return new StationKeys(station.key(), log, station.marked());
    }

    /** The same keys, once it is kept that there is a log; the caller holds the station's lock. */
    StationKeys withLogBegun(StationHome home) throws IOException {
        if (logBegun) {
            return this;
        }
        write(home.key(), station, true);
        return new StationKeys(station, log, true);
    }

    /** A name that no other station has: the beginning of the key's own thumbprint, 96 bits. */
    private static String origin(SigningKey station) {
        return "wangchuan.local/" + station.publicKey().thumbprint().substring(0, 16);
    }

    private record KeyFile(SigningKey key, boolean marked) {}

    private static void write(Path file, SigningKey key, boolean marked) throws IOException {
        String text = Bytes32.of(key.toPrivateBytes()).base64Url() + "\n" + (marked ? LOG_BEGUN + "\n" : "");
        DurableFiles.replaceSecret(file, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static KeyFile read(Path file) throws IOException {
        try {
            List<String> lines = Files.readString(file, StandardCharsets.US_ASCII)
                    .strip()
                    .lines()
                    .toList();
            boolean marked = lines.size() == 2 && lines.getLast().equals(LOG_BEGUN);
            if (lines.size() == 1 || marked) {
                return new KeyFile(
                        SigningKey.of(Bytes32.parseBase64Url(lines.getFirst()).toBytes()), marked);
            }
        } catch (VerificationException | CharacterCodingException _) {
            // Said below; what is found in the place of a key is never shown.
        }
        throw new BooksRefusedException(
                BooksRefusedException.Code.KEYS_DAMAGED,
                "32 bytes in base64url and at most the line " + LOG_BEGUN + " in " + file.getFileName(),
                "something else, or nothing");
    }
}
