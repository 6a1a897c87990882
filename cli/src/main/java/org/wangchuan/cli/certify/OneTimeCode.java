package org.wangchuan.cli.certify;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.wangchuan.canonical.Json;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.proof.certificate.CounterSignature.Role;

/**
 * A code that is shown at the counter and typed there a moment later: it proves that somebody typed it, and no more. It is
 * made here, stands nowhere but on the terminal, and is worth nothing once {@link #require} has returned. Not
 * thread-safe.
 */
final class OneTimeCode {
    /** How often it may be typed. */
    static final int TRIES_MAX = 3;

    /** From when it is first shown, for all tries together. */
    static final Duration TIME_MAX = Duration.ofMinutes(2);

    private static final int DIGITS = 6;
    private static final int CODES = 1_000_000;

    private final Context context;
    private final RandomGenerator random;
    private final InstantSource clock;

    /**
     * A code that is still to be made.
     *
     * @param random a {@link java.security.SecureRandom}, but in tests
     */
    OneTimeCode(Context context, RandomGenerator random, InstantSource clock) {
        this.context = context;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Returns if the code was typed in time.
     *
     * @param role of whoever stands by, for the question
     * @throws UserError with code CODE, or CODE_TERMINAL if there is no place to show it or to type it
     */
    void require(Role role, Console.Answers from) throws UserError {
        String code = String.format(Locale.ROOT, "%0" + DIGITS + "d", random.nextInt(CODES));
        Console console = context.console();
        String who = console.messages().text("role." + Json.wireName(role));
        long endMillis = clock.millis() + TIME_MAX.toMillis();
        // Counted before it is compared, so that no way out of the comparison gives another try.
        for (int tried = 1; tried <= TRIES_MAX; tried++) {
            Duration left = Duration.ofMillis(Math.max(0, endMillis - clock.millis()));
            Optional<String> answer =
                    console.ask(console.messages().text("countersign.code", code, who, tried, TRIES_MAX), from, left);
            if (answer.isEmpty()) {
                throw noTerminal(from);
            }
            if (context.cancellation().isRequested()) {
                throw UserError.of(ExitCode.REFUSED, "CODE.stopped");
            }
            if (answer.get().isBlank() || clock.millis() > endMillis) {
                throw UserError.of(ExitCode.REFUSED, "CODE.none", TIME_MAX.toSeconds());
            }
            if (isSame(code, answer.get())) {
                return;
            }
        }
        throw UserError.of(ExitCode.REFUSED, "CODE", TRIES_MAX);
    }

    /** Chinese input methods type digits of full width. */
    private static boolean isSame(String code, String answer) {
        String typed = Normalizer.normalize(answer, Normalizer.Form.NFKC);
        return MessageDigest.isEqual(code.getBytes(StandardCharsets.UTF_8), typed.getBytes(StandardCharsets.UTF_8));
    }

    private static UserError noTerminal(Console.Answers from) {
        return switch (from) {
            case TERMINAL -> UserError.of(ExitCode.REFUSED, "CODE_TERMINAL").withHint("--code --code-from-stdin");
            case STANDARD_INPUT -> UserError.of(ExitCode.REFUSED, "CODE_TERMINAL.shown");
        };
    }
}
