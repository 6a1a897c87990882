package org.wangchuan.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.plan.OwnersPart;
import org.wangchuan.makers.Knowledge;
import org.wangchuan.makers.Maker;
import org.wangchuan.makers.Makers;
import org.wangchuan.makers.Told;
import org.wangchuan.makers.Topic;

/** Where to tap on a phone of which this is known: what is known of its maker, or of any that runs its system, with a mark where no page was compared. */
final class WhereToTap {
    private static final String ANDROID = "android";
    private static final String ANY = "phone";

    private WhereToTap() {}

    /** Shows what is known of a topic; nothing if nothing is. */
    static void show(Topic topic, Facts known, Console console) {
        for (String line : lines(topic, known, console.messages())) {
            console.note("    " + line);
        }
    }

    static List<String> lines(Topic topic, Facts known, Messages messages) {
        List<String> out = new ArrayList<>();
        for (Told told : Told.of(systems(known), topic)) {
            String text = told.text().in(messages.chinese());
            out.add(told.isUnproven() ? messages.text("phone.tap-unproven", text) : messages.text("phone.tap", text));
        }
        return out;
    }

    /** The topic that tells how a part of the owner's is done; empty where nobody needs to be told. */
    static Optional<Topic> topic(OwnersPart.Code code) {
        return switch (code) {
            case SIGN_OUT_ACCOUNTS, ANSWER_RESET_PROTECTION -> Optional.of(Topic.ACCOUNT);
            case TURN_OFF_FIND_DEVICE -> Optional.of(Topic.LOCK);
            case LEAVE_ORGANISATION -> Optional.of(Topic.WORK);
            case REMOVE_SIM -> Optional.of(Topic.SIM);
            case CHECK_ESIM -> Optional.of(Topic.ESIM);
            case ALLOW_DEBUGGING, TRUST_COMPUTER -> Optional.of(Topic.DEBUGGING);
            case UNLOCK_SCREEN, CHARGE, REMOVE_CARD, ASK_CARRIER -> Optional.empty();
        };
    }

    /** The system of this version, or where no range covers it all of its maker's, each under its name. */
    private static List<Knowledge> systems(Facts known) {
        Makers makers = Makers.shipped();
        Maker maker = maker(known, makers);
        Optional<Knowledge> one =
                known.said(Property.VERSION).flatMap(version -> makers.knowledge(maker, family(known), version));
        return one.map(List::of).orElseGet(() -> makers.knowledge(maker));
    }

    private static Maker maker(Facts known, Makers makers) {
        Optional<Maker> named = known.all().stream()
                .filter(fact -> fact.property() == Property.MAKER || fact.property() == Property.MODEL)
                .sorted((one, other) -> one.property().compareTo(other.property()))
                .map(Fact::value)
                .flatMap(text -> makers.named(text).stream())
                .findFirst();
        String base = known.isApple() ? "apple" : isSystem(known, ANDROID) ? ANDROID : ANY;
        return named.or(() -> makers.find(base)).orElseThrow(() -> new IllegalStateException("no base " + base));
    }

    /** As the files of makers name it; what a phone tells of its version is that of Android, and never that of a maker's own system on it. */
    private static String family(Facts known) {
        return known.isApple() ? "ios" : ANDROID;
    }

    private static boolean isSystem(Facts known, String system) {
        return known.all().stream()
                .anyMatch(fact ->
                        fact.property() == Property.SYSTEM && fact.value().equals(system));
    }
}
