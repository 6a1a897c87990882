package org.wangchuan.station.issue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * @param station signs statements and the station's own trust list
 * @param log signs checkpoints under the log's origin
 */
record StationKeys(SigningKey station, NoteSigner log) {

    /** Reads the keys, making them if there are none; the caller holds the station's lock. */
    static StationKeys readOrMake(StationHome home) throws IOException {
        SigningKey station = readOrMake(home.key());
        SigningKey log = readOrMake(home.logKey());
        return new StationKeys(station, new NoteSigner(origin(station), log));
    }

    /** A name that no other station has: the beginning of the key's own thumbprint, 96 bits. */
    private static String origin(SigningKey station) {
        return "wangchuan.local/" + station.publicKey().thumbprint().substring(0, 16);
    }

    private static SigningKey readOrMake(Path file) throws IOException {
        if (!Files.exists(file)) {
            SigningKey made = SigningKey.generate();
            String text = Bytes32.of(made.toPrivateBytes()).base64Url() + "\n";
            DurableFiles.replace(file, text.getBytes(StandardCharsets.US_ASCII));
            return made;
        }
        String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
        try {
            return SigningKey.of(Bytes32.parseBase64Url(text).toBytes());
        } catch (VerificationException e) {
            throw new IOException(file.getFileName() + ": expected 32 bytes in base64url, found something else", e);
        }
    }
}
