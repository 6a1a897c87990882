package org.wangchuan.platform.consumer.channel;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.Line;

/** What was typed into the form of a profile, whatever it is. */
public record ProfileForm(Map<String, String> typed, Set<String> kinds) {
    private static final int REGION_MAX = 100;
    private static final int POSTCODE_MAX = 20;
    private static final int LINE_MAX = 200;
    private static final int NUMBER_MAX = 100;
    private static final Pattern BREAKS = Pattern.compile("[\\r\\n]+");
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2999;
    private static final String REGION = "region";
    private static final String POSTCODE = "postcode";
    private static final String ADDRESS = "address";
    private static final String HOURS = "hours";

    public ProfileForm {
        typed = Map.copyOf(typed);
        kinds = Set.copyOf(kinds);
    }

    /** What it says, if all of it can be said. */
    sealed interface Read {}

    /** All of it can be said. */
    record Good(Profile.Text text, Set<DeviceKind> kinds, boolean isWatched, List<Licence> licences) implements Read {
        Good {
            kinds = Set.copyOf(kinds);
            licences = List.copyOf(licences);
        }
    }

    /**
     * Something can't.
     *
     * @param problem key of the words that say what was expected
     */
    record Bad(String problem) implements Read {}

    /** What is there already, to be changed. */
    static ProfileForm of(Profile profile) {
        Map<String, String> typed = new HashMap<>();
        typed.put(REGION, profile.text().region());
        typed.put(POSTCODE, profile.text().postcode());
        typed.put(ADDRESS, profile.text().address());
        typed.put(HOURS, profile.text().hours());
        if (profile.isWatched()) {
            typed.put("watched", "yes");
        }
        for (Licence licence : profile.licences()) {
            String kind = licence.kind().id();
            typed.put(kind + ".number", licence.number());
            typed.put(kind + ".scope", licence.scope());
            typed.put(kind + ".authority", licence.authority());
            typed.put(kind + ".from", licence.validFrom().toString());
            typed.put(
                    kind + ".until",
                    licence.expiresOn().map(LocalDate::toString).orElse(""));
        }
        return new ProfileForm(
                typed, Set.copyOf(profile.kinds().stream().map(DeviceKind::id).toList()));
    }

    /** What stands in a field; a line that was broken is one line. */
    public String at(String name) {
        return BREAKS.matcher(typed.getOrDefault(name, "")).replaceAll(" ").strip();
    }

    /** Whether this kind of device is ticked. */
    public boolean takes(DeviceKind kind) {
        return kinds.contains(kind.id());
    }

    Read read() {
        if (!Line.isLine(at(REGION), REGION_MAX)
                || !Line.isLineOrEmpty(at(POSTCODE), POSTCODE_MAX)
                || !Line.isLineOrEmpty(at(ADDRESS), LINE_MAX)
                || !Line.isLineOrEmpty(at(HOURS), LINE_MAX)) {
            return new Bad("consumer.problem.profile-text");
        }
        if (Stream.of(REGION, POSTCODE, ADDRESS, HOURS).anyMatch(name -> Line.isOfAPerson(at(name)))) {
            return new Bad("consumer.problem.profile-person");
        }
        Set<DeviceKind> taken = EnumSet.noneOf(DeviceKind.class);
        for (DeviceKind kind : DeviceKind.values()) {
            if (takes(kind)) {
                taken.add(kind);
            }
        }
        if (taken.isEmpty()) {
            return new Bad("consumer.problem.profile-kinds");
        }
        List<Licence> licences = new ArrayList<>();
        for (Licence.Kind kind : Licence.Kind.values()) {
            if (isGiven(kind)) {
                Optional<Licence> licence = licence(kind);
                if (licence.isEmpty()) {
                    return new Bad("consumer.problem.profile-licence");
                }
                licences.add(licence.get());
            }
        }
        return new Good(
                new Profile.Text(at(REGION), at(POSTCODE), at(ADDRESS), at(HOURS)),
                taken,
                at("watched").equals("yes"),
                licences);
    }

    private boolean isGiven(Licence.Kind kind) {
        return Stream.of("number", "scope", "authority", "from", "until")
                .anyMatch(name -> !at(kind.id() + "." + name).isEmpty());
    }

    private Optional<Licence> licence(Licence.Kind kind) {
        String before = kind.id() + ".";
        String number = at(before + "number");
        String scope = at(before + "scope");
        String authority = at(before + "authority");
        boolean isSaid = Line.isLine(number, NUMBER_MAX)
                && Line.isLine(scope, LINE_MAX)
                && Line.isLine(authority, NUMBER_MAX)
                && Stream.of(scope, authority).noneMatch(Line::isOfAPerson);
        if (!isSaid) {
            return Optional.empty();
        }
        try {
            LocalDate from = LocalDate.parse(at(before + "from"));
            String until = at(before + "until");
            Optional<LocalDate> expires = until.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(until));
            boolean isInOrder = expires.filter(day -> day.isBefore(from)).isEmpty();
            boolean isOfNow = Stream.concat(Stream.of(from), expires.stream())
                    .allMatch(day -> day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR);
            return isInOrder && isOfNow
                    ? Optional.of(new Licence(kind, number, scope, authority, from, expires))
                    : Optional.empty();
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
