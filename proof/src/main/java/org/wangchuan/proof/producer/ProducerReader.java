package org.wangchuan.proof.producer;

import static org.wangchuan.proof.producer.ProducerJson.SCOPE;
import static org.wangchuan.proof.producer.ProducerJson.WITHDRAWN;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.producer.ProducerClaims.Content;
import org.wangchuan.proof.producer.ProducerScope.Condition;
import org.wangchuan.proof.producer.ProducerScope.Meets;
import org.wangchuan.proof.producer.ProducerScope.Way;
import org.wangchuan.proof.statement.Phone;

/**
 * Reads a producer's statement strictly. What is read refuses by itself all that is refused here, but can't say at which member it stands: whoever has five
 * hundred models in a draft has to be told which.
 */
final class ProducerReader {
    private static final int TIME_CHARS = 20;
    private static final String TIME = "a time like 2026-01-31T23:59:59Z";
    private static final String ID = "1 to 64 lower-case letters, digits and hyphens";
    private static final String ONCE = "each once";

    private ProducerReader() {}

    static ProducerClaims read(JsonValue.Obj object) throws ShapeException, VerificationException {
        Json.Fields in =
                Json.in(object).only("format", "producer", "signer", "number", "sequence", "issued", SCOPE, WITHDRAWN);
        if (!in.text("format").equals(SignedProducerStatement.FORMAT)) {
            throw in.fault("format", SignedProducerStatement.FORMAT, "another");
        }
        if (in.has(SCOPE) == in.has(WITHDRAWN)) {
            throw in.fault(SCOPE, "what it states, or that it is withdrawn", "both or neither");
        }
        Json.Fields producer = in.object("producer").only("name", "country");
        VerifierKey signer = VerifierKey.parse(in.text("signer"));
        Content content = in.has(SCOPE)
                ? new Content.InForce(readScope(in.object(SCOPE)))
                : new Content.Withdrawn(readText(in.object(WITHDRAWN)));
        Optional<String> country = producer.optionalText("country");
        if (country.isPresent()) {
            require(producer, "country", country.get(), ProducerClaims.isCountry(country.get()), "two capital letters");
        }
        String number = in.text("number");
        require(
                in,
                "number",
                number,
                ProducerClaims.isNumber(number),
                "1 to 64 letters, digits and . _ / -, a letter or digit first");
        return new ProducerClaims(
                line(producer, "name", ProducerClaims.NAME_CHARS_MAX),
                country,
                signer,
                number,
                in.whole("sequence", 1, Integer.MAX_VALUE),
                instant(in, "issued"),
                content);
    }

    private static ProducerScope readScope(Json.Fields in) throws ShapeException {
        in.only(
                "makers",
                "models",
                "system",
                "versionLeast",
                "patchLeast",
                "ways",
                "conditions",
                "meets",
                "from",
                "until",
                "text");
        String system = in.text("system");
        require(in, "system", system, Phone.SYSTEMS.contains(system), "one of " + String.join(", ", Phone.SYSTEMS));
        String version = in.text("versionLeast");
        require(in, "versionLeast", version, DottedVersion.isOne(version), "numbers with dots between, such as 13.0.1");
        Optional<String> patch = in.optionalText("patchLeast");
        if (patch.isPresent()) {
            require(in, "patchLeast", patch.get(), ProducerScope.isDate(patch.get()), "a day like 2026-01-31");
        }
        Instant from = instant(in, "from");
        Instant until = instant(in, "until");
        if (!from.isBefore(until)) {
            throw in.fault("until", "a time after from, " + from, until.toString());
        }
        return new ProducerScope(
                lines(in, "makers", ProducerScope.MAKERS_MAX),
                lines(in, "models", ProducerScope.MODELS_MAX),
                system,
                version,
                patch,
                readWays(in),
                readConditions(in),
                readMeets(in),
                from,
                until,
                readText(in.object("text")));
    }

    private static List<Way> readWays(Json.Fields in) throws ShapeException {
        List<Way> out = new ArrayList<>();
        List<Json.Fields> all = in.objects("ways");
        requireNumber(in, "ways", all.size(), 1, ProducerScope.WAYS_MAX);
        Once once = new Once(in, "ways");
        for (Json.Fields way : all) {
            way.only("id", "version");
            Way read = new Way(id(way, "id"), way.whole("version", 1, Integer.MAX_VALUE));
            once.require(read.id() + " " + read.version());
            out.add(read);
        }
        return out;
    }

