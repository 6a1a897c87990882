package org.wangchuan.engine.phone.read;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.wangchuan.engine.adb.AdbDevice;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbMode;
import org.wangchuan.engine.adb.service.ShellCommand;
import org.wangchuan.engine.adb.service.ShellOutput;
import org.wangchuan.engine.adb.service.ShellRunner;
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
 * {@code stat -f} is toybox's.
 * None of it was tried on a real phone with this program.
 */
@SuppressWarnings("exports") // called by this module alone: how a phone is spoken to stays in it
public final class AndroidReader {
    private static final int ANSWER_BYTES_MAX = 4 << 10;
    private static final int LIST_BYTES_MAX = 1 << 20;
    private static final int DIGITS_MAX = 6; // of as many lines as fit into an answer the sum is a number still
    private static final int STORAGE_DIGITS_MAX = 9; // of two of them the product is a long

    /** 1 PiB: no phone has so much. */
    private static final long STORAGE_BYTES_MAX = 1L << 50;

    private static final Duration EACH = Duration.ofSeconds(10);
    private static final Set<String> SIM_THERE =
            Set.of("LOADED", "READY", "PIN_REQUIRED", "PUK_REQUIRED", "NETWORK_LOCKED", "CARD_RESTRICTED");

    private final AdbDevice device;
    private final Deadline deadline;
    private final Collected out;

    private AndroidReader(AdbDevice device, Digests digests, Deadline deadline) {
        this.device = device;
        this.deadline = deadline;
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
        out.put(Property.MODE, isSystem ? Optional.of("system") : Optional.empty());
        out.put(Property.MAKER, property("ro.product.manufacturer"));
        out.put(Property.MODEL, property("ro.product.model"));
        out.put(Property.VERSION, property("ro.build.version.release"));
        out.put(Property.PATCH_LEVEL, property("ro.build.version.security_patch"));
        out.put(Property.STORAGE_BYTES, storage());
        out.put(Property.ENCRYPTION, encryption());
        out.put(Property.METADATA_ENCRYPTION, word("ro.crypto.metadata.enabled", "true", "yes", "false", "no"));
        out.put(Property.VERIFIED_BOOT, property("ro.boot.verifiedbootstate"));
        out.put(Property.BOOTLOADER, bootloader());
        out.put(Property.SETUP, setup());
        out.put(Property.ACCOUNTS, numberAfter("Accounts:", "dumpsys", "account"));
        out.put(Property.USER_APPS, programs());
        out.put(Property.MANAGED, managed());
        out.put(Property.SIM, sim());
        out.put(Property.BATTERY_PERCENT, numberAfter("level:", "dumpsys", "battery"));
        Optional<String> serial = property("ro.serialno");
        out.known(PhoneIdentity.Name.SERIAL, serial.isPresent() ? serial : property("ro.boot.serialno"));
        return out.reading();
    }

