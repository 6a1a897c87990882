package org.wangchuan.cli.check;

import org.wangchuan.canonical.Json;
import org.wangchuan.cli.service.Console;

/** What a record says, beyond who signed it. */
interface RecordBody {
    /** Its kind in the names of words ({@code verify.KIND}) and of states. */
    String kind();

    /** Adds what it says for programs. */
    void addTo(Json.Builder out);

    /** Says it to people, line by line. */
    void print(Console console);
}
