package org.wangchuan.station.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;

/**
 * What a message is about: its task and order, the drive's serial number, the label. Two messages that share one of them may be of one
 * device, and are told in the order in which they came about.
 */
final class Subjects {
    /** Of a drive without a number and without a label nobody knows what it is: such messages keep their order among themselves. */
    private static final String UNKNOWN = "unknown";

    private final TaskRecords records;

    Subjects(TaskRecords records) {
        this.records = records;
    }

    /** At least one. */
    Set<String> of(Message message) throws IOException {
        Set<String> out = new HashSet<>();
        if (message.task().isPresent()) {
            out.add("task " + message.task().get());
            Optional<TaskRecord> record = records.find(message.task().get());
            record.ifPresent(known -> out.add("order " + known.task().order()));
            record.ifPresent(known -> addLabel(out, known.task().asset()));
        }
        if (message.body().members().get("receipt") instanceof JsonValue.Text receipt) {
            addNamed(out, receipt.value());
        }
        if (out.isEmpty()) {
            out.add(UNKNOWN);
        }
        return out;
    }

    private static void addNamed(Set<String> out, String receipt) {
        try {
            Receipt read = Receipt.parse(receipt.getBytes(StandardCharsets.UTF_8));
            if (StatementReader.read(read.clearing().statement()) instanceof Statement.Clearing clearing
                    && StatementReader.read(read.start().statement()) instanceof Statement.Start start) {
                addNamed(out, clearing.disclosed());
                addNamed(out, start.disclosed());
            }
        } catch (VerificationException _) {
            out.add(UNKNOWN); // the platform says what is wrong with it
        }
    }

    private static void addNamed(Set<String> out, Disclosed disclosed) {
        disclosed
                .serial()
                .map(String::strip)
                .filter(serial -> !serial.isEmpty())
                .ifPresent(serial -> out.add("serial " + serial));
        disclosed.asset().ifPresent(asset -> addLabel(out, asset.tag()));
    }

    private static void addLabel(Set<String> out, String label) {
        if (!label.isBlank()) {
            out.add("label " + label.strip());
        }
    }
}
