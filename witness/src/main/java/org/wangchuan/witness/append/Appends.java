package org.wangchuan.witness.append;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.wangchuan.proof.note.VerifierKey;

/**
 * From the body of an append to what is answered: the format, who has signed it, for which log, and the wait until all is
 * durable. Thread-safe.
 *
 * @param origin of the log
 * @param members who may append now; asked with each request
 */
public record Appends(Sequencer sequencer, String origin, Supplier<List<Member>> members) {
    /**
     * Who may append.
     *
     * @param key that signs its requests
     * @param name under which its events are told from those of others; two keys of one name are the same to the log
     */
    public record Member(VerifierKey key, String name) {}

    /**
     * Appends what a body holds.
     *
     * @throws AppendException if nothing of it was acknowledged
     * @throws IOException if this thread is interrupted while it waits
     */
    public Appended append(byte[] body) throws AppendException, IOException {
        AppendRequest request = AppendRequest.parse(body);
        List<Member> may = members.get();
        VerifierKey signer = request.verify(may.stream().map(Member::key).toList());
        if (!request.origin().equals(origin)) {
            throw AppendRequest.otherLog();
        }
        String name = may.stream()
                .filter(member -> member.key().equals(signer))
                .findFirst()
                .orElseThrow()
                .name();
        return await(sequencer, name, request);
    }

    private static Appended await(Sequencer sequencer, String name, AppendRequest request)
            throws AppendException, IOException {
        try {
            return sequencer.submit(name, request.entries()).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AppendException refused) {
                throw refused;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while appending", e);
        }
    }
}
