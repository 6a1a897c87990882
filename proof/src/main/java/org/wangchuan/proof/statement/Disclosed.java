package org.wangchuan.proof.statement;

import java.util.Optional;

/**
 * The parts of a statement that travel beside it and that a holder may leave out; absent means "not
 * shown here", not "does not exist".
 */
public record Disclosed(Optional<Target> target, Optional<Work> work, Optional<Asset> asset) {
    /** Nothing shown. */
    public static final Disclosed NOTHING = new Disclosed(Optional.empty(), Optional.empty(), Optional.empty());

    /** What a start statement has to show. */
    public static Disclosed ofStart(Target target, Optional<Asset> asset) {
        return new Disclosed(Optional.of(target), Optional.empty(), asset);
    }

    /** What a clearing statement has to show. */
    public static Disclosed ofClearing(Target target, Work work, Optional<Asset> asset) {
        return new Disclosed(Optional.of(target), Optional.of(work), asset);
    }
}
