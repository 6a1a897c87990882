package org.wangchuan.platform.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.Presenter;
import org.wangchuan.platform.rights.OwnRequests;
import org.wangchuan.platform.rights.RequestKind;
import org.wangchuan.platform.testing.Agreed;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.Purpose;
import org.wangchuan.platform.vault.Reader;
import org.wangchuan.platform.vault.Vault;
import org.wangchuan.platform.web.access.Role;

/** What an owner takes away is what is kept, as far as their page shows it; nobody else gets it, and not as often as they like. */
final class OwnerCopyTest extends PlatformTest {
    private static final byte[] DOT = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    private static final String NUMBER = "A7654321";

    private final Shop shop = newShop();
    private final Hand hand = taken();
    private final Browser owner = nobody();

    private Hand taken() {
        try {
            return Hand.takesIn(shop, DeviceKind.PHONE, "Huawei", "Mate 30", Presenter.OWNER)
                    .offers(100);
        } catch (OrderException e) {
            throw new AssertionError(e);
        }
    }

    /** The way to the consent, with a request, an entry in the register and a signature. */
    private UUID journey() throws Exception {
        owner.post(hand.link(), Map.of("step", "accept", "minor", "100", "currency", "CNY"));
        owner.post(hand.link() + "/keep", Map.of("keep", "copied"));
        owner.post(hand.link() + "/contact", Map.of("name", "王小明", "phone", "13800138000"));
        Agreed.by(owner, hand.link());
        owner.post(hand.link() + "/requests", Map.of("kind", "complaint", "text", "Too slow"));
        UUID person = hand.now().ownerRef().orElseThrow();
        Vault vault = bean(Vault.class);
        vault.add(
                person,
                Map.of(Field.CIVIL_NAME, "王大明", Field.ID_KIND, "other", Field.ID_NUMBER, NUMBER),
                Purpose.SELLER_REGISTER,
                new Reader(Reader.Kind.STAFF, Optional.of(hand.clerk()), Set.of(Role.CLERK), shop.site()));
        vault.attach(person, Purpose.CERTIFICATE, "image/png", DOT);
        for (boolean isSealed : List.of(true, false)) {
            jdbc().sql("""
                            INSERT INTO vault.read (person_id, at, act, purpose, fields, kind, role, site_id, authority, article,
                              is_alone, shown_from)
                            VALUES (?, now(), 'disclosed', 'authority_disclosure', '{id_number}', 'staff', 'manager', ?, ?, 'art. 1',
                              false, ?::timestamptz)""")
                    .params(
                            person,
                            shop.site(),
                            isSealed ? "Sealed Office" : "Open Office",
                            isSealed ? "2099-01-01T00:00:00Z" : "2026-01-01T00:00:00Z")
                    .update();
        }
        return person;
    }

    private static String purpose(Json.Fields one) {
        try {
            return one.text("purpose");
        } catch (ShapeException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, byte[]> files(byte[] zip) throws IOException {
        Map<String, byte[]> out = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                out.put(entry.getName(), in.readAllBytes());
            }
        }
        return out;
    }

