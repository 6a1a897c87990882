package org.wangchuan.platform.consumer;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.wangchuan.makers.Brands;
import org.wangchuan.makers.Makers;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceKind;
import tools.jackson.databind.json.JsonMapper;

/** The guides, those of phones made of what is known of their makers, and the texts that owners agree to; read at the start. Thread-safe. */
@Component
class Guides {
    private final List<Guide> guides;
    private final List<Text> texts;

    Guides(JsonMapper json) throws IOException {
        List<Guide> others = new ArrayList<>();
        for (Resource file : files("preparation")) {
            others.add(GuideReader.read(file));
        }
        others.sort(Comparator.comparing(Guide::id));
        List<Guide> read = new ArrayList<>(MakerGuides.all(Makers.shipped()));
        read.addAll(others);
        guides = read.stream().sorted(Comparator.comparing(Guide::group)).toList();
        requireOneForAll(guides);
        List<Text> said = new ArrayList<>();
        for (Resource file : files("consent")) {
            try (InputStream in = file.getInputStream()) {
                said.add(json.readValue(in, Text.class));
            }
        }
        texts = List.copyOf(said);
    }

    private static Resource[] files(String folder) throws IOException {
        return new PathMatchingResourcePatternResolver().getResources("classpath:" + folder + "/*.json");
    }

    /** Whatever comes over a counter has exactly one guide that needs no brand. */
    private static void requireOneForAll(List<Guide> guides) throws IOException {
        Set<String> ids = new HashSet<>();
        for (Guide guide : guides) {
            if (!ids.add(guide.id())) {
                throw new IOException("a guide twice: " + guide.id());
            }
        }
        for (DeviceKind kind : DeviceKind.values()) {
            long general = guides.stream()
                    .filter(guide ->
                            guide.kinds().contains(kind.id()) && guide.brands().isEmpty())
                    .count();
            if (general != 1) {
                throw new IOException("expected one guide for all of " + kind.id() + ", found " + general);
            }
        }
    }

    /** All of them, in the order of their groups; makers of phones as {@link Makers} has them. */
    List<Guide> all() {
        return guides;
    }

    /** The one of this id. */
    Optional<Guide> find(String id) {
        return guides.stream().filter(guide -> guide.id().equals(id)).findFirst();
    }

    /** Those that fit what somebody typed, the best first. */
    List<Guide> search(String typed) {
        return GuideSearch.find(guides, typed);
    }

    /**
     * The guide for exactly this kind of device: the one that names its brand most exactly, else the one for all of the kind. What
     * another kind of device is, a watch or a router, its model tells as often as its brand.
     */
    Guide of(Device device) {
        String typed = device.kind() == DeviceKind.OTHER ? device.brand() + " " + device.model() : device.brand();
        return guides.stream()
                .filter(guide -> guide.kinds().contains(device.kind().id()))
                .filter(guide -> guide.brands().isEmpty() || Brands.longest(guide.brands(), typed) > 0)
                .max(Comparator.comparingInt(guide -> Brands.longest(guide.brands(), typed)))
                .orElseThrow(() -> new IllegalStateException("no guide for " + device.kind()));
    }

    /** The text of an id and a version, as what was agreed to names it; empty if that version is no longer here. */
    Optional<Text> textOf(String reference) {
        return texts.stream().filter(text -> text.reference().equals(reference)).findFirst();
    }

    /** The latest version of a text. */
    Text text(String id) {
        return texts.stream()
                .filter(text -> text.id().equals(id))
                .max(Comparator.comparingInt(Text::version))
                .orElseThrow(() -> new IllegalStateException("no text " + id));
    }
}
