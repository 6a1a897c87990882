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
            case Statement.Revocation revocation ->
                out.put("of", revocation.of().base64Url()).put("reason", Json.wireName(revocation.reason()));
            case Statement.Correction correction ->
                out.put("of", correction.of().base64Url())
                        .put("by", correction.by().base64Url());
            case Statement.Supersession supersession ->
                out.put("of", supersession.of().base64Url())
                        .put("by", supersession.by().base64Url());
            case Statement.StatusListing listing -> listing.claims().addTo(out);
            case Statement.Forgetting forgetting -> {
                out.put("of", forgetting.of().base64Url()).put("part", Json.wireName(forgetting.part()));
                forgetting.kept().ifPresent(kept -> out.put(KeptDevice.CLAIM, kept.json()));
            }
            case Statement.Recheck recheck -> recheck.claims().addTo(out);
            case Statement.Observation observation -> observation.claims().addTo(out);
            case Statement.Validation validation -> validation.claims().addTo(out);
            case Statement.Consent consent -> consent.claims().addTo(out);
            case Statement.Withdrawal withdrawal -> withdrawal.claims().addTo(out);
            case Statement.Present present -> present.claims().addTo(out);
            case Statement.Summary summary -> summary.claims().addTo(out);
            case Statement.Counts counts -> counts.claims().addTo(out);
        }
        out.put("_sd_alg", SdJwt.DIGEST_ALGORITHM);
        out.put(
                "_sd",
                Json.texts(digests.stream().map(Bytes32::base64Url).sorted().toList()));
        return out.build();
    }
}
