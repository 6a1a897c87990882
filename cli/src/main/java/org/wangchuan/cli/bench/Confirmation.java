package org.wangchuan.cli.bench;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.ShellWord;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.paper.Figures;
import org.wangchuan.station.erase.Candidate;

/** Whoever erases has named what is to be erased: on the command line, or at the terminal. */
public final class Confirmation {
    private Confirmation() {}

    /**
     * Returns if every target is confirmed by its name.
     *
     * @param given what the command line confirms; nothing asks at the terminal
     */
    static void of(List<Candidate.Ready> targets, List<String> given, Console console, Cancellation cancellation)
            throws UserError {
        if (!given.isEmpty()) {
            List<String> expected =
                    targets.stream().map(Candidate.Ready::confirmName).sorted().toList();
            List<String> sorted = given.stream().sorted().toList();
            if (!sorted.equals(expected)) {
                throw UserError.of(
                        ExitCode.REFUSED,
                        "CONFIRMATION.others",
                        String.join(", ", expected),
                        String.join(", ", sorted));
            }
            return;
        }
        for (Candidate.Ready target : targets) {
            check(console.ask(question(target, console)), target.confirmName(), cancellation);
        }
    }

    /**
     * Returns if everything that an NVMe device erases besides the targets, and each part of an eMMC, is named on the command line, and nothing else: no question at the end
     * of a long line makes up for a disk that nobody thought of.
     *
     * @param resume whether names may stand there of targets that are through already
     */
    static void ofOthers(List<Candidate.Ready> targets, List<String> also, boolean resume) throws UserError {
        requireNamed(
                targets.stream().flatMap(target -> target.alsoErased().stream()).toList(), also, resume);
    }

    static void requireNamed(List<String> erased, List<String> also, boolean resume) throws UserError {
        List<String> expected = erased.stream().distinct().sorted().toList();
        List<String> sorted = also.stream().distinct().sorted().toList();
        if (resume ? sorted.containsAll(expected) : sorted.equals(expected)) {
            return;
        }
        UserError error = UserError.of(
                ExitCode.REFUSED, "OTHER_NAMESPACES", String.join(", ", expected), String.join(", ", sorted));
        throw expected.isEmpty()
                ? error
                : error.withHint(expected.stream()
                        .map(name -> "--also " + ShellWord.quoted(name))
                        .collect(Collectors.joining(" ")));
    }

    /**
     * What the person at the terminal said to the question.
     *
     * @param answer empty without a terminal, blank if none came
     */
    public static void check(Optional<String> answer, String expected, Cancellation cancellation) throws UserError {
        if (answer.isEmpty()) {
            throw UserError.of(ExitCode.REFUSED, "CONFIRMATION_NEEDED")
                    .withHint("--confirm " + ShellWord.quoted(expected));
        }
        // Also when the right name had been typed just before: who says stop means it.
        if (cancellation.isRequested()) {
            throw UserError.of(ExitCode.REFUSED, "CONFIRMATION.stopped");
        }
        if (answer.get().isBlank()) {
            throw UserError.of(ExitCode.REFUSED, "CONFIRMATION.none", expected);
        }
        if (!answer.get().equals(expected)) {
            throw UserError.of(ExitCode.REFUSED, "CONFIRMATION", expected);
        }
    }

    private static String question(Candidate.Ready target, Console console) {
        if (!target.alsoErased().isEmpty()) {
            return console.messages()
                    .text(
                            target.plan().parts().isEmpty() ? "erase.confirm.also" : "erase.confirm.parts",
                            target.path(),
                            String.join(", ", target.alsoErased()),
                            target.confirmName());
        }
        return console.messages()
                .text(
                        "erase.confirm",
                        target.path(),
                        LoopText.called(target.medium(), target.facts().model(), console),
                        Figures.size(target.facts().capacityBytes()),
                        target.confirmName());
    }
}
