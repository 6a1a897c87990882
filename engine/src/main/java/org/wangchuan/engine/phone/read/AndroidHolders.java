package org.wangchuan.engine.phone.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.service.ShellOutput;
import org.wangchuan.engine.phone.fact.Property;

/**
 * Asks an Android what holds it and what is in it that a reset does not reach. Of what it can only tell that it is there, that it does not tell so is no
 * fact: an answer that a phone never gives, or that a maker has taken out, looks the same as one that says no.
 *
 * <ul>
 *   <li>{@code secure_frp_mode} is 1 while the system asks for the account of before (AOSP PersistentDataBlockService, Settings.Global; of Settings.Secure in
 *       Android 8.1). That it is 0 says nothing of the next reset.
 *   <li>{@code ro.frp.pst} names the place that a reset leaves alone; {@code sys.oem_unlock_allowed} is 1 or 0 (PersistentDataBlockService). Whether anything
 *       stands in that place no shell may ask.
 *   <li>{@code gsm.sim.state} has a word for each slot (IccCardConstants.State): two of them say that the phone refuses this SIM for its carrier.
 *   <li>{@code dpm list-owners} names them since Android 12 (DevicePolicyManagerServiceShellCommand); before it {@code dumpsys device_policy} has
 *       {@code Device Owner:} and {@code Profile Owner (User}.
 *   <li>{@code siminfo} of the telephony provider has a row for each SIM and profile that was ever seen. Only {@code is_embedded} is asked for, so that no
 *       number and no name crosses the cable. Androids of late refuse it to the shell.
 *   <li>{@code sm list-volumes} has a line for each volume: one that is {@code public}, or {@code private} with a device's number, is on a card.
 * </ul>
 *
 * None of it was tried on a real phone with this program.
 */
final class AndroidHolders {
    private static final String PRESENT = "present";

    private static final Set<String> SIM_REFUSED = Set.of("NETWORK_LOCKED", "CARD_RESTRICTED");
    private static final Set<String> SIM_THERE =
            Set.of("LOADED", "READY", "PIN_REQUIRED", "PUK_REQUIRED", "NETWORK_LOCKED", "CARD_RESTRICTED");

    private static final Pattern OWNERS = Pattern.compile("[0-9]{1,4} owners?:");
    private static final Pattern OWNER = Pattern.compile(
            "User +[0-9]{1,9}: admin=([A-Za-z][A-Za-z0-9_]*(?:\\.[A-Za-z0-9_]+)*)/[^, ]+((?:,[^, ]+)*)");
    private static final Set<String> NO_OWNERS = Set.of("no owners", "none");

    private static final Pattern PROFILE = Pattern.compile("Row: [0-9]{1,6} is_embedded=(0|1|NULL)");
    private static final String NO_ROWS = "No result found.";

    private static final Pattern CARD = Pattern.compile("(?:public|private):[0-9][0-9,:]{0,20} ([a-z_]{1,20})(?: .*)?");
    private static final Set<String> CARD_GONE = Set.of("removed", "bad_removal", "ejecting");

    private final AndroidShell shell;

    AndroidHolders(AndroidShell shell) {
        this.shell = shell;
    }

    /** Asks for all of it. */
    void read(Collected out) throws AdbException {
        out.put(Property.RESET_PROTECTION, resetProtection());
        out.put(Property.RESET_PROTECTION_STORE, shell.property("ro.frp.pst").map(_ -> PRESENT));
        out.put(Property.OEM_UNLOCK, shell.word("sys.oem_unlock_allowed", "1", "allowed", "0", "not-allowed"));
        Optional<List<String>> owners = owners();
        out.put(Property.MANAGED, managed(owners));
        out.put(Property.MANAGED_BY, owners.flatMap(all -> all.stream().findFirst()));
        List<String> slots = slots();
        out.put(Property.SIM, sim(slots));
        out.put(
                Property.CARRIER_LOCK,
                slots.stream().anyMatch(SIM_REFUSED::contains) ? Optional.of("yes") : Optional.empty());
        out.put(
                Property.ESIM_CHIP,
                shell.line("pm", "has-feature", "android.hardware.telephony.euicc")
                        .filter("true"::equals)
                        .map(_ -> PRESENT));
        Optional<Long> profiles = profiles();
        out.put(Property.ESIM_PROFILES, profiles.map(count -> Long.toString(count)));
        out.put(Property.ESIM, profiles.filter(count -> count > 0).map(_ -> PRESENT));
        out.put(Property.CARD, card());
    }

