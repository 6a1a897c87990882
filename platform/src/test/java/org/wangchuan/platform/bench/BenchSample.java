package org.wangchuan.platform.bench;

import static org.wangchuan.platform.testing.PlatformTest.bean;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Channel;
import org.wangchuan.platform.intake.OrderTerms;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.Presenter;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.ledger.Matches;
import org.wangchuan.platform.ledger.StatementFile;
import org.wangchuan.platform.ledger.Statements;
import org.wangchuan.platform.ledger.Validations;
import org.wangchuan.platform.testing.Agreed;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.testing.PlatformTest.Shop;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.proof.statement.ClearingClaims.Clause.State;
import org.wangchuan.proof.statement.Verdict;

/** A bench with an order in each of its states, for the tests of the pages; every statement of it is really signed. */
public final class BenchSample {
    private static final long STICK = 64_023_257_088L;

    private final Shop shop;
    private final UUID account;
    private final SigningStation station;
    private final List<JsonValue> lanes = new ArrayList<>();

    private BenchSample(Shop shop) {
        this.shop = shop;
        this.account = shop.account(Role.TECHNICIAN);
        this.station = new SigningStation(PlatformTest.newStation(shop.site()));
    }

    /**
     * Orders by what became of them.
     *
     * @param open partly undetermined: a person may answer for a clause
     * @param answered the same, answered for by the one who took it in and began
     * @param refused that a statement came for on which nothing may rest
     * @param waiting for a lane, which its serial number names
     * @param loose an erasure that no order asked for, of the drive that waits
     * @param erased erased before its owner had agreed, who is asked now; and a bad one that names it is matched with nothing
     * @param bad that bad one
     * @param doubted cleared; and then a bad one came that names it, and does not fit
     * @param inPart a laptop with two drives, of which one is proved
     */
    public record Made(
            UUID cleared,
            UUID open,
            UUID answered,
            UUID failed,
            UUID refused,
            UUID erasing,
            UUID waiting,
            UUID withoutSerial,
            UUID inPart,
            UUID loose,
            UUID erased,
            UUID bad,
            UUID doubted) {}

