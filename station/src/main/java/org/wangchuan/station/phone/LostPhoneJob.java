package org.wangchuan.station.phone;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.station.journal.PhoneFileJournal;

/**
 * A job whose ticket can't be read: it is damaged, or of another version of this program. What it was signed as stands there alone, so that nobody can go on
 * with it; the keys of a phone may lie in its folder all the same. It is found by the folder's name, which is its identity.
 *
 * @param folder where it lies
 */
public record LostPhoneJob(Path folder) {
    private static final int SHORT_CHARS = 8;

    /** Its whole name. */
    public String name() {
        return String.valueOf(folder.getFileName());
    }

    /** Enough of its name to name it to people, and by people. */
    public String shortId() {
        return name().substring(0, Math.min(SHORT_CHARS, name().length()));
    }

    /**
     * What is recorded of it.
     *
     * @throws IOException if that can't be read either, or is damaged
     */
    public List<PhoneEvent> events() throws IOException {
        try {
            return PhoneFileJournal.look(folder);
        } catch (EvidenceException e) {
            throw new IOException("the record of the job is damaged: " + e.getMessage(), e);
        }
    }
}
