package org.wangchuan.platform.tls;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.Security;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.wangchuan.platform.tls.AcmeFault.Code;

/** What {@code wangchuan up --acme} starts, now and then, in a process of its own: sees to it that there is a certificate. */
public final class AcmeMain {
    private static final int ARGUMENTS_LEAST = 5;
    private static final int ARGUMENTS_MOST = 6;
    private static final int WRONG_ARGUMENTS = 1;
    private static final int FAILED = 3;
    private static final int FAILED_AND_NONE_IS_GOOD = 4;
    private static final Duration AGAIN = Duration.ofHours(1);
    /** After another one of these that has not ended, or one that was ended. */
    private static final Duration SOON = Duration.ofMinutes(5);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    /** In the folder of the certificate; each is for the eyes of the platform's user only. */
    private static final String ATTEMPTS = "attempts";

    private static final String LOCK = "lock";

    private AcmeMain() {}

    /**
     * {@code FILE NAME SERVER PORT TERMS [CA]}: the PEM file that is kept up, the host's name, the address of the authority's directory, the
     * port where it looks at this host, {@code agreed} if its terms of service are and {@code unseen} if not, and a PEM file of who signs the
     * authority's own certificate. Ends with 0 if all is well, with 3 if no other certificate could be had and the one that is there still
     * holds, with 4 if there is none that does; then the last line of its errors is {@code CODE: words}. The last line of its output is
     * {@code next INSTANT}: when to start it again.
     */
    public static void main(String[] arguments) {
        System.exit(run(Limits.USUAL, arguments));
    }

    /**
     * How long things may take.
     *
     * @param lock until another one of these has ended
     * @param whole in all; shorter than what whoever starts it waits
     */
    record Limits(Duration lock, Duration whole) {
        static final Limits USUAL = new Limits(Duration.ofSeconds(30), Duration.ofMinutes(7));
    }

    /** The exit code. What is under way when the time is over goes on until the process ends. */
    static int run(Limits limits, String... arguments) {
        if (arguments.length < ARGUMENTS_LEAST || arguments.length > ARGUMENTS_MOST) {
            System.err.println("expected: FILE NAME SERVER PORT agreed|unseen [CA]");
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
        Path file = Path.of(arguments[0]).toAbsolutePath();
        AcmeAuthority authority = new AcmeAuthority(
                directory,
                port,
                arguments[4].equals("agreed"),
                arguments.length == ARGUMENTS_MOST ? Optional.of(Path.of(arguments[5])) : Optional.empty());
        InstantSource clock = InstantSource.system();
        String name = arguments[1];
        OwnCertificate certificate = new OwnCertificate(file, directory, clock);
        // In a thread of its own: an authority may stop in the middle of an answer, and the library waits for the rest
        // of it for ever.
        FutureTask<Integer> all = new FutureTask<>(() -> {
            // One at a time: a start that was killed may have left one of these behind, which has the port and the
            // account.
            try (FileChannel channel = lockFile(file);
                    FileLock _ = lock(channel, clock, limits.lock())) {
                Attempts attempts = new Attempts(file.resolveSibling(ATTEMPTS), name, directory, clock);
                return see(certificate, name, authority, attempts);
            }
        });
        Thread.ofPlatform().daemon().name("acme").start(all);
        try {
            return all.get(limits.whole().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            AcmeFault fault = new AcmeFault(
                    Code.ACME_UNREACHABLE, "no end within " + limits.whole().toSeconds() + " s", Optional.empty(), e);
            return failed(certificate, name, said(fault), clock.instant().plus(SOON));
        } catch (ExecutionException e) {
            // Whatever it is, it must not keep a shop closed whose certificate still holds.
            Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
            Duration again = cause instanceof AcmeFault ? SOON : AGAIN;
            return failed(certificate, name, said(cause), clock.instant().plus(again));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(certificate, name, said(e), clock.instant().plus(AGAIN));
        }
    }

    private static FileLock lock(FileChannel channel, InstantSource clock, Duration limit)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            Optional<FileLock> lock = Optional.ofNullable(channel.tryLock());
            if (lock.isPresent()) {
                return lock.get();
            }
            if (System.nanoTime() >= end) {
                throw new AcmeFault(
                        Code.ACME_WAIT,
                        "another process has been asking for it for longer than " + limit.toSeconds() + " s",
                        Optional.of(clock.instant().plus(SOON)),
                        null);
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    private static FileChannel lockFile(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return FileChannel.open(file.resolveSibling(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static int see(OwnCertificate certificate, String name, AcmeAuthority authority, Attempts attempts)
            throws IOException, InterruptedException {
        if (!certificate.isDue(name)) {
            certificate.tidy(attempts);
            return held(certificate, name, attempts.now());
        }
        Optional<AcmeFault> wait = attempts.wait(name);
        if (wait.isPresent()) {
            return failed(certificate, name, said(wait.get()), attempts.failed(wait.get()));
        }
        attempts.begin();
        try {
            certificate.renew(name, authority, attempts);
            return held(certificate, name, attempts.now());
        } catch (AcmeFault e) {
            return failed(certificate, name, said(e), attempts.failed(e));
        } catch (RuntimeException e) {
            // What the library did not foresee of an authority must not keep a shop closed whose certificate still
            // holds.
            AcmeFault fault = new AcmeFault(Code.ACME_REFUSED, e.toString(), Optional.empty(), e);
            return failed(certificate, name, said(fault), attempts.failed(fault));
        }
    }

    private static String said(Throwable e) {
        return e instanceof AcmeFault ? String.valueOf(e.getMessage()) : "ACME_FILES: " + e;
    }

    private static int held(OwnCertificate certificate, String name, Instant now) throws IOException {
        System.out.println("until " + certificate.until());
        System.out.println(
                "next " + certificate.due(name).filter(due -> due.isAfter(now)).orElse(now.plus(AGAIN)));
        return 0;
    }

    private static int failed(OwnCertificate certificate, String name, String words, Instant next) {
        System.err.println(words);
        System.out.println("next " + next);
        try {
            return certificate.isGood(name) ? FAILED : FAILED_AND_NONE_IS_GOOD;
        } catch (IOException | RuntimeException e) {
            return FAILED_AND_NONE_IS_GOOD;
        }
    }
}
