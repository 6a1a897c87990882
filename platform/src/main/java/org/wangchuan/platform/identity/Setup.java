package org.wangchuan.platform.identity;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.wangchuan.proof.text.PersonalData;

/**
 * The form in which a company is set up, as it was filled in.
 *
 * @param isSent whether somebody has sent it, also without a word in it
 * @param isTaken whether another company here is called that
 */
public record Setup(
        String company,
        String site,
        String workName,
        String timeZone,
        String currency,
        boolean isSent,
        boolean isTaken) {
    static final int NAME_CHARS_MAX = 200;
    static final int WORK_NAME_CHARS_MAX = 60;

    /** As it is before anything was typed: the time zone is proposed, and a browser that knows its own puts that there. */
    static Setup blank() {
        return new Setup("", "", "", TimeZones.here(), "CNY", false, false);
    }

    /** The same, of which it is known that another company here is called that. */
    Setup taken() {
        return new Setup(company, site, workName, timeZone, currency, isSent, true);
    }

    /** The keys of what is wrong, by the name of the field, in the order of the form. */
    Map<String, String> wrong() {
        Map<String, String> out = new LinkedHashMap<>();
        if (!isName(company)) {
            out.put("company", "identity.problem.name");
        } else if (isTaken) {
            out.put("company", "identity.problem.company-taken");
        }
        if (!isName(site)) {
            out.put("site", "identity.problem.name");
        }
        wrongWorkName(workName).ifPresent(key -> out.put("workName", key));
        if (TimeZones.find(timeZone).isEmpty()) {
            out.put("timeZone", "identity.problem.time-zone");
        }
        if (!Currencies.isOne(currency)) {
            out.put("currency", "identity.problem.currency");
        }
        return out;
    }

    /** What is wrong with a field; empty if nothing, or as long as it was not sent. */
    public Optional<String> wrong(String field) {
        return isSent ? Optional.ofNullable(wrong().get(field)) : Optional.empty();
    }

    /** The field to begin with: the first that is wrong. */
    public String first() {
        return wrong().keySet().stream().findFirst().orElse("company");
    }

    static boolean isName(String text) {
        return !text.isBlank()
                && text.length() <= NAME_CHARS_MAX
                && text.chars().noneMatch(Character::isISOControl);
    }

    /** The key of what is wrong with a name at work: it is signed with what this person answers for, and stands on receipts for ever. */
    static Optional<String> wrongWorkName(String text) {
        boolean isName = !text.isBlank()
                && text.strip().length() <= WORK_NAME_CHARS_MAX
                && text.chars().noneMatch(Character::isISOControl);
        if (!isName) {
            return Optional.of("identity.problem.work-name");
        }
        return PersonalData.isIn(text) ? Optional.of("identity.problem.work-name-personal") : Optional.empty();
    }
}