    /** Fills the bench of a shop's first site. */
    public static Made fill(Shop shop) throws Exception {
        BenchSample sample = new BenchSample(shop);
        station(sample);
        Taken cleared = sample.taken("WD", "WD10EZEX", Optional.of("WD-WCC3F0011223"));
        Taken open = sample.taken("Seagate", "ST2000DM008", Optional.of("ZFL0AB12"));
        Taken failed = sample.taken("Toshiba", "DT01ACA050", Optional.of("X3C9TT71S"));
        Taken refused = sample.taken("Samsung", "SSD 860 EVO", Optional.of("S3Z1NB0K901"));
        Taken erasing = sample.taken("Hitachi", "HUA723020ALA641", Optional.of("YGHU8811"));
        Taken waiting = sample.taken("Kingston", "SA400S37", Optional.of("50026B7782FF"));
        Taken bare = sample.taken("SanDisk", "Ultra USB 3.0", Optional.empty());
        Taken inPart = sample.taken(
                DeviceKind.LAPTOP,
                "Lenovo",
                "Legion Y9000P",
                Optional.of("S6PXNS0T1234"),
                new Devices.Drives(Optional.of(2), List.of("S6PXNS0T1234", "S6PXNS0T5678")));
        sample.taken(DeviceKind.LAPTOP, "HP", "EliteBook 840", Optional.of("5CG1"), Devices.Drives.NOT_COUNTED);
        Taken answered = sample.taken("Seagate", "ST1000LM035", Optional.of("WL1D33KQ"));
        sample.lane("sdi", inPart, SigningStation.CAPACITY, true);
        sample.lane("sdj", answered, SigningStation.CAPACITY, true);
        Taken doubted = sample.taken("Seagate", "ST4000VN008", Optional.of("ZDH7B2K9"));
        sample.lane("sdk", doubted, SigningStation.CAPACITY, true);
        sample.tellLanes(List.of(cleared, open, failed, refused, erasing, waiting), bare);
        sample.ends("sda", cleared, SigningStation.Said.good(cleared.serial(), cleared.code()));
        sample.ends(
                "sdb",
                open,
                SigningStation.Said.good(open.serial(), open.code()).with(State.UNDETERMINED));
        sample.ends(
                "sdj",
                answered,
                SigningStation.Said.good(answered.serial(), answered.code()).with(State.UNDETERMINED));
        sample.answers(answered.order());
        sample.ends(
                "sdc",
                failed,
                SigningStation.Said.good(failed.serial(), failed.code()).with(Verdict.FAILED));
        sample.ends("sdd", refused, SigningStation.Said.good("another", refused.code()));
        sample.ends("sdg", bare, SigningStation.Said.good("SD-" + bare.code(), bare.code()));
        sample.erases("sde", erasing);
        sample.ends("sdi", inPart, SigningStation.Said.good(inPart.serial(), inPart.code()));
        UUID loose = sample.loose(SigningStation.Said.good(waiting.serial(), ""));
        UUID early = sample.loose(
                SigningStation.Said.good(failed.serial(), "").at(Instant.now().minusSeconds(3_600)));
        bean(LooseErasures.class).match(early, failed.order(), new Matches.By(sample.account, "Lin", Role.TECHNICIAN));
        Taken erased = sample.taken("Crucial", "CT500MX500SSD1", Optional.of("2013E298798B"));
        UUID again = sample.loose(
                SigningStation.Said.good(erased.serial(), "").at(Instant.now().minusSeconds(3_600)));
        bean(LooseErasures.class).match(again, erased.order(), new Matches.By(sample.account, "Lin", Role.TECHNICIAN));
        UUID bad = sample.loose(SigningStation.Said.good(erased.serial(), "").with(Verdict.FAILED));
        sample.ends("sdk", doubted, SigningStation.Said.good(doubted.serial(), doubted.code()));
        sample.loose(SigningStation.Said.good(doubted.serial(), "")
                .with(Verdict.FAILED)
                .by("2"));
        sample.sends(
                sample.station.receipt(SigningStation.Said.good("WFN0A1B2", "").by("2")));
        return new Made(
                cleared.order(),
                open.order(),
                answered.order(),
                failed.order(),
                refused.order(),
                erasing.order(),
                waiting.order(),
                bare.order(),
                inPart.order(),
                loose,
                erased.order(),
                bad,
                doubted.order());
    }

    private void answers(UUID order) throws Exception {
        StatementFile statement = bean(Statements.class).ofOrder(order).getFirst();
        bean(Validations.class)
                .validate(
                        order,
                        statement.eventId(),
                        statement.clauses().getFirst().id(),
                        "looked at the drive on another computer: it reads as empty",
                        new Visitor(
                                account, "Lin", Optional.of(shop.organisation()), Optional.of(shop.site()), Set.of()));
    }

    private static void station(BenchSample sample) {
        sample.station.call(
                "PUT",
                "/trust-list",
                Json.object().put("trustList", sample.station.trustList()).build());
    }

    private record Taken(UUID order, Device device, Optional<String> number) {
        String code() {
            return device.code();
        }

        String serial() {
            return number.orElse("");
        }
    }

    private Taken taken(String brand, String model, Optional<String> serial) throws Exception {
        return taken(DeviceKind.BARE_DRIVE, brand, model, serial, Devices.Drives.NOT_COUNTED);
    }

    private Taken taken(DeviceKind kind, String brand, String model, Optional<String> serial, Devices.Drives drives)
            throws Exception {
        Device device = bean(Devices.class)
                .register(
                        new Devices.NewDevice(shop.site(), kind, brand, model, serial, "", Optional.empty(), drives),
                        account);
        Orders orders = bean(Orders.class);
        UUID order = orders.create(
                        shop.site(), device.id(), Channel.COUNTER, Presenter.OWNER, SigningStation.POLICY, account)
                .id();
        WorkOrder.Offer offer = new WorkOrder.Offer(8_000, "CNY");
        bean(OrderTerms.class).offer(order, offer, Actor.staff(account));
        bean(OrderTerms.class).accept(order, offer, Actor.owner());
        bean(OrderTerms.class).consent(order, Agreed.to("erasure", "zh"), Actor.owner());
        return new Taken(order, device, serial);
    }

