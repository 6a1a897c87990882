package org.wangchuan.lab.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.wangchuan.lab.guest.Guest;

/**
 * What a guest does with the product and drives that are reverted by the PSID on their label: one run for each, since a file holds the PSID of one.
 * Afterwards the PSID may be in nothing that the product has written.
 */
final class PsidScript {
    /** A function that the rest of a script calls. */
    static final String TOLD = """
            psid_told() { # NAME
                path=$(cat /mnt/$1.path) || return
                timeout 10 sedutil-cli --query $path > /mnt/$1.log 2>&1
            }
            """;

    /** By a rule set without passes no drive is reverted. */
    private static final String WITH_PASSES = "nist-clear";

    /** grep(1): it looked, and found none. */
    private static final String NONE_FOUND = "1";

    private PsidScript() {}

    /** What comes before the order to a drive, on the same line: the shell knows what is on its label. */
    static String label(MadeDrive drive) {
        return drive.psid().isPresent() ? "psid=$(cat /mnt/%s.psid); ".formatted(drive.name()) : "";
    }

    /** Asks what became of its locks. */
    static String told(MadeDrive drive) {
        return "psid_told %s\n".formatted(drive.name());
    }

    /** Whether the product is given the labels under a policy. */
    static boolean gives(String policy) {
        return policy.equals(WITH_PASSES);
    }

    /** Prints the labels, and what may be found nowhere: the same as it is and as evidence has bytes. */
    static void print(Path shared, List<MadeDrive> drives) throws IOException {
        for (MadeDrive drive : drives) {
            if (drive.psid().isPresent()) {
                String psid = drive.psid().get();
                String hex = HexFormat.of().formatHex(psid.getBytes(StandardCharsets.US_ASCII));
                Files.writeString(shared.resolve(drive.name() + ".psid"), psid + "\n");
                Files.writeString(shared.resolve(drive.name() + ".secrets"), psid + "\n" + hex + "\n");
            }
        }
    }

    /** Erases each. */
    static String run(String policy, List<MadeDrive> drives) {
        if (drives.isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder("""
                mkdir -p /mnt/receipts
                psid_erase() { # NAME SERIAL RESULT
                    path=$(cat /mnt/$1.path) || return
                    wangchuan erase $path --confirm $2 --policy %1$s --psid-file /mnt/$1.psid --patience 20 --witness-seconds 0 \\
                        --out /mnt/receipts --json > /mnt/$3.json 2> /mnt/$3.err
                    grep -rliaF -f /mnt/$1.secrets /mnt/receipts /mnt/$3.json /mnt/$3.err %2$s/station > /mnt/$1.written
                    echo $? > /mnt/$1.looked
                }
                """.formatted(policy, Guest.SCRATCH));
        for (MadeDrive drive : drives) {
            out.append("psid_erase %s %s %s%n".formatted(drive.name(), drive.serial(), result(drive)));
        }
        return out.toString();
    }

    /** The name of the file that holds what came of one. */
    static String result(MadeDrive drive) {
        return "erased." + drive.use() + "." + drive.name();
    }

    /** What is wrong if its PSID was found in anything that the product has written, or nobody looked; empty if nothing is. */
    static List<String> written(Path shared, MadeDrive drive) throws IOException {
        if (drive.psid().isEmpty() || !gives(drive.use())) {
            return List.of();
        }
        Path looked = shared.resolve(drive.name() + ".looked");
        if (!Files.exists(looked)) {
            return List.of(drive.use() + ": it was not looked whether its PSID is written down");
        }
        return Files.readString(looked).strip().equals(NONE_FOUND)
                ? List.of()
                : List.of(drive.use() + ": its PSID is written down in "
                        + Files.readString(shared.resolve(drive.name() + ".written"))
                                .strip()
                                .replace("\n", ", "));
    }
}
