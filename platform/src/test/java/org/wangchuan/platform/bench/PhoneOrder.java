package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.platform.testing.PlatformTest.bean;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.platform.custody.CardAccount;
import org.wangchuan.platform.custody.Cards;
import org.wangchuan.platform.custody.CardsSaid;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.DeviceNumber;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Channel;
import org.wangchuan.platform.intake.OrderCards;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OrderTerms;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.Presenter;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.ledger.LedgerException;
import org.wangchuan.platform.ledger.StatementFile;
import org.wangchuan.platform.ledger.Statements;
import org.wangchuan.platform.ledger.Validations;
import org.wangchuan.platform.testing.Agreed;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.proof.statement.PhoneClaims.Lock;

/** An order of a phone whose owner has consented, and a station of its site that tells of it on a cable. */
public final class PhoneOrder {
    static final String PLACE = "1-4.2";

    final UUID account;
    /** Who accounts for its cards: another than who works at the bench. */
    public final UUID counter;

    /** Where it hangs. */
    public final SigningStation station;

    /** What it is about, as it was taken in. */
    public final Device device;
    /** Its id. */
    public final UUID order;
    /** What the phone shows. */
    final String serial;

    private int turns;

    private PhoneOrder(UUID account, UUID counter, SigningStation station, Device device, UUID order, String serial) {
        this.account = account;
        this.counter = counter;
        this.station = station;
        this.device = device;
        this.order = order;
        this.serial = serial;
    }

    /** One whose serial number was noted, at a station of its own. */
    public static PhoneOrder consented(PlatformTest.Shop shop) throws Exception {
        String serial = serial();
        return consented(shop, station(shop), serial, Optional.of(serial));
    }

    /** A station of its own that has told its trust list. */
    static SigningStation station(PlatformTest.Shop shop) {
        SigningStation station = new SigningStation(PlatformTest.newStation(shop.site()));
        station.tellTrust();
        return station;
    }

    /** One that shows this number, of which that one was noted. */
    static PhoneOrder consented(PlatformTest.Shop shop, SigningStation station, String shown, Optional<String> noted)
            throws Exception {
        return consented(shop, station, shown, noted, List.of());
    }

    /** The same, of which several numbers were noted. */
    static PhoneOrder consented(
            PlatformTest.Shop shop, SigningStation station, String shown, Optional<String> noted, List<String> more)
            throws Exception {
        return consented(shop, station, "Samsung", shown, noted, more, true);
    }

    /** One whose serial number was noted, of this brand. */
    static PhoneOrder ofBrand(PlatformTest.Shop shop, String brand) throws Exception {
        String serial = serial();
        return consented(shop, station(shop), brand, serial, Optional.of(serial), List.of(), true);
    }

    private static PhoneOrder consented(
            PlatformTest.Shop shop,
            SigningStation station,
            String brand,
            String shown,
            Optional<String> noted,
            List<String> more,
            boolean isAccountedFor)
            throws Exception {
        UUID account = shop.account(Role.TECHNICIAN);
        Device device = bean(Devices.class)
                .register(
                        new Devices.NewDevice(
                                shop.site(),
                                DeviceKind.PHONE,
                                brand,
                                "SM-G991B",
                                Stream.concat(noted.stream(), more.stream())
                                        .map(DeviceNumber::of)
                                        .toList(),
                                "",
                                Optional.empty(),
                                Devices.Drives.NOT_COUNTED),
                        account);
        UUID order = bean(Orders.class)
                .create(shop.site(), device.id(), Channel.COUNTER, Presenter.OWNER, SigningStation.POLICY, account)
                .id();
        WorkOrder.Offer offer = new WorkOrder.Offer(1_000, "CNY");
        bean(OrderTerms.class).offer(order, offer, Actor.staff(account));
        bean(OrderTerms.class).accept(order, offer, Actor.owner());
        bean(OrderTerms.class).consent(order, Agreed.to("consent-1", "zh"), Actor.owner());
        PhoneOrder out = new PhoneOrder(account, shop.account(Role.CLERK), station, device, order, shown);
        if (isAccountedFor) {
            out.accounts("given_back", "none", "none", false);
        }
        out.tellPhone();
        return out;
    }

    /** One of whose SIM and memory card nobody has said anything. */
    public static PhoneOrder unaccounted(PlatformTest.Shop shop) throws Exception {
        return unaccounted(shop, station(shop));
    }

    /** The same, at this station. */
    static PhoneOrder unaccounted(PlatformTest.Shop shop, SigningStation station) throws Exception {
        String serial = serial();
        return consented(shop, station, "Samsung", serial, Optional.of(serial), List.of(), false);
    }

