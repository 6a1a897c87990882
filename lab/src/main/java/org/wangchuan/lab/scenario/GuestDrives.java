package org.wangchuan.lab.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.wangchuan.lab.drive.Firmware;
import org.wangchuan.lab.scsi.LogicalUnit;
import org.wangchuan.lab.scsi.SasDrive;
import org.wangchuan.lab.scsi.SataDrive;
import org.wangchuan.lab.tcmu.LoopedDrive;

/**
 * What a guest starts to have made SCSI and ATA drives: it writes for each what the kernel calls it, into NAME.path of a folder, how often it took Revert,
 * into NAME.reverts, how its Security feature set stands, into NAME.security, and then serves them for ever. Needs target_core_user, tcm_loop, sd_mod and
 * configfs.
 *
 * <pre>
 * FOLDER (NAME SCENARIO SERIAL CELLS)...
 * </pre>
 */
public final class GuestDrives {
    /** Ends the name of the file that says how often a drive took Revert. */
    static final String REVERTS = ".reverts";

    /** Ends the name of the file that says how the Security feature set of a drive stands. */
    static final String SECURITY = ".security";

    private static final int WORDS = 4;

    private GuestDrives() {}

    /** Starts them. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[0]);
        for (int at = 1; at < arguments.length; at += WORDS) {
            start(folder, arguments[at], arguments[at + 1], arguments[at + 2], Path.of(arguments[at + 3]), at);
        }
        for (int at = 1; at < arguments.length; at += WORDS) {
            Optional<String> disk = LoopedDrive.disk(arguments[at + 2]);
            if (disk.isPresent()) {
                Path _ = Files.writeString(folder.resolve(arguments[at] + ".path"), disk.get() + "\n");
            }
        }
        Path _ = Files.writeString(folder.resolve("drives.ready"), "");
    }

    private static void start(Path folder, String name, String scenario, String serial, Path cells, int number)
            throws IOException, InterruptedException {
        Scenario found = Scenarios.made(scenario).orElseThrow(() -> new IOException("no scenario " + scenario));
        Firmware firmware = found.firmware();
        LogicalUnit unit = found.family() == Family.ATA
                ? new SataDrive(serial, firmware, cells, System::nanoTime)
                : new SasDrive(serial, firmware, cells, System::nanoTime);
        LogicalUnit told = new CountedDrive(unit, folder.resolve(name + REVERTS), folder.resolve(name + SECURITY));
        new LoopedDrive(name, number, told).start(Files.size(cells));
    }
}
