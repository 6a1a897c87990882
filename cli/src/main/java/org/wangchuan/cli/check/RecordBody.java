package org.wangchuan.cli.check;

import org.wangchuan.canonical.Json;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.ExitCode;

/** What a record says, beyond who signed it. */
interface RecordBody {
    /** Its kind in the names of words ({@code verify.KIND}) and of states. */
    String kind();

    /** What a caller is told who looks at nothing else, if its signer is known: never success, for a record proves no erasure. */
    default ExitCode exit() {
        return ExitCode.NOT_SATISFIED;
    }

    /** Adds what it says for programs. */
    void addTo(Json.Builder out);

    /** Says it to people, line by line. */
    void print(Console console);
}
