package org.wangchuan.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.engine.phone.contact.ContactException;
import org.wangchuan.engine.phone.contact.PermissionState;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.plan.LockCheck;
import org.wangchuan.engine.phone.plan.OwnersPart;
import org.wangchuan.engine.phone.plan.PhonePlan;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.makers.Topic;
import org.wangchuan.station.phone.PeopleAwayException;
import org.wangchuan.station.phone.PhoneNotice;
import org.wangchuan.station.phone.PhoneOutlook;
import org.wangchuan.station.phone.PhonePeople;

/** The owner and whoever serves them, at the terminal of the bench. What is told goes to standard error, as all that is no result. */
final class PhoneTerminal implements PhonePeople {
    /** So often something else than an answer may be typed. */
    private static final int TRIES_MAX = 3;

    private final UsbPlace place;
    private final PhoneProducers producers;
    private final Console console;
    private final Messages messages;
    private final PhoneProgress progress;

    PhoneTerminal(UsbPlace place, Console console, PhoneProducers producers) {
        this.place = place;
        this.producers = producers;
        this.console = console;
        this.messages = console.messages();
        this.progress = new PhoneProgress(console);
    }

    @Override
    public boolean consents(Facts shown, PhoneOutlook outlook) throws PeopleAwayException {
        note("phone.shown", place, PhoneWords.name(shown, messages));
        long least = PhoneWords.minutes(outlook.leastSeconds());
        long most = PhoneWords.minutes(outlook.mostSeconds());
        note(least == most ? "phone.takes" : "phone.takes-between", least, most);
        if (outlook.fills()) {
            note("phone.takes-fill");
        }
        note(outlook.reaches().isPresent() ? "phone.best-cleared" : "phone.best-unproven");
        note("phone.puts-on");
        if (!outlook.isTried()) {
            note("phone.untried");
        }
        String answer = console.ask(messages.text("phone.consent", place))
                .orElseThrow(() -> new PeopleAwayException("there is no terminal to ask at"));
        return answer.equals(place.toString());
    }

    @Override
    public void tell(PhoneNotice notice) {
        switch (notice) {
            case PhoneNotice.PlugIn _ -> note("phone.plug-in", place);
            case PhoneNotice.TurnOnAsking(Facts known) -> {
                note("phone.turn-on");
                WhereToTap.show(Topic.DEBUGGING, known, console);
            }
            case PhoneNotice.Permission(PermissionState state, Facts _) ->
                note("phone.says", PhoneWords.in(state.words(), messages));
            case PhoneNotice.Told(Facts facts) -> told(facts);
            case PhoneNotice.BeforeWay(var parts, Facts known) -> {
                tellLocks(known);
                tellParts(parts, known);
            }
            case PhoneNotice.ResetNow reset -> resetNow(reset);
            case PhoneNotice.Erasing(PhoneTechnique technique) ->
                note("phone.erasing", PhoneWords.in(technique.title(), messages));
            case PhoneNotice.Gone _ -> note("phone.gone", place);
            case PhoneNotice.Back _ -> note("phone.back", place);
            case PhoneNotice.OtherPhone _ -> console.error(messages.text("phone.other", place));
            case PhoneNotice.SameNumber _ -> console.error(messages.text("phone.same-number", place));
            case PhoneNotice.TwoNumbers _ -> console.error(messages.text("phone.two-numbers", place));
            case PhoneNotice.MayBeOther _ -> console.error(messages.text("phone.may-be-other", place));
            case PhoneNotice.PlugInAgain _ -> console.error(messages.text("phone.plug-in-again", place));
            case PhoneNotice.PairingLeft _ -> console.error(messages.text("phone.pairing-left"));
            case PhoneNotice.OtherRecord _ ->
                console.error(messages.text(
                        "phone.other-record", PhoneWords.in(ContactException.OTHER_RECORD_LEFT, messages)));
            case PhoneNotice.PermissionLeft(boolean isMarkLeft) -> {
                console.error(messages.text("phone.permission-left"));
                if (isMarkLeft) {
                    console.error(messages.text("phone.mark-left"));
                }
            }
            case PhoneNotice.StillAsking _ -> note("phone.still-asking");
            case PhoneNotice.NotTold(var code) ->
                console.error(messages.text("phone.not-told", code.id(), PhoneWords.in(code.advice(), messages)));
            case PhoneNotice.Filling filling -> progress.at(filling);
            case PhoneNotice.FilledByShell _ -> note("phone.filled-by-shell");
        }
    }

    private void told(Facts facts) {
        note("phone.told");
        facts.all().forEach(fact -> console.note("    " + PhoneWords.fact(fact, messages)));
    }

    private void resetNow(PhoneNotice.ResetNow reset) {
        String key = switch (reset.why()) {
            case FIRST -> "phone.reset-now";
            case AS_IT_WAS -> "phone.reset-as-it-was";
            case FILLED -> "phone.reset-again";
        };
        note(key, PhoneWords.minutes(reset.technique().seconds()));
        if (reset.isResumed()) {
            note("phone.reset-resumed", place);
        }
        WhereToTap.show(Topic.RESET, reset.known(), console);
        note("phone.stays-plugged-in");
    }

