package org.wangchuan.platform.consumer.channel;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.oversight.count.SiteCounts;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.page.Page;

/** Where to take a device, for anyone. A place is typed and never asked of the device; nothing of who looks is kept. */
@Controller
class ChannelController {
    /** Most of one page. */
    static final int PAGE = 20;

    private static final int PAGES_MAX = 500;
    private static final int TYPED_MAX = 60;
    private static final int WORDS_MAX = 5;
    private static final Pattern GAPS = Pattern.compile("[\\p{Z}\\s,，、;；]+");

    private final Profiles profiles;
    private final SiteCounts counts;
    private final InstantSource clock;

    ChannelController(Profiles profiles, SiteCounts counts, InstantSource clock) {
        this.profiles = profiles;
        this.counts = counts;
        this.clock = clock;
    }

    /**
     * Those that fit.
     *
     * @param q a place, a postcode or a name
     * @param kind of device
     */
    @Access(To.ANYONE)
    @GetMapping("/channels")
    ModelAndView list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "0") int page,
            Page reader) {
        String typed = q.strip();
        if (typed.length() > TYPED_MAX) {
            typed = typed.substring(0, TYPED_MAX);
        }
        List<String> words = Arrays.stream(GAPS.splitAsStream(typed).toArray(String[]::new))
                .filter(word -> !word.isEmpty() && word.indexOf('\0') < 0)
                .limit(WORDS_MAX)
                .toList();
        Optional<DeviceKind> taken = Arrays.stream(DeviceKind.values())
                .filter(one -> one.id().equals(kind))
                .findFirst();
        int number = Math.clamp(page, 0, PAGES_MAX);
        return new ModelAndView(
                "consumer/channels",
                Map.of(
                        "page", reader,
                        "typed", typed.replace("\0", ""),
                        "kind", taken.map(DeviceKind::id).orElse(""),
                        "number", number,
                        "found", profiles.find(words, taken, number, PAGE),
                        "now", clock.instant()));
    }

    /** The profile of a site; of one that shows none, nobody is told whether it is there. */
    @Access(To.ANYONE)
    @GetMapping("/channels/{site}")
    ModelAndView profile(Page page, @PathVariable UUID site) {
        Profile profile = profiles.published(site).orElseThrow(ChannelController::notFound);
        return new ModelAndView("consumer/channel", Map.of("page", page, "shown", Shown.of(profile, counts, clock)));
    }

    /** The signed counts, byte for byte. */
    @Access(To.ANYONE)
    @GetMapping("/channels/{site}/counts/{number}.json")
    ResponseEntity<byte[]> counts(@PathVariable UUID site, @PathVariable int number) {
        return profiles.published(site)
                .flatMap(_ -> counts.file(site, number))
                .map(file -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                ContentDisposition.attachment()
                                        .filename("counts-" + number + ".json")
                                        .build()
                                        .toString())
                        .body(file.text().getBytes(StandardCharsets.UTF_8)))
                .orElseThrow(ChannelController::notFound);
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
