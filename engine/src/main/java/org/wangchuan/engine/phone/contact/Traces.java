package org.wangchuan.engine.phone.contact;

import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.phone.read.AndroidTraces;

/**
 * What was left on a phone, and how its folders looked, to be compared after a reset. Names nobody; but who knows it can take the mark away, so that it
 * is kept as the job's secrets are. Immutable.
 */
public final class Traces {
    private final AndroidTraces android;

    Traces(AndroidTraces android) {
        this.android = android;
    }

    AndroidTraces android() {
        return android;
    }

    /** For {@link #fromBytes}. */
    public byte[] toBytes() {
        return android.export();
    }

    /**
     * From the bytes that {@link #toBytes} gave.
     *
     * @throws ContactException {@code NOT_KEPT} for any others
     */
    public static Traces fromBytes(byte[] bytes) throws ContactException {
        try {
            return new Traces(AndroidTraces.restore(bytes));
        } catch (ShapeException _) {
            throw new ContactException(ContactException.Code.NOT_KEPT, "expected traces as they were kept");
        }
    }

    /** Without the mark's name, so that it gets into no log. */
    @Override
    public String toString() {
        return "traces on a phone";
    }
}
