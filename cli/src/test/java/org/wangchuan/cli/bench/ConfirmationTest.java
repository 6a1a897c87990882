package org.wangchuan.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;

/** What became of the question whether to erase is said as it was. */
class ConfirmationTest {
    private final Cancellation cancellation = new Cancellation();

    @Test
    void theNameConfirms() {
        assertThatCode(() -> Confirmation.check(Optional.of("sdb"), "sdb", cancellation))
                .doesNotThrowAnyException();
    }

    @Test
    void anotherAnswerDoesNot() {
        UserError error = refused(Optional.of("sda"));
        assertThat(error.code()).isEqualTo("CONFIRMATION");
        assertThat(error.found()).contains("another answer");
    }

    @Test
    void anInputThatEndedIsNoAnswer() {
        UserError error = refused(Optional.of(""));
        assertThat(error.code()).isEqualTo("CONFIRMATION");
        assertThat(error.found()).contains("no answer");
    }

    @Test
    void withoutATerminalTheOptionIsNamed() {
        UserError error = refused(Optional.empty());
        assertThat(error.code()).isEqualTo("CONFIRMATION_NEEDED");
        assertThat(error.hint()).contains("--confirm sdb");
    }

    /** A disk that nobody named is not erased with another; nor is a name passed over that belongs to nothing. */
    @Test
    void namespacesThatGoWithATargetAreNamedOnTheLine() {
        UserError unnamed = unnamed(List.of("nvme0n2", "nvme0n3"), List.of("nvme0n3"), true);
        assertThat(unnamed.code()).isEqualTo("OTHER_NAMESPACES");
        assertThat(unnamed.exit()).isEqualTo(ExitCode.REFUSED);
        assertThat(unnamed.hint()).contains("--also nvme0n2 --also nvme0n3");
        assertThat(unnamed(List.of(), List.of("nvme0n3"), false).code()).isEqualTo("OTHER_NAMESPACES");
        assertThatCode(() -> {
                    Confirmation.requireNamed(List.of("nvme0n3", "nvme0n2"), List.of("nvme0n2", "nvme0n3"), false);
                    Confirmation.requireNamed(List.of(), List.of("nvme0n2"), true);
                })
                .doesNotThrowAnyException();
    }

    private static UserError unnamed(List<String> erased, List<String> also, boolean resume) {
        return catchThrowableOfType(UserError.class, () -> Confirmation.requireNamed(erased, also, resume));
    }

    /** Ctrl-C at the question is no missing terminal, and wins against a name that was typed at the same moment. */
    @Test
    void whoStoppedHasNotConfirmed() {
        cancellation.request();
        assertThat(refused(Optional.of("")).text()).contains("stopped");
        assertThat(refused(Optional.of("sdb")).text()).contains("stopped");
    }

    private UserError refused(Optional<String> answer) {
        UserError error = catchThrowableOfType(UserError.class, () -> Confirmation.check(answer, "sdb", cancellation));
        assertThat(error.exit()).isEqualTo(ExitCode.REFUSED);
        return error;
    }
}
