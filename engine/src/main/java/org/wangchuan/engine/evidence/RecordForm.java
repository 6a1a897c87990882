package org.wangchuan.engine.evidence;

import java.util.Optional;
import java.util.stream.Stream;

/** The forms that a record has had, by what its first line says. A record keeps the one that it was begun in. */
public enum RecordForm {
    /** What was read where a drive had erased itself need not be told but for zeros, ones and what was planted. */
    BEFORE(Evidence.FORMAT_BEFORE),
    /** It is told of all that was read. */
    NOW(Evidence.FORMAT);

    private final String id;

    RecordForm(String id) {
        this.id = id;
    }

    /** As the record names it. */
    public String id() {
        return id;
    }

    /** Empty if it is none of them. */
    public static Optional<RecordForm> of(String id) {
        return Stream.of(values()).filter(form -> form.id.equals(id)).findFirst();
    }
}
