package org.wangchuan.platform.consumer.channel;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.io.Resource;
import org.wangchuan.platform.consumer.Guide;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.Line;
import org.wangchuan.platform.web.content.StrictReader;

/**
 * The file of formal channels that don't work with this platform. It is read strictly: a mistake keeps the platform from starting, and the error
 * names its place.
 */
record OutsideFile(String format, List<OutsideChannel> channels) {
    /** What it is called, in the data folder. */
    static final String NAME = "channels.json";

    private static final String FORMAT = "wangchuan-channels/v1";
    private static final int CHANNELS_MAX = 1_000;
    private static final int LINE_MAX = 200;
    private static final int ADDRESS_MAX = 300;
    private static final Set<String> KINDS =
            Arrays.stream(DeviceKind.values()).map(DeviceKind::id).collect(Collectors.toSet());
    private static final StrictReader<OutsideFile> FILES = new StrictReader<>(OutsideFile.class, "a list of channels");

    OutsideFile {
        channels = List.copyOf(channels);
    }

    /**
     * Reads it.
     *
     * @param today no entry can have been compared later
     * @throws IOException if it says anything that is not foreseen, or leaves out something
     */
    static List<OutsideChannel> read(Resource file, LocalDate today) throws IOException {
        return FILES.read(file, _ -> NAME, read -> read.check(today)).channels();
    }

    private void check(LocalDate today) throws IOException {
        FILES.require(format.equals(FORMAT), "format, expected " + FORMAT, format);
        FILES.require(channels.size() <= CHANNELS_MAX, "channels, expected at most " + CHANNELS_MAX, channels.size());
        Set<String> ids = new HashSet<>();
        for (OutsideChannel one : channels) {
            String at = "channel " + one.id();
            FILES.require(
                    one.id().matches("[a-z][a-z0-9-]{1,60}"),
                    "id, expected small letters, figures and hyphens",
                    one.id());
            FILES.require(ids.add(one.id()), "id, expected each once", one.id());
            words(one.name(), at + " name");
            words(one.region(), at + " region");
            for (String text : List.of(one.postcode(), one.address(), one.paper())) {
                FILES.require(
                        Line.isLineOrEmpty(text, LINE_MAX) && !Line.isOfAPerson(text),
                        at + ", expected a line of at most " + LINE_MAX + " characters with no number of a person",
                        text.length() + " characters");
            }
            FILES.require(
                    !one.kinds().isEmpty() && KINDS.containsAll(one.kinds()),
                    at + " kinds, expected some of " + KINDS,
                    one.kinds());
            FILES.require(isZone(one.zone()), at + " zone, expected one such as Asia/Shanghai", one.zone());
            FILES.require(
                    one.until().isEmpty() || isDay(one.until()), at + " until, expected a day or nothing", one.until());
            words(one.source().title(), at + " source title");
            FILES.require(
                    isAddress(one.source().address()),
                    at + " source address, expected https://…",
                    one.source().address());
            FILES.require(
                    isDay(one.source().seen())
                            && !LocalDate.parse(one.source().seen()).isAfter(today),
                    at + " source seen, expected a day that has been",
                    one.source().seen());
        }
    }

    private static void words(Guide.Words words, String at) throws IOException {
        FILES.require(
                Line.isLine(words.zh(), LINE_MAX) && Line.isLine(words.en(), LINE_MAX),
                at + ", expected a line of at most " + LINE_MAX + " characters in both languages",
                words.zh().length() + " and " + words.en().length() + " characters");
    }

    private static boolean isDay(String text) {
        try {
            return LocalDate.parse(text).toString().equals(text) && text.length() == "2026-01-01".length();
        } catch (DateTimeException _) {
            return false;
        }
    }

    private static boolean isZone(String text) {
        try {
            return ZoneId.getAvailableZoneIds().contains(ZoneId.of(text).getId());
        } catch (DateTimeException _) {
            return false;
        }
    }

    private static boolean isAddress(String text) {
        try {
            URI address = new URI(text);
            return text.length() <= ADDRESS_MAX && "https".equals(address.getScheme()) && address.getHost() != null;
        } catch (URISyntaxException _) {
            return false;
        }
    }
}
