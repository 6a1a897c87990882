package org.wangchuan.engine.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.fact.Trust;
import org.wangchuan.engine.phone.read.Digests;
import org.wangchuan.engine.phone.read.Reading;
import org.wangchuan.engine.phone.technique.Condition;
import org.wangchuan.engine.phone.technique.PhoneTechnique;

/** A phone in memory that one way fits, and what is true of it. Whoever touches one that is not its owner's to be erased fails the test. */
final class MadePhone {
    private final PhoneTechnique fits;
    private final String serial;
    private final boolean isToBeErased;
    private boolean isMarked;
    private boolean isPermitted;
    private boolean isDataThere = true;
    private boolean isOldSpaceThere = true;
    private boolean isReset;
    private int resets;

    MadePhone(PhoneTechnique fits, String serial, boolean isToBeErased) {
        this.fits = fits;
        this.serial = serial;
        this.isToBeErased = isToBeErased;
    }

    PhoneIdentity identity(Digests digests) {
        return new PhoneIdentity(
                Map.of(PhoneIdentity.Name.USB_SERIAL, digests.of(PhoneIdentity.Name.USB_SERIAL, serial)));
    }

    /** What it tells whoever only plugs it in: its system an iPhone, and a HarmonyOS that offers HDC, and nobody else. */
    Reading unasked(Digests digests) {
        List<Fact> facts = new ArrayList<>();
        for (Condition need : fits.needs()) {
            String word = need.is().getFirst();
            if (need.property() == Property.SYSTEM && !word.equals("android")) {
                facts.add(fact(Property.SYSTEM, word));
            }
        }
        return new Reading(identity(digests), new Facts(facts), List.of());
    }

    /** The bench leaves its mark, and the owner taps. */
    void mark() {
        touch();
        isMarked = true;
        isPermitted = true;
    }

    /** What it tells once its owner agreed and tapped. */
    Reading before(Digests digests) {
        List<Fact> facts = new ArrayList<>();
        for (Condition need : fits.needs()) {
            facts.add(fact(need.property(), need.is().getFirst()));
        }
        facts.removeIf(fact -> fact.property() == Property.MARK && !isMarked);
        facts.removeIf(fact -> fact.property() == Property.PERMISSION && !isPermitted);
        return new Reading(identity(digests), new Facts(facts), List.of());
    }

    /** What it tells afterwards, as far as a cable can; then its owner has tapped. */
    Reading after(Digests digests) {
        List<Fact> facts = new ArrayList<>();
        for (Condition sign : fits.shows()) {
            if (sign.trust() == Trust.SEEN) {
                continue;
            }
            boolean isAsNew = switch (sign.property()) {
                case BOOTLOADER, VERIFIED_BOOT -> true;
                case PERMISSION -> !isPermitted;
                case MARK -> !isMarked;
                default -> isReset;
            };
            facts.add(fact(sign.property(), isAsNew ? sign.is().getFirst() : otherThan(sign)));
        }
        isPermitted = true;
        return new Reading(identity(digests), new Facts(facts), List.of());
    }

    /** What a person reads off its screen. */
    Facts screen() {
        return new Facts(List.of(
                new Fact(Property.SETUP, isReset ? "not-done" : "done", Source.SEEN),
                new Fact(Property.RESET_PROTECTION, "off", Source.SEEN),
                new Fact(Property.MANAGED, "no", Source.SEEN)));
    }

    private static String otherThan(Condition sign) {
        return sign.property().words().stream()
                .filter(word -> !sign.is().contains(word))
                .findFirst()
                .orElse("2");
    }

    private Fact fact(Property property, String value) {
        List<Source> sources = switch (fits.id()) {
            case "ios-erase-device", "ios-reset-by-hand" -> List.of(Source.LOCKDOWN, Source.PAIRED);
            // Whoever lets itself be read as a boot loader is an Android; and HDC is shown.
            case "android-fastboot-erase", "harmonyos-reset-by-hand" -> List.of(Source.USB, Source.FASTBOOT);
            default -> List.of(Source.ADB);
        };
        Source source = sources.stream()
                .filter(property.sources()::contains)
                .findFirst()
                .orElseThrow();
        return new Fact(property, value, source);
    }

    void reset() {
        touch();
        isMarked = false;
        isPermitted = false;
        isDataThere = false;
        isReset = true;
        resets++;
    }

    void fill() {
        touch();
        assertThat(isReset).as("a fill goes round what lies there").isTrue();
        isOldSpaceThere = false;
    }

    private void touch() {
        assertThat(isToBeErased).as("somebody else's phone is touched").isTrue();
    }

    /** Whether what the way does was done to it. */
    boolean isErased() {
        return !isDataThere && !(fits.fills() && isOldSpaceThere);
    }

    int resets() {
        return resets;
    }
}
