package org.wangchuan.engine.phone.contact;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.wangchuan.engine.adb.AdbDevice;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbMode;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.phone.contact.ContactException.Code;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.fill.FillContent;
import org.wangchuan.engine.phone.fill.FillOutcome;
import org.wangchuan.engine.phone.fill.PhoneFiller;
import org.wangchuan.engine.phone.fill.PhoneFiller.FillWatcher;
import org.wangchuan.engine.phone.read.AndroidAttester;
import org.wangchuan.engine.phone.read.AndroidReader;
import org.wangchuan.engine.phone.read.AndroidTraces;
import org.wangchuan.engine.phone.read.Digests;
import org.wangchuan.engine.phone.read.Reading;

/** An Android that lets this job in, by ADB directly over its cable. */
final class AndroidSession implements PhoneSession {
    /** Which the shell may write to, and which lies on the storage that the owner's data is on (AOSP rootdir/init.rc). */
    private static final String FILLED = "/data/local/tmp";

    private final Borrowed wire;
    private final AdbDevice connection;
    private final Optional<String> permission;

    /** @param permission what opening it has shown: known, forgotten, or nothing */
    AndroidSession(Borrowed wire, AdbDevice connection, Optional<String> permission) {
        this.wire = wire;
        this.connection = connection;
        this.permission = permission;
    }

    @Override
    public Reading read(Digests digests, Optional<Traces> traces, Deadline deadline) throws ContactException {
        try {
            if (isInSystem()) {
                AndroidAttester.tidy(connection, FILLED, deadline); // an earlier contact may have been cut off
            }
            Reading told = AndroidReader.read(connection, digests, deadline);
            Reading whole = told.with(shown());
            if (traces.isEmpty() || !isInSystem()) {
                return whole;
            }
            Facts found = traces.get().android().find(connection, deadline);
            return whole.with(new Reading(PhoneIdentity.NONE, found, List.of(Property.MARK, Property.DATA_BORN)));
        } catch (AdbException e) {
            throw Failures.of(e);
        }
    }

    private Reading shown() {
        Facts facts = permission
                .map(word -> new Facts(List.of(new Fact(Property.PERMISSION, word, Source.ADB))))
                .orElse(Facts.NONE);
        return new Reading(PhoneIdentity.NONE, facts, List.of(Property.PERMISSION));
    }

    private boolean isInSystem() {
        return connection.banner().mode() == AdbMode.DEVICE;
    }

    @Override
    public Optional<Traces> leave(SecureRandom random, Deadline deadline) throws ContactException {
        if (!isInSystem()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Traces(AndroidTraces.leave(connection, random, deadline)));
        } catch (AdbException e) {
            throw Failures.of(e);
        }
    }

    @Override
    public boolean takeAway(Traces traces, Deadline deadline) throws ContactException {
        if (!isInSystem()) {
            return false;
        }
        try {
            AndroidAttester.tidy(connection, FILLED, deadline);
            return traces.android().remove(connection, deadline);
        } catch (AdbException e) {
            throw Failures.of(e);
        }
    }

    @Override
    public Optional<List<byte[]>> attest(byte[] challenge, Deadline deadline) throws ContactException {
        if (!isInSystem()) {
            return Optional.empty();
        }
        try {
            return AndroidAttester.ask(connection, FILLED, challenge, AndroidAttester.WITHIN, deadline);
        } catch (AdbException e) {
            throw Failures.of(e);
        }
    }

    @Override
    public FillOutcome fill(FillContent content, FillWatcher watcher, Random random, Deadline deadline)
            throws ContactException {
        if (!isInSystem()) {
            throw new ContactException(Code.UNSUPPORTED, "expected a phone in its own system");
        }
        try {
            return new PhoneFiller(connection, content, FILLED, watcher).fill(random, deadline);
        } catch (AdbException e) {
            throw Failures.of(e);
        }
    }

    @Override
    public EraseAnswer erase(Deadline deadline) throws ContactException {
        throw new ContactException(Code.NO_ERASE, "an Android is reset by hand");
    }

    @Override
    public void close() {
        connection.close();
        wire.close();
    }
}
