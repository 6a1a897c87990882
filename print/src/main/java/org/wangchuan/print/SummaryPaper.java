package org.wangchuan.print;

import java.util.stream.Stream;
import org.wangchuan.canonical.Json;
import org.wangchuan.paper.PaperException;
import org.wangchuan.paper.SummaryPage;
import org.wangchuan.paper.SummaryPdf;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.encoding.Hex;
import org.wangchuan.proof.record.RecordedFile;
import org.wangchuan.proof.statement.LogEntry;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.SummaryClaims;
import org.wangchuan.proof.statement.SummaryRow;
import org.wangchuan.proof.statement.SummaryRow.Look;
import org.wangchuan.proof.statement.SummaryRow.Second;

/** The paper of a summary: a function of its file, and of no trust list, so that everybody renders the same one. It is no verification. */
public final class SummaryPaper {
    private SummaryPaper() {}

    /**
     * Renders the paper.
     *
     * @throws PaperException if the file is not that of a summary, or can't be printed
     */
    public static byte[] render(RecordedFile file) throws PaperException {
        return SummaryPdf.render(page(file, summary(file)), file.toBytes());
    }

    private static Statement.Summary summary(RecordedFile file) throws PaperException {
        try {
            if (StatementReader.read(file.statement()) instanceof Statement.Summary summary) {
                return summary;
            }
            throw new PaperException("statement", "a summary", "another one");
        } catch (VerificationException e) {
            throw new PaperException(e.where(), e.expected(), e.found());
        }
    }

    private static SummaryPage page(RecordedFile file, Statement.Summary said) {
        SummaryClaims claims = said.claims();
        return new SummaryPage(
                said.head().eventId().toString(),
                claims.list(),
                claims.number(),
                claims.previous().map(Bytes32::base64Url),
                claims.stage() == SummaryClaims.Stage.FINAL,
                claims.isAllGood(),
                claims.rows().stream().filter(SummaryRow::isGood).count(),
                said.head().issuedAtSeconds(),
                claims.offsetMinutes(),
                file.hint().name(),
                said.head().station(),
                file.statement().digest().base64Url(),
                Hex.encode(LogEntry.of(file.nonce(), said.head(), file.statement())),
                claims.totals(),
                claims.rows().stream().map(SummaryPaper::row).toList());
    }

    private static SummaryPage.Row row(SummaryRow row) {
        return new SummaryPage.Row(
                row.order(),
                row.device().label(),
                row.asset(),
                row.device().kind(),
                Stream.of(row.device().brand(), row.device().model())
                        .filter(word -> !word.isBlank())
                        .reduce((one, other) -> one + " " + other)
                        .orElse(""),
                row.device().serialTail(),
                Json.wireName(row.outcome()),
                row.verdict().map(Json::wireName),
                row.conformity().map(Json::wireName),
                row.isGood(),
                row.against().stream().map(Json::wireName).toList(),
                row.conflicts(),
                row.second().map(SummaryPaper::second),
                row.destroyed()
                        .map(one ->
                                new SummaryPage.Destroyed(one.reference(), one.part(), one.on(), one.isByProcessor())),
                row.proofs().stream().map(SummaryPaper::proof).toList());
    }

    private static String second(Second said) {
        if (said.isFromAfar()) {
            return "confirmed-afar";
        }
        return said.look() == Look.CONFIRMED && !said.isApart() ? "confirmed-unknown" : Json.wireName(said.look());
    }

    private static SummaryPage.Proof proof(SummaryRow.Proof proof) {
        return new SummaryPage.Proof(
                proof.event().toString(),
                proof.statement().base64Url(),
                proof.isCertified(),
                proof.serialTail(),
                proof.policy(),
                proof.policyVersion(),
                proof.atSeconds());
    }
}
