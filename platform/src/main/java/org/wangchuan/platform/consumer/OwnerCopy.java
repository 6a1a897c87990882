package org.wangchuan.platform.consumer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.ledger.Records;
import org.wangchuan.platform.rights.OwnRequests;
import org.wangchuan.platform.rights.PersonRequest;
import org.wangchuan.platform.rights.RequestKind;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.Purpose;
import org.wangchuan.platform.vault.Read;
import org.wangchuan.platform.vault.Reader;
import org.wangchuan.platform.vault.Vault;
import org.wangchuan.platform.vault.VaultException;

/**
 * A copy of all that is kept of an owner, to take away and to print: the same as their page shows, so numbers of documents and accounts
 * are masked in it, too; whoever holds the phone gets it. What it is made of is described in {@code docs/copy-of-data.md}. Thread-safe.
 */
@Component
public class OwnerCopy {
    /** Names the form of the file; another form has another number. */
    static final String FORMAT = "wangchuan-personal-data/v1";

    /** Copies of one order within {@link #WINDOW}. */
    static final int OFTEN = 5;

    static final Duration WINDOW = Duration.ofHours(1);

    /** Pictures of one copy. */
    static final int PICTURES_MAX = 50;

    /** Bytes of the pictures of one copy. */
    static final long BYTES_MAX = 30L << 20;

    /** A copy is made in memory, so only some are at a time. */
    private static final int AT_ONCE = 2;

    private final OwnerPrivacy privacy;
    private final OwnerLinks links;
    private final OwnRequests requests;
    private final Organisations organisations;
    private final Records records;
    private final Guides guides;
    private final Vault vault;
    private final InstantSource clock;
    private final Semaphore places = new Semaphore(AT_ONCE);

