package org.wangchuan.cli.live;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.wangchuan.cli.bench.DeviceList;
import org.wangchuan.cli.service.Console;
import org.wangchuan.engine.medium.Examined;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.examine.DeviceInventory;
import org.wangchuan.engine.medium.examine.MediumExaminer;
import org.wangchuan.engine.medium.examine.ObstacleCheck;

/**
 * The drives of this computer as they were at one look, each with all that stands in its way, so that the stick is among those that may not be
 * touched even where nothing of it is mounted.
 */
final class Drives {
    private final List<DeviceInventory.Listed> all;
    private final List<DeviceInventory.Silent> silents;

    private Drives(List<DeviceInventory.Listed> all, List<DeviceInventory.Silent> silents) {
        this.all = List.copyOf(all);
        this.silents = List.copyOf(silents);
    }

    static Drives look() {
        List<DeviceInventory.Listed> all = new ArrayList<>();
        List<DeviceInventory.Silent> silents = new ArrayList<>();
        ObstacleCheck check = new ObstacleCheck();
        for (DeviceInventory.Entry entry : new DeviceInventory().list()) {
            switch (entry) {
                case DeviceInventory.Listed listed ->
                    all.add(new DeviceInventory.Listed(listed.medium(), check.check(listed.medium())));
                case DeviceInventory.Silent silent -> askAgain(silent, check, all, silents);
            }
        }
        return new Drives(all, silents);
    }

    /** The list waits a second for each; a computer that has just started, or is slow, needs longer for what is there. */
    private static void askAgain(
            DeviceInventory.Silent silent,
            ObstacleCheck check,
            List<DeviceInventory.Listed> all,
            List<DeviceInventory.Silent> silents) {
        if (new MediumExaminer().examine(Path.of("/dev").resolve(silent.name())) instanceof Examined(Medium medium)) {
            all.add(new DeviceInventory.Listed(medium, check.check(medium)));
        } else {
            silents.add(silent);
        }
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
        for (DeviceInventory.Silent one : silents) {
            console.result("[–]");
            DeviceList.print(one, console);
        }
    }

    private static boolean isFree(DeviceInventory.Listed one) {
        return one.obstacles().stream().noneMatch(Obstacle::blocking);
    }
}
