package org.wangchuan.platform.ledger;

import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.paper.PaperException;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.ledger.log.OperatorList;
import org.wangchuan.platform.setting.PlatformSettings;
import org.wangchuan.print.CertificatePaper;
import org.wangchuan.print.ReceiptPaper;
import org.wangchuan.print.SummaryPaper;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.record.RecordedFile;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.RecordVerifier;
import org.wangchuan.proof.verify.VerifiedRecord;

/**
 * The papers of receipts and certificates. Each is a function of the bytes that are kept and of nothing else, the same that the
 * station and whoever checks it compute; it is made anew each time, after what it is made of was verified anew, and kept nowhere.
 * One is made at a time: a small machine has room for the pages of one. Thread-safe.
 */
@Component
public class Papers {
    private static final Logger LOG = LoggerFactory.getLogger(Papers.class);

    /** What stations may send is less. */
    private static final int SOURCE_BYTES_MAX = 2 << 20;

    /** Whoever checks papers reads larger ones; none that was ever made comes near. */
    private static final int BYTES_MAX = 8 << 20;

    /** One of a thousand devices in two languages is a book. */
    private static final int SUMMARY_BYTES_MAX = 15 << 20;

    private static final int WAITING_MAX = 8;
    private static final int WAIT_SECONDS = 10;

    private final Semaphore press = new Semaphore(1, true);
    private final Semaphore waiting = new Semaphore(WAITING_MAX);
    private final Receipts receipts;
    private final Certificates certificates;
    private final Stations stations;
    private final PlatformSettings settings;
    private final OperatorList operators;
    private final InstantSource clock;

    Papers(
            Receipts receipts,
            Certificates certificates,
            Stations stations,
            PlatformSettings settings,
            OperatorList operators,
            InstantSource clock) {
        this.operators = operators;
        this.clock = clock;
        this.receipts = receipts;
        this.certificates = certificates;
        this.stations = stations;
        this.settings = settings;
    }

    /** Where anyone checks what a paper, or a slip, says. */
    public String checkAddress() {
        return settings.origin() + "/verify";
    }

    /** What there is a paper of. The names are those of addresses and files. */
    public enum Kind {
        /** What a station gave at once. */
        RECEIPT,
        /** What is under a log that witnesses have cosigned. */
        CERTIFICATE;

