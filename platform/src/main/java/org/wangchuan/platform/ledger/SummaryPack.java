package org.wangchuan.platform.ledger;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.ledger.log.OperatorList;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.record.RecordedFile;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.SummaryRow.Proof;

/**
 * All that a summary names, in one file to take home: the summary, its paper, each certificate or receipt, and the trust list. It is
 * written as it is read, a few statements at a time. Thread-safe.
 */
@Component
public class SummaryPack {
    /** Most bytes of the certificates and receipts in one. */
    public static final long BYTES_MAX = 256L << 20;

    private static final int AT_ONCE_MAX = 2;
    private static final int READ_AT_ONCE = 20;
    private static final String README = "/pack/README.txt";

    private final CurrentEvidence evidence;
    private final Papers papers;
    private final OperatorList operators;
    private final TrustLists lists;
    private final Semaphore places = new Semaphore(AT_ONCE_MAX);

    SummaryPack(CurrentEvidence evidence, Papers papers, OperatorList operators, TrustLists lists) {
        this.evidence = evidence;
        this.papers = papers;
        this.operators = operators;
        this.lists = lists;
    }

    /**
     * Writes it. What can be refused is refused before the first byte.
     *
     * @throws LedgerException PACK_TOO_LARGE, PAPER_BUSY, PAPER_REFUSED, PAPER_UNFIT or STATEMENT_UNREADABLE
     */
    public void write(Records.Shown summary, HttpServletResponse response) throws LedgerException, IOException {
        if (!places.tryAcquire()) {
            throw new LedgerException(LedgerException.Code.PAPER_BUSY, "busy", "expected fewer at once");
        }
        try {
            List<UUID> events = events(summary);
            if (evidence.bytes(events) > BYTES_MAX) {
                throw new LedgerException(
                        LedgerException.Code.PACK_TOO_LARGE, "size", "expected at most " + BYTES_MAX + " bytes");
            }
            byte[] pdf = papers.paper(summary);
            response.setContentType("application/zip");
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION,
                    ContentDisposition.attachment()
                            .filename("wangchuan-" + summary.fileName().replace(".summary.json", ".zip"))
                            .build()
                            .toString());
            write(summary, pdf, events, response.getOutputStream());
        } finally {
            places.release();
        }
    }

    private static List<UUID> events(Records.Shown summary) throws LedgerException {
        try {
            RecordedFile file = RecordedFile.parse(summary.text().getBytes(StandardCharsets.UTF_8));
            if (StatementReader.read(file.statement()) instanceof Statement.Summary said) {
                return said.claims().rows().stream()
                        .flatMap(row -> row.proofs().stream())
                        .map(Proof::event)
                        .toList();
            }
        } catch (VerificationException _) {
            // as one that is none
        }
        throw new LedgerException(LedgerException.Code.STATEMENT_UNREADABLE, "record", "expected a summary");
    }

    private void write(Records.Shown summary, byte[] pdf, List<UUID> events, OutputStream out) throws IOException {
        // Not closed where writing fails: what is cut short must not end as a whole file does.
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        put(zip, "README.txt", readme());
        put(zip, "summary.json", summary.text().getBytes(StandardCharsets.UTF_8));
        put(zip, "summary.pdf", pdf);
        var operator = operators.current();
        if (operator.isPresent()) {
            put(zip, "wangchuan-operator.trust", operator.get().toBytes());
        }
        Set<UUID> stations = new LinkedHashSet<>();
        for (int from = 0; from < events.size(); from += READ_AT_ONCE) {
            List<UUID> some = events.subList(from, Math.min(events.size(), from + READ_AT_ONCE));
            for (CurrentEvidence.Files files : evidence.files(some)) {
                String ending = files.certificate().isPresent() ? ".certificate.json" : ".receipt.json";
                String text = files.certificate().orElse(files.receipt());
                put(zip, "certificates/" + files.name() + ending, text.getBytes(StandardCharsets.UTF_8));
                files.station().ifPresent(stations::add);
            }
        }
        for (UUID station : stations) {
            var held = lists.held(station);
            if (held.isPresent()) {
                put(zip, "trust/" + station + ".trust", held.get().list().getBytes(StandardCharsets.UTF_8));
            }
        }
        zip.finish();
        zip.flush();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] readme() throws IOException {
        try (InputStream in = SummaryPack.class.getResourceAsStream(README)) {
            if (in == null) {
                throw new IllegalStateException("the module lacks " + README);
            }
            return in.readAllBytes();
        }
    }
}
