package org.wangchuan.engine.phone;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.wangchuan.engine.job.JournalException;
import org.wangchuan.engine.phone.job.PhoneJournal;
import org.wangchuan.engine.phone.job.PhoneSecret;

/** A journal in memory that can be full, or "killed": from the n-th change on every call that changes something fails. */
final class MemoryPhoneJournal implements PhoneJournal {
    private final Map<PhoneSecret, byte[]> secrets = new EnumMap<>(PhoneSecret.class);
    private byte[] file = {};
    private boolean isHidden;
    private int changes;
    private int changesLeft = Integer.MAX_VALUE;
    private Fault fault = Fault.NOTHING_STAYS;

    /** What remains of the change at which it fails. */
    enum Fault {
        NOTHING_STAYS,
        HALF_STAYS,
        ALL_STAYS
    }

    /** With a file of which the end may be torn. */
    static MemoryPhoneJournal of(byte[] file) {
        MemoryPhoneJournal out = new MemoryPhoneJournal();
        out.file = file.clone();
        return out;
    }

    /** The next so many changes succeed. */
    void failAfter(int good, Fault how) {
        changesLeft = good;
        fault = how;
    }

    void repair() {
        changesLeft = Integer.MAX_VALUE;
    }

    void discard() {
        file = new byte[0];
        secrets.clear();
    }

    int changes() {
        return changes;
    }

    /** What a change leaves: all of it, or as little as the fault does, the first time that it fails. */
    private Fault left() {
        changes++;
        if (changesLeft > 0) {
            changesLeft--;
            return Fault.ALL_STAYS;
        }
        Fault out = changesLeft == 0 ? fault : Fault.NOTHING_STAYS;
        changesLeft = -1;
        return out;
    }

    private void failIfFull() throws JournalException {
        if (changesLeft < 0) {
            throw new JournalException("no space left", null);
        }
    }

    /** Nothing can be read from it, as from a disk that is gone. */
    void hide(boolean hides) {
        isHidden = hides;
    }

    @Override
    public byte[] evidence() throws JournalException {
        if (isHidden) {
            throw new JournalException("no such disk", null);
        }
        return lines();
    }

    /** The same, for whoever looks from outside. */
    byte[] lines() {
        int end = file.length;
        while (end > 0 && file[end - 1] != '\n') {
            end--;
        }
        return Arrays.copyOf(file, end);
    }

    @Override
    public void append(byte[] line) throws JournalException {
        int stays = switch (left()) {
            case NOTHING_STAYS -> 0;
            case HALF_STAYS -> line.length / 2;
            case ALL_STAYS -> line.length;
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(lines()); // a torn line is cut away first
        out.write(line, 0, stays);
        file = out.toByteArray();
        failIfFull();
    }

    @Override
    public Optional<byte[]> secret(PhoneSecret which) {
        return Optional.ofNullable(secrets.get(which)).map(byte[]::clone);
    }

    @Override
    public void keep(PhoneSecret which, byte[] secret) throws JournalException {
        if (left() == Fault.ALL_STAYS) {
            secrets.put(which, secret.clone());
        }
        failIfFull();
    }

    @Override
    public void destroySecrets() throws JournalException {
        if (left() == Fault.ALL_STAYS) {
            secrets.keySet().removeIf(which -> which != PhoneSecret.DIGEST_KEY);
        }
        failIfFull();
    }
}