    private static List<Condition> readConditions(Json.Fields in) throws ShapeException {
        List<Condition> out = new ArrayList<>();
        Once once = new Once(in, "conditions");
        for (Json.Fields one : in.objects("conditions")) {
            one.only("property", "is");
            String property = one.text("property");
            List<String> answers = ProducerScope.CONDITIONS.getOrDefault(property, List.of());
            require(
                    one,
                    "property",
                    property,
                    !answers.isEmpty(),
                    "one of "
                            + String.join(
                                    ", ",
                                    ProducerScope.CONDITIONS.keySet().stream()
                                            .sorted()
                                            .toList()));
            List<String> is = one.texts("is");
            requireNumber(one, "is", is.size(), 1, answers.size());
            Once each = new Once(one, "is");
            for (int i = 0; i < is.size(); i++) {
                require(
                        one,
                        "is[" + i + "]",
                        is.get(i),
                        answers.contains(is.get(i)),
                        "one of " + String.join(", ", answers));
                each.require(is.get(i));
            }
            once.require(property);
            out.add(new Condition(property, is));
        }
        return out;
    }

    private static List<Meets> readMeets(Json.Fields in) throws ShapeException {
        List<Meets> out = new ArrayList<>();
        List<Json.Fields> all = in.objects("meets");
        requireNumber(in, "meets", all.size(), 1, ProducerScope.MEETS_MAX);
        Once once = new Once(in, "meets");
        for (Json.Fields one : all) {
            one.only("policy", "version", "clauses");
            String policy = id(one, "policy");
            String version = one.text("version");
            require(one, "version", version, ProducerScope.isPolicyVersion(version), "a number from 1, as a text");
            List<String> clauses = one.texts("clauses");
            requireNumber(one, "clauses", clauses.size(), 1, ProducerScope.CLAUSES_MAX);
            Once each = new Once(one, "clauses");
            for (int i = 0; i < clauses.size(); i++) {
                require(one, "clauses[" + i + "]", clauses.get(i), ProducerScope.isId(clauses.get(i)), ID);
                each.require(clauses.get(i));
            }
            once.require(policy + " " + version);
            out.add(new Meets(policy, version, clauses));
        }
        return out;
    }

    private static ProducerText readText(Json.Fields in) throws ShapeException {
        in.only("zh", "en");
        return new ProducerText(line(in, "zh", ProducerText.CHARS_MAX), line(in, "en", ProducerText.CHARS_MAX));
    }

    /** Lines, each once. */
    private static List<String> lines(Json.Fields in, String name, int most) throws ShapeException {
        List<String> out = in.texts(name);
        requireNumber(in, name, out.size(), 1, most);
        Once once = new Once(in, name);
        for (int i = 0; i < out.size(); i++) {
            require(in, name + "[" + i + "]", out.get(i), Phone.isLine(out.get(i)), ofLine(Phone.CHARS_MAX));
            once.require(out.get(i));
        }
        return out;
    }

    private static String line(Json.Fields in, String name, int most) throws ShapeException {
        String text = in.text(name);
        require(in, name, text, Phone.isLine(text, most), ofLine(most));
        return text;
    }

    private static String ofLine(int most) {
        return "1 to " + most + " characters on one line, no blank at its ends, none that is hidden";
    }

    private static String id(Json.Fields in, String name) throws ShapeException {
        String text = in.text(name);
        require(in, name, text, ProducerScope.isId(text), ID);
        return text;
    }

    /** RFC 3339 in UTC with whole seconds, in its one spelling. */
    private static Instant instant(Json.Fields in, String name) throws ShapeException {
        String text = in.text(name);
        try {
            Instant instant = Instant.parse(text);
            if (text.length() == TIME_CHARS && instant.toString().equals(text)) {
                return instant;
            }
        } catch (DateTimeParseException e) {
            ShapeException malformed = in.fault(name, TIME, quoted(text));
            malformed.initCause(e);
            throw malformed;
        }
        throw in.fault(name, TIME, quoted(text));
    }

    private static void requireNumber(Json.Fields in, String name, int found, int least, int most)
            throws ShapeException {
        if (found < least || found > most) {
            throw in.fault(name, least + " to " + most + " of them", found + "");
        }
    }

    private static void require(Json.Fields in, String name, String text, boolean isSound, String expected)
            throws ShapeException {
        if (!isSound) {
            throw in.fault(name, expected, quoted(text));
        }
    }

    /** A blank at an end is seen only between marks; what is longer than any of them is told by its length. */
    private static String quoted(String text) {
        return text.length() > Phone.CHARS_MAX ? text.length() + " characters" : "\"" + text + "\"";
    }

    /** That of an array's items none is there twice; whose turn it is it counts itself. Not thread-safe. */
    private static final class Once {
        private final Json.Fields in;
        private final String name;
        private final Map<String, Integer> places = new HashMap<>();
        private int next;

        Once(Json.Fields in, String name) {
            this.in = in;
            this.name = name;
        }

        void require(String item) throws ShapeException {
            int place = next++;
            Integer before = places.putIfAbsent(item, place);
            if (before != null) {
                throw in.fault(name + "[" + place + "]", ONCE, quoted(item) + " once more, as [" + before + "]");
            }
        }
    }
}
