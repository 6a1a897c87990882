package org.wangchuan.cli.certify;

import java.io.IOException;
import java.nio.file.Files;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.witness.config.ConfigException;
import org.wangchuan.witness.config.LogKeyFile;

/** The key that signs a station's appends: another than the one that signs statements, so that who steals it can sign none. */
public final class AppendKey {
    private AppendKey() {}

    /** The station's; made if there is none yet. */
    public static VerifierKey ofOrNew(StationHome home, StationBooks books) throws IOException {
        if (!Files.exists(home.operatorKey())) {
            return LogKeyFile.create(home.operatorKey(), books.logKey().name() + "/append", LogKeyFile.Use.STATION)
                    .verifierKey();
        }
        try {
            return LogKeyFile.read(home.operatorKey(), LogKeyFile.Use.STATION).verifierKey();
        } catch (ConfigException e) {
            throw new IOException("the key that signs appends: expected " + e.expected() + ", found " + e.found(), e);
        }
    }
}
