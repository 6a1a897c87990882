package org.wangchuan.engine.apple.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wangchuan.engine.medium.testing.Program;

/** What a certificate says, by openssl. */
public final class CertificateText {
    private CertificateText() {}

    /** Version, algorithms and extensions; what differs from key to key is blotted out. */
    public static String of(byte[] pem) throws IOException {
        Path file = Files.createTempFile("certificate", ".pem");
        try {
            Files.write(file, pem);
            return Program.run(
                            "openssl",
                            "x509",
                            "-in",
                            file.toString(),
                            "-noout",
                            "-text",
                            "-certopt",
                            "no_serial,no_validity,no_issuer,no_subject,no_sigdump")
                    .replaceAll("(?m)^ +([0-9a-f]{2}:?)+$", "")
                    .replaceAll("([0-9A-F]{2}:){19}[0-9A-F]{2}", "hash");
        } finally {
            Files.delete(file);
        }
    }
}
