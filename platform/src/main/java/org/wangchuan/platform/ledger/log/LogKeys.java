package org.wangchuan.platform.ledger.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.process.SharedKeys;
import org.wangchuan.platform.setting.PlatformSettings;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.witness.config.ConfigException;
import org.wangchuan.witness.config.LogKeyFile;

/**
 * The keys of the log and of the trust list, made with the platform's first start. Their names stay what they were made as,
 * whatever the platform's address becomes: a log has one name for ever. Thread-safe.
 */
@Component
final class LogKeys {
    private static final int RANDOM_BYTES = 4;

    private final NoteSigner checkpoints;
    private final NoteSigner trust;

    LogKeys(PlatformSettings settings, LogSettings log, SharedKeys keys) throws IOException {
        Path data = settings.data();
        // Two platforms that are tried out on "localhost" must not have one name.
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        String part = HexFormat.of().formatHex(random);
        String host = settings.publicUrl().getHost();
        String origin = log.logOrigin().orElse(host + "/log/" + part);
        checkpoints = readOrMake(keys, data.resolve("log.key"), origin, LogKeyFile.Use.LOG);
        trust = readOrMake(keys, data.resolve("trust.key"), host + "/trust/" + part, LogKeyFile.Use.TRUST);
        String made = checkpoints.verifierKey().name();
        if (log.logOrigin().filter(asked -> !asked.equals(made)).isPresent()) {
            throw new IOException("LOG_ORIGIN: the log of this data folder is called " + made
                    + " for ever; found another wangchuan.log-origin");
        }
    }

    private static NoteSigner readOrMake(SharedKeys keys, Path file, String name, LogKeyFile.Use use)
            throws IOException {
        keys.requireKnown(file);
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Path temporary = file.resolveSibling(file.getFileName() + ".new");
                Files.deleteIfExists(temporary);
                VerifierKey _ = LogKeyFile.create(temporary, name, use).verifierKey();
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            }
            NoteSigner signer = LogKeyFile.read(file, use);
            keys.require(file, signer.verifierKey().toString().getBytes(StandardCharsets.UTF_8));
            return signer;
        } catch (ConfigException e) {
            throw new IOException("LOG_KEY: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IOException("LOG_ORIGIN: expected a name without white space and plus signs, found " + name, e);
        }
    }

    /** What signs checkpoints; its name is the log's origin. */
    NoteSigner log() {
        return checkpoints;
    }

    /** What signs trust lists. */
    NoteSigner trust() {
        return trust;
    }
}
