package org.wangchuan.platform.ledger;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.Asset;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;

/**
 * What a station brought without an order and nothing may rest on, with what its receipt names: by that somebody at the bench finds the
 * drive.
 *
 * @param medium its model, or what the station calls it; absent if what is kept is no receipt any more
 * @param labels those that were named at the station
 * @param event the number of its statement
 */
public record LooseConflict(
        Conflicts.Conflict conflict,
        UUID station,
        Optional<String> medium,
        Optional<String> serialTail,
        List<String> labels,
        Optional<UUID> event) {
    public LooseConflict {
        labels = List.copyOf(labels);
    }

    /** Reads its receipt, which was verified when it came. */
    static LooseConflict of(Conflicts.Conflict conflict, UUID station, String file) {
        try {
            Receipt receipt = Receipt.parse(file.getBytes(StandardCharsets.UTF_8));
            if (StatementReader.read(receipt.clearing().statement()) instanceof Statement.Clearing clearing) {
                Optional<ErasedDevice> device = Optional.of(clearing.disclosed())
                        .filter(Disclosed::isOfSomething)
                        .map(ErasedDevice::of);
                return new LooseConflict(
                        conflict,
                        station,
                        device.map(ErasedDevice::name),
                        device.flatMap(ErasedDevice::serial).map(Receipts::tail),
                        clearing.disclosed().asset().map(Asset::tag).stream().toList(),
                        Optional.of(clearing.head().eventId()));
            }
        } catch (VerificationException _) {
            // It was spoilt since; that it came is known all the same.
        }
        return new LooseConflict(conflict, station, Optional.empty(), Optional.empty(), List.of(), Optional.empty());
    }
}
