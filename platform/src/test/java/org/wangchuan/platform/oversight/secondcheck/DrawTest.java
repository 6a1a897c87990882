package org.wangchuan.platform.oversight.secondcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.bench.BenchOrder;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.DeviceMedia;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.log.CompactRange;
import org.wangchuan.proof.log.EntryBundle;

/** What is drawn, why, and that a stranger comes to the same with nothing but the public file and the public log. */
@Tag("slow")
final class DrawTest extends PlatformTest {
    private final Shop shop = newShop();

    /** The first at a site comes before the commitment, or after it: either way it is drawn or the lot has decided. */
    @Test
    void eachClearingIsDrawnOnceByTheLogAndTheSecret() throws Exception {
        Drawn all = new Drawn(shop);
        BenchOrder first = all.drive();
        BenchOrder second = all.drive();
        UUID device = Drawn.device(second);

        assertThat(Drawn.why(Drawn.device(first))).isIn("first", "lot");
        assertThat(Drawn.why(device)).isEqualTo("lot");

        bean(Draws.class).draw(shop.site()); // as a process does that was killed and began again
        assertThat(jdbc().sql("SELECT count(*), count(DISTINCT place) FROM oversight.clearing WHERE site_id = ?")
                        .param(shop.site())
                        .query((row, _) -> List.of(row.getInt(1), row.getInt(2)))
                        .single())
                .containsExactly(2, 2);
        assertThatThrownBy(() -> jdbc().sql("UPDATE oversight.clearing SET is_drawn = false WHERE device_id = ?")
                        .param(device)
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("APPEND_ONLY");
    }

    /** By hand, and with no class of this module: HMAC, SHA-256, the tiles of the log, and what the file says. */
    @Test
    void aStrangerWorksItOutAgain() throws Exception {
        new Drawn(shop).drive();
        // Every second one: a lot that is worked out otherwise is found by the first few.
        bean(Rates.class).set(shop.organisation(), Lot.OF / 2, shop.account());
        for (int i = 0; i < 6; i++) {
            Drawn.erased(BenchOrder.consented(shop));
        }
        String month = Months.text(Months.of(Instant.now()));
        Json.Fields file = file(month);
        // The month is not over, so the file does not open the secret. It will say what lies here.
        byte[] secret = jdbc().sql("SELECT secret FROM oversight.secret WHERE site_id = ? AND month = ?")
                .params(shop.site(), Months.of(Instant.now()))
                .query((row, _) -> row.getBytes(1))
                .single();
        assertThat(file.has("opening")).isFalse();
        String commitment = file.object("commitment").text("text");
        assertThat(commitment)
                .contains("site " + shop.site(), "month " + month)
                .contains("sha256 " + HexFormat.of().formatHex(sha256(secret)));
        List<byte[]> entries = entries();
        long committed = file.object("commitment").whole("logIndex", 0, entries.size());
        byte[] entry = entries.get(Math.toIntExact(committed));
        assertThat(entry[0]).isEqualTo((byte) 1);
        assertThat(java.util.Arrays.copyOfRange(entry, 1, 33))
                .isEqualTo(sha256(commitment.getBytes(StandardCharsets.UTF_8)));

        int byLot = 0;
        for (Json.Fields one : file.objects("clearings")) {
            if (!one.has("root")) {
                assertThat(one.bool("drawn")).isTrue();
                continue;
            }
            long index = one.whole("logIndex", committed + 1, entries.size());
            CompactRange tree = new CompactRange();
            entries.subList(0, Math.toIntExact(index) + 1).forEach(tree::append);
            String root = Base64.getEncoder().encodeToString(tree.root().toBytes());
            assertThat(one.text("root")).isEqualTo(root);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            byte[] out = mac.doFinal(("wangchuan/second-check/v1\n" + root + "\n" + one.text("statement") + "\n")
                    .getBytes(StandardCharsets.US_ASCII));
            long lot = (Long.parseLong(HexFormat.of().formatHex(out, 0, 4), 16) * 10_000) >> 32;
            boolean isByLot = lot < one.whole("rate", 500, 10_000);
            assertThat(one.bool("drawn") && one.text("why").equals("lot")).isEqualTo(isByLot);
            assertThat(one.bool("drawn") || one.text("why").equals("lot")).isTrue();
            byLot++;
        }
        assertThat(byLot).isGreaterThanOrEqualTo(6);
    }

    /** When the month is over the log says what it rested on; nothing is drawn by it any more. */
    @Test
    void theSecretIsOpenedWhenItsMonthIsOver() {
        LocalDate before = LocalDate.of(2026, 1, 1);
        Draws draws = bean(Draws.class);
        jdbc().sql("""
                        WITH note AS (INSERT INTO ledger.note (event_id, text, at) VALUES (gen_random_uuid(), 'test', now()) RETURNING event_id)
                        INSERT INTO oversight.secret (site_id, month, secret, commitment_id)
                        SELECT ?, ?, sha256('secret'::bytea), event_id FROM note""").params(shop.site(), before).update();

        draws.keep(shop.site());
        draws.keep(shop.site());

        Browser.Answer file = nobody().get("/second-check-draws/" + shop.site() + "/2026-01");
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.body())
                .contains("wangchuan-second-check/v1 opening")
                .contains("secret " + HexFormat.of().formatHex(sha256("secret".getBytes(StandardCharsets.UTF_8))));
        assertThat(jdbc().sql("SELECT count(*) FROM oversight.secret WHERE site_id = ?")
                        .param(shop.site())
                        .query((row, _) -> row.getInt(1))
                        .single())
                .as("this month and the next are committed to, once")
                .isEqualTo(3);
        assertThatThrownBy(() -> jdbc().sql("UPDATE oversight.secret SET secret = sha256('b'::bytea) WHERE site_id = ?")
                        .param(shop.site())
                        .update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void ofTwentyInARowOneIsDrawn() throws Exception {
        BenchOrder first = BenchOrder.consented(shop);
        Drawn.erased(first);
        Drawn.notDrawn(shop.site(), Drawn.device(first), 19);
        BenchOrder last = BenchOrder.consented(shop);
        assertThat(Drawn.erased(last)).isTrue();
        assertThat(Drawn.why(Drawn.device(last))).isIn("row", "lot");
    }

    /** A log that has nothing to say closes no shop, and lets nothing through. */
    @Test
    void whatTheLogDoesNotHaveIsDrawnAfterAnHour() throws Exception {
        Device device = clearedByHand();
        Drawn.entered(device.id(), Instant.now().minus(Duration.ofMinutes(50)));
        bean(Draws.class).draw(shop.site());
        assertThat(bean(Clearings.class).against(device.id())).contains("unknown");

        Device other = clearedByHand();
        Drawn.entered(other.id(), Instant.now().minus(Duration.ofMinutes(70)));
        bean(Draws.class).draw(shop.site());
        assertThat(bean(Clearings.class).against(other.id())).contains("drawn");
        assertThat(Drawn.why(other.id())).isEqualTo("late");
        assertThat(bean(Clearings.class).against(device.id()))
                .as("and keeps nobody else back, nor lets them by")
                .contains("unknown");
    }

    @Test
    void theFileNamesNothingThatIsOfAPersonOrADevice() throws Exception {
        BenchOrder order = new Drawn(shop).drive();
        UUID verifier = shop.account(Role.VERIFIER);
        bean(SecondChecks.class)
                .verify(Drawn.device(order), SecondCheckTest.confirmed(), SecondCheckTest.visitor(verifier));
        String file = nobody().get("/second-check-draws/" + shop.site() + "/" + Months.text(Months.of(Instant.now())))
                .body();
        Device device = bean(Devices.class).find(Drawn.device(order)).orElseThrow();
        assertThat(file)
                .contains("result confirmed", "by somebody else")
                .doesNotContain(device.code())
                .doesNotContain(order.serial)
                .doesNotContain(device.id().toString())
                .doesNotContain(order.order.toString())
                .doesNotContain(verifier.toString())
                .doesNotContain(Drawn.wiper(order).toString())
                .doesNotContain("worker ");
    }

    @Test
    void whatNobodyCommittedToIsNotThere() {
        assertThat(nobody().get("/second-check-draws/" + shop.site() + "/2025-01")
                        .status())
                .isEqualTo(404);
        assertThat(nobody().get("/second-check-draws/" + shop.site() + "/soon").status())
                .isEqualTo(404);
    }

    private Device clearedByHand() throws Exception {
        Devices devices = bean(Devices.class);
        Device device = devices.register(
                new Devices.NewDevice(
                        shop.site(),
                        DeviceKind.BARE_DRIVE,
                        "WD",
                        "Blue",
                        Optional.of("S-" + UUID.randomUUID()),
                        "",
                        Optional.empty(),
                        Devices.Drives.NOT_COUNTED),
                shop.account(Role.CLERK));
        UUID medium = bean(DeviceMedia.class).of(device.id()).known().getFirst().id();
        return devices.proved(medium, new Device.Proof(UUID.randomUUID(), "cleared", true));
    }

    private Json.Fields file(String month) throws Exception {
        Browser.Answer answer = nobody().get("/second-check-draws/" + shop.site() + "/" + month);
        assertThat(answer.status()).isEqualTo(200);
        return Json.in(CanonicalJson.readObject(answer.body().getBytes(StandardCharsets.UTF_8)));
    }

    /** All entries that the log publishes now, from its tiles. */
    private static List<byte[]> entries() throws Exception {
        String checkpoint = nobody().get("/log/checkpoint").body();
        long size = Long.parseLong(checkpoint.lines().skip(1).findFirst().orElseThrow());
        List<byte[]> out = new java.util.ArrayList<>();
        for (long tile = 0; tile * 256 < size; tile++) {
            int width = Math.toIntExact(Math.min(256, size - tile * 256));
            String path = "/log/tile/entries/" + String.format(java.util.Locale.ROOT, "%03d", tile)
                    + (width == 256 ? "" : ".p/" + width);
            byte[] bundle = nobody().save(path).bytes();
            out.addAll(EntryBundle.parse(bundle, width));
        }
        return out;
    }

    private static byte[] sha256(byte[] of) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(of);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
