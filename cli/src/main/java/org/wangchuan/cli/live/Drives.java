package org.wangchuan.cli.live;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.wangchuan.cli.bench.DeviceList;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.engine.medium.Examined;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.Refused;
import org.wangchuan.engine.medium.examine.DeviceInventory;
import org.wangchuan.engine.medium.examine.MediumExaminer;
import org.wangchuan.engine.medium.examine.ObstacleCheck;
import org.wangchuan.proof.trust.Delegated;

/**
 * The drives of this computer as they were at one look, each with all that stands in its way, so that the stick is among those that may not be
 * touched even where nothing of it is mounted.
 */
final class Drives {
    private static final String NO_NUMBER = "[–] ";

    /**
     * A drive of which it was told how it ended: by name and number, for a dock can give all that hang in it one number.
     *
     * @param name of its block device
     */
    record Told(String name, Optional<String> serial) {
        static Told of(Medium medium) {
            return new Told(medium.name(), medium.serial());
        }

        /** Where an NVMe drive has lost its namespace, its controller is what is listed. */
        boolean is(DeviceInventory.Silent silent) {
            return serial.isPresent()
                    && serial.equals(silent.labels().serial())
                    && name.matches(Pattern.quote(silent.name()) + "(n[0-9]+)?");
        }
    }

    private final List<DeviceInventory.Listed> all;
    private final List<DeviceInventory.Silent> silents;
    private final long hidden;

    /**
     * As they were seen.
     *
     * @param hidden how many the firmware hides from every list
     */
    Drives(List<DeviceInventory.Listed> all, List<DeviceInventory.Silent> silents, long hidden) {
        this.all = List.copyOf(all);
        this.silents = List.copyOf(silents);
        this.hidden = hidden;
    }

    static Drives look() {
        List<DeviceInventory.Listed> all = new ArrayList<>();
        List<DeviceInventory.Silent> silents = new ArrayList<>();
        ObstacleCheck check = new ObstacleCheck();
        DeviceInventory inventory = new DeviceInventory();
        for (DeviceInventory.Entry entry : inventory.list()) {
            switch (entry) {
                case DeviceInventory.Listed listed ->
                    all.add(new DeviceInventory.Listed(listed.medium(), check.check(listed.medium())));
                case DeviceInventory.Silent silent -> askAgain(silent, check, all, silents);
            }
        }
        return new Drives(all, silents, inventory.hiddenByFirmware());
    }

    /** The list waits a second for each; a computer that has just started, or is slow, needs longer for what is there. */
    private static void askAgain(
            DeviceInventory.Silent silent,
            ObstacleCheck check,
            List<DeviceInventory.Listed> all,
            List<DeviceInventory.Silent> silents) {
        switch (new MediumExaminer().examine(Path.of("/dev").resolve(silent.name()))) {
            case Examined(Medium medium) -> all.add(new DeviceInventory.Listed(medium, check.check(medium)));
            case Refused refused ->
                silents.add(refused.code().isOfDriveWithoutBlocks() ? silent.because(refused) : silent);
        }
    }

    /** Those that may be erased, in the order of their numbers from 1. */
    List<Medium> free() {
        return all.stream()
                .filter(Drives::isFree)
                .map(DeviceInventory.Listed::medium)
                .toList();
    }

    /**
     * Those whose numbers somebody types. None for anything that is not numbers of the list, each once, or more of them than a station can vouch for: that is said,
     * and the list is shown anew.
     */
    List<Medium> chosen(String answer, Console console) {
        List<Medium> free = free();
        List<Medium> out = new ArrayList<>();
        for (String word : answer.split("[ ,，]+", -1)) {
            int number = word.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(word) : 0;
            if (number < 1 || number > free.size() || out.contains(free.get(number - 1))) {
                console.note(console.messages().text("live.choose.again"));
                return List.of();
            }
            out.add(free.get(number - 1));
        }
        if (out.size() > Delegated.DRIVES_MAX) {
            console.note(console.messages().text("live.choose.many", Delegated.DRIVES_MAX));
            return List.of();
        }
        return out;
    }

    /** Each with its number, and whether an erasure of it was cut off; what may not be touched has none, and a reason. */
    void show(CutOffDrives cutOff, Console console) {
        int number = 0;
        for (DeviceInventory.Listed one : all) {
            boolean isFree = isFree(one);
            DeviceList.print(isFree ? "[" + ++number + "] " : NO_NUMBER, toShow(one), console);
            if (isFree) {
                cutOff.said(one.medium())
                        .ifPresent(key ->
                                console.result("    ! " + console.messages().text(key)));
            }
        }
        for (DeviceInventory.Silent one : silents) {
            DeviceList.print(NO_NUMBER, one, console);
        }
        DeviceList.printHidden(hidden, console);
    }

    /** Of a stick that it is one is reason enough: that it is mounted, and that this computer runs from it, follows. */
    private static DeviceInventory.Listed toShow(DeviceInventory.Listed one) {
        List<Obstacle> stick = one.obstacles().stream()
                .filter(obstacle -> obstacle.code() == Obstacle.Code.LIVE_STICK)
                .toList();
        return stick.isEmpty() ? one : new DeviceInventory.Listed(one.medium(), stick);
    }

    /**
     * For who is not there to see the list: drives that nothing here can erase as they are. Nothing is said where there are none.
     *
     * @param seenTo those of which it was told how they ended
     */
    void tellUnseen(List<Told> seenTo, Console console) {
        String unseen = silents.stream()
                .filter(silent -> seenTo.stream().noneMatch(drive -> drive.is(silent)))
                .map(Drives::inWords)
                .collect(Collectors.joining(", "));
        if (!unseen.isEmpty()) {
            console.note(console.messages().text("live.unseen", unseen));
        }
        if (hidden > 0) {
            console.note(console.messages().text("devices.hidden", hidden));
        }
    }

    private static String inWords(DeviceInventory.Silent silent) {
        String serial = silent.labels().serial().map(text -> " " + text).orElse("");
        return OneLine.of(
                silent.name() + serial + " (" + silent.refusal().code().id() + ")");
    }

    private static boolean isFree(DeviceInventory.Listed one) {
        return one.obstacles().stream().noneMatch(Obstacle::blocking);
    }
}
