package org.wangchuan.platform.pages;

import static org.wangchuan.platform.testing.PlatformTest.bean;
import static org.wangchuan.platform.testing.PlatformTest.signedIn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.wangchuan.platform.bench.BenchOrder;
import org.wangchuan.platform.bench.BenchSample;
import org.wangchuan.platform.bench.PhoneOrder;
import org.wangchuan.platform.custody.BagNumber;
import org.wangchuan.platform.custody.CollectLinks;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.custody.HandOver;
import org.wangchuan.platform.custody.HandOvers;
import org.wangchuan.platform.custody.Processor;
import org.wangchuan.platform.custody.Processors;
import org.wangchuan.platform.identity.AccountChanges;
import org.wangchuan.platform.identity.AccountException;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Channel;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.HoldReason;
import org.wangchuan.platform.intake.IntakeForm;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OrderTerms;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.OwnerInvitation;
import org.wangchuan.platform.intake.Presence;
import org.wangchuan.platform.intake.Presences;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.csv.DeviceList;
import org.wangchuan.platform.intake.list.Batch;
import org.wangchuan.platform.intake.list.Batches;
import org.wangchuan.platform.intake.list.ListCeremony;
import org.wangchuan.platform.intake.payment.Payment;
import org.wangchuan.platform.intake.payment.Payments;
import org.wangchuan.platform.intake.travel.Travel;
import org.wangchuan.platform.intake.travel.Travels;
import org.wangchuan.platform.intake.workflow.Trip;
import org.wangchuan.platform.intake.workflow.Workflows;
import org.wangchuan.platform.testing.Agreed;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.InstitutionList;
import org.wangchuan.platform.testing.Photos;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.testing.PlatformTest.Shop;
import org.wangchuan.platform.testing.Shows;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.Reader;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.PhoneClaims;
import org.wangchuan.proof.statement.Verdict;

/** A shop in which something stands on every page: orders in each state, a bench, bags, processors. All of it is made up. */
final class PopulatedShop {
    private static final List<String> READY = List.of(
            "identity=same",
            "backup=done",
            "account=seen-out",
            "cards=none",
            "screen-lock=off",
            "version=12",
            "encryption=encrypted");
    private static final WorkOrder.Offer OFFER = new WorkOrder.Offer(68_000, "CNY");
    private final LocalDate today = LocalDate.now(java.time.ZoneOffset.UTC);
    private final LocalDate expires = today.plusYears(1);

    final Shop shop = PlatformTest.newShop();
    final UUID clerk = shop.account(Role.CLERK);
    final UUID technician = shop.account(Role.TECHNICIAN);
    final UUID manager = shop.accountAt(java.util.Optional.empty(), Role.MANAGER);
    final UUID administrator = shop.accountAt(java.util.Optional.empty(), Role.ADMINISTRATOR);
    final BenchSample.Made bench;
    final UUID handOver;
    final String collectNotGiven;
    final String collect;
    final String collectSigned;
    final UUID signedHandOver;
    final UUID colleague;
    final UUID ended;
    final UUID registered;
    final UUID unregistered;
    /** Corrected after it was offered; of which the price was refused; held and released again; with drives that are noted. */
    final UUID corrected;

    final UUID refused;
    final UUID released;
    final UUID laptop;
    final UUID disclosed;
    final Batch batch;
    /** Its offer was taken. */
    final InstitutionList acceptedList;
    /** Two of its devices have begun, one has ended, one is home. */
    final InstitutionList begunList;
    /** Devices that travel, by where they are. */
    final Map<String, UUID> trips = new HashMap<>();

    private final Map<OrderState, UUID> phones = new HashMap<>();
    private final Browser workbench = signedIn(technician);
    private int serials;

    private static final String LIST = """
            laptop,Lenovo,ThinkPad X1 Carbon Gen 9 (20XW-S00A00),,1
            desktop,HP,EliteDesk 800 G6 Small Form Factor,,2
            phone,HUAWEI,Mate 30,,
            bare_drive,WD,Blue,,
            """;

    private static final byte[] PHOTO = photo();
    private static final String SIGNATURE =
            "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYA"
                    + "AjCB0C8AAAAASUVORK5CYII=";

    /** What a document says; made up, with a check digit that fits. */
    static final Map<String, String> ENTRY = Map.of(
            "entry-name", "王小明",
            "entry-kind", "resident_id",
            "entry-number", "11010519491231002X",
            "entry-address", "青川市河滨路 12 号 3 单元 401 室",
            "entry-phone", "13800138000",
            "seen", "yes");

