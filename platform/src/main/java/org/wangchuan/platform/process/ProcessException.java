package org.wangchuan.platform.process;

import java.io.IOException;

/** This process does not start beside the others, or beside what they have written. Its message begins with its code, and never quotes a secret. */
public final class ProcessException extends IOException {
    private static final long serialVersionUID = 1;

    private final Code code;

    /** Why. */
    public enum Code {
        /** The database knows a key of this name, and the file with it is not there. */
        KEY_MISSING,
        /** The file holds another key than the one that the database was begun with. */
        KEY_DIFFERS,
        /** The folder of the operator's log is not the one that the database was begun with. */
        LOG_FOLDER_DIFFERS
    }

    ProcessException(Code code, String detail) {
        super(code + ": " + detail);
        this.code = code;
    }

    /** Why. */
    public Code code() {
        return code;
    }
}
