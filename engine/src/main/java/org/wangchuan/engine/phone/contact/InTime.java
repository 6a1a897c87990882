package org.wangchuan.engine.phone.contact;

import java.util.Optional;
import java.util.function.Consumer;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.patience.Patience;
import org.wangchuan.engine.phone.contact.ContactException.Code;

/** Asks what has patience for each of its steps only, and so none that is known for all of them. */
final class InTime {
    private InTime() {}

    /** Something that is asked. */
    @FunctionalInterface
    interface Question<T> {
        T ask() throws AppleFailure, ContactException;
    }

    /** One of both. */
    private record Outcome<T>(Optional<T> answer, Optional<ContactException> failure) {}

    /**
     * The answer.
     *
     * @param ifLate given what came when nobody waited for it any more: an answer, or empty if it failed
     * @throws ContactException {@code TIMEOUT} if there was none in time; the question goes on for as long as its steps have patience
     */
    static <T> T ask(Question<T> question, Deadline deadline, Consumer<Optional<T>> ifLate) throws ContactException {
        Optional<Outcome<T>> outcome =
                Patience.ask(() -> outcome(question), deadline.leftMillis(), late -> ifLate.accept(late.answer()));
        if (outcome.isEmpty()) {
            throw new ContactException(Code.TIMEOUT, "no answer to all of it in time");
        }
        Optional<ContactException> failure = outcome.get().failure();
        if (failure.isPresent()) {
            throw failure.get();
        }
        return outcome.get().answer().orElseThrow();
    }

    private static <T> Outcome<T> outcome(Question<T> question) {
        try {
            return new Outcome<>(Optional.of(question.ask()), Optional.empty());
        } catch (AppleFailure e) {
            return new Outcome<>(Optional.empty(), Optional.of(Failures.of(e)));
        } catch (ContactException e) {
            return new Outcome<>(Optional.empty(), Optional.of(e));
        }
    }
}
