package org.wangchuan.platform.intake.register;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.wangchuan.platform.custody.Line;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.IdKind;
import org.wangchuan.platform.vault.PhoneNumber;
import org.wangchuan.proof.text.PersonalData;

/**
 * The form of an entry in the register of sellers, as it was filled in. Goes from the form into the vault, and nowhere else.
 *
 * @param fields what was typed, by the name of the field
 */
public record SellerEntry(Map<String, String> fields) {
    private static final int NAME_CHARS_MAX = 100;
    private static final int ADDRESS_CHARS_MAX = 200;
    private static final Pattern NUMBER = Pattern.compile("[A-Z0-9()/-]{4,30}");
    /** Of GB 11643: 17 figures and a check digit. */
    public SellerEntry {
        fields = Map.copyOf(fields);
    }

    /** Nothing of what was typed: it must not get into a message by accident. */
    @Override
    public String toString() {
        return "SellerEntry";
    }

    /** What was typed; empty if nothing. */
    public String get(String name) {
        return fields.getOrDefault(name, "").strip();
    }

    /** The keys of what is wrong with it; empty if nothing. */
    public List<String> problems(SellerRegister.Rule rule) {
        List<String> out = new ArrayList<>();
        if (!Line.isLine(get("entry-name"), NAME_CHARS_MAX)) {
            out.add("intake.register.problem.name");
        }
        Optional<IdKind> kind = IdKind.of(get("entry-kind"));
        if (kind.isEmpty()) {
            out.add("intake.register.problem.kind");
        } else if (kind.get() == IdKind.RESIDENT_ID && !PersonalData.isResident(number())) {
            out.add("intake.register.problem.resident");
        } else if (!NUMBER.matcher(number()).matches()) {
            out.add("intake.register.problem.number");
        }
        if (rule.asksAddress() && !Line.isLine(get("entry-address"), ADDRESS_CHARS_MAX)) {
            out.add("intake.register.problem.address");
        }
        if (rule.asksPhone() && !PhoneNumber.isOne(get("entry-phone"))) {
            out.add("intake.register.problem.phone");
        }
        if (!get("seen").equals("yes")) {
            out.add("intake.register.problem.seen");
        }
        return out;
    }

    /** What goes into the vault: what the rule asks for, and nothing more. */
    Map<Field, String> values(SellerRegister.Rule rule) {
        Map<Field, String> out = new EnumMap<>(Field.class);
        out.put(Field.CIVIL_NAME, get("entry-name"));
        out.put(Field.ID_KIND, get("entry-kind"));
        out.put(Field.ID_NUMBER, number());
        if (rule.asksAddress()) {
            out.put(Field.POSTAL_ADDRESS, get("entry-address"));
        }
        if (rule.asksPhone()) {
            out.put(Field.REGISTERED_PHONE, get("entry-phone"));
        }
        return out;
    }

    /** As documents print it: figures of one width, without gaps. */
    private String number() {
        return Normalizer.normalize(get("entry-number"), Normalizer.Form.NFKC)
                .replace(" ", "")
                .toUpperCase(Locale.ROOT);
    }
}
