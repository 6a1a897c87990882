package org.wangchuan.engine.phone.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who manages an Android or a part of it, by what {@code dpm list-owners} prints since Android 12 (AOSP DevicePolicyManagerServiceShellCommand): {@code no owners}, or
 * how many there are and a line for each, with the figures of the phone's language.
 *
 * @param isAny whether there is one
 * @param by whoever has the whole phone before whoever has a part of it, as one of the words of {@link org.wangchuan.engine.phone.fact.Property#MANAGED_BY}; empty if
 *     there is none, or its lines are not as they should be
 */
record AndroidOwners(boolean isAny, Optional<String> by) {
    /** More than any phone has. */
    static final int LINES_MAX = 64;

    /** More than two names of classes have. */
    static final int LINE_CHARS_MAX = 512;

    private static final String NO_OWNERS = "no owners";
    private static final String OTHER = "other";

    private static final Pattern COUNT = Pattern.compile("\\p{Nd}++ owners?:");
    private static final Pattern OWNER = Pattern.compile(
            "User ++\\p{Nd}{1,9}+: admin=([A-Za-z][A-Za-z0-9_]*+(?:\\.[A-Za-z0-9_]++)*+)/[^, ]++((?:,[^, ]++)*+)");

    /** A package can be named for an employer or a person: whoever is not listed here is {@value #OTHER}. */
    private static final Map<String, String> KNOWN = Map.of(
            "com.google.android.apps.work.clouddpc", "android-device-policy",
            "com.microsoft.windowsintune.companyportal", "intune",
            "com.microsoft.intune", "intune",
            "com.airwatch.androidagent", "workspace-one",
            "com.mobileiron", "mobileiron",
            "com.fiberlink.maas360.android.control", "maas360",
            "net.soti.mobicontrol.androidwork", "mobicontrol",
            "com.oasisfeng.island", "island",
            "net.typeblog.shelter", "shelter");

    /** Reads an answer; empty if it is none of these forms. One that begins with a number of owners says that there are some, whatever follows. */
    static Optional<AndroidOwners> of(String answer) {
        List<String> lines = answer.strip().lines().limit(LINES_MAX + 1L).toList();
        if (lines.isEmpty() || lines.getFirst().length() > LINE_CHARS_MAX) {
            return Optional.empty();
        }
        if (lines.equals(List.of(NO_OWNERS))) {
            return Optional.of(new AndroidOwners(false, Optional.empty()));
        }
        if (!COUNT.matcher(lines.getFirst()).matches()) {
            return Optional.empty();
        }
        return Optional.of(new AndroidOwners(true, first(lines.subList(1, lines.size()))));
    }

    private static Optional<String> first(List<String> lines) {
        if (lines.size() >= LINES_MAX) {
            return Optional.empty();
        }
        List<String> whole = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        for (String line : lines) {
            Optional<Matcher> owner = Optional.of(line)
                    .filter(one -> one.length() <= LINE_CHARS_MAX)
                    .map(one -> OWNER.matcher(one.strip()))
                    .filter(Matcher::matches);
            if (owner.isEmpty()) {
                return Optional.empty();
            }
            String by = KNOWN.getOrDefault(owner.get().group(1), OTHER);
            (owner.get().group(2).contains(",DeviceOwner") ? whole : parts).add(by);
        }
        whole.addAll(parts);
        return whole.stream().findFirst();
    }
}
