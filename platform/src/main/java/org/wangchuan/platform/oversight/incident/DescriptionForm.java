package org.wangchuan.platform.oversight.incident;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wangchuan.platform.oversight.incident.Description.Said;
import org.wangchuan.platform.oversight.incident.IncidentException.Code;

/**
 * What an incident is described by, as it was typed; it is shown again if something is wrong with it.
 *
 * @param values by the names of the form's fields
 * @param information ids that were ticked
 */
public record DescriptionForm(Map<String, String> values, List<String> information) {
    /** The texts that those may read whom it is told to, in both languages. */
    public static final List<String> TEXTS = List.of("cause", "harm", "remedies", "advice", "impact", "system");

    private static final DateTimeFormatter FIELD = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm");

    public DescriptionForm {
        values = Map.copyOf(values);
        information = List.copyOf(information);
    }

    /** A field. */
    public String get(String name) {
        return values.getOrDefault(name, "");
    }

    /** What is known by now, to be typed on. */
    static DescriptionForm of(Incident incident) {
        Description known = incident.description();
        Map<String, String> out = new HashMap<>();
        out.put("kind", known.kind());
        out.put("since", known.since().map(at -> field(at, incident.zone())).orElse(""));
        out.put("until", known.until().map(at -> field(at, incident.zone())).orElse(""));
        out.put("found", field(known.found(), incident.zone()));
        out.put("facts", known.facts());
        put(out, "cause", known.cause());
        put(out, "harm", known.harm());
        put(out, "remedies", known.remedies());
        put(out, "advice", known.advice());
        put(out, "impact", known.impact());
        put(out, "system", known.system());
        return new DescriptionForm(out, known.information());
    }

    private static void put(Map<String, String> out, String name, Said said) {
        out.put(name + "-zh", said.zh());
        out.put(name + "-en", said.en());
    }

    static String field(Instant at, ZoneId zone) {
        return FIELD.format(at.atZone(zone));
    }

    Description read(Incident incident, Instant now) throws IncidentException {
        IncidentRules rules = incident.rules();
        if (rules.kind(get("kind")).isEmpty()) {
            throw new IncidentException(Code.NO_KIND, "one of the list");
        }
        for (String one : information) {
            if (rules.information(one).isEmpty()) {
                throw new IncidentException(Code.NO_KIND, "of information, of the list");
            }
        }
        Optional<Instant> since = Typed.pastOrNone(get("since"), incident.zone(), now);
        Optional<Instant> until = Typed.pastOrNone(get("until"), incident.zone(), now);
        if (since.isPresent() && until.isPresent() && until.get().isBefore(since.get())) {
            throw new IncidentException(Code.BAD_TIME, "not over before it began");
        }
        return new Description(
                get("kind"),
                since,
                until,
                found(incident, now),
                Typed.text(get("facts")),
                information.stream().distinct().toList(),
                said("cause"),
                said("harm"),
                said("remedies"),
                said("advice"),
                said("impact"),
                said("system"));
    }

    /** A field for times cuts off seconds: what it shows of the time that is known, is that time. */
    private Instant found(Incident incident, Instant now) throws IncidentException {
        Instant known = incident.description().found();
        return get("found").equals(field(known, incident.zone()))
                ? known
                : Typed.past(get("found"), incident.zone(), now);
    }

    private Said said(String name) throws IncidentException {
        return new Said(Typed.textOrEmpty(get(name + "-zh")), Typed.textOrEmpty(get(name + "-en")));
    }
}
