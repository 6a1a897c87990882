package org.wangchuan.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3SettingsTest {
    private static final String SECRET = "hush/hush+hush";

    private static Map<String, String> with(String... more) {
        Map<String, String> out = new HashMap<>(Map.of("AWS_ACCESS_KEY_ID", "me", "AWS_SECRET_ACCESS_KEY", SECRET));
        for (int i = 0; i < more.length; i += 2) {
            out.put(more[i], more[i + 1]);
        }
        return out;
    }

    @Test
    void keysAreEnoughForAmazonsOwn() throws Exception {
        S3Settings settings = S3Settings.read(with());
        assertThat(settings.endpoint()).hasToString("https://s3.us-east-1.amazonaws.com");
        assertThat(S3Settings.read(with("AWS_REGION", "eu-central-1")).endpoint())
                .hasToString("https://s3.eu-central-1.amazonaws.com");
        assertThat(settings.credentials().sessionToken()).isEmpty();
    }

    @Test
    void theEndpointForThisServiceComesFirst() throws Exception {
        S3Settings settings = S3Settings.read(
                with("AWS_ENDPOINT_URL", "https://all.example", "AWS_ENDPOINT_URL_S3", "http://127.0.0.1:9000/"));
        assertThat(settings.endpoint()).hasToString("http://127.0.0.1:9000");
        assertThat(settings).hasToString("http://127.0.0.1:9000 (us-east-1)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://host", "host", "https://", "https://me:hush/hush+hush@host", "https://me:hush@host",
                "https://host/path", "https://host?a=b", "https://host#a", "https://host:0", "https://host:70000",
                "https://ho st"
            })
    void anotherEndpointIsRefusedWithoutShowingIt(String endpoint) {
        assertThatThrownBy(() -> S3Settings.read(with("AWS_ENDPOINT_URL", endpoint)))
                .isInstanceOf(S3SettingsException.class)
                .hasMessageStartingWith("AWS_ENDPOINT_URL: expected http:// or https://, a host")
                .message()
                .doesNotContain("hush");
    }

    @Test
    void withoutCredentialsItSaysWhereTheyAreLookedFor() {
        assertThatThrownBy(() -> S3Settings.read(Map.of()))
                .hasMessage("credentials: expected AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or"
                        + " AWS_SHARED_CREDENTIALS_FILE, in the environment, found neither");
        assertThatThrownBy(() -> S3Settings.read(Map.of("AWS_ACCESS_KEY_ID", "me")))
                .hasMessage("AWS_SECRET_ACCESS_KEY: expected a secret access key, found none");
        assertThatThrownBy(() -> S3Settings.read(Map.of("AWS_SECRET_ACCESS_KEY", SECRET)))
                .hasMessage("AWS_ACCESS_KEY_ID: expected an access key id, found none");
    }

    @Test
    void aSecretThatWouldBreakAHeaderIsRefusedAndNotShown() {
        assertThatThrownBy(() -> S3Settings.read(with("AWS_SECRET_ACCESS_KEY", "hush\r\nhush")))
                .hasMessage("AWS_SECRET_ACCESS_KEY: expected a secret access key, found another text");
        assertThatThrownBy(() -> S3Settings.read(with("AWS_ACCESS_KEY_ID", "hush,hush")))
                .hasMessage("AWS_ACCESS_KEY_ID: expected an access key id, found another text");
        assertThatThrownBy(() -> S3Settings.read(with("AWS_SESSION_TOKEN", "hush hush")))
                .hasMessage("session token: expected visible characters, found another text");
        assertThat(new Credentials("me", SECRET, java.util.Optional.of(SECRET)).toString())
                .doesNotContain("hush");
    }

    @Test
    void credentialsMayStandInAFileForItsOwner(@TempDir Path folder) throws Exception {
        Path file = credentials(folder, "rw-------");
        S3Settings first = S3Settings.read(Map.of("AWS_SHARED_CREDENTIALS_FILE", file.toString()));
        assertThat(first.credentials().id()).isEqualTo("first");
        assertThat(first.credentials().secret()).isEqualTo(SECRET);
        S3Settings second =
                S3Settings.read(Map.of("AWS_SHARED_CREDENTIALS_FILE", file.toString(), "AWS_PROFILE", "other"));
        assertThat(second.credentials().id()).isEqualTo("second");
        assertThat(second.credentials().sessionToken()).contains("token");
        assertThatThrownBy(() -> S3Settings.read(
                        Map.of("AWS_SHARED_CREDENTIALS_FILE", file.toString(), "AWS_PROFILE", "absent")))
                .hasMessage(file + " aws_access_key_id: expected an access key id, found none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rwx------"})
    void aFileThatOthersMayReadIsRefused(String permissions, @TempDir Path folder) throws Exception {
        Path file = credentials(folder, permissions);
        assertThatThrownBy(() -> S3Settings.read(Map.of("AWS_SHARED_CREDENTIALS_FILE", file.toString())))
                .hasMessage("AWS_SHARED_CREDENTIALS_FILE: expected rw------- at most, found " + permissions);
    }

    private static Path credentials(Path folder, String permissions) throws IOException {
        Path file = folder.resolve("credentials");
        Files.writeString(file, """
                [default]
                aws_access_key_id = first
                aws_secret_access_key = hush/hush+hush

                # another one
                [other]
                aws_access_key_id=second
                aws_secret_access_key=hush
                aws_session_token=token
                """);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        return file;
    }

    @Test
    void anAddressNamesABucketAndAPrefix() throws Exception {
        assertThat(S3Address.parse("s3://my.bucket-1")).isEqualTo(new S3Address("my.bucket-1", ""));
        assertThat(S3Address.parse("s3://bucket/logs/log.example_1/"))
                .isEqualTo(new S3Address("bucket", "logs/log.example_1"))
                .hasToString("s3://bucket/logs/log.example_1");
        assertThat(S3Address.parse("s3://bucket/logs").key("tile/0/000")).isEqualTo("logs/tile/0/000");
        assertThat(S3Address.parse("s3://bucket").key("checkpoint")).isEqualTo("checkpoint");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://",
                "s3://ab",
                "s3://Bucket",
                "s3:/bucket",
                "s3://bucket//a",
                "s3://bucket/../a",
                "s3://bucket/a/.",
                "s3://bucket/a b",
                "s3://bucket/a%2e",
                "s3://bucket/a?b",
                "s3://bucket/a#b",
                "s3://-bucket",
                "s3://me@bucket/a",
                "s3://bucket/日志"
            })
    void anotherAddressIsRefused(String address) {
        assertThatThrownBy(() -> S3Address.parse(address))
                .isInstanceOf(S3SettingsException.class)
                .hasMessageStartingWith("address: expected s3://BUCKET");
    }
}
