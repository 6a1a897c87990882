package org.wangchuan.acceptance.counter;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import org.wangchuan.acceptance.disk.CommandLine;

/**
 * An authority that a company made for itself, and what it has signed for the shop's name.
 *
 * @param authority whom browsers and stations of the company have to believe, PEM
 * @param chain the shop's certificate and the authority's, PEM
 * @param key of the shop's certificate, PEM
 * @param pin SHA-256 of the shop's public key, as Chromium writes it
 */
record ShopCertificate(Path authority, Path chain, Path key, String pin) {
    static ShopCertificate make(Path folder, String name) throws IOException {
        Path authority = folder.resolve("authority.pem");
        Path authorityKey = folder.resolve("authority.key");
        Path leaf = folder.resolve("shop-alone.pem");
        Path key = folder.resolve("shop.key");
        openssl(authorityKey, authority, "/CN=Blue River authority", "basicConstraints=critical,CA:TRUE");
        openssl(
                key,
                leaf,
                "/CN=" + name,
                "subjectAltName=DNS:" + name,
                "-CA",
                authority.toString(),
                "-CAkey",
                authorityKey.toString(),
                "-addext",
                "basicConstraints=critical,CA:FALSE");
        Path chain =
                Files.writeString(folder.resolve("shop.pem"), Files.readString(leaf) + Files.readString(authority));
        return new ShopCertificate(authority, chain, key, pin(leaf));
    }

    private static void openssl(Path key, Path certificate, String subject, String extension, String... more)
            throws IOException {
        java.util.List<String> command = new java.util.ArrayList<>(java.util.List.of(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "2",
                "-subj",
                subject,
                "-addext",
                extension,
                "-keyout",
                key.toString(),
                "-out",
                certificate.toString()));
        command.addAll(java.util.List.of(more));
        CommandLine.run(command.toArray(String[]::new));
    }

    private static String pin(Path certificate) throws IOException {
        try (InputStream in = Files.newInputStream(certificate)) {
            Certificate read = CertificateFactory.getInstance("X.509").generateCertificate(in);
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(read.getPublicKey().getEncoded());
            return Base64.getEncoder().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }
}
