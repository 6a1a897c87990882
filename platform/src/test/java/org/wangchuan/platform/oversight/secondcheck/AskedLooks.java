package org.wangchuan.platform.oversight.secondcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.platform.bench.BenchOrder;
import org.wangchuan.platform.bench.SigningStation;
import org.wangchuan.platform.bench.SigningStation.Again;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.encoding.Bytes32;

/** A drawn drive, a station that can read it, and a second person who asks it to. */
abstract class AskedLooks extends PlatformTest {
    static final String LANE = "sdc";
    static final String KEY = "k".repeat(59);

    final Shop shop = newShop();
    final Drawn all = new Drawn(shop);
    final BenchOrder order = drive();
    final UUID device = Drawn.device(order);
    final SigningStation reader = stationAt(shop.site());
    final Browser second = confirmed(shop.account(Role.VERIFIER));

    AskedLooks() {
        assertThat(reader.tellLane(LANE, order.serial).status()).isEqualTo(200);
    }

    BenchOrder drive() {
        try {
            return all.drive();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static SigningStation stationAt(UUID site) {
        SigningStation station = new SigningStation(PlatformTest.newStation(site));
        station.tellTrust();
        return station;
    }

    static UUID statement(UUID device) {
        return jdbc().sql("SELECT statements[1] FROM oversight.clearing WHERE device_id = ? ORDER BY id DESC LIMIT 1")
                .param(device)
                .query((row, _) -> row.getObject(1, UUID.class))
                .single();
    }

    Browser.Answer asks(Browser browser, SigningStation station, String lane) {
        return browser.post(
                "/second-checks/" + device + "/looks",
                Map.of("where", statement(device) + " " + station.paired.id() + " " + lane));
    }

    UUID asked() {
        assertThat(asks(second, reader, LANE).status()).isEqualTo(302);
        return latest();
    }

    UUID latest() {
        return jdbc().sql("""
                        SELECT l.id FROM oversight.look l JOIN oversight.clearing c ON c.id = l.clearing_id WHERE c.device_id = ?
                        ORDER BY l.asked_at DESC LIMIT 1""")
                .param(device)
                .query((row, _) -> row.getObject(1, UUID.class))
                .single();
    }

    static Bytes32 challenge(UUID look) {
        return jdbc().sql("SELECT challenge FROM oversight.look WHERE id = ?")
                .param(look)
                .query((row, _) -> Bytes32.of(row.getBytes(1)))
                .single();
    }

    static String outcome(UUID look) {
        return jdbc().sql(
                        "SELECT coalesce(outcome, 'open') || coalesce(' ' || code, '') FROM oversight.look WHERE id = ?")
                .param(look)
                .query((row, _) -> row.getString(1))
                .single();
    }

    static String listed(SigningStation station) {
        return station.get("/tasks?wait=0").body();
    }

    Browser.Answer claims(SigningStation station, UUID look, String lane, String serial) {
        return station.call(
                "POST",
                "/looks/" + look + "/claim",
                Json.object()
                        .put("lane", lane)
                        .put("serial", serial)
                        .put("recipient", KEY)
                        .build());
    }

    static Browser.Answer handsOver(SigningStation station, UUID look, String recipient) {
        return station.call(
                "PUT",
                "/looks/" + look + "/files",
                Json.object()
                        .put("recipient", recipient)
                        .put("sealed", "c2VhbGVk")
                        .build());
    }

    static Browser.Answer found(SigningStation station, UUID look, byte[] file) {
        return station.call(
                "POST",
                "/looks/" + look + "/end",
                Json.object()
                        .put("outcome", "read")
                        .put("recheck", new String(file, StandardCharsets.UTF_8))
                        .build());
    }

    static JsonValue.Obj word(String code) {
        return Json.object()
                .put("outcome", "refused")
                .put("code", code)
                .put("en", "another drive")
                .put("zh", "另一块介质")
                .build();
    }

    byte[] answer(UUID look, Again said) throws Exception {
        return reader.again(said, Optional.of(challenge(look)));
    }

    Again good() {
        return Again.good(Drawn.receipt(order), order.serial);
    }

    static int findings(UUID device) {
        return jdbc().sql("""
                        SELECT count(*) FROM oversight.recheck r JOIN oversight.clearing c ON c.id = r.clearing_id WHERE c.device_id = ?""").param(device).query((row, _) -> row.getInt(1)).single();
    }
}