    /** The file system that the owner's data is on: less than what stands on the box. Blocks, and the size of each (statfs(2)). */
    private Optional<String> storage() throws AdbException {
        return line(ANSWER_BYTES_MAX, "stat", "-f", "-c", "%b %S", "/data").flatMap(text -> {
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

    private Optional<String> encryption() throws AdbException {
        Optional<String> state = property("ro.crypto.state");
        if (state.equals(Optional.of("unencrypted"))) {
            return Optional.of("none");
        }
        if (!state.equals(Optional.of("encrypted"))) {
            return Optional.empty();
        }
        return word("ro.crypto.type", "file", "file-based", "block", "full-disk");
    }

    /** Both ways in which it is told; if they differ, neither is believed. */
    private Optional<String> bootloader() throws AdbException {
        Optional<String> flash = word("ro.boot.flash.locked", "1", "locked", "0", "unlocked");
        Optional<String> state = word("ro.boot.vbmeta.device_state", "locked", "locked", "unlocked", "unlocked");
        if (flash.isPresent() && state.isPresent() && !flash.equals(state)) {
            return Optional.of("unlocked");
        }
        return flash.isPresent() ? flash : state;
    }

    private Optional<String> setup() throws AdbException {
        return line(ANSWER_BYTES_MAX, "settings", "get", "global", "device_provisioned")
                .flatMap(value -> switch (value) {
                    case "1" -> Optional.of("done");
                    case "0" -> Optional.of("not-done");
                    default -> Optional.empty();
                });
    }

    /** One of several slots that holds a card is a card. */
    private Optional<String> sim() throws AdbException {
        Optional<String> states = property("gsm.sim.state");
        if (states.isEmpty()) {
            return Optional.empty();
        }
        boolean isAny = false;
        boolean isAllAbsent = true;
        String rest = states.get() + ",";
        for (int comma = rest.indexOf(','); comma >= 0; comma = rest.indexOf(',')) {
            String state = rest.substring(0, comma).strip();
            rest = rest.substring(comma + 1);
            isAny |= SIM_THERE.contains(state);
            isAllAbsent &= state.equals("ABSENT");
        }
        if (isAny) {
            return Optional.of("present");
        }
        return isAllAbsent ? Optional.of("absent") : Optional.empty();
    }

    private Optional<String> programs() throws AdbException {
        Optional<ShellOutput> answer = run(LIST_BYTES_MAX, "pm", "list", "packages", "-3");
        return answer.map(ShellOutput::output)
                .filter(text -> text.isEmpty() || text.startsWith("package:"))
                .map(text -> Long.toString(
                        text.lines().filter(line -> line.startsWith("package:")).count()));
    }

    /** An owner of the device or of a profile is an organisation's. */
    private Optional<String> managed() throws AdbException {
        Optional<String> text = run(LIST_BYTES_MAX, "dumpsys", "device_policy").map(ShellOutput::output);
        if (text.filter(all -> all.contains("Device Policy Manager")).isEmpty()) {
            return Optional.empty();
        }
        boolean isOwned = text.get().contains("Device Owner:") || text.get().contains("Profile Owner (User");
        return Optional.of(isOwned ? "yes" : "no");
    }

    private Optional<String> numberAfter(String name, String... words) throws AdbException {
        Optional<ShellOutput> answer = run(LIST_BYTES_MAX, words);
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

    private Optional<String> word(String property, String first, String meaning, String second, String otherMeaning)
            throws AdbException {
        Optional<String> told = property(property);
        if (told.equals(Optional.of(first))) {
            return Optional.of(meaning);
        }
        return told.equals(Optional.of(second)) ? Optional.of(otherMeaning) : Optional.empty();
    }

    private Optional<String> property(String name) throws AdbException {
        return line(ANSWER_BYTES_MAX, "getprop", name);
    }

    /** The only line of an answer. */
    private Optional<String> line(int bytesMax, String... words) throws AdbException {
        return run(bytesMax, words)
                .map(ShellOutput::output)
                .map(String::strip)
                .filter(text -> !text.isEmpty() && text.indexOf('\n') < 0);
    }

    /** What a command printed; empty where it failed, is not there, or prints more than it may, and before Android 7, where nobody knows whether it did. */
    private Optional<ShellOutput> run(int bytesMax, String... words) throws AdbException {
        try {
            ShellOutput answer = ShellRunner.run(device, ShellCommand.of(words), bytesMax, deadline.orAfter(EACH));
            return answer.succeeded() ? Optional.of(answer) : Optional.empty();
        } catch (AdbException e) {
            return switch (e.code()) {
                case SERVICE_REFUSED, LIMIT, ENDED_EARLY, FAILED, UNSUPPORTED -> Optional.empty();
                case TIMEOUT -> {
                    if (deadline.passed()) {
                        throw e;
                    }
                    yield Optional.empty(); // one command that hangs holds up nothing else
                }
                default -> throw e;
            };
        }
    }
}
