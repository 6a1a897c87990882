package org.wangchuan.cli.up;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Whether a PEM file has a certificate that browsers take, where the program that keeps it up can't say so. */
final class HeldCertificate {
    private static final int DNS_NAME = 2; // RFC 5280, 4.2.1.6

    private HeldCertificate() {}

    /** Whether the file's first certificate is for this name and holds at that time; false if there is none that can be read. */
    static boolean isGood(Path pem, String name, Instant at) {
        try (InputStream in = Files.newInputStream(pem)) {
            X509Certificate first =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            Collection<List<?>> names = first.getSubjectAlternativeNames();
            return !at.isBefore(first.getNotBefore().toInstant())
                    && at.isBefore(first.getNotAfter().toInstant())
                    && names != null
                    && names.stream()
                            .anyMatch(one -> Integer.valueOf(DNS_NAME).equals(one.get(0))
                                    && name.equalsIgnoreCase(String.valueOf(one.get(1))));
        } catch (IOException | CertificateException e) {
            return false;
        }
    }
}
