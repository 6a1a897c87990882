package org.wangchuan.platform.tls;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.Security;
import java.time.InstantSource;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** What {@code wangchuan up --acme} starts, now and then, in a process of its own: sees to it that there is a certificate. */
public final class AcmeMain {
    private static final int ARGUMENTS_LEAST = 4;
    private static final int ARGUMENTS_MOST = 5;
    private static final int WRONG_ARGUMENTS = 1;
    private static final int FAILED = 3;
    private static final int FAILED_AND_NONE_IS_GOOD = 4;

    private AcmeMain() {}

    /**
     * {@code FILE NAME SERVER PORT [CA]}: the PEM file that is kept up, the host's name, the address of the authority's directory, the
     * port where it looks at this host, and a PEM file of who signs the authority's own certificate. Ends with 0 if all is well, with 3
     * if no other certificate could be had and the one that is there still holds, with 4 if there is none that does.
     */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        if (arguments.length < ARGUMENTS_LEAST || arguments.length > ARGUMENTS_MOST) {
            System.err.println("expected: FILE NAME SERVER PORT [CA]");
            return WRONG_ARGUMENTS;
        }
        URI directory;
        int port;
        try {
            directory = URI.create(arguments[2]);
            port = Integer.parseInt(arguments[3]);
        } catch (IllegalArgumentException e) {
            System.err.println("expected an address and a port: " + e.getMessage());
            return WRONG_ARGUMENTS;
        }
        Security.addProvider(new BouncyCastleProvider()); // the ACME library looks for it by name
        try {
            OwnCertificate certificate = new OwnCertificate(Path.of(arguments[0]), InstantSource.system());
            if (certificate.isDue(arguments[1])) {
                AcmeAuthority authority = new AcmeAuthority(
                        directory,
                        port,
                        arguments.length == ARGUMENTS_MOST ? Optional.of(Path.of(arguments[4])) : Optional.empty());
                certificate.renew(arguments[1], authority);
            }
            System.out.println(certificate.until());
            return 0;
        } catch (IOException e) {
            System.err.println(e.getMessage());
            return failed(arguments);
        } catch (RuntimeException e) {
            // What the library did not foresee of an authority must not keep a shop closed whose certificate still
            // holds.
            System.err.println("ACME_REFUSED: " + e);
            return failed(arguments);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(arguments);
        }
    }

    private static int failed(String... arguments) {
        try {
            OwnCertificate certificate = new OwnCertificate(Path.of(arguments[0]), InstantSource.system());
            return certificate.isGood(arguments[1]) ? FAILED : FAILED_AND_NONE_IS_GOOD;
        } catch (IOException e) {
            return FAILED_AND_NONE_IS_GOOD;
        }
    }
}
