package org.wangchuan.s3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Credentials from the environment, or from a file in the form of the AWS command line: {@code [profile]}, then
 * {@code name = value} lines. Nobody but its owner may read it. What is found there is never shown.
 */
final class CredentialsFile {
    private static final String ID = "AWS_ACCESS_KEY_ID";
    private static final String SECRET = "AWS_SECRET_ACCESS_KEY";
    private static final String TOKEN = "AWS_SESSION_TOKEN";
    private static final String FILE = "AWS_SHARED_CREDENTIALS_FILE";
    private static final int BYTES_MAX = 1 << 16;

    private CredentialsFile() {}

    static Credentials fromEnvironment(Map<String, String> environment) throws S3SettingsException {
        Optional<String> id = S3Settings.value(environment, ID);
        Optional<String> secret = S3Settings.value(environment, SECRET);
        if (id.isPresent() || secret.isPresent()) {
            return credentials(ID, SECRET, id, secret, S3Settings.value(environment, TOKEN));
        }
        Optional<String> file = S3Settings.value(environment, FILE);
        if (file.isEmpty()) {
            throw new S3SettingsException(
                    "credentials", ID + " and " + SECRET + ", or " + FILE + ", in the environment", "neither");
        }
        String profile = S3Settings.value(environment, "AWS_PROFILE").orElse("default");
        try {
            Map<String, String> values = read(Path.of(file.get()), profile);
            return credentials(
                    file.get() + " aws_access_key_id",
                    file.get() + " aws_secret_access_key",
                    Optional.ofNullable(values.get("aws_access_key_id")),
                    Optional.ofNullable(values.get("aws_secret_access_key")),
                    Optional.ofNullable(values.get("aws_session_token")));
        } catch (IOException | InvalidPathException e) {
            throw new S3SettingsException(
                    FILE, "a file that can be read", e.getClass().getSimpleName());
        }
    }

    private static Credentials credentials(
            String idName, String secretName, Optional<String> id, Optional<String> secret, Optional<String> token)
            throws S3SettingsException {
        // They go into a header, and into a text that is signed line by line.
        if (id.isEmpty() || !id.get().matches("[A-Za-z0-9._@+=-]{1,128}")) {
            throw new S3SettingsException(idName, "an access key id", id.isEmpty() ? "none" : "another text");
        }
        if (secret.isEmpty() || !secret.get().matches("[!-~]{1,512}")) {
            throw new S3SettingsException(
                    secretName, "a secret access key", secret.isEmpty() ? "none" : "another text");
        }
        if (token.isPresent() && !token.get().matches("[!-~]{1,4096}")) {
            throw new S3SettingsException("session token", "visible characters", "another text");
        }
        return new Credentials(id.get(), secret.get(), token);
    }

    private static Map<String, String> read(Path file, String profile) throws IOException, S3SettingsException {
        if (!Files.isRegularFile(file)) {
            throw new S3SettingsException(FILE, "a file", "none, or something else");
        }
        Set<PosixFilePermission> more = Files.getPosixFilePermissions(file);
        more.remove(PosixFilePermission.OWNER_READ);
        more.remove(PosixFilePermission.OWNER_WRITE);
        if (!more.isEmpty()) {
            throw new S3SettingsException(
                    FILE, "rw------- at most", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(BYTES_MAX + 1);
        }
        if (bytes.length > BYTES_MAX) {
            throw new S3SettingsException(FILE, "at most " + BYTES_MAX + " bytes", "more");
        }
        Map<String, String> values = new HashMap<>();
        boolean isOurs = false;
        for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
            String text = line.strip();
            if (text.startsWith("[")) {
                isOurs = text.equals("[" + profile + "]");
            }
            int sign = text.indexOf('=');
            if (isOurs && sign > 0 && !text.startsWith("#")) {
                values.put(
                        text.substring(0, sign).strip(),
                        text.substring(sign + 1).strip());
            }
        }
        return values;
    }
}
