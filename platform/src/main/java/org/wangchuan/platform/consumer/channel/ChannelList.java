package org.wangchuan.platform.consumer.channel;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.oversight.count.SiteCount;
import org.wangchuan.proof.statement.Verdict;

/** What was found, for other programs to show: {@code wangchuan-channel-list/v1}. Members may be added, and keep what they mean. */
final class ChannelList {
    private ChannelList() {}

    static JsonValue.Obj of(Profile profile, Optional<SiteCount> all, Instant now) {
        Json.Builder out = Json.object()
                .put("site", profile.site().toString())
                .put("company", profile.company())
                .put("name", profile.name())
                .put("region", profile.text().region())
                .put("postcode", profile.text().postcode())
                .put("address", profile.text().address())
                .put("hours", profile.text().hours())
                .put("timeZone", profile.zone().getId())
                .put(
                        "kinds",
                        Json.texts(profile.kindsInOrder().stream()
                                .map(DeviceKind::id)
                                .toList()))
                .put("ownerMayWatch", profile.isWatched())
                .put(
                        "papers",
                        new JsonValue.Array(profile.licences().stream()
                                .<JsonValue>map(one -> paper(one, profile.day(now)))
                                .toList()))
                .put("page", "/channels/" + profile.site());
        all.ifPresent(one -> out.put("counts", counts(profile, one)));
        return out.build();
    }

    private static JsonValue paper(Licence licence, LocalDate day) {
        return Json.object()
                .put("kind", licence.kind().id())
                .put("number", licence.number())
                .put("scope", licence.scope())
                .put("authority", licence.authority())
                .put("from", licence.validFrom().toString())
                .put("until", licence.expiresOn().map(LocalDate::toString))
                .put("state", licence.on(day).id())
                .build();
    }

    /** All counts taken together, and the newest signed file. */
    private static JsonValue.Obj counts(Profile profile, SiteCount all) {
        Json.Builder verdicts = Json.object();
        for (Verdict verdict : Verdict.values()) {
            verdicts.put(verdict.id(), all.of(verdict));
        }
        return Json.object()
                .put("since", all.since().toString())
                .put("until", all.until().toString())
                .put("total", all.total())
                .put("verdicts", verdicts.build())
                .put("certificates", all.certificates())
                .put("secondLooksFoundOtherwise", all.looks().found())
                .put("complaintsLate", all.complaints().late())
                .put("newest", "/channels/" + profile.site() + "/counts/" + all.number() + ".json")
                .build();
    }

    static JsonValue.Obj of(OutsideChannel one, Instant now) {
        return Json.object()
                .put("id", one.id())
                .put("name", words(one.name().zh(), one.name().en()))
                .put("region", words(one.region().zh(), one.region().en()))
                .put("postcode", one.postcode())
                .put("address", one.address())
                .put("kinds", Json.texts(one.kinds()))
                .put("paper", one.paper())
                .put("until", one.until().isEmpty() ? Optional.<String>empty() : Optional.of(one.until()))
                .put("isExpired", one.isExpired(now))
                .put(
                        "source",
                        words(one.source().title().zh(), one.source().title().en()))
                .put("sourceAddress", one.source().address())
                .put("seen", one.source().seen())
                .build();
    }

    private static JsonValue.Obj words(String zh, String en) {
        return Json.object().put("zh", zh).put("en", en).build();
    }
}
