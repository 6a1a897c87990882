package org.wangchuan.station.phone;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.wangchuan.engine.phone.contact.ContactException;
import org.wangchuan.engine.phone.contact.JobKeys;
import org.wangchuan.engine.phone.contact.PhoneCables;
import org.wangchuan.engine.phone.contact.PhoneContact;
import org.wangchuan.engine.usb.UsbPlace;

/**
 * The cable of a made phone, at which nobody looks if a test says so, or which the kernel has not found yet, or shows as its files do; its port may have other names. Safe for use
 * by several threads.
 */
final class SeenCable implements PhoneCable {
    private final PhoneCable cable;
    private final Set<UsbPlace> names;
    private final AtomicInteger missed = new AtomicInteger();
    private volatile boolean isOneOfTwo;
    private final AtomicInteger unfound = new AtomicInteger();
    private volatile boolean isKnown = true;
    private volatile Optional<PhoneCable> kernel = Optional.empty();
    private volatile Runnable onMissed = () -> {};

    SeenCable(MadePhone phone, UsbPlace... names) {
        this(phone.cable(), names);
    }

    SeenCable(PhoneCable cable, UsbPlace... names) {
        this.cable = cable;
        this.names = Set.of(names);
    }

    /** Whether somebody looks. */
    void looks(boolean looks) {
        isKnown = looks;
    }

    /** Nobody knows for so many questions from now on, at each of which this is done. */
    void misses(int questions, Runnable each) {
        onMissed = each;
        missed.set(questions);
    }

    /** Its port turned out to be two. */
    void becomesOneOfTwo() {
        isOneOfTwo = true;
    }

    @Override
    public boolean isOneOfTwo() {
        return isOneOfTwo;
    }

    /** For so many questions from now on the kernel has not found it yet. */
    void isFoundAfter(int questions) {
        unfound.set(questions);
    }

    /** Whether it hangs there, and whether anybody knows, is what this cable says, on which something hangs in its stead. */
    void isShownBy(PhoneCable files) {
        kernel = Optional.of(files);
    }

    private boolean isMissed() {
        if (missed.getAndUpdate(left -> Math.max(left - 1, 0)) == 0) {
            return false;
        }
        onMissed.run();
        return true;
    }

    @Override
    public Optional<PhoneContact> now() {
        return seen().there();
    }

    @Override
    public Seen seen() {
        if (!isKnown || isMissed()) {
            return Seen.UNKNOWN;
        }
        if (unfound.getAndUpdate(left -> Math.max(left - 1, 0)) > 0) {
            return Seen.of(Optional.empty());
        }
        Optional<Seen> shown =
                kernel.map(PhoneCable::seen).filter(seen -> seen.there().isEmpty());
        return shown.orElseGet(cable::seen);
    }

    @Override
    public boolean isOf(UsbPlace other) {
        return names.contains(other);
    }

    @Override
    public boolean isNumberShared() {
        return cable.isNumberShared();
    }

    @Override
    public PhoneCables.Settlement settle(JobKeys keys) throws ContactException {
        return cable.settle(keys);
    }
}
