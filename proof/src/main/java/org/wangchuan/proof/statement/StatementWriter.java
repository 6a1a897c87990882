package org.wangchuan.proof.statement;

import java.util.List;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.proof.encoding.Bytes32;

/** Spells typed values as the claims of a payload. It signs nothing. */
public final class StatementWriter {
    private StatementWriter() {}

    /**
     * The payload of a statement.
     *
     * @param digests of its disclosures, and decoys, in any order
     */
    public static JsonValue.Obj payload(Statement statement, List<Bytes32> digests) {
        Json.Builder out = Json.object();
        statement.head().addTo(out);
        switch (statement) {
            case Statement.Start _ -> {}
            case Statement.Clearing clearing -> clearing.claims().addTo(out);
        }
        out.put("_sd_alg", SdJwt.DIGEST_ALGORITHM);
        out.put(
                "_sd",
                Json.texts(digests.stream().map(Bytes32::base64Url).sorted().toList()));
        return out.build();
    }
}
