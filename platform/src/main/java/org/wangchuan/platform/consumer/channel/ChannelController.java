package org.wangchuan.platform.consumer.channel;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
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
import org.springframework.web.util.UriUtils;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.platform.consumer.LargeType;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.oversight.count.SiteCount;
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
    private final OutsideChannels outside;
    private final SiteCounts counts;
    private final InstantSource clock;

    ChannelController(Profiles profiles, OutsideChannels outside, SiteCounts counts, InstantSource clock) {
        this.profiles = profiles;
        this.outside = outside;
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
            Page reader,
            HttpServletRequest request,
            HttpServletResponse response) {
        Asked asked = Asked.of(q, kind, page);
        return new ModelAndView(
                "consumer/channels",
                Map.of(
                        "page", reader,
                        "typed", asked.typed(),
                        "kind", asked.kind().map(DeviceKind::id).orElse(""),
                        "number", asked.page(),
                        "query", asked.query(),
                        "found", profiles.find(asked.words(), asked.kind(), asked.page(), PAGE),
                        "outside", outside.find(asked.words(), asked.kind(), asked.page(), PAGE),
                        "now", clock.instant(),
                        "isLarge", LargeType.of(request, response)));
    }

    /** The same for other programs, so that they can show it, too. */
    @Access(To.ANYONE)
    @GetMapping("/channels.json")
    ResponseEntity<byte[]> json(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "0") int page) {
        Asked asked = Asked.of(q, kind, page);
        Instant now = clock.instant();
        Profiles.Found found = profiles.find(asked.words(), asked.kind(), asked.page(), PAGE);
        OutsideChannels.Found others = outside.find(asked.words(), asked.kind(), asked.page(), PAGE);
        Map<UUID, SiteCount> all =
                counts.all(found.profiles().stream().map(Profile::site).toList());
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(CanonicalJson.write(Json.object()
                        .put("format", "wangchuan-channel-list/v1")
                        .put("at", now.truncatedTo(ChronoUnit.SECONDS).toString())
                        .put("page", asked.page())
                        .put("isMore", found.isMore() || others.isMore())
                        .put(
                                "sites",
                                new JsonValue.Array(found.profiles().stream()
                                        .<JsonValue>map(one ->
                                                ChannelList.of(one, Optional.ofNullable(all.get(one.site())), now))
                                        .toList()))
                        .put(
                                "outside",
                                new JsonValue.Array(others.channels().stream()
                                        .<JsonValue>map(one -> ChannelList.of(one, now))
                                        .toList()))
                        .build()));
    }

    /**
     * What somebody looks for, cut to what is looked for.
     *
     * @param words each has to stand there
     */
    private record Asked(String typed, List<String> words, Optional<DeviceKind> kind, int page) {
        /** As an address has it. */
        String query() {
            return "q=" + UriUtils.encode(typed, StandardCharsets.UTF_8) + "&kind="
                    + kind.map(DeviceKind::id).orElse("");
        }

        static Asked of(String q, String kind, int page) {
            String typed = q.replace("\0", "").strip();
            typed = typed.substring(0, Math.min(typed.length(), TYPED_MAX));
            return new Asked(
                    typed,
                    GAPS.splitAsStream(typed)
                            .filter(word -> !word.isEmpty())
                            .limit(WORDS_MAX)
                            .toList(),
                    Arrays.stream(DeviceKind.values())
                            .filter(one -> one.id().equals(kind))
                            .findFirst(),
                    Math.clamp(page, 0, PAGES_MAX));
        }
    }

    /** The profile of a site; of one that shows none, nobody is told whether it is there. */
    @Access(To.ANYONE)
    @GetMapping("/channels/{site}")
    ModelAndView profile(Page page, @PathVariable UUID site, HttpServletRequest request, HttpServletResponse response) {
        Profile profile = profiles.published(site).orElseThrow(ChannelController::notFound);
        return new ModelAndView(
                "consumer/channel",
                Map.of(
                        "page", page,
                        "shown", Shown.of(profile, counts, clock),
                        "isLarge", LargeType.of(request, response)));
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