    @Test
    void theCopyHoldsWhatIsKept() throws Exception {
        UUID person = journey();
        int reads = bean(Vault.class).reads(person).size();
        Browser.Saved saved = owner.saveBy(hand.link() + "/copy");
        assertThat(saved.status()).isEqualTo(200);
        assertThat(saved.header("cache-control")).contains("no-store");
        assertThat(saved.header("content-disposition"))
                .isEqualTo("attachment; filename=\"wangchuan-" + hand.now().code() + ".zip\"");

        Map<String, byte[]> files = files(saved.bytes());
        String text = new String(files.getOrDefault("data.json", new byte[0]), StandardCharsets.UTF_8);
        Json.Fields data = Json.in(CanonicalJson.readLenientObject(text.getBytes(StandardCharsets.UTF_8)));
        assertThat(data.text("format")).isEqualTo(OwnerCopy.FORMAT);
        assertThat(data.object("order").text("code")).isEqualTo(hand.now().code());
        Map<String, Optional<String>> fields = new LinkedHashMap<>();
        for (Json.Fields field : data.objects("fields")) {
            fields.put(field.text("field"), field.optionalText("value"));
        }
        assertThat(fields)
                .containsEntry("name", Optional.of("王小明"))
                .containsEntry("phone", Optional.of("13800138000"))
                .containsEntry("civil_name", Optional.of("王*"))
                .containsEntry("id_number", Optional.of("****21"))
                .containsEntry("signature", Optional.empty());
        assertThat(data.objects("purposes")).extracting(OwnerCopyTest::purpose).contains("ceremony", "seller_register");
        Json.Fields consent = data.objects("consents").getFirst();
        assertThat(consent.text("text")).startsWith("erasure-guided/");
        assertThat(consent.texts("paragraphs")).isNotEmpty();
        assertThat(data.objects("requests").stream()
                        .map(Json.Fields::object)
                        .toList()
                        .toString())
                .contains("Too slow");
        assertThat(text).contains("Open Office").doesNotContain("Sealed Office", NUMBER, "王大明");
        assertThat(files.get("pictures/signature-1.png")).isEqualTo(DOT);
        assertThat(files.keySet()).anyMatch(name -> name.startsWith("records/") && name.endsWith(".consent.json"));
        for (byte[] file : files.values()) {
            assertThat(new String(file, StandardCharsets.UTF_8)).doesNotContain(NUMBER);
        }
        assertThat(bean(Vault.class).reads(person)).hasSizeGreaterThan(reads);
        assertThat(bean(OwnRequests.class).of(hand.order()))
                .anyMatch(one -> one.kind() == RequestKind.COPY && one.isAtOnce());
    }

    @Test
    void itCanBeReadAndPrinted() throws Exception {
        var _ = journey();
        Browser.Answer page = owner.post(hand.link() + "/copy-page", Map.of());
        assertThat(page.header("cache-control")).contains("no-store");
        assertThat(page.body())
                .contains("王小明", "13800138000", "王*", "****21", "Too slow", "Open Office", "What you agreed to")
                .doesNotContain(NUMBER, "王大明", "Sealed Office");
    }

    @Test
    void notForABrowserThatCameByThePaperAndNotWithoutEnd() throws Exception {
        var _ = journey();
        Browser byPaper = nobody();
        byPaper.post(hand.link() + "/enter", Map.of("code", hand.code()));
        for (String what : List.of("/copy", "/copy-page")) {
            Browser.Answer refused = byPaper.post(hand.link() + what, Map.of());
            assertThat(refused.header("content-type")).as(what).startsWith("text/html");
            assertThat(refused.body()).as(what).doesNotContain("王小明", "Too slow");
        }
        for (int i = 0; i < OwnerCopy.OFTEN; i++) {
            assertThat(owner.saveBy(hand.link() + "/copy").header("content-type"))
                    .isEqualTo("application/zip");
        }
        assertThat(owner.post(hand.link() + "/copy", Map.of()).body()).contains("five times within an hour");
    }

    @Test
    void whoWasForgottenTakesWhatIsLeft() throws Exception {
        owner.post(hand.link(), Map.of());
        owner.post(hand.link() + "/contact", Map.of("name", "王小明", "phone", "13800138000"));
        owner.post(hand.link() + "/requests", Map.of("kind", "deletion", "text", "soon"));
        owner.post(hand.link() + "/forget", Map.of("sure", "1"));
        Map<String, byte[]> files = files(owner.saveBy(hand.link() + "/copy").bytes());
        assertThat(new String(files.getOrDefault("data.json", new byte[0]), StandardCharsets.UTF_8))
                .contains("\"forgottenAt\"", "\"deletion\"")
                .doesNotContain("王小明", "soon");
    }
}
