package org.wangchuan.platform.ledger;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wangchuan.canonical.Json;
import org.wangchuan.proof.statement.CountsClaims.Medium;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Phone;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.Target;

/**
 * What a clearing statement shows of the drive or phone that was erased, in the words of this platform's tables.
 *
 * @param name its model, or what the station calls it
 * @param mediumClass {@code magnetic}, {@code flash} or {@code unknown}
 * @param capacityBytes of a phone as it told it, if it did
 */
record ErasedDevice(String name, Optional<String> serial, String mediumClass, OptionalLong capacityBytes) {
    private static final String FLASH = Json.wireName(Target.MediumClass.FLASH);
    private static final String UNKNOWN = Json.wireName(Target.MediumClass.UNKNOWN);
    private static final String NAMELESS = "–";

    /** Of a statement that shows which device it is about; of any other {@link java.util.NoSuchElementException}. */
    static ErasedDevice of(Disclosed shown) {
        return shown.phone().isPresent()
                ? of(shown.phone().get())
                : of(shown.target().orElseThrow());
    }

    private static ErasedDevice of(Target target) {
        boolean isImage = target.mediumClass() == Target.MediumClass.IMAGE;
        return new ErasedDevice(
                target.model().orElse(target.name()),
                target.serial(),
                isImage ? UNKNOWN : Json.wireName(target.mediumClass()),
                OptionalLong.of(target.capacityBytes()));
    }

    private static ErasedDevice of(Phone phone) {
        String name = Stream.of(phone.maker(), phone.model())
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
        return new ErasedDevice(name.isEmpty() ? NAMELESS : name, phone.serial(), FLASH, phone.storageBytes());
    }

    /** What kind of medium is counted; empty of a file that was erased for practice. Every phone stores in flash, also one that is not shown. */
    static Optional<Medium> counted(Statement.Clearing clearing) {
        Target.MediumClass unshown =
                clearing.claims().phone().isPresent() ? Target.MediumClass.FLASH : Target.MediumClass.UNKNOWN;
        return Medium.of(clearing.disclosed().target().map(Target::mediumClass).orElse(unshown));
    }
}
