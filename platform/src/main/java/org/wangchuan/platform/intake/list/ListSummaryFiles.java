package org.wangchuan.platform.intake.list;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.ledger.LedgerException;
import org.wangchuan.platform.ledger.Papers;
import org.wangchuan.platform.ledger.Records;
import org.wangchuan.platform.ledger.SummaryPack;

/** The files of summaries, for whoever may see the list. Thread-safe. */
@Component
public class ListSummaryFiles {
    private final ListSummaries summaries;
    private final Papers papers;
    private final SummaryPack pack;

    ListSummaryFiles(ListSummaries summaries, Papers papers, SummaryPack pack) {
        this.summaries = summaries;
        this.papers = papers;
        this.pack = pack;
    }

    /** The signed file, byte for byte. */
    public ResponseEntity<byte[]> json(Batch batch, int number) {
        return summaries
                .file(batch, number)
                .map(Records.Shown::download)
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    /** The same on paper: in both languages, as it is compared with what the file gives. */
    public ResponseEntity<byte[]> pdf(Batch batch, int number) throws LedgerException {
        Optional<Records.Shown> file = summaries.file(batch, number);
        return file.isPresent()
                ? papers.file(file.get())
                : ResponseEntity.notFound().build();
    }

    /**
     * All files of it in one.
     *
     * @return false if there is no such summary, and nothing was written
     */
    public boolean zip(Batch batch, int number, HttpServletResponse response) throws LedgerException, IOException {
        Optional<Records.Shown> file = summaries.file(batch, number);
        if (file.isPresent()) {
            pack.write(file.get(), response);
        }
        return file.isPresent();
    }
}