    private Optional<String> resetProtection() throws AdbException {
        for (String table : List.of("global", "secure")) {
            if (shell.line("settings", "get", table, "secure_frp_mode").equals(Optional.of("1"))) {
                return Optional.of("on");
            }
        }
        return Optional.empty();
    }

    /** The packages of those that manage it or a part of it, whoever has the whole phone first; empty if it doesn't say. */
    private Optional<List<String>> owners() throws AdbException {
        Optional<String> text = shell.run(AndroidShell.LIST_BYTES_MAX, "dpm", "list-owners")
                .map(ShellOutput::output)
                .map(String::strip);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        List<String> lines = text.get().lines().toList();
        if (lines.size() == 1 && NO_OWNERS.contains(lines.getFirst())) {
            return Optional.of(List.of());
        }
        if (lines.size() < 2 || !OWNERS.matcher(lines.getFirst()).matches()) {
            return Optional.empty();
        }
        List<String> whole = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            Matcher owner = OWNER.matcher(line.strip());
            if (!owner.matches()) {
                return Optional.empty();
            }
            (owner.group(2).contains(",DeviceOwner") ? whole : parts).add(owner.group(1));
        }
        whole.addAll(parts);
        return Optional.of(whole);
    }

    /** An owner of the device or of a profile may be an organisation's. Who says that there is one counts. */
    private Optional<String> managed(Optional<List<String>> owners) throws AdbException {
        Optional<Boolean> dumped = shell.run(AndroidShell.LIST_BYTES_MAX, "dumpsys", "device_policy")
                .map(ShellOutput::output)
                .filter(all -> all.contains("Device Policy Manager"))
                .map(all -> all.contains("Device Owner:") || all.contains("Profile Owner (User"));
        Optional<Boolean> listed = owners.map(all -> !all.isEmpty());
        if (dumped.isEmpty() && listed.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(dumped.orElse(false) || listed.orElse(false) ? "yes" : "no");
    }

    /** The state of each slot. */
    private List<String> slots() throws AdbException {
        Optional<String> states = shell.property("gsm.sim.state");
        List<String> out = new ArrayList<>();
        String rest = states.isPresent() ? states.get() + "," : "";
        for (int comma = rest.indexOf(','); comma >= 0; comma = rest.indexOf(',')) {
            out.add(rest.substring(0, comma).strip());
            rest = rest.substring(comma + 1);
        }
        return out;
    }

    /** One of several slots that holds a card is a card. */
    private static Optional<String> sim(List<String> slots) {
        if (slots.stream().anyMatch(SIM_THERE::contains)) {
            return Optional.of(PRESENT);
        }
        boolean isAllAbsent = !slots.isEmpty() && slots.stream().allMatch("ABSENT"::equals);
        return isAllAbsent ? Optional.of("absent") : Optional.empty();
    }

    private Optional<Long> profiles() throws AdbException {
        Optional<String> text = shell.run(
                        AndroidShell.LIST_BYTES_MAX,
                        "content",
                        "query",
                        "--uri",
                        "content://telephony/siminfo",
                        "--projection",
                        "is_embedded")
                .map(ShellOutput::output)
                .map(String::strip);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.get().equals(NO_ROWS)) {
            return Optional.of(0L);
        }
        long count = 0;
        List<String> lines = text.get().lines().map(String::strip).toList();
        for (String line : lines) {
            Matcher row = PROFILE.matcher(line);
            if (!row.matches()) {
                return Optional.empty();
            }
            count += row.group(1).equals("1") ? 1 : 0;
        }
        return lines.isEmpty() ? Optional.empty() : Optional.of(count);
    }

    private Optional<String> card() throws AdbException {
        return shell.run(AndroidShell.LIST_BYTES_MAX, "sm", "list-volumes")
                .map(ShellOutput::output)
                .filter(text -> text.lines()
                        .map(line -> CARD.matcher(line.strip()))
                        .anyMatch(line -> line.matches() && !CARD_GONE.contains(line.group(1))))
                .map(_ -> PRESENT);
    }
}
