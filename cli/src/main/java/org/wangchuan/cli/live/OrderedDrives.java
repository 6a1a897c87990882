package org.wangchuan.cli.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.examine.Duplicates;
import org.wangchuan.station.live.LiveOrder;

/** The drives of this computer that an order means. A serial number names a device: all the namespaces of one are ordered by it. */
final class OrderedDrives {
    private OrderedDrives() {}

    /** Those that it names, as far as they are here. */
    static List<Medium> among(List<Medium> free, LiveOrder order) {
        return free.stream()
                .filter(medium ->
                        medium.serial().filter(order.serials()::contains).isPresent())
                .toList();
    }

    /** All that it names, each of which has to be here as one device. */
    static List<Medium> require(LiveOrder order, List<Medium> free) throws UserError {
        List<Medium> out = new ArrayList<>();
        for (String serial : order.serials()) {
            List<Medium> found = free.stream()
                    .filter(medium -> medium.serial().equals(Optional.of(serial)))
                    .toList();
            if (found.isEmpty() || !Duplicates.sameSerial(found).isEmpty()) {
                throw notOnce(serial, found.size());
            }
            out.addAll(found);
        }
        return out;
    }

    /** The serial numbers of some drives; one of several namespaces stands there several times. */
    static List<String> serials(List<Medium> drives) {
        return drives.stream().map(Medium::serial).flatMap(Optional::stream).toList();
    }

    /** The serial numbers of an order of which a namespace, or the whole drive, is neither a target nor goes along with one. */
    static List<String> without(LiveOrder order, List<Medium> ordered, Targets targets) {
        return order.serials().stream()
                .filter(serial -> {
                    List<String> names = ordered.stream()
                            .filter(medium -> medium.serial().equals(Optional.of(serial)))
                            .map(Medium::name)
                            .toList();
                    return names.isEmpty() || !names.stream().allMatch(targets::reaches);
                })
                .toList();
    }

    static UserError notOnce(String expected, int found) {
        return UserError.of(ExitCode.REFUSED, "LIVE_ORDER_DRIVES", expected, found + " × " + expected);
    }
}
