package org.wangchuan.platform.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wangchuan.platform.intake.Agreement;
import org.wangchuan.proof.statement.ConsentClaims;

/** Consents of tests that are about something else. */
public final class Agreed {
    private Agreed() {}

    /** Opens the page on which an erasure is agreed to, and agrees to what it shows; also in the name of somebody else. */
    public static Browser.Answer by(Browser browser, String path) {
        return browser.post(path + "/agree", shown(browser, path));
    }

    /** What the form of that page sends: what its page showed, and that whoever sends it may. */
    public static Map<String, String> shown(Browser browser, String path) {
        String page = browser.get(path + "/agree").body();
        Map<String, String> form = new HashMap<>(Map.of("authority", "1"));
        for (String name : List.of("device", "list", "agrees-to")) {
            Matcher found =
                    Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page);
            if (found.find()) {
                form.put(name, found.group(1));
            }
        }
        return form;
    }

    /** To some words of this id in a language. */
    public static Agreement to(String id, String language) {
        return new Agreement(
                Agreement.Words.of(id, 1, language.equals("zh"), List.of("words")),
                Optional.empty(),
                ConsentClaims.Scope.DEVICE);
    }
}
