package org.wangchuan.cli.live;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.cli.bench.DeviceList;
import org.wangchuan.cli.service.Console;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.examine.DeviceInventory;
import org.wangchuan.engine.medium.examine.ObstacleCheck;

/**
 * The drives of this computer as they were at one look, each with all that stands in its way, so that the stick is among those that may not be
 * touched even where nothing of it is mounted.
 */
final class Drives {
    private final List<DeviceInventory.Listed> all;

    private Drives(List<DeviceInventory.Listed> all) {
        this.all = List.copyOf(all);
    }

    static Drives look() {
        List<DeviceInventory.Listed> all = new ArrayList<>();
        ObstacleCheck check = new ObstacleCheck();
        for (DeviceInventory.Entry entry : new DeviceInventory().list()) {
            if (entry instanceof DeviceInventory.Listed listed) {
                all.add(new DeviceInventory.Listed(listed.medium(), check.check(listed.medium())));
            }
        }
        return new Drives(all);
    }

    /** Those that may be erased, in the order of their numbers from 1. */
    List<Medium> free() {
        return all.stream()
                .filter(Drives::isFree)
                .map(DeviceInventory.Listed::medium)
                .toList();
    }

    /** Each with its number; what may not be touched has none, and a reason. */
    void show(Console console) {
        int number = 0;
        for (DeviceInventory.Listed one : all) {
            console.result(isFree(one) ? "[" + ++number + "]" : "[–]");
            DeviceList.print(one, console);
        }
    }

    private static boolean isFree(DeviceInventory.Listed one) {
        return one.obstacles().stream().noneMatch(Obstacle::blocking);
    }
}