    @Override
    public Answer goesOn(Wanted missing, boolean hasWithout, Facts known) throws PeopleAwayException {
        String question = messages.text(
                hasWithout ? "phone.goes-on-without" : "phone.goes-on",
                messages.text("phone.missing." + wire(missing)));
        for (int i = 0; i < TRIES_MAX; i++) {
            switch (ask(question)) {
                case "1" -> {
                    return Answer.AGAIN;
                }
                case "2" -> {
                    if (hasWithout) {
                        return Answer.WITHOUT;
                    }
                }
                case "0" -> {
                    return Answer.END;
                }
                default -> {}
            }
        }
        throw new PeopleAwayException("no answer");
    }

    @Override
    public Optional<String> whichSystem(Facts known) throws PeopleAwayException {
        note("phone.system");
        for (int i = 0; i < TRIES_MAX; i++) {
            switch (ask(messages.text("phone.ask.system")).toLowerCase(Locale.ROOT)) {
                case "1", "android", "安卓" -> {
                    return Optional.of("android");
                }
                case "2", "harmonyos", "鸿蒙" -> {
                    return Optional.of("harmonyos");
                }
                case "?", "u" -> {
                    return Optional.empty();
                }
                default -> {}
            }
        }
        throw new PeopleAwayException("no answer");
    }

    @Override
    public Optional<PhoneTechnique> choose(PhonePlan plan, List<OwnersPart> parts, Facts known)
            throws PeopleAwayException {
        PhonePlanText text = new PhonePlanText(producers, messages, console::note);
        text.leftOut(plan);
        text.notOffered(known);
        text.offers(plan, known);
        text.obstacles(plan);
        if (plan.offers().isEmpty()) {
            return Optional.empty();
        }
        for (int i = 0; i < TRIES_MAX; i++) {
            String answer = ask(messages.text("phone.which", plan.offers().size()));
            if (answer.equals("0")) {
                return Optional.empty();
            }
            for (int offer = 0; offer < plan.offers().size(); offer++) {
                PhoneTechnique technique = plan.offers().get(offer).technique();
                if (answer.equals(Integer.toString(offer + 1)) || answer.equals(technique.id())) {
                    return Optional.of(technique);
                }
            }
        }
        throw new PeopleAwayException("no answer");
    }

    private void tellLocks(Facts known) {
        note("phone.locks");
        for (LockCheck check : LockCheck.of(known)) {
            String line = messages.text(
                    "phone.lock-check",
                    PhoneWords.in(check.text(), messages),
                    PhoneWords.in(check.state().text(), messages));
            console.note("  " + line);
            check.because().forEach(fact -> console.note("    " + PhoneWords.fact(fact, messages)));
        }
    }

    private void tellParts(List<OwnersPart> parts, Facts known) {
        if (parts.isEmpty()) {
            return;
        }
        note("phone.parts");
        for (OwnersPart part : parts) {
            String text = PhoneWords.in(part.code().text(), messages);
            String because = part.because()
                    .map(fact -> PhoneWords.fact(fact, messages))
                    .orElse(messages.text("phone.nobody-knows"));
            console.note("  " + messages.text("phone.part", text, because));
            WhereToTap.topic(part.code()).ifPresent(topic -> WhereToTap.show(topic, known, console));
        }
    }

    @Override
    public Facts observe(List<Property> asked, Facts known) throws PeopleAwayException {
        note("phone.observe");
        List<Fact> out = new ArrayList<>();
        for (Property property : asked) {
            switch (property) {
                case SETUP -> seen(out, property, "phone.ask.setup", "not-done", "done");
                case RESET_PROTECTION -> seen(out, property, "phone.ask.account", "on", "off");
                case MANAGED -> {
                    note(known.isApple() ? "phone.look.managed-apple" : "phone.look.managed");
                    seen(out, property, "phone.ask.managed", "yes", "no");
                }
                case SIM -> seen(out, property, "phone.ask.sim", "present", "absent");
                case CARD -> seen(out, property, "phone.ask.card", "present", "absent");
                default -> throw new IllegalStateException("no words to ask for " + property.id());
            }
        }
        return new Facts(out);
    }

    private void seen(List<Fact> out, Property property, String question, String yes, String no)
            throws PeopleAwayException {
        for (int i = 0; i < TRIES_MAX; i++) {
            switch (ask(messages.text(question)).toLowerCase(Locale.ROOT)) {
                case "y", "yes", "是" -> {
                    out.add(new Fact(property, yes, Source.SEEN));
                    return;
                }
                case "n", "no", "否" -> {
                    out.add(new Fact(property, no, Source.SEEN));
                    return;
                }
                case "?", "u" -> {
                    return;
                }
                default -> {}
            }
        }
        throw new PeopleAwayException("no answer");
    }

    /** Blank if nothing was typed, or nobody is there any more: after some of these nobody is. */
    private String ask(String question) throws PeopleAwayException {
        return console.ask(question).orElseThrow(() -> new PeopleAwayException("there is no terminal to ask at"));
    }

    private void note(String words, Object... arguments) {
        console.note(messages.text(words, arguments));
    }

    private static String wire(Enum<?> word) {
        return Json.wireName(word);
    }
}
