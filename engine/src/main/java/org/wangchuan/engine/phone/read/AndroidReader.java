package org.wangchuan.engine.phone.read;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wangchuan.engine.adb.AdbDevice;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbMode;
import org.wangchuan.engine.adb.service.ShellOutput;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;

/**
 * Asks an Android phone over ADB, once its owner has consented and allowed it on the screen. Each property is asked for by its name; lists of accounts
 * and programs are counted as they come and not kept. What a phone does not know, or answers in another form, is not told. Stateless.
 *
 * <p>Names of properties are those of AOSP: {@code ro.product.*}, {@code ro.build.version.*} (build/make, system properties), {@code ro.crypto.*}
 * (system/vold), {@code ro.boot.verifiedbootstate}, {@code ro.boot.flash.locked} and {@code ro.boot.vbmeta.device_state} (source.android.com, verified boot);
 * {@code device_provisioned} of {@code Settings.Global}; {@code dumpsys account} and {@code dumpsys battery} print {@code Accounts: N} and {@code level: N};
 * {@code stat -f} is toybox's. {@code ro.gsid.image_running} and {@code gsid.image_installed} are {@code 0} or {@code 1} as init sets them (system/gsid), and
 * {@code repair_mode_active} is of {@code Settings.Global}. What holds it and what is in its tray is asked by {@link AndroidHolders}.
 * None of it was tried on a real phone with this program.
 */
@SuppressWarnings("exports") // called by this module alone: how a phone is spoken to stays in it
public final class AndroidReader {
    private static final int DIGITS_MAX = 6; // of as many lines as fit into an answer the sum is a number still
    private static final int STORAGE_DIGITS_MAX = 9; // of two of them the product is a long

    /** 1 PiB: no phone has so much. */
    private static final long STORAGE_BYTES_MAX = 1L << 50;

    private final AdbDevice device;
    private final AndroidShell shell;
    private final Collected out;

    private AndroidReader(AdbDevice device, Digests digests, Deadline deadline) {
        this.device = device;
        this.shell = new AndroidShell(device, deadline);
        this.out = new Collected(Source.ADB, digests);
    }

    /**
     * Asks for all that there is to know.
     *
     * @throws AdbException if the phone is gone, the deadline is over, or it breaks the protocol; a command that it lacks or refuses is only not told
     */
    public static Reading read(AdbDevice device, Digests digests, Deadline deadline) throws AdbException {
        return new AndroidReader(device, digests, deadline).read();
    }

    private Reading read() throws AdbException {
        // In its recovery or its boot loader another system answers.
        boolean isSystem = device.banner().mode() == AdbMode.DEVICE;
        out.put(Property.SYSTEM, isSystem ? Optional.of("android") : Optional.empty());
        out.put(Property.MODE, mode(device.banner().mode()));
        out.put(Property.MAKER, shell.property("ro.product.manufacturer"));
        out.put(Property.MODEL, shell.property("ro.product.model"));
        out.put(Property.VERIFIED_BOOT, shell.property("ro.boot.verifiedbootstate"));
        out.put(Property.BOOTLOADER, bootloader());
        if (isSystem) {
            readSystem();
        }
        Optional<String> serial = shell.property("ro.serialno");
        out.known(PhoneIdentity.Name.SERIAL, serial.isPresent() ? serial : shell.property("ro.boot.serialno"));
        return out.reading();
    }

    private static Optional<String> mode(AdbMode told) {
        return switch (told) {
            case DEVICE -> Optional.of("system");
            case RECOVERY, SIDELOAD, RESCUE -> Optional.of("recovery"); // bootable/recovery: minadbd is a part of it
            case BOOTLOADER, OTHER -> Optional.empty();
        };
    }

    /** What only its system can know: a recovery is of a version of its own, has not mounted the owner's data and opens no keys, and says of itself what it says of that. */
    private void readSystem() throws AdbException {
        out.put(Property.VERSION, shell.property("ro.build.version.release"));
        out.put(Property.PATCH_LEVEL, shell.property("ro.build.version.security_patch"));
        out.put(Property.STORAGE_BYTES, storage());
        out.put(Property.ENCRYPTION, encryption());
        out.put(Property.METADATA_ENCRYPTION, shell.word("ro.crypto.metadata.enabled", "true", "yes", "false", "no"));
        out.put(Property.SECOND_SYSTEM, secondSystem());
        out.put(Property.SETUP, setup());
        out.put(Property.ACCOUNTS, numberAfter("Accounts:", "dumpsys", "account"));
        out.put(Property.USER_APPS, programs());
        new AndroidHolders(shell).read(out);
        out.put(Property.BATTERY_PERCENT, numberAfter("level:", "dumpsys", "battery"));
    }

