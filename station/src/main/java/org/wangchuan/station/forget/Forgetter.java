package org.wangchuan.station.forget;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.wangchuan.proof.statement.KeptDevice;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.station.certify.PendingReceipt;
import org.wangchuan.station.certify.PendingReceipts;
import org.wangchuan.station.erase.JobTraces;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.Forgotten;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.issue.StationBooks.Erasure;
import org.wangchuan.station.phone.PhoneTraces;
import org.wangchuan.station.receipt.ReceiptFiles;
import org.wangchuan.station.receipt.RecheckNames;

/**
 * Forgets an erasure: destroys the keys that its statements are sealed under, then what else the state folder holds of it, and says so
 * last of all. A crash anywhere is finished by doing it again; nothing is ever said to be forgotten that is not.
 */
public final class Forgetter {
    private final StationHome home;
    private final StationBooks books;
    private final Retention retention;

    /** For the station in this folder. */
    public Forgetter(StationHome home, StationBooks books, Retention retention) {
        this.home = home;
        this.books = books;
        this.retention = retention;
    }

    /**
     * What came of it.
     *
     * @param clearing event id of the clearing
     * @param files with facts of the erasure that lie outside of the state folder, as far as it knew where: they are their owner's
     * @param unreadJobs folders of jobs that can't be read, whosever they are
     * @param alikeJobs given-up erasures that stay, though they look as if they were on the same medium: they may be somebody else's
     */
    public record Outcome(UUID clearing, Forgotten forgotten, List<Path> files, int unreadJobs, int alikeJobs) {
        public Outcome {
            files = List.copyOf(files);
        }
    }

    /** Whether it waits for its certificate, which it will never get once it is forgotten. */
    public boolean isPending(SdJwt clearing) throws IOException {
        UUID event = books.requireOwn(clearing).head().eventId();
        return pending(event).isPresent();
    }

    /**
     * Forgets it; done before, it changes nothing.
     *
     * @param file where the caller has found the clearing
     * @throws org.wangchuan.station.issue.StatementRefusedException if this station has signed no such clearing
     * @throws JobTraces.InUseException if another program works on its job
     */
    public Outcome forget(SdJwt clearing, Path file) throws IOException {
        Statement.Clearing own = books.requireOwn(clearing);
        return forget(
                own.head().eventId(),
                new Erasure.Cleared(clearing),
                retention.of(own.head().issuedAtSeconds()),
                Set.of(file.toAbsolutePath()));
    }

    /**
     * Looks after all that was forgotten: destroys what was kept of devices and is due now, and once more what a back-up that was put back
     * has brought back. Reads every statement of the station.
     *
     * @throws JobTraces.InUseException if another program works on a job that was brought back
     */
    public List<Outcome> forgetDue() throws IOException {
        List<Outcome> out = new ArrayList<>();
        for (UUID event : books.forgotten()) {
            out.add(forget(event, new Erasure.Known(event), Optional.empty(), Set.of()));
        }
        return out;
    }

    private Outcome forget(UUID event, Erasure cleared, Optional<KeptDevice> rule, Set<Path> known) throws IOException {
        try (JobTraces traces = JobTraces.of(home, books, event);
                PhoneTraces phone = PhoneTraces.of(home, books, event)) {
            Set<Path> receipts = new LinkedHashSet<>(known);
            receipts.addAll(traces.receipts());
            receipts.addAll(phone.receipts());
            pending(event).ifPresent(one -> receipts.add(one.receipt()));
            List<Path> files = PapersBeside.of(receipts);
            for (UUID start : phone.givenUp()) {
                books.destroyKeys(new Erasure.Known(start), Optional.empty());
            }
            phone.destroyGivenUp();
            books.destroyKeys(cleared, rule);
            for (UUID start : traces.givenUp(event)) {
                if (books.isSigned(start)) {
                    books.destroyKeys(new Erasure.Known(start), Optional.empty());
                }
            }
            traces.destroy();
            phone.destroy();
            new PendingReceipts(home).destroy(event);
            return new Outcome(event, books.sayForgotten(cleared, rule), files, traces.unread(), traces.alike());
        }
    }

    private Optional<PendingReceipt> pending(UUID event) throws IOException {
        return new PendingReceipts(home).of(event);
    }

    /** The files that an erasure leaves in its owner's folder, beside one of them. */
    private static final class PapersBeside {
        private static final List<String> ENDINGS = List.of(
                ReceiptFiles.RECEIPT,
                ".receipt.pdf",
                ReceiptFiles.EVIDENCE,
                ".certificate.json",
                ".certificate.pdf",
                ReceiptFiles.RECHECK_KEY);

        static List<Path> of(Set<Path> some) throws IOException {
            Set<Path> out = new LinkedHashSet<>();
            for (Path one : some) {
                String name = String.valueOf(one.getFileName());
                out.add(one);
                for (String ending : ENDINGS) {
                    if (name.endsWith(ending)) {
                        String base = name.substring(0, name.length() - ending.length());
                        ENDINGS.forEach(other -> out.add(one.resolveSibling(base + other)));
                        out.addAll(RecheckNames.beside(one.resolveSibling(base)));
                    }
                }
            }
            return out.stream().filter(Files::exists).toList();
        }
    }
}
