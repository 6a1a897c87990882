package org.wangchuan.engine.usb.mode;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.usb.UsbDevice;

/**
 * Something that a device does on USB, and how it is recognised.
 *
 * @param id stable name
 * @param means what does so
 * @param words for people
 * @param rules of which one is enough
 */
public record Mode(String id, Meaning means, BilingualText words, List<ModeRule> rules) {
    private static final int RULES_MAX = 64;

    public Mode {
        rules = List.copyOf(rules);
    }

    /** Whether a device does so, by what it shows. */
    public boolean matches(UsbDevice device) {
        return rules.stream().anyMatch(rule -> rule.matches(device));
    }

    static Mode fromJson(Json.Fields fields) throws ShapeException {
        fields.only("id", "means", "words", "rules");
        List<ModeRule> rules = new ArrayList<>();
        for (Json.Fields rule : fields.objects("rules")) {
            rules.add(ModeRule.fromJson(rule));
        }
        if (rules.isEmpty() || rules.size() > RULES_MAX) {
            throw new ShapeException("rules", "1 to " + RULES_MAX + " rules", rules.size() + "");
        }
        Meaning means = fields.constant("means", Meaning.class);
        if (means == Meaning.UNKNOWN) {
            throw new ShapeException("means", "something that is known", means.id());
        }
        return new Mode(Hex.name(fields, "id"), means, BilingualText.fromJson(fields.object("words")), rules);
    }
}
