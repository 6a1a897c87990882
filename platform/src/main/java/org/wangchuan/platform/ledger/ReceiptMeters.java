package org.wangchuan.platform.ledger;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.web.metric.TableGauges;
import org.wangchuan.proof.statement.Verdict;

/** Receipts that were accepted, by verdict, and what was kept because it did not fit, by code. */
@Component
class ReceiptMeters {
    /** What is refused for other reasons than a {@link Misfit}. */
    private static final String OTHER = "OTHER";

    ReceiptMeters(TableGauges gauges) {
        gauges.count(
                "wangchuan.receipts",
                "Receipts that were accepted, by verdict",
                "verdict",
                Arrays.stream(Verdict.values()).map(Json::wireName).toList(),
                "SELECT verdict, count(*) FROM ledger.statement WHERE misfit IS NULL GROUP BY verdict");
        List<String> codes = Stream.concat(
                        Arrays.stream(Misfit.values()).map(Misfit::name),
                        Stream.of(LedgerException.Code.RECEIPT_REFUSED, LedgerException.Code.CERTIFICATE_REFUSED)
                                .map(LedgerException.Code::name))
                .toList();
        // What follows a dot is what a verifier said; no label carries it.
        gauges.count(
                "wangchuan.receipts.conflicting",
                "Receipts and certificates that were kept and prove nothing, by code",
                "code",
                Stream.concat(codes.stream(), Stream.of(OTHER)).toList(),
                "SELECT CASE WHEN split_part(code, '.', 1) IN ('" + String.join("', '", codes)
                        + "') THEN split_part(code, '.', 1) ELSE '" + OTHER
                        + """
                        ' END, count(*) FROM (
                          SELECT code FROM ledger.conflict
                          UNION ALL
                          SELECT misfit FROM ledger.statement s WHERE misfit IS NOT NULL AND NOT EXISTS (
                            SELECT 1 FROM ledger.conflict c WHERE c.station_id = s.station_id AND c.file_digest = s.receipt_digest)) kept
                        GROUP BY 1""");
    }
}
