package org.wangchuan.proof.statement;

import java.util.UUID;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * What a status-list statement says: this is the list as of now. A list is signed by being named here.
 *
 * @param list the list's name
 * @param entries how many statements it has room for
 * @param digest of the list; see {@code StatusList}
 */
public record StatusClaims(UUID list, int entries, Bytes32 digest) {
    static final String[] NAMES = {"list", "entries", "digest"};

    void addTo(Json.Builder out) {
        out.put("list", list.toString()).put("entries", entries).put("digest", digest.base64Url());
    }

    static StatusClaims read(Json.Fields in) throws ShapeException, VerificationException {
        return new StatusClaims(
                StatementReader.eventId(in, "list"),
                (int) in.whole("entries", 1, StatusReference.INDEX_MAX + 1L),
                Bytes32.parseBase64Url(in.text("digest")));
    }
}