    /** The file system that the owner's data is on: less than what stands on the box. Blocks, and the size of each (statfs(2)). */
    private Optional<String> storage() throws AdbException {
        return shell.line("stat", "-f", "-c", "%b %S", "/data").flatMap(text -> {
            int blank = text.indexOf(' ');
            return blank < 0 ? Optional.empty() : product(text.substring(0, blank), text.substring(blank + 1));
        });
    }

    private static Optional<String> product(String blocks, String size) {
        return Stream.of(blocks, size).allMatch(AndroidReader::isStorageNumber)
                ? Optional.of(Long.parseLong(blocks) * Long.parseLong(size))
                        .filter(bytes -> bytes > 0 && bytes <= STORAGE_BYTES_MAX)
                        .map(bytes -> Long.toString(bytes))
                : Optional.empty();
    }

    private static boolean isStorageNumber(String text) {
        return !text.isEmpty()
                && text.length() <= STORAGE_DIGITS_MAX
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Where nobody tells that one runs or lies there, only what init has told of it counts as that there is none: before Android 10 it told nothing. */
    private Optional<String> secondSystem() throws AdbException {
        Optional<String> running = shell.property("ro.gsid.image_running");
        Optional<String> repair = shell.line("settings", "get", "global", "repair_mode_active");
        Optional<String> installed = shell.property("gsid.image_installed");
        Optional<String> yes = Optional.of("1");
        if (running.equals(yes) || repair.equals(yes)) {
            return Optional.of("running");
        }
        if (installed.equals(yes)) {
            return Optional.of("installed");
        }
        return running.equals(Optional.of("0")) ? Optional.of("no") : Optional.empty();
    }

    private Optional<String> encryption() throws AdbException {
        Optional<String> state = shell.property("ro.crypto.state");
        if (state.equals(Optional.of("unencrypted"))) {
            return Optional.of("none");
        }
        if (!state.equals(Optional.of("encrypted"))) {
            return Optional.empty();
        }
        return shell.word("ro.crypto.type", "file", "file-based", "block", "full-disk");
    }

    /** Both ways in which it is told; if they differ, neither is believed. */
    private Optional<String> bootloader() throws AdbException {
        Optional<String> flash = shell.word("ro.boot.flash.locked", "1", "locked", "0", "unlocked");
        Optional<String> state = shell.word("ro.boot.vbmeta.device_state", "locked", "locked", "unlocked", "unlocked");
        if (flash.isPresent() && state.isPresent() && !flash.equals(state)) {
            return Optional.of("unlocked");
        }
        return flash.isPresent() ? flash : state;
    }

    private Optional<String> setup() throws AdbException {
        return shell.line("settings", "get", "global", "device_provisioned").flatMap(value -> switch (value) {
            case "1" -> Optional.of("done");
            case "0" -> Optional.of("not-done");
            default -> Optional.empty();
        });
    }

    private Optional<String> programs() throws AdbException {
        Optional<ShellOutput> answer = shell.run(AndroidShell.LIST_BYTES_MAX, "pm", "list", "packages", "-3");
        return answer.map(ShellOutput::output)
                .filter(text -> text.isEmpty() || text.startsWith("package:"))
                .map(text -> Long.toString(
                        text.lines().filter(line -> line.startsWith("package:")).count()));
    }

    private Optional<String> numberAfter(String name, String... words) throws AdbException {
        Optional<ShellOutput> answer = shell.run(AndroidShell.LIST_BYTES_MAX, words);
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        List<String> numbers = answer.get()
                .output()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip())
                .toList();
        boolean isAll = !numbers.isEmpty()
                && numbers.stream()
                        .allMatch(text -> !text.isEmpty()
                                && text.length() <= DIGITS_MAX
                                && text.chars().allMatch(c -> c >= '0' && c <= '9'));
        return isAll
                ? Optional.of(Long.toString(
                        numbers.stream().mapToLong(Long::parseLong).sum()))
                : Optional.empty();
    }
}