    OwnerCopy(
            OwnerPrivacy privacy,
            OwnerLinks links,
            OwnRequests requests,
            Organisations organisations,
            Records records,
            Guides guides,
            Vault vault,
            InstantSource clock) {
        this.privacy = privacy;
        this.links = links;
        this.requests = requests;
        this.organisations = organisations;
        this.records = records;
        this.guides = guides;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * What the owner agreed to.
     *
     * @param reference id and version of the words
     * @param paragraphs of these words in the language in which they were shown; empty if this version is no longer here
     */
    public record Agreed(String reference, String language, Instant at, List<String> paragraphs) {
        public Agreed {
            paragraphs = List.copyOf(paragraphs);
        }
    }

    /**
     * All that goes into a copy, but for pictures.
     *
     * @param values as the owner's page shows them, masked or in clear
     * @param agreed absent if nothing was agreed to
     * @param words of requests and answers, by where the vault has them
     * @param sites names of sites
     */
    public record Whole(
            Instant at,
            Optional<Vault.Keeping> keeping,
            Map<Field, String> values,
            List<Read> reads,
            Optional<Agreed> agreed,
            List<PersonRequest> requests,
            Map<UUID, String> words,
            List<OwnerLinks.Came> browsers,
            Map<UUID, String> sites) {
        public Whole {
            values = Map.copyOf(values);
            reads = List.copyOf(reads);
            requests = List.copyOf(requests);
            words = Map.copyOf(words);
            browsers = List.copyOf(browsers);
            sites = Map.copyOf(sites);
        }

        /** Whether a field is shown masked. */
        public boolean isMasked(Field field) {
            return OwnerCopy.isMasked(field);
        }
    }

    /** Whether the owner's page shows it masked: it stands on a document, or is an account. */
    static boolean isMasked(Field field) {
        return Purpose.SELLER_REGISTER.fields().contains(field)
                || Purpose.OFFER_AND_PAYMENT.fields().contains(field);
    }

    /** To read and to print. */
    ModelAndView page(Look look) throws VaultException {
        Whole whole = whole(look.guest());
        return look.view(
                "copy",
                "",
                Map.of(
                        "whole",
                        whole,
                        "values",
                        privacy.inWords(whole.values(), look.page().isChinese())));
    }

    /** As a file; empty if too many were made of late, or are made now. */
    Optional<ResponseEntity<byte[]>> file(Look look) throws VaultException {
        UUID order = look.guest().order().id();
        if (requests.atOnceSince(order, RequestKind.COPY, clock.instant().minus(WINDOW)) >= OFTEN
                || !places.tryAcquire()) {
            return Optional.empty();
        }
        try {
            requests.atOnce(
                    order, RequestKind.COPY, Optional.empty()); // before it is made: it counts, whatever becomes of it
            byte[] zip = zip(look, whole(look.guest()));
            return Optional.of(ResponseEntity.ok()
                    .contentType(MediaType.parseMediaType("application/zip"))
                    .cacheControl(CacheControl.noStore())
                    .header(
                            HttpHeaders.CONTENT_DISPOSITION,
                            ContentDisposition.attachment()
                                    .filename(
                                            "wangchuan-" + look.guest().order().code() + ".zip")
                                    .build()
                                    .toString())
                    .body(zip));
        } finally {
            places.release();
        }
    }

    private Whole whole(Guest guest) throws VaultException {
        UUID order = guest.order().id();
        Optional<UUID> person = guest.order().ownerRef();
        Optional<Vault.Keeping> keeping = person.flatMap(vault::ownKeeping);
        boolean isThere = keeping.filter(known -> known.forgottenAt().isEmpty()).isPresent();
        Map<Field, String> values = isThere ? privacy.own(guest) : Map.of();
        Map<UUID, String> words = requests.words(order);
        List<Read> reads = privacy.reads(order);
        Map<UUID, String> sites = new HashMap<>();
        for (Read read : reads) {
            sites.computeIfAbsent(
                    read.site(),
                    site -> organisations
                            .site(site)
                            .map(Organisations.Site::name)
                            .orElse("?"));
        }
        Optional<Agreed> agreed = guest.order()
                .consent()
                .map(consent -> new Agreed(
                        consent.text(),
                        consent.language(),
                        consent.at(),
                        guides.textOf(consent.text())
                                .map(text -> text.paragraphs(consent.language().equals("zh")))
                                .orElse(List.of())));
        return new Whole(
                clock.instant(),
                keeping,
                values,
                reads,
                agreed,
                requests.of(order),
                words,
                links.browsers(order),
                sites);
    }

    private byte[] zip(Look look, Whole whole) throws VaultException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            List<JsonValue> pictures = new ArrayList<>();
            boolean isWhole = pictures(look.guest(), zip, pictures);
            List<JsonValue> signed = new ArrayList<>();
            for (Records.Shown record : records.agreed(look.guest().order().id())) {
                String name = "records/" + record.fileName();
                put(zip, name, record.text().getBytes(StandardCharsets.UTF_8));
                signed.add(Json.object()
                        .put("file", name)
                        .put("kind", record.kind().id())
                        .put("at", record.at().toString())
                        .build());
            }
            JsonValue.Obj data = Json.object()
                    .put("format", FORMAT)
                    .put("madeAt", whole.at().toString())
                    .put("handler", handler(look.guest()))
                    .put("order", order(look.guest()))
                    .put("fields", new JsonValue.Array(fields(whole)))
                    .put("purposes", new JsonValue.Array(purposes(look, whole)))
                    .put("hold", new JsonValue.Array(hold(whole)))
                    .put(
                            "forgottenAt",
                            whole.keeping().flatMap(Vault.Keeping::forgottenAt).map(Instant::toString))
                    .put(
                            "partlyForgottenAt",
                            whole.keeping()
                                    .flatMap(Vault.Keeping::partlyForgottenAt)
                                    .map(Instant::toString))
                    .put("reads", new JsonValue.Array(reads(whole)))
                    .put("consents", new JsonValue.Array(consents(whole)))
                    .put("records", new JsonValue.Array(signed))
                    .put("requests", new JsonValue.Array(requests(whole)))
                    .put("browsers", new JsonValue.Array(browsers(whole)))
                    .put("pictures", new JsonValue.Array(pictures))
                    .put("hasAllPictures", isWhole)
                    .build();
            put(zip, "data.json", CanonicalJson.write(data));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // into memory
        }
        return out.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    /** As many as fit; whether that was all. */
    private boolean pictures(Guest guest, ZipOutputStream zip, List<JsonValue> listed)
            throws IOException, VaultException {
        Optional<UUID> person = guest.order().ownerRef();
        long bytes = 0;
        for (Map.Entry<Field, String> kind :
                Map.of(Field.PHOTO, ".jpg", Field.SIGNATURE, ".png").entrySet()) {
            int number = 0;
            for (Vault.HeldPicture held :
                    person.map(known -> vault.pictures(known, kind.getKey())).orElse(List.of())) {
                if (listed.size() >= PICTURES_MAX || bytes >= BYTES_MAX) {
                    return false;
                }
                byte[] picture = vault.picture(
                                held.id(),
                                kind.getKey(),
                                Purpose.OWN_ACCESS,
                                Reader.owner(guest.site().id()))
                        .bytes();
                number++;
                String name = "pictures/" + kind.getKey().id() + "-" + number + kind.getValue();
                put(zip, name, picture);
                bytes += picture.length;
                listed.add(Json.object()
                        .put("file", name)
                        .put("field", kind.getKey().id())
                        .put("at", held.at().toString())
                        .build());
            }
        }
        return true;
    }

