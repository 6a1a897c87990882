package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.platform.testing.PlatformTest.bean;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Channel;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OrderTerms;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.Presenter;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.payment.Payment;
import org.wangchuan.platform.intake.payment.Payments;
import org.wangchuan.platform.testing.Agreed;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.vault.Reader;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.ClearingClaims.Clause.State;
import org.wangchuan.proof.statement.Verdict;

/** An order whose owner has consented, and a station of its site with the device in a lane. */
public final class BenchOrder {
    static final String LANE = "sdb";

    final UUID account;
    /** Where it is erased. */
    public final SigningStation station;

    final Device device;
    /** Its id. */
    public final UUID order;
    /** Of the drive in the lane. */
    public final String serial;

    private BenchOrder(UUID account, SigningStation station, Device device, UUID order, String serial) {
        this.account = account;
        this.station = station;
        this.device = device;
        this.order = order;
        this.serial = serial;
    }

    /** Pays what was agreed, in cash, and closes. */
    public void closes() throws Exception {
        bean(Counter.class)
                .close(
                        order,
                        new Payments.Entry(
                                Payment.Kind.CASH,
                                bean(Orders.class)
                                        .find(order)
                                        .orElseThrow()
                                        .offer()
                                        .orElseThrow(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Map.of(),
                                false),
                        new Reader(Reader.Kind.STAFF, Optional.of(account), Set.of(Role.CLERK), device.site()));
    }

    /** Of a bare drive. */
    public static BenchOrder consented(PlatformTest.Shop shop) throws Exception {
        return consented(shop, new SigningStation(PlatformTest.newStation(shop.site())));
    }

    /** Of a bare drive that is to erase itself. */
    public static BenchOrder byItself(PlatformTest.Shop shop) throws Exception {
        SigningStation station = new SigningStation(PlatformTest.newStation(shop.site()));
        station.erasesByItself();
        return consented(shop, station);
    }

    static BenchOrder consented(PlatformTest.Shop shop, SigningStation station) throws Exception {
        String serial = SigningStation.serial();
        return consented(shop, station, DeviceKind.BARE_DRIVE, serial, Devices.Drives.NOT_COUNTED, serial);
    }

    /** A bare drive that travels, consented to. */
    public static BenchOrder travelling(PlatformTest.Shop shop, Channel channel) throws Exception {
        String serial = SigningStation.serial();
        return consented(
                shop,
                new SigningStation(PlatformTest.newStation(shop.site())),
                DeviceKind.BARE_DRIVE,
                serial,
                Devices.Drives.NOT_COUNTED,
                serial,
                channel);
    }

    /** A laptop whose own number is not that of a drive; {@link #serial} is that of the drive in the lane. */
    public static BenchOrder laptop(PlatformTest.Shop shop, Devices.Drives drives) throws Exception {
        return laptop(shop, drives, new SigningStation(PlatformTest.newStation(shop.site())));
    }

    /** The same, of drives that are to erase themselves. */
    static BenchOrder laptopByItself(PlatformTest.Shop shop, Devices.Drives drives) throws Exception {
        SigningStation station = new SigningStation(PlatformTest.newStation(shop.site()));
        station.erasesByItself();
        return laptop(shop, drives, station);
    }

    static BenchOrder laptop(PlatformTest.Shop shop, Devices.Drives drives, SigningStation station) throws Exception {
        return consented(
                shop,
                station,
                DeviceKind.LAPTOP,
                "CHASSIS-1",
                drives,
                drives.serials().stream().findFirst().orElseGet(SigningStation::serial));
    }

    private static BenchOrder consented(
            PlatformTest.Shop shop,
            SigningStation station,
            DeviceKind kind,
            String noted,
            Devices.Drives drives,
            String serial)
            throws Exception {
        return consented(shop, station, kind, noted, drives, serial, Channel.COUNTER);
    }

    private static BenchOrder consented(
            PlatformTest.Shop shop,
            SigningStation station,
            DeviceKind kind,
            String noted,
            Devices.Drives drives,
            String serial,
            Channel channel)
            throws Exception {
        UUID account = shop.account(org.wangchuan.platform.web.access.Role.TECHNICIAN);
        Device device = bean(Devices.class)
                .register(
                        new Devices.NewDevice(
                                shop.site(), kind, "WD", "Blue", Optional.of(noted), "", Optional.empty(), drives),
                        account);
        Orders orders = bean(Orders.class);
        UUID order = orders.create(shop.site(), device.id(), channel, Presenter.OWNER, station.policy, account)
                .id();
        WorkOrder.Offer offer = new WorkOrder.Offer(1_000, "CNY");
        bean(OrderTerms.class).offer(order, offer, Actor.staff(account));
        bean(OrderTerms.class).accept(order, offer, Actor.owner());
        bean(OrderTerms.class).consent(order, Agreed.to("consent-1", "zh"), Actor.owner());
        station.tellLane(LANE, serial);
        station.call(
                "PUT",
                "/trust-list",
                org.wangchuan.canonical.Json.object()
                        .put("trustList", station.trustList())
                        .build());
        return new BenchOrder(account, station, device, order, serial);
    }

    /** The same at a station that is there, its one drive noted by nobody. */
    public static BenchOrder laptopOfOneDrive(PlatformTest.Shop shop, SigningStation station) throws Exception {
        return consented(
                shop,
                station,
                DeviceKind.LAPTOP,
                SigningStation.serial(),
                new Devices.Drives(Optional.of(1), List.of()),
                "");
    }

    /** One of a list that was agreed to, at a station of its own. */
    public static BenchOrder of(PlatformTest.Shop shop, UUID order, String serial) throws Exception {
        SigningStation station = new SigningStation(PlatformTest.newStation(shop.site()));
        station.tellLane(LANE, serial);
        station.call(
                "PUT",
                "/trust-list",
                org.wangchuan.canonical.Json.object()
                        .put("trustList", station.trustList())
                        .build());
        Device device = bean(Devices.class)
                .find(bean(Orders.class).find(order).orElseThrow().device())
                .orElseThrow();
        return new BenchOrder(
                shop.account(org.wangchuan.platform.web.access.Role.TECHNICIAN), station, device, order, serial);
    }

    UUID queue() throws BenchException {
        return bean(BenchTasks.class).queue(order, station.paired.id(), LANE, Nameless.Answer.OWN_DRIVE, account);
    }

    /** A try that nobody waits for any more; its station may answer all the same. */
    public UUID givenUp() throws Exception {
        UUID task = claimed();
        bean(BenchTasks.class).giveUp(order, account);
        return task;
    }

    /** It answers, an hour after all else, and badly. */
    public void answersBadly(UUID task) throws Exception {
        String bad = station.receipt(
                good().with(Verdict.FAILED).at(java.time.Instant.now().plusSeconds(3_600)));
        assertThat(station.finish(task, bad).status()).isEqualTo(200);
    }

    /** It answers after all, and well; the status. */
    public int answersWell(UUID task) throws Exception {
        return station.finish(task, station.receipt(good())).status();
    }

    /** Closes it as one of a list, for which nothing is paid by itself. */
    public void closesOfList() throws Exception {
        var _ = bean(Counter.class).close(order, account);
    }

    /** Queued and claimed. */
    UUID claimed() throws BenchException {
        UUID task = queue();
        station.claim(task, LANE, serial);
        return task;
    }

    /** One drive of it, from the lane to the receipt. */
    public void erases(String drive, Verdict verdict) throws Exception {
        station.tellLane(LANE, drive);
        UUID task = queue();
        station.claim(task, LANE, drive);
        String receipt =
                station.receipt(SigningStation.Said.good(drive, device.code()).with(verdict));
        assertThat(station.finish(task, receipt).status()).isEqualTo(200);
    }

    /** Its drive, cleared, with a clause that the evidence leaves open: somebody has to answer for it. */
    public void erasesWithAnOpenClause() throws Exception {
        UUID task = claimed();
        assertThat(station.finish(task, station.receipt(good().with(State.UNDETERMINED)))
                        .status())
                .isEqualTo(200);
    }

    SigningStation.Said good() {
        return SigningStation.Said.good(serial, device.code());
    }

    OrderState state() {
        return bean(Orders.class).find(order).orElseThrow().state();
    }

    Device deviceNow() {
        return bean(Devices.class).find(device.id()).orElseThrow();
    }
}
