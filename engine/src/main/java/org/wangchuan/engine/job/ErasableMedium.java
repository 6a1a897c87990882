package org.wangchuan.engine.job;

import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.medium.PassThrough;

/** An opened medium as a job needs it. */
public interface ErasableMedium extends ErasableBlocks {
    /** The way to the drive's own commands; empty where there is none, or what answers is not the drive itself. */
    default Optional<PassThrough> passThrough() {
        return Optional.empty();
    }

    /** The way to commands that only ask, and to what answers here, be it the drive itself or not: as whoever examined it has asked. */
    default Optional<PassThrough> questions() {
        return passThrough();
    }

    /** The other parts of its device that are held with it, to be erased as well; none of most media. */
    default List<ErasablePart> parts() {
        return List.of();
    }

    /** The other namespaces of its NVMe device, held with it where that is to erase itself; none of any other medium. */
    default List<ErasableNamespace> namespaces() {
        return List.of();
    }

    /** Whether it is an eMMC that can be asked which other parts it has. */
    default boolean tellsParts() {
        return false;
    }

    /** In what it is no longer the medium that was opened; empty if in nothing. */
    List<String> differences();
}
