package org.wangchuan.engine.job;

import java.io.ByteArrayOutputStream;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.EventWriter;

/** A journal in memory that can be full, or "killed": from the n-th change on, before or after that change, every call fails. */
final class MemoryJournal implements JobJournal {
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private byte[] secrets = new byte[0];
    private byte[] mark = new byte[0];
    private int changesLeft = Integer.MAX_VALUE;
    private boolean lastOneApplies;
    private int changes;
    private int closingEventsLeft = 3;
    private Runnable onMark = () -> {};

    /** The next {@code changes} changes succeed; of the one after them only the effect may remain. */
    synchronized void failAfter(int good, boolean failedButApplied) {
        changesLeft = good;
        lastOneApplies = failedButApplied;
    }

    /** The last {@code missing} of the three closing events can't be written. */
    synchronized void stopBeforeClosing(int missing) {
        closingEventsLeft = 3 - missing;
    }

    /** What is done each time that a mark was kept, before the job goes on. */
    synchronized void onMark(Runnable action) {
        onMark = action;
    }

    synchronized void repair() {
        closingEventsLeft = 3;
        changesLeft = Integer.MAX_VALUE;
    }

    synchronized int changes() {
        return changes;
    }

    private boolean mayChange() throws JournalException {
        changes++;
        if (changesLeft > 0) {
            changesLeft--;
            return true;
        }
        boolean applies = lastOneApplies && changesLeft == 0;
        changesLeft = -1;
        return !applies ? refuse() : false;
    }

    private static boolean refuse() throws JournalException {
        throw new JournalException("no space left", null);
    }

    @Override
    public synchronized void append(Event event) throws JournalException {
        boolean closing =
                event instanceof Event.Rechecked || event instanceof Event.Residue || event instanceof Event.Closed;
        if (closing && closingEventsLeft-- <= 0) {
            refuse();
        }
        boolean good = mayChange();
        lines.writeBytes(EventWriter.line(event));
        lines.write('\n');
        if (!good) {
            refuse();
        }
    }

    @Override
    public synchronized byte[] evidence() {
        return lines.toByteArray();
    }

    @Override
    public synchronized void keepSecrets(byte[] kept) throws JournalException {
        boolean good = mayChange();
        secrets = kept.clone();
        if (!good) {
            refuse();
        }
    }

    @Override
    public synchronized byte[] secrets() {
        return secrets.clone();
    }

    @Override
    public synchronized void keepMark(byte[] kept) throws JournalException {
        boolean good = mayChange();
        mark = kept.clone();
        if (!good) {
            refuse();
        }
        onMark.run();
    }

    @Override
    public synchronized byte[] mark() {
        return mark.clone();
    }
}
