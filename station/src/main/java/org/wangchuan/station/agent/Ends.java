package org.wangchuan.station.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.station.erase.Refusal;

/**
 * Keeps how tasks end, and hands it to the outbox. The record comes first: a task that is over by the record is never erased
 * again, and one that is over by the record and not in the outbox gets there at the next start.
 */
final class Ends {
    private static final String RECORD_DAMAGED = "RECORD_DAMAGED";
    private static final String RECEIPT = ".receipt.json";
    private static final String CERTIFICATE = ".certificate.json";

    private final Workshop shop;

    Ends(Workshop shop) {
        this.shop = shop;
    }

    /** A task is over. */
    void conclude(TaskRecord record, TaskEnd end) throws IOException {
        TaskRecord ended = record.ended(end);
        shop.records().keep(ended);
        shop.reached(Step.END_KEPT);
        queue(ended);
        shop.notes().ends(record.task(), end.outcome().name(), end.code());
        certificate(ended.queued());
    }

    /** Nothing was written for this task. */
    void refuse(TaskRecord record, Refusal refusal) throws IOException {
        conclude(record, TaskEnd.of(TaskEnd.Outcome.REFUSED, refusal.code(), refusal.reason()));
    }

    /**
     * What can't be read of the tasks goes out of the way. Where the receipt is there, it is told: also of a task that the platform has
     * given up meanwhile and does not ask for any more.
     */
    void setAsideDamaged() throws IOException {
        for (Path file : shop.records().setAside()) {
            shop.notes().trouble("damaged: " + file);
        }
        LeftPhones.adopt(shop);
        for (UUID task : shop.records().lost()) {
            if (receipt(task).isPresent()) {
                shop.records().keep(TaskRecord.finished(task));
            }
        }
    }

    /** The platform asks for a task whose record is lost, and with it how far it came: it is neither begun anew nor called erased. */
    void lost(Task task) throws IOException {
        conclude(
                TaskRecord.claimed(task), TaskEnd.of(TaskEnd.Outcome.BROKEN, RECORD_DAMAGED, Refusals.recordDamaged()));
    }

    /** Whether the end that is kept of a phone's task is that its record was lost. */
    boolean isLostPhone(UUID task) throws IOException {
        return shop.records()
                .find(task)
                .filter(record -> record.task().isPhone())
                .flatMap(TaskRecord::end)
                .filter(end -> end.told().outcome() == TaskEnd.Outcome.BROKEN
                        && end.told().code().equals(RECORD_DAMAGED))
                .isPresent();
    }

    /** The platform has never said yes to such a task: then nothing was set off for it, and that is its end. */
    void neverClaimed(UUID task) throws IOException {
        conclude(
                shop.records().find(task).orElseThrow(),
                TaskEnd.of(TaskEnd.Outcome.REFUSED, RECORD_DAMAGED, Refusals.recordDamagedBefore()));
    }

    /** The end goes to the outbox, unless it is there. */
    void queue(TaskRecord ended) throws IOException {
        UUID task = ended.task().id();
        TaskEnd told = ended.end().orElseThrow().told();
        if (!shop.outbox().holdsEnd(task)) {
            shop.outbox().add(Message.end(task, told.withReceipt(receipt(task))));
        }
        shop.reached(Step.END_QUEUED);
        shop.records().keep(ended.queued());
    }

    /**
     * All that is over goes to the outbox once more, with its certificate if it has one. What was forgotten here is told to nobody.
     *
     * @return whether every receipt was there: of one that is not, nobody here knows whether it was forgotten or lost
     */
    boolean queueAll() throws IOException {
        boolean isWhole = true;
        for (TaskRecord record : shop.records().all()) {
            Optional<TaskEnd> told = record.end().map(TaskRecord.Ended::told);
            if (told.isEmpty()) {
                continue;
            }
            UUID task = record.task().id();
            Optional<String> receipt = receipt(task);
            boolean isFinished = told.get().outcome() == TaskEnd.Outcome.FINISHED;
            if (isFinished && receipt.isEmpty()) {
                isWhole = false;
                continue;
            }
            if (!shop.outbox().holdsEnd(task)) {
                shop.outbox().add(Message.end(task, told.get().withReceipt(receipt)));
            }
            Optional<Path> certificate = isFinished ? document(task, CERTIFICATE) : Optional.empty();
            if (certificate.isPresent() && !shop.outbox().holds(task, Message.Kind.CERTIFICATE)) {
                shop.outbox().add(Message.certificate(task, Files.readString(certificate.get())));
            }
        }
        return isWhole;
    }

    /** The task does not go on just now, and will. */
    void interrupted(TaskRecord record, String code, BilingualText text) throws IOException {
        shop.outbox().add(Message.end(record.task().id(), TaskEnd.of(TaskEnd.Outcome.INTERRUPTED, code, text)));
        shop.notes().ends(record.task(), TaskEnd.Outcome.INTERRUPTED.name(), code);
    }

    /** Hands on what became certificates since. */
    void certificates() throws IOException {
        for (TaskRecord record : shop.records().all()) {
            certificate(record);
        }
    }

    private void certificate(TaskRecord record) throws IOException {
        if (!record.awaitsCertificate()) {
            return;
        }
        Optional<Path> file = document(record.task().id(), CERTIFICATE);
        if (file.isPresent()) {
            shop.outbox().add(Message.certificate(record.task().id(), Files.readString(file.get())));
            shop.records().keep(record.certified());
        }
    }

    /** The receipt of a task, if its erasure has come to its end. */
    Optional<String> receipt(UUID task) throws IOException {
        Optional<Path> file = document(task, RECEIPT);
        return file.isPresent() ? Optional.of(Files.readString(file.get(), StandardCharsets.UTF_8)) : Optional.empty();
    }

    private Optional<Path> document(UUID task, String ending) throws IOException {
        Path folder = shop.folder().receipts(task);
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
            return found.isEmpty() ? Optional.empty() : Optional.of(found.getLast());
        }
    }
}