    private void tellLanes(List<Taken> all, Taken bare) {
        for (int i = 0; i < all.size(); i++) {
            Taken taken = all.get(i);
            lane("sd" + (char) ('a' + i), taken, SigningStation.CAPACITY, true);
        }
        lane("sdg", bare, STICK, true);
        lanes.add(Json.object()
                .put("lane", "sdh")
                .put("model", "HGST HTS545050A7E680")
                .put("serial", "TM85014C")
                .put("capacityBytes", SigningStation.CAPACITY / 2)
                .put("medium", "magnetic")
                .put("isReady", false)
                .put(
                        "obstacles",
                        new JsonValue.Array(List.of(said("frozen: pull the cable and plug it in again", "被冻结：请拔下再插上电缆")
                                .put("code", "FROZEN")
                                .build())))
                .put("plan", new JsonValue.Array(List.of()))
                .build());
        station.call(
                "PUT",
                "/lanes",
                Json.object().put("lanes", new JsonValue.Array(lanes)).build());
    }

    private void lane(String name, Taken taken, long bytes, boolean isReady) {
        Json.Builder out = Json.object()
                .put("lane", name)
                .put("model", taken.device().brand() + " " + taken.device().model())
                .put("capacityBytes", bytes)
                .put("medium", bytes == STICK ? "flash" : "magnetic")
                .put("isReady", isReady)
                .put("obstacles", new JsonValue.Array(List.of()))
                .put(
                        "plan",
                        new JsonValue.Array(List.of(
                                bytes == STICK
                                        ? said("overwrite once with random data, read back whole", "随机数据覆写一遍，全部回读")
                                                .build()
                                        : said(
                                                        "overwrite three times: zeros, ones, random data; read the last back whole",
                                                        "覆写三遍：全零、全一、随机数据；最后一遍全部回读")
                                                .build(),
                                said("hidden areas are looked for first", "先查找隐藏区域")
                                        .build())));
        taken.number().ifPresent(serial -> out.put("serial", serial).put("estimateSeconds", 5_400));
        lanes.add(out.build());
    }

    private static Json.Builder said(String en, String zh) {
        return Json.object().put("en", en).put("zh", zh);
    }

    private UUID claimed(String lane, Taken taken) throws Exception {
        UUID task = bean(BenchTasks.class)
                .queue(taken.order(), station.paired.id(), lane, Nameless.Answer.OWN_DRIVE, account);
        Json.Builder place = Json.object().put("lane", lane);
        taken.number().ifPresent(serial -> place.put("serial", serial));
        require(station.call("POST", "/tasks/" + task + "/claim", place.build()).status());
        return task;
    }

    private void ends(String lane, Taken taken, SigningStation.Said said) throws Exception {
        UUID task = claimed(lane, taken);
        require(station.finish(task, station.receipt(said)).status());
    }

    private UUID loose(SigningStation.Said said) throws Exception {
        String receipt = station.receipt(said);
        sends(receipt);
        return bean(JdbcClient.class)
                .sql("SELECT event_id FROM ledger.statement WHERE receipt = ?")
                .param(receipt)
                .query(UUID.class)
                .single();
    }

    private void sends(String receipt) {
        require(station.call(
                        "POST",
                        "/erasures",
                        Json.object().put("receipt", receipt).build())
                .status());
    }

    private void erases(String lane, Taken taken) throws Exception {
        UUID task = claimed(lane, taken);
        require(station.call(
                        "PUT",
                        "/tasks/" + task + "/progress",
                        Json.object()
                                .put("phase", "overwrite")
                                .put("pass", 2)
                                .put("passes", 3)
                                .put("doneBytes", SigningStation.CAPACITY / 3)
                                .put("totalBytes", SigningStation.CAPACITY)
                                .put("bytesPerSecond", 180_000_000)
                                .put("remainingSeconds", 1_985)
                                .build())
                .status());
    }

    private static void require(int status) {
        if (status >= 300) {
            throw new IllegalStateException("the platform answered " + status);
        }
    }
}
