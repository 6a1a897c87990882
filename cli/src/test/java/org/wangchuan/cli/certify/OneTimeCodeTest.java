package org.wangchuan.cli.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.testing.ScriptedConsole;
import org.wangchuan.proof.certificate.CounterSignature.Role;

/** Who typed the code that was shown, in time and in few tries, typed it; nobody else did. */
class OneTimeCodeTest {
    private static final Pattern CODE = Pattern.compile("one-time code (\\d{6});");

    private final Cancellation cancellation = new Cancellation();
    private final RandomGenerator random = new java.security.SecureRandom();
    private Instant now = Instant.parse("2026-11-25T09:00:00Z");

    private ScriptedConsole asked(Function<String, Optional<String>> answers) throws UserError {
        return asked(answers, Console.Answers.TERMINAL);
    }

    private ScriptedConsole asked(Function<String, Optional<String>> answers, Console.Answers from) throws UserError {
        ScriptedConsole console = new ScriptedConsole("en", answers);
        ask(console, from);
        return console;
    }

    private void ask(ScriptedConsole console, Console.Answers from) throws UserError {
        new OneTimeCode(new Context(Path.of("home"), console, cancellation), random, () -> now)
                .require(Role.OWNER, from);
    }

    private UserError refused(ScriptedConsole console, Console.Answers from) {
        UserError error = catchThrowableOfType(UserError.class, () -> ask(console, from));
        assertThat(error.exit()).isEqualTo(ExitCode.REFUSED);
        return error;
    }

    private UserError refused(Function<String, Optional<String>> answers) {
        return refused(new ScriptedConsole("en", answers), Console.Answers.TERMINAL);
    }

    private static String code(String question) {
        Matcher matcher = CODE.matcher(question);
        assertThat(matcher.find()).as(question).isTrue();
        return matcher.group(1);
    }

    private static String another(String question) {
        char first = code(question).charAt(0);
        return (first == '9' ? '0' : (char) (first + 1)) + code(question).substring(1);
    }

    @Test
    void theCodeThatIsShownIsTheOneThatCounts() throws UserError {
        assertThat(asked(question -> Optional.of(code(question))).questions()).hasSize(1);
        assertThat(asked(question -> Optional.of(code(question)), Console.Answers.STANDARD_INPUT)
                        .questions())
                .hasSize(1);
    }

    @Test
    void everyRunHasACodeOfItsOwn() throws UserError {
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            codes.add(code(
                    asked(question -> Optional.of(code(question))).questions().getFirst()));
        }
        assertThat(codes).hasSizeGreaterThan(15);
    }

    @Test
    void theThirdTryIsTheLast() throws UserError {
        int[] tries = {0};
        ScriptedConsole right =
                asked(question -> Optional.of(++tries[0] < OneTimeCode.TRIES_MAX ? another(question) : code(question)));
        assertThat(right.questions()).hasSize(3);
        assertThat(right.questions().stream().map(OneTimeCodeTest::code).distinct())
                .hasSize(1);
        assertThat(right.questions().getLast()).contains("try 3 of 3");

        ScriptedConsole wrong = new ScriptedConsole("en", question -> Optional.of(another(question)));
        UserError error = refused(wrong, Console.Answers.TERMINAL);
        assertThat(error.code()).isEqualTo("CODE");
        assertThat(error.found()).contains("another, 3 times");
        assertThat(wrong.questions()).hasSize(3);
    }

    @Test
    void whatIsNearlyTheCodeIsNot() {
        for (Function<String, String> nearly : java.util.List.<Function<String, String>>of(
                code -> code + "0", code -> code.substring(1), code -> "+" + code, code -> code + "\u0000")) {
            assertThat(refused(question -> Optional.of(nearly.apply(code(question))))
                            .code())
                    .isEqualTo("CODE");
        }
    }

    @Test
    void digitsOfFullWidthAreTheSameDigits() throws UserError {
        ScriptedConsole console = asked(question -> Optional.of(code(question)
                .chars()
                .collect(
                        StringBuilder::new,
                        (out, digit) -> out.append((char) (digit - '0' + '０')),
                        StringBuilder::append)
                .toString()));
        assertThat(console.questions()).hasSize(1);
    }

    @Test
    void afterTwoMinutesTheRightCodeIsNoneAnyMore() {
        UserError late = refused(question -> {
            now = now.plus(OneTimeCode.TIME_MAX).plus(Duration.ofMillis(1));
            return Optional.of(code(question));
        });
        assertThat(late.code()).isEqualTo("CODE");
        assertThat(late.expected().orElseThrow()).contains("120 seconds");
    }

    @Test
    void anInputThatEndedIsNoTry() {
        UserError error = refused(question -> Optional.of(""));
        assertThat(error.code()).isEqualTo("CODE");
        assertThat(error.found()).contains("no answer");
    }

    @Test
    void whoStoppedHasNotTypedIt() {
        cancellation.request();
        assertThat(refused(question -> Optional.of(code(question))).text()).contains("stopped");
    }

    @Test
    void withoutATerminalItIsRefusedAndTheWayOutIsNamed() {
        UserError error = refused(question -> Optional.empty());
        assertThat(error.code()).isEqualTo("CODE_TERMINAL");
        assertThat(error.hint()).contains("--code --code-from-stdin");
        UserError shown =
                refused(new ScriptedConsole("en", question -> Optional.empty()), Console.Answers.STANDARD_INPUT);
        assertThat(shown.code()).isEqualTo("CODE_TERMINAL");
        assertThat(shown.hint()).isEmpty();
    }

    @Test
    void noErrorTellsTheCode() {
        String[] code = {""};
        UserError error = refused(question -> {
            code[0] = code(question);
            return Optional.of(another(question));
        });
        assertThat(String.join("\n", error.lines(org.wangchuan.cli.service.Messages.in("en"))))
                .doesNotContain(code[0]);
    }
}
