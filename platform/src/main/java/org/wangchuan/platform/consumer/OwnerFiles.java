package org.wangchuan.platform.consumer;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.SecondLook;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.list.BatchSummaries;
import org.wangchuan.platform.intake.list.ListController;
import org.wangchuan.platform.ledger.LedgerException;
import org.wangchuan.platform.ledger.Papers;
import org.wangchuan.platform.ledger.Records;
import org.wangchuan.platform.ledger.StatementFile;
import org.wangchuan.platform.ledger.Statements;

/** What owners take away of what was signed and declared, byte for byte as it was made. Thread-safe. */
@Component
class OwnerFiles {
    private static final int NAME_CHARS = 8;

    private final Orders orders;
    private final Statements statements;
    private final Records records;
    private final BatchSummaries summaries;
    private final Papers papers;
    private final SecondLook second;

    OwnerFiles(
            Orders orders,
            Statements statements,
            Records records,
            BatchSummaries summaries,
            Papers papers,
            SecondLook second) {
        this.second = second;
        this.orders = orders;
        this.statements = statements;
        this.records = records;
        this.summaries = summaries;
        this.papers = papers;
    }

    /**
     * The receipt or the certificate, byte for byte as it was made.
     *
     * @param event of its statement; where there is but one, it need not be said
     */
    ResponseEntity<byte[]> file(Guest guest, boolean isCertificate, Optional<UUID> event) {
        Optional<StatementFile> statement = one(guest, event).map(Statements.Shown::file);
        Optional<String> text = isCertificate
                ? statement.flatMap(StatementFile::certificateJson)
                : statement.map(StatementFile::receiptJson);
        if (text.isEmpty()) {
            return ResponseEntity.notFound().build();
        }
        String code = orders.find(statement.orElseThrow().order())
                .map(WorkOrder::code)
                .orElseThrow();
        String name = "wangchuan-" + code + Papers.nameTail(statement.orElseThrow())
                + (isCertificate ? ".certificate.json" : ".receipt.json");
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(text.get().getBytes(StandardCharsets.UTF_8));
    }

    /** The same on paper. */
    ResponseEntity<byte[]> paper(Guest guest, Papers.Kind kind, Optional<UUID> event) throws LedgerException {
        Optional<Statements.Shown> statement = one(guest, event);
        return statement.isEmpty()
                ? ResponseEntity.notFound().build()
                : papers.file(statement.get(), kind)
                        .orElseGet(() -> ResponseEntity.notFound().build());
    }

    /** The statement that is meant; of several it has to be said which. */
    private Optional<Statements.Shown> one(Guest guest, Optional<UUID> event) {
        Optional<UUID> order = guest.together().isEmpty()
                ? Optional.of(guest.order().id())
                : event.flatMap(one -> ofStatement(guest, one));
        List<Statements.Shown> all = order.stream()
                .flatMap(one -> statements.shown(one).stream())
                .filter(one -> event.isEmpty() || one.file().eventId().equals(event.get()))
                .toList();
        return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
    }

    /** What the operator's log has signed of an order of theirs, byte for byte as it was made. */
    ResponseEntity<byte[]> record(Guest guest, UUID event) {
        List<UUID> own = guest.together().isEmpty() ? List.of(guest.order().id()) : ordersOf(guest);
        return records.find(event)
                .filter(one -> own.contains(one.order()))
                .map(Records.Shown::download)
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    /** The list of a declaration; a single order has none. */
    ResponseEntity<byte[]> declaration(Guest guest, UUID id) {
        return ListController.file(guest.together().flatMap(all -> summaries.declaration(all.batch(), id)));
    }

    /** What a station found that read the device again. */
    ResponseEntity<byte[]> recheck(Guest guest, UUID event) {
        String name =
                "wangchuan-" + guest.order().code() + "-" + event.toString().substring(0, NAME_CHARS);
        return second.file(guest.device().id(), event)
                .map(found -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                ContentDisposition.attachment()
                                        .filename(name + ".recheck.json")
                                        .build()
                                        .toString())
                        .body(found))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    /** The order of a list that a statement counts for. */
    private Optional<UUID> ofStatement(Guest guest, UUID event) {
        return statements.outlines(ordersOf(guest)).entrySet().stream()
                .filter(entry ->
                        entry.getValue().stream().anyMatch(one -> one.eventId().equals(event)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static List<UUID> ordersOf(Guest guest) {
        return TogetherCeremony.together(guest).items().stream()
                .map(item -> item.order().id())
                .toList();
    }
}
