package org.wangchuan.platform.consumer;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.Device;
import tools.jackson.databind.json.JsonMapper;

/** The guides and the texts that owners agree to: data, read at the start. Thread-safe. */
@Component
class Guides {
    private final List<Guide> guides;
    private final List<Text> texts;

    Guides(JsonMapper json) throws IOException {
        guides = read("preparation", Guide.class, json);
        texts = read("consent", Text.class, json);
    }

    private static <T> List<T> read(String folder, Class<T> type, JsonMapper json) throws IOException {
        List<T> out = new ArrayList<>();
        Resource[] files = new PathMatchingResourcePatternResolver().getResources("classpath:" + folder + "/*.json");
        for (Resource file : files) {
            try (InputStream in = file.getInputStream()) {
                out.add(json.readValue(in, type));
            }
        }
        return List.copyOf(out);
    }

    /** The guide for exactly this kind of device; the one that names its brand first. */
    Guide of(Device device) {
        String brand = device.brand().strip().toLowerCase(Locale.ROOT);
        return guides.stream()
                .filter(guide -> guide.kinds().contains(device.kind().id()))
                .filter(guide ->
                        guide.brands().isEmpty() || guide.brands().stream().anyMatch(brand::contains))
                .max(Comparator.comparingInt(guide -> guide.brands().size()))
                .orElseThrow(() -> new IllegalStateException("no guide for " + device.kind()));
    }

    /** The text of an id and a version, as what was agreed to names it; empty if that version is no longer here. */
    Optional<Text> find(String reference) {
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