    private static byte[] photo() {
        try {
            return Photos.plain("jpeg", Photos.picture(120, 80, 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PopulatedShop() throws Exception {
        for (OrderState state : OrderState.values()) {
            phones.put(state, made(state));
        }
        made(OrderState.SEALED);
        laptop = takeIn(Map.of(
                        "kind",
                        "laptop",
                        "brand",
                        "Lenovo",
                        "model",
                        "ThinkPad T14",
                        "drives",
                        "2",
                        "drive-serials",
                        "S4EWNF0M123456\nWD-WXE1A4567890"))
                .id();
        takeIn(Map.of("kind", "laptop", "brand", "Lenovo", "model", "ThinkPad X1 Carbon Gen 9 (20XW-S00A00)"));
        corrected = corrected();
        refused = takeIn(Map.of("model", "Mate 40 Pro")).id();
        bean(OrderTerms.class).offer(refused, OFFER, Actor.staff(clerk));
        bean(OrderTerms.class).refusePrice(refused, OFFER, Actor.owner());
        released = takeIn(Map.of("model", "P40")).id();
        bean(Counter.class).hold(released, HoldReason.CLAIMED, clerk);
        signedIn(manager).post("/intake/" + released + "/release", Map.of("reason", "police", "note", "青公治〔2026〕113号"));
        // What a scanner or a hurried hand can put there.
        takeIn(Map.of("brand", "X".repeat(60), "model", "1234567890".repeat(6), "condition", "scratched ".repeat(29)));
        batch = bean(Batches.class)
                .takeIn(
                        "青川市第三中学",
                        DeviceList.read(
                                        """
                                        kind,brand,model,serial,drives,reference
                                        laptop,Lenovo,ThinkPad T14,PF-PAGES-1,1,IT-0001
                                        desktop,HP,EliteDesk 800 G6 Small Form Factor,CZ-PAGES-2,2,IT-0002
                                        phone,HUAWEI,Mate 30,HW-PAGES-3,,IT-0003
                                        """.getBytes(StandardCharsets.UTF_8),
                                        Map.of(
                                                "channel", "institution",
                                                "presenter", "employee",
                                                "policy", "gb-46864-2025",
                                                "secrets", "no"))
                                .rows(),
                        shop.site(),
                        clerk);
        var _ = InstitutionList.of(shop, batch.id()).offered("680");
        acceptedList = InstitutionList.takenIn(shop, "gb-46864-2025", LIST).offered("1200");
        bean(ListCeremony.class)
                .accept(
                        acceptedList.batch().id(),
                        acceptedList.batch().offer().orElseThrow(),
                        java.util.HexFormat.of()
                                .formatHex(acceptedList
                                        .batch()
                                        .offerList()
                                        .orElseThrow()
                                        .toBytes()),
                        Actor.owner());
        begunList = begun();
        trips();
        lostCleared();
        bench = BenchSample.fill(shop);
        Processor confirmed = processor("青川再生资源处置有限公司", expires);
        bean(Processors.class).confirm(confirmed.id(), shop.organisation(), manager);
        Processor known =
                bean(Processors.class).find(confirmed.id(), shop.organisation()).orElseThrow();
        processor("Riverside Shredding and Refining Works (Hazardous Waste) Limited", expires);
        processor("Old Works", LocalDate.of(2020, 1, 1));
        HandOver notGiven = handOver(known);
        collectNotGiven = collect(notGiven);
        HandOver open = handOver(known);
        handOver = given(open);
        collect = collect(open);
        HandOver both = handOver(known);
        signedHandOver = signed(both);
        collectSigned = collect(both);
        ended = accounts();
        colleague = shop.accountAt(java.util.Optional.of(shop.otherSite()), Role.CLERK);
        registered = registered();
        unregistered = takenInElsewhere();
        disclosed = registered();
        signedIn(manager)
                .post(
                        "/intake/" + disclosed + "/law/disclosures",
                        Map.of(
                                "authority", "青川市公安局治安管理支队",
                                "article", "《治安管理处罚法》第五十九条",
                                "reference", "青公治〔2026〕113号",
                                "purposes", "seller_register",
                                "delay", today.plusDays(90).toString(),
                                "delayArticle", "《刑事诉讼法》第一百五十二条"));
        signedIn(manager)
                .post(
                        "/intake/" + disclosed + "/law/hold",
                        Map.of(
                                "reason",
                                "价格争议（2026-7）",
                                "until",
                                today.plusDays(60).toString()));
    }

    /** Renews the link of an order, so that the next browser is let in. */
    void letIn(UUID order) {
        bean(org.wangchuan.platform.intake.OwnerInvitation.class).renew(order);
    }

    /** An order at another site, which asks sellers who they are; whose person is entered, signed by hand, and left a number. */
    private UUID registered() throws Exception {
        signedIn(administrator)
                .post(
                        "/seller-register/" + shop.otherSite(),
                        Map.of("required", "yes", "law", "《旧货业治安管理办法》第十一条", "address", "yes", "phone", "yes"));
        UUID order = takenInElsewhere();
        Browser owner = PlatformTest.nobody();
        String link = java.net
                .URI
                .create(bean(org.wangchuan.platform.intake.OwnerInvitation.class)
                        .link(order))
                .getPath();
        owner.post(link, Map.of());
        owner.post(link + "/contact", Map.of("name", "王小明", "phone", "13800138000"));
        PlatformTest.jdbc()
                .sql("UPDATE intake.work_order SET state = 'erasing' WHERE id = ?")
                .param(order)
                .update();
        signedIn(colleague).post("/counter/" + order + "/sign", Map.of("signature", SIGNATURE));
        signedIn(manager).post("/intake/" + order + "/person/register", ENTRY);
        return order;
    }

    /** An order at that site, of which it is not known yet who sells. */
    private UUID takenInElsewhere() throws OrderException, GateException {
        Map<String, String> form = new HashMap<>(IntakeForm.blank().fields());
        form.putAll(Map.of("brand", "Huawei", "model", "P50", "serial", "3548201100" + 20_000 + ++serials));
        UUID order = bean(Counter.class)
                .takeIn(new IntakeForm(form), shop.otherSite(), clerk)
                .id();
        bean(OrderTerms.class).offer(order, OFFER, Actor.staff(clerk));
        return order;
    }

    private UUID corrected() throws OrderException, GateException {
        UUID order = takeIn(Map.of("model", "Mate 30 Lite")).id();
        bean(OrderTerms.class).offer(order, OFFER, Actor.staff(clerk));
        signedIn(clerk)
                .post(
                        "/intake/" + order + "/correct",
                        Map.of("kind", "phone", "brand", "HUAWEI", "model", "Mate 30 Pro (LIO-AL00)"));
        return order;
    }

    private InstitutionList begun() throws Exception {
        InstitutionList list =
                InstitutionList.takenIn(shop, "gb-46864-2025", LIST).offered("0");
        Browser person = list.joined();
        list.agreed(person);
        bean(OwnerInvitation.class).renew(list.batch().lead()); // so that the next browser is the first
        Orders orders = bean(Orders.class);
        for (int index : new int[] {0, 1, 2}) {
            orders.move(list.order(index), OrderState.ERASING, "erasing", Actor.platform());
        }
        bean(Presences.class).present(list.order(1), Shows.by(Presence.HANDWRITTEN), Actor.owner());
        orders.move(list.order(2), OrderState.NOT_CLEARED, "not-cleared", Actor.platform());
        bean(Counter.class).giveBack(list.order(3), clerk, false);
        return list;
    }

    private void trips() throws OrderException, GateException {
        Browser counter = signedIn(clerk);
        Workflows workflows = bean(Workflows.class);
        for (String at : List.of(
                "not-sent",
                "on-the-way",
                "unpacking",
                "unpacked",
                "differs",
                "back",
                "sent-back",
                "recalled",
                "kept")) {
            UUID order = trip(at, "mail_in");
            if (!at.equals("not-sent") && !at.equals("kept")) {
                bean(Travels.class).sent(order, BagNumber.of("WC-2026 0071 3344"));
            }
            switch (at) {
                case "unpacking" -> Trip.start(counter, order);
                case "unpacked" ->
                    Trip.answers(
                            counter,
                            startedBy(counter, order),
                            workflows.arrival(Channel.MAIL_IN),
                            "WC-2026 0071 3344",
                            Map.of());
                case "differs", "back", "sent-back" ->
                    Trip.arrives(
                            counter,
                            order,
                            workflows.arrival(Channel.MAIL_IN),
                            "WC-2026 0071 3345",
                            Map.of("seal", "damaged", "contents", "more"));
                default -> {}
            }
        }
        for (String at : List.of("back", "sent-back", "recalled")) {
            bean(Travels.class).says(trip(at), Travel.Said.BACK);
        }
        bean(Travels.class).sentBack(trip("sent-back"), clerk);
        bean(Counter.class).giveBack(trip("kept"), clerk, false);
        UUID door = trip("at-the-door", "doorstep");
        workbench.post("/workflow/" + door + "/start", Map.of("workflow", "android"));
        READY.forEach(line -> answer(door, line));
        answer(door, "erase=settings");
        Trip.start(counter, trip("sealing", "doorstep"));
        Trip.answer(counter, trip("sealing"), "identity", "same");
        Trip.leaves(counter, trip("fetched", "doorstep"), "TR-2026-" + serials);
        Trip.arrives(counter, trip("fetched"), workflows.arrival(Channel.DOORSTEP), "TR-2026-" + serials, Map.of());
    }

    /** Cleared, sent back, and lost on that way. */
    private void lostCleared() throws Exception {
        BenchOrder order = BenchOrder.travelling(shop, Channel.MAIL_IN);
        Travels travels = bean(Travels.class);
        travels.sent(order.order, BagNumber.of("WC-2026 0071 3399"));
        Trip.arrives(
                signedIn(clerk),
                order.order,
                bean(Workflows.class).arrival(Channel.MAIL_IN),
                "WC-2026 0071 3399",
                Map.of());
        order.erases(order.serial, Verdict.CLEARED);
        travels.sentBack(order.order, clerk);
        travels.lost(order.order, true, Actor.staff(clerk));
        trips.put("lost-cleared", order.order);
    }

    private static UUID startedBy(Browser counter, UUID order) {
        Trip.start(counter, order);
        return order;
    }

    private UUID trip(String at, String channel) throws OrderException, GateException {
        UUID order = takeIn(Map.of("channel", channel)).id();
        consented(order);
        trips.put(at, order);
        return order;
    }

    /** The order of a device that travels, by where it is. */
    UUID trip(String at) {
        return java.util.Objects.requireNonNull(trips.get(at));
    }

    /** The phone's order that is in a state. */
    UUID phone(OrderState state) {
        return java.util.Objects.requireNonNull(phones.get(state));
    }

    private UUID made(OrderState state) throws Exception {
        if (state == OrderState.AT_BENCH || state == OrderState.IN_PART || state == OrderState.CLEARED) {
            return overCable(state);
        }
        Counter counter = bean(Counter.class);
        UUID order = takeIn(
                        state == OrderState.STATE_SECRETS
                                ? Map.of("channel", "institution", "secrets", "unknown")
                                : Map.of("condition", "屏幕有裂纹", "weight", "0.19"))
                .id();
        switch (state) {
            case TAKEN_IN, STATE_SECRETS -> {}
            case HELD -> counter.hold(order, HoldReason.STOLEN, clerk);
            case GOING_BACK -> counter.wantsBack(order, "changed-mind", Actor.owner());
            case RETURNED_UNTOUCHED -> counter.giveBack(order, clerk, false);
            case OFFERED -> bean(OrderTerms.class).offer(order, OFFER, Actor.staff(clerk));
            case ACCEPTED -> accepted(order);
            case CONSENTED -> consented(order);
            case ERASING -> erasing(order);
            case NOT_CLEARED -> notCleared(order);
            case SEALED -> sealed(order);
            case CLOSED -> {
                sealed(order);
                counter.close(
                        order,
                        new Payments.Entry(
                                Payment.Kind.TRANSFER,
                                OFFER,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Map.of(Field.PAYMENT_ACCOUNT, "6222020000001234"),
                                false),
                        new Reader(Reader.Kind.STAFF, Optional.of(clerk), Set.of(Role.CLERK), shop.site()));
            }
            case RETURNED_ERASED -> {
                notCleared(order);
                counter.giveBack(order, clerk, false);
            }
            case LOST -> {
                order = trip("lost", "mail_in");
                bean(Travels.class).sent(order, BagNumber.of("WC-2026 0071 9999"));
                bean(Travels.class).lost(order, true, Actor.staff(clerk));
            }
            case MISSING -> {
                consented(order);
                Browser office = PlatformTest.confirmed(manager);
                int status = office.post("/intake/" + order + "/loss", Map.of("reason", "stolen", "note", "夜间被撬门"))
                        .status();
                if (status != 302) {
                    throw new IllegalStateException("not lost: " + status);
                }
            }
            case AT_BENCH, IN_PART, CLEARED -> throw new IllegalArgumentException("over a cable alone: " + state);
        }
        return order;
    }

    /** Of a phone that a station is at: chosen; proved, and nobody has accounted for its cards; proved, and accounted for. */
    private UUID overCable(OrderState state) throws Exception {
        PhoneOrder phone = state == OrderState.CLEARED ? PhoneOrder.consented(shop) : PhoneOrder.unaccounted(shop);
        if (state == OrderState.AT_BENCH) {
            phone.chosen();
        } else {
            phone.erases(PhoneClaims.Lock.UNLOCKED);
            phone.answersClauses(shop);
        }
        OrderState found = bean(Orders.class).find(phone.order).orElseThrow().state();
        if (found != state) {
            throw new IllegalStateException("expected " + state + ", found " + found);
        }
        return phone.order;
    }

    private WorkOrder takeIn(Map<String, String> fields) throws OrderException, GateException {
        Map<String, String> form = new HashMap<>(IntakeForm.blank().fields());
        form.putAll(
                Map.of("brand", "Huawei", "model", "Mate 30 (TAS-AL00)", "serial", "3548201100" + 10_000 + ++serials));
        form.putAll(fields);
        return bean(Counter.class).takeIn(new IntakeForm(form), shop.site(), clerk);
    }

    private static void accepted(UUID order) throws OrderException {
        bean(OrderTerms.class).offer(order, OFFER, Actor.staff(UUID.randomUUID()));
        bean(OrderTerms.class).accept(order, OFFER, Actor.owner());
    }

    private static void consented(UUID order) throws OrderException {
        accepted(order);
        bean(OrderTerms.class).consent(order, Agreed.to("erasure", "zh"), Actor.owner());
    }

    private void erasing(UUID order) throws OrderException {
        consented(order);
        workbench.post("/workflow/" + order + "/start", Map.of("workflow", "harmonyos"));
        workbench.post("/workflow/" + order + "/start", Map.of("workflow", "android"));
        READY.forEach(line -> answer(order, line));
        answer(order, "erase=settings");
    }

    private void notCleared(UUID order) throws OrderException {
        erasing(order);
        List.of("start-screen=setup", "lock=free", "management=none").forEach(line -> answer(order, line));
        workbench.upload("/workflow/" + order + "/photo", Map.of("step", "photo"), "photo", PHOTO);
        signedIn(clerk).post("/counter/" + order + "/sign", Map.of("signature", SIGNATURE));
        workbench.post("/workflow/" + order + "/end", Map.of());
    }

    private void sealed(UUID order) throws OrderException, GateException {
        notCleared(order);
        bean(Counter.class)
                .seal(order, BagNumber.of("BAG-2026-" + (1_000 + serials)).orElseThrow(), shop.organisation(), clerk);
    }

    private void answer(UUID order, String line) {
        int at = line.indexOf('=');
        workbench.post(
                "/workflow/" + order + "/answer",
                Map.of("step", line.substring(0, at), "answer", line.substring(at + 1)));
    }

    private Processor processor(String name, LocalDate expires) {
        return bean(Processors.class)
                .add(
                        shop.organisation(),
                        name,
                        "GZ-2024-00" + ++serials,
                        Set.of(DeviceKind.PHONE, DeviceKind.TABLET, DeviceKind.BARE_DRIVE),
                        expires,
                        clerk);
    }

    /** The path at which the other side sees a hand-over. */
    private static String collect(HandOver made) {
        String link = bean(CollectLinks.class).link(made);
        return link.substring(link.indexOf("/collect/"));
    }

    private HandOver handOver(Processor to) throws Exception {
        UUID device =
                bean(Orders.class).find(made(OrderState.SEALED)).orElseThrow().device();
        return bean(HandOvers.class).make(shop.site(), to, List.of(device), today, clerk);
    }

    private UUID given(HandOver made) throws GateException {
        bean(HandOvers.class).give(made.id(), clerk, "柜台一号");
        return made.id();
    }

    private UUID signed(HandOver made) throws GateException {
        UUID id = made.id();
        HandOvers all = bean(HandOvers.class);
        all.give(id, clerk, "柜台一号");
        all.countTry(id);
        all.take(id, made.licenceName(), today, shop.organisation());
        return id;
    }

    private UUID accounts() throws AccountException {
        AccountChanges changes = bean(AccountChanges.class);
        UUID gone = shop.account(Role.CLERK, Role.TECHNICIAN, Role.MANAGER);
        changes.setActive(shop.organisation(), gone, false, administrator);
        UUID over = shop.account(Role.CLERK);
        changes.roles(shop.organisation(), over, Set.of(Role.TECHNICIAN, Role.CLERK), administrator);
        changes.end(shop.organisation(), over, administrator);
        return over;
    }
}
