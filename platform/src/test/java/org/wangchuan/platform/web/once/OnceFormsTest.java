package org.wangchuan.platform.web.once;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.wangchuan.platform.testing.PlatformTest;

/**
 * Each form of each page that posts to a {@link Once} handler carries the key without which that handler refuses it. The browser of these tests sends one with
 * everything, so that no other test sees that one is missing.
 */
final class OnceFormsTest extends PlatformTest {
    private static final Path TEMPLATES = Path.of("src/main/jte");
    private static final Pattern FORM = Pattern.compile("<form [^<>]*method=\"post\".*?</form>", Pattern.DOTALL);
    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]*}");
    private static final String ACTION = " action=\"";
    private static final String KEY = "<input type=\"hidden\" name=\"_form\" value=\"";

    /** Where what is handed to a template as its address can't be read in it: all that it is. */
    private static final Map<String, List<String>> HANDED = Map.of(
            "intake/issued.jte ${base}", List.of("/intake/lists/*/issues", "/owner/*/issues"),
            "intake/list-close.jte ${base}/close", List.of("/intake/lists/*/close"),
            "intake/why.jte ${action}",
                    List.of("/intake/*/photos/*", "/intake/*/person/open", "/intake/*/person/signature"));

    private record Form(String template, String action, boolean hasKey) {
        boolean mayPostTo(Handler handler) {
            List<String> handed = HANDED.get(template + " " + action);
            if (handed != null) {
                return handed.contains(handler.path());
            }
            // A page posts to its own part, unless it says the whole address.
            return pattern().matcher(handler.path()).matches()
                    && (action.startsWith("/") || template.startsWith(handler.part() + "/"));
        }

        /** What is worked out can be anything. */
        private Pattern pattern() {
            StringBuilder out = new StringBuilder();
            int at = 0;
            while (at < action.length()) {
                int begin = action.indexOf("${", at);
                out.append(Pattern.quote(action.substring(at, begin < 0 ? action.length() : begin)));
                at = begin < 0 ? action.length() : end(action, begin);
                out.append(begin < 0 ? "" : ".*");
            }
            return Pattern.compile(out.toString());
        }
    }

    /**
     * One of them.
     *
     * @param part of the platform that it belongs to
     * @param path with a star for each of its variables
     */
    private record Handler(String part, String path) {}

    @Test
    void eachFormOfAOnceHandlerCarriesItsKey() throws IOException {
        List<Handler> handlers = handlers();
        List<Form> forms = forms();
        Set<String> without = new TreeSet<>();
        Set<String> reached = new TreeSet<>();
        for (Form form : forms) {
            for (Handler handler : handlers) {
                if (form.mayPostTo(handler)) {
                    reached.add(handler.path());
                    if (!form.hasKey()) {
                        without.add(form.template() + " " + form.action() + " to " + handler.path());
                    }
                }
            }
        }
        assertThat(without).isEmpty();
        assertThat(handlers)
                .as("there is none that no form was found for: the looking itself works")
                .hasSizeGreaterThan(50)
                .allMatch(handler -> reached.contains(handler.path()));
    }

    private static List<Handler> handlers() {
        List<Handler> out = new ArrayList<>();
        named("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((info, method) -> {
                    if (method.hasMethodAnnotation(Once.class)) {
                        String name =
                                method.getBeanType().getPackageName().substring("org.wangchuan.platform.".length());
                        int dot = name.indexOf('.');
                        info.getPatternValues()
                                .forEach(path -> out.add(new Handler(
                                        dot < 0 ? name : name.substring(0, dot),
                                        VARIABLE.matcher(path).replaceAll("*"))));
                    }
                });
        return out;
    }

    private static List<Form> forms() throws IOException {
        List<Form> out = new ArrayList<>();
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".jte")).toList()) {
                String name = TEMPLATES.relativize(file).toString().replace('\\', '/');
                Matcher form = FORM.matcher(Files.readString(file));
                while (form.find()) {
                    out.add(new Form(name, action(form.group()), form.group().contains(KEY)));
                }
            }
        }
        return out;
    }

    /** Up to the quote that is not within what is worked out. */
    private static String action(String form) {
        int begin = form.indexOf(ACTION) + ACTION.length();
        assertThat(begin).as("a form without an address: %s", form).isGreaterThanOrEqualTo(ACTION.length());
        int at = begin;
        while (form.charAt(at) != '"') {
            at = form.startsWith("${", at) ? end(form, at) : at + 1;
        }
        return form.substring(begin, at);
    }

    /** Where what is worked out ends. */
    private static int end(String text, int begin) {
        int open = 0;
        for (int at = begin; at < text.length(); at++) {
            open += text.charAt(at) == '{' ? 1 : text.charAt(at) == '}' ? -1 : 0;
            if (text.charAt(at) == '}' && open == 0) {
                return at + 1;
            }
        }
        throw new IllegalArgumentException("never closed: " + text);
    }
}