        /** As it stands in an address. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The one of this id. */
        public static Kind of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT));
        }
    }

    /** The paper as a file to be kept; empty if there is no such certificate yet. */
    public Optional<ResponseEntity<byte[]>> file(Statements.Shown shown, Kind kind) throws LedgerException {
        Optional<byte[]> made = paper(shown, kind);
        return made.map(pdf -> ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(fileName(shown, kind))
                                .build()
                                .toString())
                .body(pdf));
    }

    /** The paper of a summary as a file to be kept. */
    public ResponseEntity<byte[]> file(Records.Shown summary) throws LedgerException {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(summary.fileName().replace(".json", ".pdf"))
                                .build()
                                .toString())
                .body(paper(summary));
    }

    /**
     * The PDF of a summary.
     *
     * @throws LedgerException PAPER_REFUSED, PAPER_UNFIT or PAPER_BUSY
     */
    byte[] paper(Records.Shown summary) throws LedgerException {
        if (!waitForPress()) {
            throw new LedgerException(LedgerException.Code.PAPER_BUSY, "busy", "expected fewer at once");
        }
        try {
            byte[] pdf = SummaryPaper.render(verified(summary));
            if (pdf.length > SUMMARY_BYTES_MAX) {
                throw unfit("a paper of at most " + SUMMARY_BYTES_MAX + " bytes");
            }
            return pdf;
        } catch (PaperException _) {
            throw unfit("what a page can show");
        } finally {
            press.release();
        }
    }

    /** Signed by the key of this operator's log, as its list names it now. */
    private RecordedFile verified(Records.Shown summary) throws LedgerException {
        try {
            RecordedFile file = RecordedFile.parse(summary.text().getBytes(StandardCharsets.UTF_8));
            TrustList list = operators
                    .current()
                    .map(SignedTrustList::list)
                    .orElseThrow(() -> refused(LedgerException.Code.PAPER_REFUSED, "trust-list"));
            VerifiedRecord known =
                    RecordVerifier.verify(file, list, new Expectations(Optional.empty(), clock.instant()));
            if (known.operator().isEmpty()) {
                throw refused(LedgerException.Code.PAPER_REFUSED, "signer");
            }
            return file;
        } catch (VerificationException e) {
            LOG.warn("no paper for summary {}: {} {}", summary.event(), e.code(), e.where());
            throw refused(LedgerException.Code.PAPER_REFUSED, e.code().wireName());
        }
    }

    /** A page that says in its place why there is none. */
    public static ModelAndView refusal(ModelAndView page, LedgerException why, HttpServletResponse response) {
        if (why.code() == LedgerException.Code.PAPER_BUSY) {
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(WAIT_SECONDS));
        }
        page.addObject("problem", "ledger.problem." + why.code());
        page.setStatus(
                switch (why.code()) {
                    case PAPER_BUSY -> HttpStatus.SERVICE_UNAVAILABLE;
                    case PAPER_UNFIT, PACK_TOO_LARGE -> HttpStatus.UNPROCESSABLE_CONTENT;
                    default -> HttpStatus.CONFLICT;
                });
        return page;
    }

    private static String fileName(Statements.Shown shown, Kind kind) {
        return "wangchuan-" + shown.orderCode() + nameTail(shown.file()) + "." + kind.id() + ".pdf";
    }

    /**
     * What stands behind the order in the names of the files of a statement: the last characters of the medium's number, and the verdict
     * where it is none of success. A failed one is not filed as proof by its name.
     */
    public static String nameTail(StatementFile statement) {
        String tail = statement
                .serialTail()
                .map(text -> "-" + text.replaceAll("[^A-Za-z0-9]", "_"))
                .orElse("");
        return switch (statement.verdict()) {
            case "purged", "cleared" -> tail;
            default -> tail + "-" + statement.verdict();
        };
    }

    /**
     * The PDF.
     *
     * @throws LedgerException PAPER_REFUSED, PAPER_UNFIT or PAPER_BUSY
     */
    Optional<byte[]> paper(Statements.Shown shown, Kind kind) throws LedgerException {
        Optional<String> certificate = kind == Kind.CERTIFICATE ? shown.file().certificateJson() : Optional.empty();
        if (kind == Kind.CERTIFICATE && certificate.isEmpty()) {
            return Optional.empty();
        }
        if (!waitForPress()) {
            throw new LedgerException(LedgerException.Code.PAPER_BUSY, "busy", "expected fewer at once");
        }
        try {
            return Optional.of(made(shown, certificate));
        } finally {
            press.release();
        }
    }

    private boolean waitForPress() {
        if (!waiting.tryAcquire()) {
            return false;
        }
        try {
            return press.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiting.release();
        }
    }

    private byte[] made(Statements.Shown shown, Optional<String> certificate) throws LedgerException {
        requireSize(shown.file().receiptJson());
        if (certificate.isPresent()) {
            requireSize(certificate.get());
        }
        try {
            Receipt receipt = receipts.require(
                    stations.find(shown.station())
                            .orElseThrow(() -> refused(LedgerException.Code.STATEMENT_UNKNOWN, "station")),
                    shown.file().receiptJson(),
                    shown.file().verdict());
            byte[] pdf = certificate.isEmpty()
                    ? ReceiptPaper.render(receipt, Optional.empty())
                    : CertificatePaper.render(
                            certificates.require(
                                    shown.station(),
                                    receipt.clearing().statement().digest(),
                                    certificate.get()),
                            Optional.empty());
            if (pdf.length > BYTES_MAX) {
                throw unfit("a paper of at most " + BYTES_MAX + " bytes");
            }
            return pdf;
        } catch (PaperException _) {
            throw unfit("what a page can show");
        } catch (LedgerException e) {
            if (e.code() == LedgerException.Code.PAPER_UNFIT) {
                throw e;
            }
            LOG.warn("no paper for statement {}: {} {}", shown.file().eventId(), e.code(), e.reason());
            throw refused(LedgerException.Code.PAPER_REFUSED, e.reason());
        }
    }

    private static void requireSize(String text) throws LedgerException {
        if (text.getBytes(StandardCharsets.UTF_8).length > SOURCE_BYTES_MAX) {
            throw unfit("a file of at most " + SOURCE_BYTES_MAX + " bytes");
        }
    }

    private static LedgerException refused(LedgerException.Code code, String reason) {
        return new LedgerException(code, reason, "expected what verifies as it did when it came");
    }

    private static LedgerException unfit(String expected) {
        return new LedgerException(LedgerException.Code.PAPER_UNFIT, "size", expected);
    }
}
