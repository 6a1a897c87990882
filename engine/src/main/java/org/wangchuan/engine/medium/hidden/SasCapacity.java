package org.wangchuan.engine.medium.hidden;

import java.util.List;
import java.util.OptionalLong;
import org.wangchuan.engine.command.scsi.ScsiRequest;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.HiddenAreas;

/**
 * Whether a SAS drive was made to show fewer blocks than it has (SBC-4, NUMBER OF LOGICAL BLOCKS), which no command tells: it is told to show all, and asked before
 * and afterwards. Here is what is sent next after what was answered, and what follows from it; whoever sends and whoever judges a record years later go by the
 * same. One round is READ CAPACITY(16), MODE SENSE(10), MODE SELECT(10) with a number of all ones, READ CAPACITY(16), MODE SENSE(10). A drive that shows more since
 * is gone through another one at that size, once the kernel knows it.
 */
public final class SasCapacity {
    /** Rounds at the most: one that grows, one that doesn't, and one if it was made smaller in between. */
    public static final int ROUNDS_MAX = 3;

    /** Each command is sent so often at the most: a drive tells once of what has happened to it, and carries nothing out. */
    static final int TRIES = 3;

    /** The most that is sent. */
    public static final int COMMANDS_MAX = 5 * TRIES * ROUNDS_MAX;

    /** Details, words of papers. */
    static final String NOT_TOLD =
            "a SAS drive may have been made smaller (MODE SELECT), and was not told to show all that it has";

    static final String SHOWS_ALL =
            "a SAS drive that was told to show all that it has (MODE SELECT), and is as large as before";
    static final String SHOWS_ALL_NOW =
            "a SAS drive that had been made smaller, and was told to show all that it has (MODE SELECT)";

    /** Where each round begins: READ CAPACITY(16). */
    private static final String FIRST = "9e10";

    private SasCapacity() {}

    /** Where a round stands. */
    public sealed interface Standing {}

    /** This is sent next. */
    public record Next(ScsiRequest request) implements Standing {}

    /** The drive shows more than before; it is looked at again at its size of now. */
    public record Grown(long bytes) implements Standing {}

    /**
     * It is known that it shows all.
     *
     * @param grown whether it had shown less when it was first asked
     */
    public record Shown(long bytes, boolean grown) implements Standing {}

    /** It can't be told, and why. */
    public record Unknown(String why) implements Standing {}

    /** Those of all commands that ask what a drive is: what comes before the first round. */
    public static List<DeviceCommand> asked(List<DeviceCommand> commands) {
        return commands.subList(0, beginning(commands));
    }

    /** Those that belong to rounds. */
    public static List<DeviceCommand> rounds(List<DeviceCommand> commands) {
        return commands.subList(beginning(commands), commands.size());
    }

    private static int beginning(List<DeviceCommand> commands) {
        for (int i = 0; i < commands.size(); i++) {
            if (commands.get(i).request().startsWith(FIRST)) {
                return i;
            }
        }
        return commands.size();
    }

    /**
     * Whether these are the answers of a drive that shows that it is a SAS drive, and was not told anything yet.
     *
     * @param commands all of an examination
     */
    public static boolean isUntold(List<DeviceCommand> commands) {
        return SasDrive.isShownBy(commands) && rounds(commands).isEmpty();
    }

    /** Whether they show that it is one, told or not. */
    public static boolean isSas(List<DeviceCommand> commands) {
        return SasDrive.isShownBy(asked(commands));
    }

    /**
     * Where it stands after these.
     *
     * @param commands of rounds alone
     * @param again whether a drive that has grown is gone through another round at once; otherwise that is the end for now
     */
    public static Standing after(List<DeviceCommand> commands, boolean again) {
        SasRounds rounds = new SasRounds(commands);
        Standing standing = rounds.one(OptionalLong.empty());
        boolean grown = false;
        for (int round = 1; standing instanceof Grown(long bytes); round++) {
            grown = true;
            if (rounds.isOver() && !again) {
                return standing;
            }
            if (round == ROUNDS_MAX) {
                return new Unknown("the drive shows more each time that it is told to show all");
            }
            standing = rounds.one(OptionalLong.of(bytes));
        }
        if (!rounds.isOver()) {
            return new Unknown("more was sent to the drive than makes it show all that it has");
        }
        return standing instanceof Shown(long bytes, boolean _) ? new Shown(bytes, grown) : standing;
    }

    /**
     * What follows for a drive of which the kernel tells this size.
     *
     * @param commands of rounds alone, at least one
     */
    static HiddenAreas finding(List<DeviceCommand> commands, long capacityBytes) {
        return switch (after(commands, false)) {
            case Shown(long bytes, boolean grown) ->
                bytes == capacityBytes
                        ? new HiddenAreas.None(grown ? SHOWS_ALL_NOW : SHOWS_ALL)
                        : new HiddenAreas.Unreadable(sizes(bytes, capacityBytes));
            case Grown(long bytes) -> new HiddenAreas.Unreadable(sizes(bytes, capacityBytes));
            case Unknown(String why) -> new HiddenAreas.Unreadable(why);
            case Next(ScsiRequest request) ->
                new HiddenAreas.Unreadable(request.name() + " was not sent to the drive any more");
        };
    }

    private static String sizes(long drive, long kernel) {
        return "the drive shows " + drive + " bytes, the kernel " + kernel;
    }
}