    /** Somebody at the counter says what became of SIM, eSIM and memory card, having seen all that is known of them. */
    public void accounts(String sim, String esim, String card, boolean isManager) throws Exception {
        accounts(sim, esim, card, isManager, cards().last());
    }

    /** The same, having seen no more than that. */
    void accounts(String sim, String esim, String card, boolean isManager, long shown) throws Exception {
        bean(OrderCards.class).account(order, CardAccount.of(sim, esim, card).orElseThrow(), shown, counter, isManager);
    }

    /** How it stands with them. */
    CardsSaid cards() {
        return bean(Cards.class).of(device.id());
    }

    static String serial() {
        return "RF" + UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT);
    }

    /** Its station tells of it, and of nothing else. */
    public void tellPhone() {
        tellPhone("mtp");
    }

    /** The same, of one that does all of this on USB. */
    public void tellPhone(String... shows) {
        tellPhone(Optional.of(serial), 1, "system", List.of(shows));
    }

    /** The same, of one that shows this number, plugged in so often, in this mode. */
    void tellPhone(Optional<String> shown, long plug, String mode) {
        tellPhone(shown, plug, mode, List.of("mtp"));
    }

    private void tellPhone(Optional<String> shown, long plug, String mode, List<String> shows) {
        JsonValue.Obj phone = Json.object()
                .put("place", PLACE)
                .put("plug", plug)
                .put("means", "mobile")
                .put("maker", "Samsung")
                .put("model", "SM-G991B")
                .put("serial", shown)
                .put("system", "android")
                .put("shows", Json.texts(shows))
                .put("mode", mode)
                .put("answer", "told")
                .build();
        assertThat(station.call(
                                "PUT",
                                "/phones",
                                Json.object()
                                        .put("phones", new JsonValue.Array(List.of(phone)))
                                        .build())
                        .status())
                .isEqualTo(200);
    }

    /** Chosen by its technician. */
    public UUID chosen() throws BenchException {
        return bean(PhoneTasks.class).choose(order, choice(false), account);
    }

    /** What hangs at its place now, as somebody chooses it who was shown it. */
    PhoneChoice choice(boolean isNumberCompared) {
        return choice(station, PLACE, isNumberCompared);
    }

    static PhoneChoice choice(SigningStation station, String place, boolean isNumberCompared) {
        String mark = bean(StationPhones.class)
                .at(station.paired.id(), place)
                .map(PhoneChoice::mark)
                .orElse("");
        return new PhoneChoice(station.paired.id(), place, mark, isNumberCompared);
    }

    /** Chosen and claimed. */
    UUID claimed() throws BenchException {
        UUID task = chosen();
        assertThat(station.claim(task, PLACE, serial).status()).isEqualTo(200);
        return task;
    }

    /** Its station begins: from here on there is no way back. */
    public void claims(UUID task) {
        assertThat(station.claim(task, PLACE, serial).status()).isEqualTo(200);
    }

    /** The same by the way at whose end it is read once more, and has debugging on. */
    public Browser.Answer isReadAgain(Lock lock) throws Exception {
        station.isReadingAgain = true;
        return erases(lock);
    }

    /** From choosing to the receipt. */
    public Browser.Answer erases(Lock lock) throws Exception {
        UUID task = claimed();
        return ends(task, station.phoneReceipt(good(), lock));
    }

    /** A manager answers for what the evidence leaves open. */
    public void answersClauses(PlatformTest.Shop shop) throws Exception {
        Visitor manager = new Visitor(
                shop.account(Role.MANAGER),
                "Lin",
                Optional.of(shop.organisation()),
                Optional.of(shop.site()),
                Set.of(Role.MANAGER));
        for (StatementFile statement : bean(Statements.class).ofOrder(order)) {
            for (var clause : statement.clauses()) {
                if (clause.isUndetermined()) {
                    try {
                        bean(Validations.class)
                                .validate(order, statement.eventId(), clause.id(), "no hidden areas", manager);
                    } catch (LedgerException e) {
                        assertThat(e.code()).isEqualTo(LedgerException.Code.STATEMENT_UNKNOWN);
                    }
                }
            }
        }
    }

    /** From its last turn to the receipt, as a station does that is in touch. */
    Browser.Answer ends(UUID task, String receipt) {
        assertThat(turn(task, "closed", Optional.empty()).status()).isEqualTo(204);
        return station.finish(task, receipt);
    }

    SigningStation.Said good() {
        return SigningStation.Said.good(serial, device.code()).at(Instant.now());
    }

    /** Tells the next turn. */
    public Browser.Answer turn(UUID task, String step, Optional<JsonValue.Obj> question) {
        return station.call(
                "PUT",
                "/tasks/" + task + "/phone",
                turn(++turns, step, question).build());
    }

    /** The next turn, with what the phone shows of a property. */
    public Browser.Answer shows(UUID task, String step, String property, String value, String source) {
        return station.call(
                "PUT",
                "/tasks/" + task + "/phone",
                turn(++turns, step, Optional.empty(), property, value, source).build());
    }

    static Json.Builder turn(long turn, String step, Optional<JsonValue.Obj> question) {
        return turn(turn, step, question, "patch-level", "2024-05-01", "adb");
    }

    private static Json.Builder turn(
            long turn, String step, Optional<JsonValue.Obj> question, String property, String value, String source) {
        Json.Builder out = Json.object()
                .put("turn", turn)
                .put("step", step)
                .put(
                        "phone",
                        Json.object()
                                .put("maker", "Samsung")
                                .put("model", "SM-G991B")
                                .put("system", "Android")
                                .put("version", "14")
                                .build())
                .put(
                        "facts",
                        new JsonValue.Array(List.of(said("安全补丁：2024-05-01", "security patch: 2024-05-01")
                                .put("property", property)
                                .put("value", value)
                                .put("source", source)
                                .build())))
                .put(
                        "notices",
                        new JsonValue.Array(List.of(
                                Json.object()
                                        .put("code", "turn-on-asking")
                                        .put("topic", "debugging")
                                        .build(),
                                said("请在手机上点“允许”。", "Tap “Allow” on the phone.")
                                        .put("code", "permission")
                                        .build())));
        question.ifPresent(asked -> out.put("question", asked));
        return out;
    }

    static Json.Builder said(String zh, String en) {
        return Json.object().put("zh", zh).put("en", en);
    }

    /** Asks whether it goes on without a permission. */
    public static JsonValue.Obj goesOn(UUID id, boolean isWithout) {
        return Json.object()
                .put("id", id.toString())
                .put("kind", "goes-on")
                .put("missing", "permission")
                .put("without", isWithout)
                .build();
    }

    private static JsonValue.Obj lock(String state, String... because) {
        List<JsonValue> reasons = new ArrayList<>();
        for (String reason : because) {
            reasons.add(said(reason, "refuses this SIM (network, company or SIM lock): yes")
                    .build());
        }
        return said("拒绝此 SIM 卡（网络锁、企业锁或 SIM 锁）", "refuses this SIM (network, company or SIM lock)")
                .put("code", "carrier")
                .put("state", state)
                .put("because", new JsonValue.Array(reasons))
                .build();
    }

    /** Asks for a way. */
    public static JsonValue.Obj choose(UUID id) {
        JsonValue.Obj offer = said("在屏幕上恢复出厂设置，之后再读取", "reset on its screen, and read again afterwards")
                .put("technique", "android-reset")
                .put("seconds", 900)
                .put("reaches", "cleared")
                .put("tried", false)
                .put("fills", false)
                .put("by", "hand")
                .put(
                        "leaves",
                        new JsonValue.Array(List.of(said("备用单元", "spare cells").build())))
                .put(
                        "clauses",
                        new JsonValue.Array(List.of(said("覆写", "overwrite")
                                .put("state", "undetermined")
                                .build())))
                .build();
        return Json.object()
                .put("id", id.toString())
                .put("kind", "choose")
                .put(
                        "locks",
                        new JsonValue.Array(List.of(
                                lock("found", "拒绝此 SIM 卡（网络锁、企业锁或 SIM 锁）：是"), lock("not-told"), lock("not-checked"))))
                .put(
                        "parts",
                        new JsonValue.Array(List.of(said("退出账号", "sign out of the account")
                                .put("code", "account")
                                .put("becauseZh", "否则重置后仍会要求该账号")
                                .put("becauseEn", "else it asks for that account after the reset")
                                .build())))
                .put("offers", new JsonValue.Array(List.of(offer)))
                .put(
                        "leftOut",
                        new JsonValue.Array(List.of(said("写满存储", "fill its storage")
                                .put(
                                        "missing",
                                        new JsonValue.Array(List.of(said("机主的允许", "its owner's permission")
                                                .build())))
                                .build())))
                .put(
                        "obstacles",
                        new JsonValue.Array(List.of(
                                said("电量低于 30%", "less than 30 % battery").build())))
                .build();
    }

    /** Asks what it shows, of one that somebody has told to be managed. */
    public static JsonValue.Obj observe(UUID id) {
        return observe(id, List.of("setup", "reset-protection", "sim", "card"));
    }

    public static JsonValue.Obj observe(UUID id, List<String> asks) {
        return Json.object()
                .put("id", id.toString())
                .put("kind", "observe")
                .put("asks", Json.texts(asks))
                .build();
    }

    OrderState state() {
        return bean(Orders.class).find(order).orElseThrow().state();
    }

    Device deviceNow() {
        return bean(Devices.class).find(device.id()).orElseThrow();
    }
}
