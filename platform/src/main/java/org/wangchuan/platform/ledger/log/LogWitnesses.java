package org.wangchuan.platform.ledger.log;

import java.io.IOException;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.wangchuan.witness.config.ConfigException;
import org.wangchuan.witness.config.WitnessPolicyFile;

/** Whom the log asks to cosign, and how many of them it takes: by the file that the settings name. Immutable. */
@Component
final class LogWitnesses {
    private final Optional<WitnessPolicyFile> file;

    LogWitnesses(LogSettings settings, LogKeys keys) throws IOException {
        try {
            file = settings.witnessFile().isPresent()
                    ? Optional.of(WitnessPolicyFile.read(
                            settings.witnessFile().get(), keys.log().verifierKey()))
                    : Optional.empty();
        } catch (ConfigException e) {
            throw new IOException("WITNESS_POLICY: " + e.getMessage(), e);
        }
    }

    /** Empty if nobody is asked: then nothing of the log is witnessed, and there are no certificates under it. */
    Optional<WitnessPolicyFile> file() {
        return file;
    }
}
