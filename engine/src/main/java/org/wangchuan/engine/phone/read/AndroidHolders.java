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
 *   <li>{@code gsm.sim.state} has a word for each slot (IccCardConstants.State): two of them say that the phone refuses this SIM. Of which of the locks
 *       (of a network, of a company, of one SIM) it does not say.
 *   <li>{@code dpm list-owners} names them since Android 12 ({@link AndroidOwners}); {@code dumpsys device_policy} has {@code Device Owner:} and
 *       {@code Profile Owner (User}, and {@code DUMP TIMEOUT} where it was broken off. Either says that there is one; that there is none both have to say.
 *   <li>{@code siminfo} of the telephony provider has a row for each SIM and profile that was ever seen. Only {@code is_embedded} is asked for, so that no
 *       number and no name crosses the cable. Androids of late refuse it to the shell. What has no row may be on the chip all the same.
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

    private static final Pattern PROFILE = Pattern.compile("Row: [0-9]{1,6} is_embedded=(0|1|NULL)");

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
        Optional<AndroidOwners> owners = shell.run(AndroidShell.LIST_BYTES_MAX, "dpm", "list-owners")
                .map(ShellOutput::output)
                .flatMap(AndroidOwners::of);
        out.put(Property.MANAGED, managed(owners));
        out.put(Property.MANAGED_BY, owners.flatMap(AndroidOwners::by));
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
        List<String> rows = profiles();
        long profiles = rows.stream().filter("1"::equals).count();
        out.put(Property.ESIM, profiles > 0 ? Optional.of(PRESENT) : Optional.empty());
        // Of a row that says neither nobody knows whether it is one more.
        boolean isCounted = profiles > 0 && !rows.contains("NULL");
        out.put(Property.ESIM_PROFILES, isCounted ? Optional.of(Long.toString(profiles)) : Optional.empty());
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

    /** An owner of the device or of a profile may be an organisation's. Who says that there is one counts; that there is none both have to say. */
    private Optional<String> managed(Optional<AndroidOwners> owners) throws AdbException {
        Optional<String> dump = shell.run(AndroidShell.LIST_BYTES_MAX, "dumpsys", "device_policy")
                .map(ShellOutput::output)
                .filter(all -> all.contains("Device Policy Manager"));
        boolean isDumped = dump.filter(all -> all.contains("Device Owner:") || all.contains("Profile Owner (User"))
                .isPresent();
        if (isDumped || owners.filter(AndroidOwners::isAny).isPresent()) {
            return Optional.of("yes");
        }
        boolean isWhole = dump.filter(all -> !all.contains("DUMP TIMEOUT")).isPresent();
        return isWhole && owners.isPresent() ? Optional.of("no") : Optional.empty();
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

    /** What each row says of whether it is a profile; nothing if one of them is none. */
    private List<String> profiles() throws AdbException {
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
        List<String> out = new ArrayList<>();
        for (String line : text.stream().flatMap(String::lines).toList()) {
            Matcher row = PROFILE.matcher(line.strip());
            if (!row.matches()) {
                return List.of();
            }
            out.add(row.group(1));
        }
        return out;
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