    private static JsonValue.Obj handler(Guest guest) {
        return Json.object()
                .put("company", guest.shop())
                .put("site", guest.site().name())
                .put("timeZone", guest.site().timeZone())
                .build();
    }

    private static JsonValue.Obj order(Guest guest) {
        return Json.object()
                .put("code", guest.order().code())
                .put("state", guest.order().state().id())
                .put("kind", guest.device().kind().id())
                .put("brand", guest.device().brand())
                .put("model", guest.device().model())
                .build();
    }

    private static List<JsonValue> fields(Whole whole) {
        Map<Field, JsonValue> out = new EnumMap<>(Field.class);
        for (Field field : whole.keeping().map(Vault.Keeping::fields).orElse(Set.of())) {
            out.put(
                    field,
                    Json.object()
                            .put("field", field.id())
                            .put("value", Optional.ofNullable(whole.values().get(field)))
                            .put("isMasked", isMasked(field))
                            .build());
        }
        return List.copyOf(out.values());
    }

    private static List<JsonValue> purposes(Look look, Whole whole) {
        Map<Purpose, Instant> running = new EnumMap<>(Purpose.class);
        whole.keeping().map(Vault.Keeping::purposes).ifPresent(running::putAll);
        List<JsonValue> out = new ArrayList<>();
        running.forEach((purpose, until) -> out.add(Json.object()
                .put("purpose", purpose.id())
                .put("basis", look.say("vault.basis." + purpose.id()))
                .put("until", until.toString())
                .put("isKeptByLaw", purpose.isKeptByLaw())
                .build()));
        return out;
    }

    private static List<JsonValue> hold(Whole whole) {
        return whole.keeping().flatMap(Vault.Keeping::hold).stream()
                .<JsonValue>map(hold -> Json.object()
                        .put("reason", hold.reason())
                        .put("until", hold.until().toString())
                        .build())
                .toList();
    }

    private static List<JsonValue> reads(Whole whole) {
        return whole.reads().stream()
                .<JsonValue>map(read -> Json.object()
                        .put("at", read.at().toString())
                        .put("act", read.act().id())
                        .put("purpose", read.purpose().id())
                        .put(
                                "fields",
                                Json.texts(read.fields().stream()
                                        .map(Field::id)
                                        .sorted()
                                        .toList()))
                        .put("by", read.kind().id())
                        .put("role", read.role().map(role -> role.id()))
                        .put("site", whole.sites().getOrDefault(read.site(), "?"))
                        .put("reason", read.reason().map(reason -> reason.id()))
                        .put("authority", read.disclosed().map(Read.Disclosed::authority))
                        .put("article", read.disclosed().map(Read.Disclosed::article))
                        .build())
                .toList();
    }

    private static List<JsonValue> consents(Whole whole) {
        return whole.agreed().stream()
                .<JsonValue>map(agreed -> Json.object()
                        .put("text", agreed.reference())
                        .put("language", agreed.language())
                        .put("at", agreed.at().toString())
                        .put("paragraphs", Json.texts(agreed.paragraphs()))
                        .build())
                .toList();
    }

    private static List<JsonValue> requests(Whole whole) {
        return whole.requests().stream()
                .<JsonValue>map(request -> Json.object()
                        .put("code", request.code())
                        .put("kind", request.kind().id())
                        .put("isAtOnce", request.isAtOnce())
                        .put("way", request.way().id())
                        .put("askedAt", request.askedAt().toString())
                        .put("state", request.state().id())
                        .put("lastDay", request.lastDay().toString())
                        .put("events", new JsonValue.Array(events(whole, request)))
                        .build())
                .toList();
    }

    private static List<JsonValue> events(Whole whole, PersonRequest request) {
        return request.events().stream()
                .<JsonValue>map(event -> Json.object()
                        .put("at", event.at().toString())
                        .put("what", event.what().id())
                        .put("result", event.result().map(PersonRequest.Result::id))
                        .put("ground", event.ground().map(ground -> ground.id()))
                        .put("delay", event.delay().map(delay -> delay.id()))
                        .put("identity", event.identity().map(check -> check.id()))
                        .put(
                                "text",
                                request.textOf(event)
                                        .flatMap(text -> Optional.ofNullable(
                                                whole.words().get(text))))
                        .build())
                .toList();
    }

    private static List<JsonValue> browsers(Whole whole) {
        return whole.browsers().stream()
                .<JsonValue>map(browser -> Json.object()
                        .put("at", browser.at().toString())
                        .put("way", browser.way().map(way -> way.name().toLowerCase(Locale.ROOT)))
                        .put("endedAt", browser.endedAt().map(Instant::toString))
                        .build())
                .toList();
    }
}
