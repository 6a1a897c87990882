package org.wangchuan.platform.consumer.channel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.setting.PlatformSettings;

/**
 * Formal channels that don't work with this platform: what {@code channels.json} in the data folder names, read at the start. Without that file there
 * are none, but for made-up ones where the platform begins with a made-up company. Thread-safe.
 */
@Component
public class OutsideChannels {
    private final List<OutsideChannel> channels;

    OutsideChannels(PlatformSettings settings, InstantSource clock) throws IOException {
        Path file = settings.data().resolve(OutsideFile.NAME);
        // Wherever somebody compared it: nowhere is it a later day than there.
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.MAX);
        if (Files.exists(file)) {
            channels = OutsideFile.read(new FileSystemResource(file), today);
        } else if (settings.sample()) {
            channels = OutsideFile.read(new ClassPathResource("channels/" + OutsideFile.NAME), today);
        } else {
            channels = List.of();
        }
    }

    /**
     * Some of what was found.
     *
     * @param isMore whether there is more after it
     */
    public record Found(List<OutsideChannel> channels, boolean isMore) {
        public Found {
            channels = List.copyOf(channels);
        }
    }

    /** Those by place, as {@link Profiles#find}. */
    public Found find(List<String> words, Optional<DeviceKind> kind, int page, int size) {
        List<OutsideChannel> rest = channels.stream()
                .filter(one -> kind.isEmpty() || one.kinds().contains(kind.get().id()))
                .filter(one -> {
                    String text = one.text().toLowerCase(Locale.ROOT);
                    return words.stream().allMatch(word -> text.contains(word.toLowerCase(Locale.ROOT)));
                })
                .skip((long) page * size)
                .limit(size + 1L)
                .toList();
        boolean isMore = rest.size() > size;
        return new Found(isMore ? rest.subList(0, size) : rest, isMore);
    }
}
