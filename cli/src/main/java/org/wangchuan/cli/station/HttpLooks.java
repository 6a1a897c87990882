package org.wangchuan.cli.station;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.station.agent.HandOver;
import org.wangchuan.station.agent.Look;
import org.wangchuan.station.agent.LookDesk;
import org.wangchuan.station.agent.PlatformRefusedException;
import org.wangchuan.station.agent.TaskProgress;

/** What a platform wants looked at again, by its Station API. Thread-safe. */
final class HttpLooks implements LookDesk {
    private static final int LOOKS_MAX = 1000;

    private final HttpPlatform platform;
    private volatile List<Look> wanted = List.of();
    private volatile List<HandOver> handOvers = List.of();

    HttpLooks(HttpPlatform platform) {
        this.platform = platform;
    }

    /** Takes what stands beside the list of tasks; a platform of before names none. */
    void named(Json.Fields in) throws ShapeException {
        wanted = each(
                in,
                "looks",
                one -> new Look(
                        HttpPlatform.uuid(one, "look"),
                        HttpPlatform.line(one, "lane"),
                        one.has("serial") ? Optional.of(HttpPlatform.line(one, "serial")) : Optional.empty(),
                        HttpPlatform.uuid(one, "clearing"),
                        digest(one, "statement"),
                        digest(one, "challenge")));
        handOvers = each(
                in,
                "handOvers",
                one -> new HandOver(
                        HttpPlatform.uuid(one, "look"),
                        HttpPlatform.uuid(one, "task"),
                        HttpPlatform.uuid(one, "clearing"),
                        HttpPlatform.line(one, "recipient")));
    }

    /** One that can't be read is passed over: it must keep back neither the others nor the tasks beside them. */
    private static <T> List<T> each(Json.Fields in, String name, HttpPlatform.Reader<T> reader) throws ShapeException {
        List<Json.Fields> found = in.has(name) ? in.objects(name) : List.of();
        List<T> out = new ArrayList<>();
        for (Json.Fields one : found.subList(0, Math.min(found.size(), LOOKS_MAX))) {
            try {
                out.add(reader.from(one));
            } catch (ShapeException _) {
                // The page of whoever asked for it says that nobody has begun.
            }
        }
        return List.copyOf(out);
    }

    private static Bytes32 digest(Json.Fields in, String name) throws ShapeException {
        try {
            return Bytes32.parseBase64Url(in.text(name));
        } catch (VerificationException e) {
            ShapeException shape = new ShapeException(name, "32 bytes in base64url", "another text");
            shape.initCause(e);
            throw shape;
        }
    }

    @Override
    public List<Look> wanted() {
        return wanted;
    }

    @Override
    public List<HandOver> handOvers() {
        return handOvers;
    }

    @Override
    public void claim(UUID look, String lane, Optional<String> serial, String recipient)
            throws IOException, PlatformRefusedException, InterruptedException {
        boolean isClaimed = HttpPlatform.read(
                platform.ask(
                        "POST",
                        "/looks/" + look + "/claim",
                        Optional.of(Json.object()
                                .put("lane", lane)
                                .put("serial", serial)
                                .put("recipient", recipient)
                                .build())),
                in -> in.bool("isClaimed"));
        if (!isClaimed) {
            throw new IOException("expected a claim or a refusal, found neither");
        }
    }

    @Override
    public Optional<String> files(UUID look) throws IOException, PlatformRefusedException, InterruptedException {
        return HttpPlatform.read(
                platform.ask("GET", "/looks/" + look + "/files", Optional.empty()), in -> in.optionalText("sealed"));
    }

    @Override
    public void handOver(UUID look, String recipient, String sealed)
            throws IOException, PlatformRefusedException, InterruptedException {
        platform.store(
                "PUT",
                "/looks/" + look + "/files",
                Json.object().put("recipient", recipient).put("sealed", sealed).build());
    }

    @Override
    public void cannotHandOver(UUID look, String code, BilingualText text)
            throws IOException, PlatformRefusedException, InterruptedException {
        platform.store(
                "POST",
                "/looks/" + look + "/no-files",
                Json.object()
                        .put("code", code)
                        .put("en", text.en())
                        .put("zh", text.zh())
                        .build());
    }

    @Override
    public void putProgress(UUID look, TaskProgress progress)
            throws IOException, PlatformRefusedException, InterruptedException {
        platform.putProgress("/looks/" + look, progress);
    }
}
