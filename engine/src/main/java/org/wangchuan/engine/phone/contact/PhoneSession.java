package org.wangchuan.engine.phone.contact;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.phone.fill.FillContent;
import org.wangchuan.engine.phone.fill.FillOutcome;
import org.wangchuan.engine.phone.fill.PhoneFiller.FillWatcher;
import org.wangchuan.engine.phone.read.Digests;
import org.wangchuan.engine.phone.read.Reading;

/**
 * A phone that lets this bench in, for one plugging-in. For one thread; {@link #close} by any, at any time, which ends whatever waits. Whatever fails with
 * {@code GONE}, {@code TIMEOUT} or {@code PROTOCOL} ends the session: it is to be closed.
 */
public interface PhoneSession extends AutoCloseable {
    /**
     * Asks for all that there is to know. With it comes whether the phone still knows the permission that its owner gave this job before, if it showed
     * so when it was opened: {@code known} only if it let the key of this job in without asking anybody, over another connection than the one that its
     * owner allowed; {@code forgotten} only if it had known it, and asked its owner although the key was shown. Where neither was shown it is untold.
     *
     * @param traces what was left on it earlier; looked for where it is an Android in its own system
     * @throws ContactException if it can't be asked
     */
    Reading read(Digests digests, Optional<Traces> traces, Deadline deadline) throws ContactException;

    /** As the other, where nothing was left. */
    default Reading read(Digests digests, Deadline deadline) throws ContactException {
        return read(digests, Optional.empty(), deadline);
    }

    /**
     * Leaves a mark, and notes how folders of its system look. What was left before stays, and is not looked for any more.
     *
     * @return empty if it is no Android in its own system
     * @throws ContactException if it does not take it; a file that nobody knows may be left then, which a reset takes away
     */
    Optional<Traces> leave(SecureRandom random, Deadline deadline) throws ContactException;

    /**
     * Takes away again what {@link #leave} left, and what else of this program may lie there: of a phone that nobody resets.
     *
     * @return whether the phone says that it is not there any more
     * @throws ContactException if the phone is gone, or breaks off
     */
    default boolean takeAway(Traces traces, Deadline deadline) throws ContactException {
        return false;
    }

    /**
     * Has the phone's secure hardware make a key for a challenge, and vouch for it and for how the system was booted (Android's key attestation). It takes a program on the
     * phone that uses Android's key store, which is put there and taken away again: to be asked last of a session, since whoever asks has been told all else by then.
     *
     * @return DER certificates, the key's own first; empty where nothing makes one in time
     * @throws ContactException if the phone is gone, or breaks off
     */
    default Optional<List<byte[]>> attest(byte[] challenge, Deadline deadline) throws ContactException {
        return Optional.empty();
    }

    /**
     * Fills its storage until nothing more goes in, and has it read all of it back; what is broken off goes on where it was.
     *
     * @throws ContactException {@code UNSUPPORTED} if it is no Android in its own system
     */
    FillOutcome fill(FillContent content, FillWatcher watcher, Random random, Deadline deadline)
            throws ContactException;

    /**
     * Asks it to erase itself: an iPhone or iPad by {@code EraseDevice}, a boot loader only if it says that it is unlocked.
     *
     * @throws ContactException {@code NO_ERASE} if it can't be asked to, {@code BOOTLOADER_LOCKED}, or another if it is unknown whether it was asked
     */
    EraseAnswer erase(Deadline deadline) throws ContactException;

    /** Ends the connection. What the phone knows of this job's keys stays; {@link PhoneCables#settle} undoes what can be undone. */
    @Override
    void close();
}
