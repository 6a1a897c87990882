package org.wangchuan.platform.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.setting.PlatformSettings;
import org.wangchuan.platform.setting.PrivateFile;

/**
 * The key that wraps the keys of persons. It is in a file and never in the database; the database holds a probe, so that a
 * platform whose file is lost or exchanged does not start and write what nobody will read. Thread-safe.
 */
@Component
final class MasterKey {
    static final String FILE = "vault.key";

    private static final byte[] PROBE = "wangchuan/vault/probe/1".getBytes(StandardCharsets.UTF_8);

    private static final Configuration TINK = tink();

    private final Aead aead;

    MasterKey(PlatformSettings platform, VaultSettings settings, JdbcClient jdbc, InstantSource clock)
            throws IOException, GeneralSecurityException {
        Path file = settings.vaultKeyFile().orElseGet(() -> platform.data().resolve(FILE));
        Optional<byte[]> probe = jdbc.sql("SELECT probe FROM vault.master")
                .query((row, _) -> row.getBytes(1))
                .optional();
        if (probe.isPresent() && !Files.exists(file)) {
            throw new IOException(
                    "VAULT_KEY_LOST: expected the vault's key in " + file
                            + ", found no such file. What is in the vault can be read only with it: put it back from your back-up");
        }
        if (!Files.exists(file)) {
            make(file);
        }
        aead = read(file).getPrimitive(TINK, Aead.class);
        if (probe.isEmpty()) {
            jdbc.sql("INSERT INTO vault.master (probe, created_at) VALUES (?, ?)")
                    .params(aead.encrypt(PROBE, PROBE), clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        } else {
            check(probe.get(), file);
        }
    }

    private void check(byte[] probe, Path file) throws IOException {
        try {
            aead.decrypt(probe, PROBE);
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "VAULT_KEY_DIFFERS: the key in " + file + " is not the one that this database was written with", e);
        }
    }

    private static Configuration tink() {
        try {
            AeadConfig.register();
            return RegistryConfiguration.get();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink has no AEAD", e);
        }
    }

    /** A new key for a person, and how it is kept. */
    Wrapped create(UUID person) throws GeneralSecurityException {
        KeysetHandle key = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, TINK);
        byte[] wrapped = TinkProtoKeysetFormat.serializeEncryptedKeyset(key, aead, ofPerson(person), TINK);
        return new Wrapped(wrapped, key.getPrimitive(TINK, Aead.class));
    }

    /** The key of a person. */
    Aead unwrap(UUID person, byte[] wrapped) throws GeneralSecurityException {
        return TinkProtoKeysetFormat.parseEncryptedKeyset(wrapped, aead, ofPerson(person), TINK)
                .getPrimitive(TINK, Aead.class);
    }

    /** A person's key as it is kept, and in use. */
    @SuppressWarnings("ArrayRecordComponent") // goes straight into the database
    record Wrapped(byte[] bytes, Aead aead) {}

    private static byte[] ofPerson(UUID person) {
        return ("wangchuan/vault/key/1/" + person).getBytes(StandardCharsets.UTF_8);
    }

    private static KeysetHandle read(Path file) throws IOException {
        Set<PosixFilePermission> others = EnumSet.copyOf(Files.getPosixFilePermissions(file));
        others.removeAll(PosixFilePermissions.fromString("rw-------"));
        if (!others.isEmpty()) {
            throw new IOException("VAULT_KEY_OPEN: expected a file that only its owner may read (chmod 600), found "
                    + PosixFilePermissions.toString(Files.getPosixFilePermissions(file)) + " for " + file);
        }
        try {
            return TinkJsonProtoKeysetFormat.parseKeyset(Files.readString(file), TINK, InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException e) {
            // Without the cause: it might quote the file.
            throw new IOException("VAULT_KEY_DAMAGED: expected a Tink keyset in " + file + ", found something else");
        }
    }

    private static void make(Path file) throws IOException, GeneralSecurityException {
        String key = TinkJsonProtoKeysetFormat.serializeKeyset(
                KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, TINK),
                TINK,
                InsecureSecretKeyAccess.get());
        PrivateFile.write(file, key.getBytes(StandardCharsets.UTF_8));
    }
}
