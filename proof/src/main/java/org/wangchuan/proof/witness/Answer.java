package org.wangchuan.proof.witness;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.wangchuan.proof.note.NoteSignature;

/** What a witness answers to add-checkpoint (C2SP tlog-witness). */
public sealed interface Answer {
    /** The HTTP status that stands for it. */
    int status();

    /** UTF-8, ending with a newline. */
    byte[] body();

    /** The type of the body. */
    default String contentType() {
        return "text/plain; charset=utf-8";
    }

    /** The checkpoint is now the latest, durably, and these lines say so. */
    record Cosigned(List<NoteSignature> lines) implements Answer {
        public Cosigned {
            lines = List.copyOf(lines);
        }

        @Override
        public int status() {
            return 200;
        }

        @Override
        public byte[] body() {
            return lines.stream()
                    .map(line -> line.line() + "\n")
                    .collect(Collectors.joining())
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    /** The request breaks the format, or wants to go from a larger tree to a smaller one. */
    record Malformed(String reason) implements Answer {
        @Override
        public int status() {
            return 400;
        }

        @Override
        public byte[] body() {
            return sentence(reason);
        }
    }

    /** No key that the witness trusts for this origin has signed, or one claims to have and has not. */
    record NotTrusted(String reason) implements Answer {
        @Override
        public int status() {
            return 403;
        }

        @Override
        public byte[] body() {
            return sentence(reason);
        }
    }

    /** The witness does not know the log. */
    record UnknownOrigin() implements Answer {
        @Override
        public int status() {
            return 404;
        }

        @Override
        public byte[] body() {
            return sentence("this witness does not know the log");
        }
    }

    /**
     * The old size is not that of the latest checkpoint.
     *
     * @param size of the latest checkpoint, 0 for none
     */
    record Conflict(long size) implements Answer {
        /** The type of the body (C2SP tlog-witness, "add-checkpoint"). */
        public static final String CONTENT_TYPE = "text/x.tlog.size";

        @Override
        public int status() {
            return 409;
        }

        @Override
        public String contentType() {
            return CONTENT_TYPE;
        }

        @Override
        public byte[] body() {
            return sentence(size + "");
        }
    }

    /** The tree does not follow from the latest one. */
    record Inconsistent(String reason) implements Answer {
        @Override
        public int status() {
            return 422;
        }

        @Override
        public byte[] body() {
            return sentence(reason);
        }
    }

    /** The witness can't cosign now, whatever the request: its clock is behind its own last word. */
    record Unavailable(String reason) implements Answer {
        @Override
        public int status() {
            return 503;
        }

        @Override
        public byte[] body() {
            return sentence(reason);
        }
    }

    private static byte[] sentence(String text) {
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
