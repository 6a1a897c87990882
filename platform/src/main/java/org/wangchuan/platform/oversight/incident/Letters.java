package org.wangchuan.platform.oversight.incident;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.oversight.incident.Description.Said;
import org.wangchuan.platform.oversight.incident.Letter.Line;
import org.wangchuan.platform.rights.Officers;
import org.wangchuan.platform.web.page.Page;

/** Writes notices from what is known of an incident: every field that a breach notice must have, also those that nothing is known of. Thread-safe. */
@Component
class Letters {
    private final Organisations organisations;
    private final Officers officers;

    Letters(Organisations organisations, Officers officers) {
        this.organisations = organisations;
        this.officers = officers;
    }

    /** To those whom it concerns: what PIPL art. 57 asks for, and when it was. */
    Letter persons(Page page, Incident incident, Description known) {
        List<Line> lines = new ArrayList<>();
        lines.add(line(page.say("oversight.letter.company"), organisations.name(incident.organisation())));
        lines.add(kind(page, incident, known));
        lines.add(happened(page, incident, known));
        lines.add(found(page, incident, known));
        lines.addAll(breach(page, incident, known));
        lines.add(contact(page, incident));
        return new Letter(page.isChinese(), page.say("oversight.letter.persons"), lines);
    }

    /**
     * To an authority: the same, with what a report of a cyber incident asks for.
     *
     * @param counted persons, by orders
     */
    Letter authority(Page page, Incident incident, long counted) {
        Description known = incident.description();
        List<Line> lines = new ArrayList<>();
        lines.add(line(page.say("oversight.letter.company"), organisations.name(incident.organisation())));
        lines.add(kind(page, incident, known));
        lines.add(line(
                page.say("oversight.letter.level"),
                incident.level(counted).name().in(page.isChinese())));
        lines.add(number(page, incident, counted));
        lines.add(happened(page, incident, known));
        lines.add(found(page, incident, known));
        lines.addAll(breach(page, incident, known));
        lines.add(said(page, "oversight.letter.impact", known.impact()));
        lines.add(said(page, "oversight.letter.system", known.system()));
        lines.add(contact(page, incident));
        return new Letter(page.isChinese(), page.say("oversight.letter.authority"), lines);
    }

    private static List<Line> breach(Page page, Incident incident, Description known) {
        List<String> information = known.information().stream()
                .map(id -> incident.rules().information(id).orElseThrow().name().in(page.isChinese()))
                .toList();
        return List.of(
                new Line(page.say("oversight.letter.information"), information, false),
                said(page, "oversight.letter.cause", known.cause()),
                said(page, "oversight.letter.harm", known.harm()),
                said(page, "oversight.letter.remedies", known.remedies()),
                said(page, "oversight.letter.advice", known.advice()));
    }

    private static Line kind(Page page, Incident incident, Description known) {
        return line(
                page.say("oversight.letter.kind"),
                incident.rules().kind(known.kind()).orElseThrow().name().in(page.isChinese()));
    }

    private static Line happened(Page page, Incident incident, Description known) {
        String zone = incident.zone().getId();
        List<String> values = new ArrayList<>();
        known.since().ifPresent(at -> values.add(page.say("oversight.letter.since", page.time(at, zone))));
        known.until().ifPresent(at -> values.add(page.say("oversight.letter.until", page.time(at, zone))));
        return new Line(page.say("oversight.letter.happened"), values, false);
    }

    private static Line found(Page page, Incident incident, Description known) {
        String zone = incident.zone().getId();
        String first = page.time(incident.foundFirst(), zone);
        String said = page.time(known.found(), zone);
        // The clock runs from the first: a notice does not name a later time alone.
        return new Line(
                page.say("oversight.letter.found"),
                first.equals(said)
                        ? List.of(first)
                        : List.of(
                                page.say("oversight.letter.found.first", first),
                                page.say("oversight.letter.found.said", said)),
                false);
    }

    private static Line number(Page page, Incident incident, long counted) {
        Optional<Long> said = incident.last(Entry.Assessed.class).flatMap(Entry.Assessed::persons);
        List<String> values = new ArrayList<>();
        if (counted > 0) {
            values.add(page.say("oversight.letter.counted", counted));
        }
        said.ifPresent(_ -> values.add(page.say("oversight.letter.estimated", incident.persons(counted))));
        return new Line(page.say("oversight.letter.number"), values, false);
    }

    private Line contact(Page page, Incident incident) {
        List<String> values = officers.of(incident.organisation())
                .map(named -> List.of(named.name() + ", " + named.contact()))
                .orElse(List.of());
        return new Line(page.say("oversight.letter.contact"), values, false);
    }

    private static Line said(Page page, String key, Said said) {
        boolean isChinese = page.isChinese();
        return new Line(
                page.say(key), said.isEmpty() ? List.of() : List.of(said.in(isChinese)), said.isOtherOnly(isChinese));
    }

    private static Line line(String label, String value) {
        return new Line(label, List.of(value), false);
    }
}
