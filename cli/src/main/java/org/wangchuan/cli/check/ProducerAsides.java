package org.wangchuan.cli.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.proof.statement.ProducersShown;
import org.wangchuan.station.producer.Aside;
import org.wangchuan.station.producer.Asides;
import org.wangchuan.station.producer.StatementsHere;

/** Which statements of makers stay behind and because of which files, told to people and programs. */
public final class ProducerAsides {
    /** So many files are named; of a thousand nobody reads more. */
    private static final int NAMED_MAX = 4;

    private static final int LINES_MAX = 8;
    private static final int FILES_IN_JSON_MAX = 16;

    private ProducerAsides() {}

    /** What these files have to do with, whatever the phone: that they stay behind, or that others do because of them. */
    static List<Aside> about(List<Path> files, StatementsHere here) {
        List<Aside> out = new ArrayList<>(Asides.of(here));
        out.addAll(Asides.crowds(here));
        out.removeIf(aside ->
                !files.contains(aside.kept().file()) && aside.because().stream().noneMatch(files::contains));
        return List.copyOf(out);
    }

    /** A line for each of the first, and one that says how many more there are: anybody can lay a thousand there. */
    public static List<String> lines(List<Aside> asides, Messages messages) {
        List<String> out = new ArrayList<>();
        asides.stream().limit(LINES_MAX).forEach(aside -> out.add(line(aside, messages)));
        if (asides.size() > LINES_MAX) {
            out.add(messages.text("producer.asides-more", asides.size() - LINES_MAX));
        }
        return out;
    }

    private static String line(Aside aside, Messages messages) {
        return messages.text(
                "producer.aside",
                OneLine.of(aside.kept().file().toString()),
                Producers.said(aside.kept().statement(), messages),
                messages.text(
                        "producer.aside." + Json.wireName(aside.why()),
                        named(aside.because(), messages),
                        ProducersShown.STATEMENTS_MAX));
    }

    private static String named(List<Path> files, Messages messages) {
        String first = files.stream()
                .limit(NAMED_MAX)
                .map(file -> OneLine.of(file.toString()))
                .collect(Collectors.joining(", "));
        return files.size() <= NAMED_MAX
                ? first
                : messages.text("producer.aside-more", first, files.size() - NAMED_MAX);
    }

    /** A line for each file that could not be told. */
    public static List<String> faults(List<StatementsHere.Fault> faults, Messages messages) {
        return faults.stream()
                .map(fault -> messages.text(
                        fault.isList() ? "producer.untold-list" : "producer.untold",
                        OneLine.of(fault.file()),
                        OneLine.of(fault.what())))
                .toList();
    }

    /** The same as one member. */
    public static JsonValue.Array json(List<Aside> asides) {
        List<JsonValue> out = new ArrayList<>();
        for (Aside aside : asides) {
            out.add(Json.object()
                    .put("file", aside.kept().file().toString())
                    .put("number", aside.kept().statement().claims().number())
                    .put("sequence", aside.kept().statement().claims().sequence())
                    .put("why", Json.wireName(aside.why()))
                    .put(
                            "because",
                            Json.texts(aside.because().stream()
                                    .limit(FILES_IN_JSON_MAX)
                                    .map(Path::toString)
                                    .toList()))
                    .put("becauseOf", aside.because().size())
                    .build());
        }
        return new JsonValue.Array(out);
    }

    /** The same of what could not be told. */
    public static JsonValue.Array faultsJson(List<StatementsHere.Fault> faults) {
        List<JsonValue> out = new ArrayList<>();
        faults.forEach(fault -> out.add(Json.object()
                .put("file", fault.file())
                .put("found", fault.what())
                .build()));
        return new JsonValue.Array(out);
    }
}
